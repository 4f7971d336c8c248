"""What a reader sees of a notice's check, in words and as a picture: all of it, whatever the notice holds."""

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import messages, notice_messages
from bot.callbacks import FullClause, encode
from bot.notice_callbacks import ReportPress, Wish
from bot.notice_callbacks import decode as decode_press
from bot.notice_callbacks import encode as encode_press
from bot.render import picture as drawing
from bot.render.notices import checked, words
from bot.render.picture import MOST_FINDINGS, WIDTH, picture
from knowledge.model import Kind
from knowledge.notices import NoticeReport, Severity
from tests.bot.test_render import held, nasty, squashed, stand_in_order
from tests.builders import TODAY, WORDS, citation, finding, notice, notice_report, passage

ID = "0123456789abcdef"
DEMANDS = ("书记讲话不少于两小时", "每天报送照片二十张", "逾期全县通报")


def report(*demands: str, **fields: object) -> NoticeReport:
    """A report in which each of the demands is a finding."""
    text = "\n".join(demands)
    found = tuple(finding(text, demand, **fields) for demand in demands)
    return notice_report(notice=notice(text), findings=found)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(nasty.filter(lambda text: bool(squashed(text))), max_size=5, unique=True), nasty, nasty)
def test_no_word_is_lost_or_breaks_the_markup(demands: list[str], why: str, caveat: str) -> None:
    made = report(*demands, why=why or "x")
    made = notice_report(notice=made.notice, findings=made.findings, caveats=(caveat,))
    replies = checked(made, today=TODAY, held_as=ID)
    shown = held(replies)
    if demands:
        assert stand_in_order([piece for demand in demands for piece in (demand, why)], shown)
    assert squashed(caveat) in shown
    assert all(not reply.rows for reply in replies[:-1])


def test_a_long_report_comes_in_several_messages() -> None:
    replies = checked(
        report(*(f"{number}号要求{'很长' * 200}" for number in range(30))), today=TODAY, held_as=ID
    )
    assert len(replies) > 2
    assert replies[0].html.startswith(f"<b>{notice_messages.FOUND.format(number=30)}</b>")


def test_findings_of_one_clause_share_a_button() -> None:
    other = passage("会议从简。", locator="第4条")
    made = report(*DEMANDS)
    second = finding(made.notice.text, DEMANDS[1], citation=citation(other))
    made = notice_report(notice=made.notice, findings=(made.findings[0], second, made.findings[2]))
    [reply] = checked(made, today=TODAY, held_as=ID)
    labels = {button.data: button.label for row in reply.rows for button in row}
    assert labels[encode(FullClause(citation().passage.id))].startswith("①③")
    assert labels[encode(FullClause(other.id))].startswith("②")


def test_it_says_how_many_demands_there_are_and_never_that_somebody_broke_a_rule() -> None:
    [reply] = checked(report(*DEMANDS, severity=Severity.DOUBT), today=TODAY, held_as=ID)
    assert reply.html.startswith("<b>这份通知里，有3处要求规定谈到了</b>\n❓ 3处，要看情况")
    assert "违" not in reply.html
    assert notice_messages.NO_JUDGEMENT in reply.html


def test_an_exception_that_the_sentence_leaves_out_is_said() -> None:
    excepted = citation(exceptions=("确需填报的除外",))
    [reply] = checked(report(DEMANDS[0], citation=excepted), today=TODAY, held_as=ID)
    assert f"<b>{messages.EXCEPTION}：</b>确需填报的除外" in reply.html
    [reply] = checked(report(DEMANDS[0], citation=excepted, why=WORDS), today=TODAY, held_as=ID)
    assert messages.EXCEPTION not in reply.html


def test_a_digest_is_called_one() -> None:
    of = citation(passage(kind=Kind.DIGEST))
    [reply] = checked(report(DEMANDS[0], citation=of), today=TODAY, held_as=ID)
    assert messages.KINDS[Kind.DIGEST] in reply.html
    assert messages.NOT_ORIGINAL in reply.html


def test_lines_of_paper_are_no_lines_of_a_quotation() -> None:
    [reply] = checked(report("各村每天\n报送照片，\n二十张。\n不得缺报"), today=TODAY, held_as=ID)
    assert "<blockquote>各村每天报送照片，二十张。\n不得缺报</blockquote>" in reply.html


def test_without_findings_it_says_so_and_offers_nothing() -> None:
    made = notice_report(summary="没有看到，不等于每一项都合规。")
    [reply] = checked(made, today=TODAY, held_as=None, notes=(notice_messages.RECOGNISED,))
    assert reply.html.startswith(f"<b>{notice_messages.NOTHING}</b>\n没有看到，不等于每一项都合规。")
    assert notice_messages.RECOGNISED in reply.html
    assert reply.rows == ()


def test_another_day_or_place_is_named() -> None:
    made = notice_report(notice=notice(region="cn/52"))
    [reply] = checked(made, today=date(2026, 11, 23), held_as=None)
    assert "按贵州查的" in reply.html
    assert "按2026年11月22日当天的规定查的。" in reply.html


def test_what_can_be_said_to_the_sender_is_the_summary_and_nothing_else() -> None:
    [reply] = words(notice_report(summary="您好，<想请您>再看看。"))
    assert (reply.html, reply.rows) == ("您好，&lt;想请您&gt;再看看。", ())


@given(st.text("0123456789abcdef", min_size=16, max_size=16), st.sampled_from(Wish))
def test_a_press_is_decoded_as_it_was_encoded(report_id: str, wish: Wish) -> None:
    press = ReportPress(report_id, wish)
    assert decode_press(encode_press(press)) == press
    assert len(encode_press(press).encode()) <= 64


@given(st.text())
def test_no_other_data_is_a_press(data: str) -> None:
    press = decode_press(data)
    assert press is None or encode_press(press) == data


def test_only_a_reports_id_can_be_encoded() -> None:
    with pytest.raises(ValueError, match="sixteen"):
        ReportPress("x", Wish.WORDS)


def test_a_picture_is_a_phone_wide_and_as_high_as_needed() -> None:
    heights = []
    for number in (1, 3):
        drawn = picture(report(*DEMANDS[:number]))
        with Image.open(io.BytesIO(drawn.content)) as image:
            assert (image.format, image.size) == ("PNG", (WIDTH, drawn.height))
            assert len(image.convert("L").getcolors(256) or ()) > 10  # letters, and not only boxes
        heights.append(drawn.height)
        assert drawn.suits_photo
    assert heights[0] < heights[1]


@settings(max_examples=30, deadline=None)
@given(nasty, nasty)
def test_all_that_is_set_lies_between_the_edges_and_below_what_is_above_it(quote: str, why: str) -> None:
    sheet = drawing._composed(report(quote if squashed(quote) else "x", why=why))
    tops = [line.top for line in sheet.lines]
    assert tops == sorted(tops)
    for line in sheet.lines:
        assert line.left >= 0
        assert line.left + sheet.width(line.text, line.face) <= WIDTH
        assert line.top < sheet.bottom


def test_a_picture_holds_the_words_and_names_nobody() -> None:
    made = report("📢各村每天报送\u200b照片\U0003ffff张", DEMANDS[0])
    shown = "".join(line.text for line in drawing._composed(made).lines)
    for expected in ("各村每天报送照片〓张", DEMANDS[0], made.findings[0].why, "第6条", "2026年11月22日"):
        assert expected in shown
    assert shown.endswith(notice_messages.PICTURE_FOOT)


def test_a_picture_leaves_off_what_nobody_would_read() -> None:
    made = report(*(f"第{number}号要求" for number in range(MOST_FINDINGS + 5)))
    shown = "".join(line.text for line in drawing._composed(made).lines)
    assert notice_messages.PICTURE_MORE.format(number=5) in shown
    assert f"第{MOST_FINDINGS - 1}号要求" in shown
    assert f"第{MOST_FINDINGS}号要求" not in shown
    assert not picture(made).suits_photo
