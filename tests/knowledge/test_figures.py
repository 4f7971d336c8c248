"""Which number a question asks for, and whether a text gives one."""

import pytest

from knowledge.figures import ANY, Figure, gives, wanted


@pytest.mark.parametrize(
    ("question", "dimensions", "limit"),
    [
        ("开会主报告最长能讲多久", {"时长"}, True),
        ("文件多少字算超", {"字"}, False),
        ("客人来了陪几个人", {"人"}, False),
        ("门口准挂几块牌子", {"块"}, True),
        ("村干部退休金多少", {"元"}, False),
        ("一个乡镇有多少事", {ANY}, False),
        ("责任状一年最多签几份", {ANY}, True),
        ("補備案期限是幾個月", {"时长"}, True),
        ("复核结果几个工作日内告诉我", {"时长"}, True),
        ("抽查的比例是百分之几", {"%"}, False),
    ],
)
def test_what_figure_a_question_asks_for(question: str, dimensions: set[str], *, limit: bool) -> None:
    assert wanted(question) == Figure(frozenset(dimensions), limit)


@pytest.mark.parametrize(
    "question",
    [
        "能不能借调",
        "过几天又来检查，能不能不陪",
        "天天开会，好几年没休息了",
        "几个人都签了字，为什么只处分我",
        "台账缺几十页就问责，合理吗",
        "政绩观学习教育是几月发的通知",
        "借我没期限也没文件",
    ],
)
def test_an_estimate_or_a_date_is_no_figure_asked_for(question: str) -> None:
    assert wanted(question) is None


@pytest.mark.parametrize(
    ("dimension", "text", "expected"),
    [
        ("时长", "不超过1小时", True),
        ("时长", "每年对信访工作考核", True),
        ("时长", "及时解散", False),
        ("元", "不超过1小时", False),
        (ANY, "不超过1小时", True),
        (ANY, "又新占49.81亩", True),
        (ANY, "十几份材料只报一份", True),
        (ANY, "见国办函〔2026〕12号第三条，2024年8月6日印发", False),
        (ANY, "要短", False),
    ],
)
def test_whether_a_text_gives_a_figure_of_the_kind(dimension: str, text: str, *, expected: bool) -> None:
    assert gives(text, Figure(frozenset({dimension}), limit=False)) is expected
