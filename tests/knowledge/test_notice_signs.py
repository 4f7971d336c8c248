"""Signs: demands of every topic are seen however they are worded, and their twins that ask nothing are left alone."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.notices import Severity, marks, read
from knowledge.notices.groups import FOLDER
from knowledge.notices.likeness import fitted
from knowledge.notices.table import read as read_table
from knowledge.notices.table import shipped

LABELLED = Path(__file__).parents[1] / "labelled/notices/train/01.jsonl"
EXAMPLES = LABELLED.parents[1] / "examples.jsonl"
BUREAU, SOCIETY, GOVERNMENT = "沔川县水利局", "中乡联基层治理促进会", "沔川县人民政府"

# Topic, sender, a demand, and its twin that is denied, voluntary, approved, or somebody else's business.
DEMANDS = [
    ("会议", "", "按照传达不过夜的要求，今晚组织学习。", "会议内容可结合主题党日传达，不要求当晚传达。"),
    ("会议", "", "省里的会散了以后，镇里晚上七点接着开会再传达一遍。", "省里的会已开到村，镇里不再开会传达。"),
    ("会议", BUREAU, "请各乡镇党委书记、镇长参加会议，不得请假。", "请各乡镇分管负责同志参加会议。"),
    ("会议", "", "会期两天，不安排分组讨论。", "会期半天。"),
    ("会议", "", "县直三十个部门各派一人到会听会。", "与议题无关的单位不参加会议。"),
    ("会议", "", "书记讲话两个小时。", "书记讲话控制在半小时以内。"),
    ("会议", "", "每天晚上八点召开视频调度会，各村书记在线汇报。", "不定期研究，不另开调度会。"),
    ("文件", "", "各镇要对照县里的方案制定本镇实施方案，周五前报县局备案。", "各镇直接执行，不再制定配套方案。"),
    ("文件", "", "请将贯彻落实情况形成书面报告于月底前报送我办。", "本通知不要求报送落实情况。"),
    ("文件", BUREAU, "各乡镇党委、政府必须成立领导小组。", "各乡镇不另设领导小组。"),
    ("文件", "", "本件不编文号，请视同正式文件执行。", "本件公开发布。"),
    ("文件", "", "请把县里的文件原文转发到村，不得摘要。", "县里的文件网上可查，不用转发。"),
    ("督查检查考核", BUREAU, "我局派三个组对各乡镇党委、政府开展全覆盖督查。", "我局对企业开展执法检查，由执法人员持证进行。"),
    ("督查检查考核", "", "会议记录、学习笔记、照片齐全的得满分，缺一项扣2分。", "考核不看会议记录，不查学习笔记。"),
    ("督查检查考核", "", "获县级领导批示的加3分，在省报发表的每篇加2分。", "领导批示、媒体报道不计入考核。"),
    ("台账报表", "", "各村每天下午五点前报送进展情况。", "各村不报进展情况，由系统自动统计。"),
    ("台账报表", "", "每户入户须拍照上传，照片不少于三张。", "入户不要求拍照上传。"),
    ("台账报表", "", "系统里填过的还要另报一份纸质表。", "系统里填过的不再另报纸质表。"),
    ("台账报表", "", "今天下班前把全村低保户名单报给我。", "请于12月20日前将低保户名单报民政办。"),
    ("台账报表", BUREAU, "请各村逐户登记填写调查表，一户不漏。", "由我局工作人员逐户登记填写调查表。"),
    ("政务APP", "", "全体村民都要下载注册“智慧村”小程序，注册率达到90%。", "村民可自愿下载“智慧村”小程序。"),
    ("政务APP", "", "网格员每天在小程序打卡签到，缺一次扣10元。", "取消每日打卡签到。"),
    ("政务APP", "", "请大家转发朋友圈并点赞，截图报办公室统计。", "欢迎关注公众号，不要求转发点赞。"),
    ("排名", "", "月底按积分排名，后三名通报。", "积分可兑换日用品，不排名。"),
    ("工作群", "", "看到消息立即回复收到，十分钟不回的点名。", "看到消息不用回复收到。"),
    ("工作群", "", "每个小组建一个微信群，进群率达到95%。", "不再新建微信群。"),
    ("工作群", "", "任务完成后群也不得解散。", "任务完成后群即解散。"),
    ("借调", BUREAU, "拟从你镇借调干部两名到我局工作，为期一年。", "我局内设科室之间轮岗，不从乡镇借调干部。"),
    ("借调", BUREAU, "请贵镇选派一名年轻干部到我局跟班学习半年。", "我局选派技术员到贵镇服务半年。"),
    ("责任状", "", "村与每户签订禁烧责任书，签订率达到100%。", "不要求签订责任书。"),
    ("一票否决", "", "发生一起火情的，取消该村全年评先评优资格。", "发生火情的，不影响该村评先评优。"),
    ("属地管理", BUREAU, "管网抢修由所在乡镇兜底负责。", "管网抢修由县水务公司负责。"),
    ("属地管理", "", "各村是自建房安全的责任主体，负总责。", "自建房安全由产权人负责，村里不承担责任。"),
    ("创建示范", BUREAU, "我局开展示范村创建，每镇申报不少于3个，验收后授牌。", "本次不评选示范村，不授牌。"),
    ("创建示范", SOCIETY, "本会拟遴选“全国魅力乡村”，请填报申报表。", "欢迎来函索取资料，不收费。"),
    ("创建示范", SOCIETY, "入选示范村须缴纳评审费6800元。", "示范村评选不收取任何费用。"),
    ("报刊", "", "《健康沔川》杂志每村征订不少于3份，完成情况通报。", "个人订阅报刊完全自愿，不下指标。"),
    ("公务接待", "", "请书记、镇长到高速出口迎接调研组。", "调研组自行前往，不用到高速出口迎接。"),
    ("公务接待", "", "调研组用餐由县镇陪餐8人，备本地白酒。", "调研组在食堂用工作餐，不上酒，不需陪餐。"),
    ("公务接待", "", "给考察团每人准备茶叶两盒带走。", "考察团不收受纪念品。"),
    ("统计", BUREAU, "我局自行设计了调查表，请各镇填报。", "调查表已经国家统计局批准，表号为A307表。"),
    ("统计", "", "汇总数原则上不低于去年同期，低于的重新核实后再报。", "有多少报多少，任何人不得授意改数。"),
    ("问责", "", "凡发生火情的，包村干部一律先免职再调查。", "先查清原因，不因此追责。"),
    ("问责", "", "迟报两次的由纪委约谈。", "迟报的说明原因即可，不约谈。"),
    ("村级组织", BUREAU, "各村成立理事会，配备一名专干，不得由其他岗位兼任。", "村里不另设机构，不要求专人专岗。"),
    ("村级组织", "", "每村完成手机银行开户不少于120户。", "农户是否开户完全自愿。"),
    ("村级组织", "", "误工补贴由村集体经济解决。", "误工补贴由我局承担，不由村里出。"),
    ("村级组织", "", "办理时须提交村委会出具的证明。", "办理时不再要求村委会出具证明。"),
    ("挂牌", BUREAU, "在村部大门悬挂“科普站”铜牌，制度上墙。", "村部门口不另挂牌子。"),
    ("社会事务进校园", BUREAU, "请学校组织全体学生完成平台学习，完成率达100%。", "进校园活动经批准列入白名单，学校不写总结。"),
    ("排名", "", "每月对各村得分进行排名，后三名在全县通报。", "结果只反馈本单位，不排名、不通报。"),
]  # fmt: skip


def told(sender: str, words: str) -> str:
    head = f"{sender}关于做好有关工作的通知\n" if sender else ""
    schools = "各中小学：\n" if "学校" in words else ""
    foot = f"\n{sender}\n2026年3月2日" if sender else ""
    return f"{head}{schools}各乡镇、各村：\n{words}{foot}"


def topics(sender: str, words: str) -> set[str]:
    return {mark.matter.topic for mark in marks(read(told(sender, words)))}


@pytest.mark.parametrize(
    ("topic", "sender", "words"),
    [(topic, sender, words) for topic, sender, words, _ in DEMANDS],
    ids=[f"{topic}-{number}" for number, (topic, *_) in enumerate(DEMANDS)],
)
def test_a_demand_is_seen(topic: str, sender: str, words: str) -> None:
    assert topic in topics(sender, words)


@pytest.mark.parametrize(
    ("sender", "words"),
    [(sender, twin) for _, sender, _, twin in DEMANDS],
    ids=[f"{topic}-{number}" for number, (topic, *_) in enumerate(DEMANDS)],
)
def test_its_twin_is_left_alone(sender: str, words: str) -> None:
    assert topics(sender, words) == set()


@pytest.mark.parametrize(
    ("sender", "words", "expected"),
    [
        (BUREAU, "请各乡镇党委书记参加会议。", {"会议"}),
        (GOVERNMENT, "请各乡镇党委书记参加会议。", set()),
        ("", "县、镇陪餐人员4名。", {"公务接待"}),
        ("", "县、镇陪餐人员3名。", set()),
        ("", "会期一天半，安排分组讨论。", set()),
        ("", "会期三天，安排分组讨论。", {"会议"}),
        ("", "专班从乡镇抽调干部2名集中办公三个月。", {"借调"}),
        ("", "抢险期间从乡镇抽调干部2名参加救援。", set()),
    ],
)
def test_who_asks_and_how_much_counts(sender: str, words: str, expected: set[str]) -> None:
    assert topics(sender, words) == expected


def test_an_approved_inspection_is_left_alone_wherever_that_is_said() -> None:
    words = "我局对各乡镇党委、政府开展督查。"
    assert topics(BUREAU, words) == {"督查检查考核"}
    assert topics(BUREAU, f"{words}\n本次督查已列入县委年度督查检查考核计划。") == set()


def test_no_two_marks_are_on_the_same_words() -> None:
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        found = marks(read(json.loads(line)["text"]))
        assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def test_signs_of_one_demand_are_quoted_as_one() -> None:
    words = "各乡镇与村签订责任书，村与组、组与户层层签，签订率须达100%。"
    assert len(marks(read(told("", words)))) == 1


def test_a_quotation_ends_before_the_word_that_joins_the_next() -> None:
    text = told("", "各村每天在“农管通”小程序打卡并上传不少于5张带水印照片。")
    quotes = [text[mark.span.start : mark.span.end] for mark in marks(read(text))]
    assert quotes == ["各村每天在“农管通”小程序打卡", "上传不少于5张带水印照片"]


def test_what_leads_up_to_points_is_not_flagged_beside_them() -> None:
    found = marks(read("各村把群建起来：\n1.每个自然湾一个群，进群率95%。\n2.老人不勉强。"))
    assert [mark.demand.words for mark in found] == ["每个自然湾一个群，进群率95%"]


def test_every_clause_of_the_table_stands_in_the_starter_corpus(starter_locators: set[str]) -> None:
    places = {place for matter in shipped().matters for place in matter.clauses}
    assert places - starter_locators == set()


def test_every_matter_can_be_shown() -> None:
    table = shipped()
    shown = {sign.matter.key for sign in table.signs} | set(fitted().matters)
    assert {matter.key for matter in table.matters} == shown
    assert all(matter.asks and matter.clauses for matter in table.matters)


def test_no_two_matters_have_a_key() -> None:
    keys = [matter.key for matter in shipped().matters]
    assert len(keys) == len(set(keys))


def test_the_examples_are_of_matters_that_there_are() -> None:
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    keys = {matter.key for matter in shipped().matters}
    assert {row["matter"] for row in rows if "matter" in row} <= keys
    demands, others = ({row["text"] for row in rows if ("matter" in row) is asks} for asks in (True, False))
    assert not demands & others


@pytest.mark.parametrize(
    ("written", "told_"),
    [
        ('topic = "会议"\n[clause."甲"]\nasks = "x"\nclauses = []\n[[sign]]\nname = "a"\nclause = "乙"\nall = []', "没有“乙”"),
        ('topic = "会议"\n[clause."甲"]\nasks = "x"\nclauses = []\nextra = 1\n[[sign]]', "不认得 extra"),
        ('topic = "会议"\n[clause."甲"]\nasks = "x"\nclauses = []\n[[sign]]\nname = "a"\nclause = "甲"\nall = ["<没有>"]', "没有"),
        ('topic = "会议"\n[clause."甲"]\nasks = "x"\nclauses = []\n[[sign]]\nname = "a"\nclause = "甲"\nall = ["("]', "a"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_table_is_told(tmp_path: Path, written: str, told_: str) -> None:
    path = tmp_path / "topic.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=told_):
        read_table(path)


def test_every_file_of_the_folder_is_read() -> None:
    assert {matter.topic for matter in shipped().matters} >= {"会议", "文件", "排名", "统计", "挂牌"}
    assert len(list(FOLDER.glob("*.toml"))) > 15


def test_a_demand_without_a_sign_is_a_doubt_at_most() -> None:
    found = marks(read("各位网格长：\n下面请按这个样子往下续，续完为止，谁没续我单独找谁。"))
    assert all(mark.severity is Severity.DOUBT or mark.weight for mark in found)
