"""Reading a notice: its words without noise, what it asks, under which conditions, and who asks."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.notices import Condition, Reading, marks, prepare, read
from knowledge.notices.cleaned import clean
from knowledge.notices.dates import soon, written
from knowledge.notices.kinds import TextKind, kind_of
from knowledge.notices.model import Office, Rank

LETTER = "沔川县农业农村局关于做好有关工作的通知\n各乡镇人民政府：\n{}\n沔川县农业农村局\n2026年3月2日"


prepare()  # so that no single test is timed with it


def topics(text: str) -> set[str]:
    return {mark.matter.topic for mark in marks(read(text))}


def quotes(text: str) -> list[str]:
    reading = read(text)
    spans = [reading.cleaned.original(mark.span.start, mark.span.end) for mark in marks(reading)]
    return [text[span.start : span.end] for span in spans]


@given(st.text(max_size=200))
def test_every_cleaned_character_knows_its_place(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.places) == len(cleaned.text)
    assert list(cleaned.places) == sorted(cleaned.places)
    assert all(0 <= place < len(text) for place in cleaned.places)


@given(st.text(max_size=200))
def test_a_demand_quotes_the_notice(text: str) -> None:
    for demand in read(text).demands:
        assert demand.quote == text[demand.start : demand.end] != ""
        assert all(demand.words[part.start : part.end] for part in demand.parts)


@pytest.mark.parametrize(
    ("noisy", "plain"),
    [
        ("每 天 打 卡", "每天打卡"),
        ("每天打\n卡签到。", "每天打卡签到。"),
        ("签订率达l00%，8O0步", "签订率达100%，800步"),
        ("２０２６年，ＡＰＰ", "2026年，app"),
        ("簽訂責任書", "签订责任书"),
        ("打卡,签到;拍照", "打卡，签到；拍照"),
        ("第一行。\n第二行", "第一行。\n第二行"),
        ("收到请回复👍谢谢", "收到请回复。谢谢"),
        ("表名\t数量", "表名，数量"),
    ],
)
def test_noise_is_cleaned(noisy: str, plain: str) -> None:
    assert clean(noisy).text == plain


NOISY = (
    "各村（社区）：\n请各村每天下午五点前报送排查进度表。入户走访须与户主合影并上传照片。\n"
    "各村党组织书记要与每户签订禁烧责任书，发生火情的取消全年评优资格。\n"
    "每月对各村得分进行排名通报，后三名到镇里说明情况。\n渔洋镇党政办"
)
GAPS = [
    place
    for place in range(1, len(NOISY))
    if all("\u4e00" <= character <= "\u9fff" for character in NOISY[place - 1 : place + 1])
]


@given(st.sets(st.sampled_from(GAPS), max_size=40))
def test_blanks_inside_words_hide_nothing(places: set[int]) -> None:
    noisy = "".join(f" {one}" if place in places else one for place, one in enumerate(NOISY))
    assert topics(noisy) == topics(NOISY)
    # A blank may be a pause, at which a quotation ends; it never holds other words.
    assert all(
        re.sub(r"\s", "", one) in whole for one, whole in zip(quotes(noisy), quotes(NOISY), strict=True)
    )


@given(st.sampled_from(GAPS))
def test_a_line_broken_inside_a_word_hides_nothing(place: int) -> None:
    assert topics(f"{NOISY[:place]}\n{NOISY[place:]}") == topics(NOISY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每个项目村自愿报名，每月打卡一次。", Condition.VOLUNTARY),
        ("以下为自愿参加的项目：\n1.每天在小程序打卡。", Condition.VOLUNTARY),
        ("各村可组织党员每天学习打卡。不作要求，不参加不影响考核。", Condition.VOLUNTARY),
        ("防汛值守人员每天在系统签到。", Condition.EMERGENCY),
        ("应急响应期间：\n（一）每两小时报一次水位。", Condition.EMERGENCY),
        ("局属各股室：\n每天打卡签到。", Condition.INTERNAL),
        ("本次检查经县委批准。\n请准备材料。", Condition.APPROVED),
    ],
)
def test_what_lets_a_demand_off_may_stand_elsewhere(text: str, expected: Condition) -> None:
    assert any(expected in demand.conditions for demand in read(text).demands)


def test_an_exception_is_about_the_others() -> None:
    assert topics("除防汛值守人员外，全体干部每天在小程序打卡签到，缺一次扣10元。") >= {"政务APP"}


@pytest.mark.parametrize(
    ("text", "urgent", "often", "deadline"),
    [
        ("请于今天下班前报送台账。", True, None, "今天下班前"),
        ("请报送台账。今天下班前务必交到。", True, None, "今天下班前"),
        ("每周五报送进展。", False, "每周五", "周五"),
        ("请报送进展。每天一次。", False, "每天", None),
        ("请于12月10日前报送。", False, None, "12月10日前"),
    ],
)
def test_the_time_of_a_demand(text: str, urgent: bool, often: str | None, deadline: str | None) -> None:
    demand = read(f"各村：\n{text}").demands[1]
    assert demand.urgent is urgent
    assert (demand.often or "").startswith(often or "")
    assert deadline is None or deadline in (demand.deadline or "")


def test_a_day_after_the_signature_is_urgent() -> None:
    day = written("通知\n二〇二六年三月二日")
    assert day == date(2026, 3, 2)
    assert soon("3月3日前报送", day)
    assert not soon("3月9日前报送", day)


@pytest.mark.parametrize(
    ("text", "office", "rank"),
    [
        (LETTER.format("请办理。"), Office.BUREAU, Rank.COUNTY),
        ("青石铺镇党政办\n请办理。", Office.GOVERNMENT, Rank.TOWNSHIP),
        ("沔川县防汛抗旱指挥部调度令（防指〔2026〕第9号）\n请转移。", Office.TASK_FORCE, Rank.COUNTY),
        ("请办理。\n中乡联基层治理研究促进会（筹）\n2026年6月", Office.SOCIETY, None),
        ("沔川农商银行关于共建的函\n请支持。\n沔川农村商业银行青石铺支行", Office.COMPANY, None),
        ("省林业厅\n关于召开会议的通知\n请参加。\n省林业厅", Office.BUREAU, Rank.PROVINCIAL),
        ("县数据中心 小鲁：请各村注册。", Office.BUREAU, Rank.COUNTY),
        ("你好，我住建局村镇股小刘啊，表报一下。", Office.BUREAU, None),
        ("由华域乡村文旅促进会主办的推选活动启动。", Office.SOCIETY, None),
        ("大家把表交一下。", None, None),
    ],
)
def test_who_asks(text: str, office: Office | None, rank: Rank | None) -> None:
    sender = read(text).sender
    assert (sender.office, sender.rank) == (office, rank)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", TextKind.EMPTY),
        (" \n\u3000", TextKind.EMPTY),
        ("床前明月光，疑是地上霜。举头望明月，低头思故乡。", TextKind.OTHER),
        ("镇里让我们每天在群里接龙打卡，不接就通报，这合规吗？", TextKind.QUESTION),
        ("县里能从我们镇借调干部吗", TextKind.QUESTION),
        ("某某条例\n第一条　为了规范。\n第二条　不得收费。\n第三条　不得排名。", TextKind.RULES),
        ("整治形式主义，为基层减负：不得层层开会；不得打卡签到；严禁签责任状；不得排名。", TextKind.RULES),
        ("沔川县乡镇考核办法\n第一条　考核打分。\n第二条　按月排名。\n第三条　公布。", TextKind.NOTICE),
        ("明早八点前把表报上来，收到请回复", TextKind.NOTICE),
    ],
)
def test_what_is_no_notice_is_told_from_one(text: str, kind: TextKind) -> None:
    assert kind_of(read(text)) is kind


def test_speech_without_marks_is_cut_at_its_pauses() -> None:
    said = "李主任 今天下班前把全村的户数报给我 然后每户门口拍张照片发群里 老陈家的墙裂了 你先让人搬出来住"
    demands = [demand.words for demand in read(said).demands]
    assert "每户门口拍张照片发群里" in " ".join(demands)
    assert quotes(said)
    assert all(len(quote) < 40 for quote in quotes(said))


def test_a_speaker_without_a_pause_is_quoted_where_breath_was_drawn() -> None:
    text = (
        "喂老李啊我是县水利局小周跟你讲个事下周二市里检查组要来你们镇上看河道你们书记镇长那天上午九点到界牌路口等着接一下"
        "中午就在你们食堂吃弄点好酒大概十来个人这个本来不用村里管的护堤员有工资"
    )
    assert any(quote.endswith("等着接一下") and len(quote) < 40 for quote in quotes(text))
    assert not any("护堤员" in quote for quote in quotes(text))


def test_a_long_list_is_quoted_by_its_own_things() -> None:
    asked = "申报单位须设有科普活动室（面积不小于40平方米）、科普画廊（不少于10米）、科普大学分校、科普志愿队，并悬挂统一标牌"
    for quote in quotes(LETTER.format(asked)):
        assert quote.count("（") == quote.count("）")
        assert not quote.endswith(("、", "（"))


def test_the_points_of_a_list_within_a_line_are_apart() -> None:
    reading = read("要求如下：一、各村报送台账；二、村民自愿参加；三、每天打卡。")
    assert [demand.words for demand in reading.demands] == [
        "要求如下", "各村报送台账", "村民自愿参加", "每天打卡",
    ]  # fmt: skip


def test_a_notice_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    reading: Reading = read(NOISY)
    assert "责任书" not in repr(reading) + repr(marks(reading))
    assert not caplog.records
