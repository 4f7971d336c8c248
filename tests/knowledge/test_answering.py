"""What the clauses say, word for word."""

from typing import Any

import pytest

from knowledge.answering import compose, no_answer
from knowledge.citing import cite
from knowledge.corpus import carries_verdict
from knowledge.model import Grade, Hit, Kind, Passage, Reason, Source, Stance, Status, Verdict
from tests.builders import passage, question, source

MEETING = "地方党政主要负责同志都到场的会，一般不同时讲话；主要负责同志讲话或会议主报告不超过1小时；有发言环节的要控制发言时间。"


def hit(of: Passage, score: float = 1.0, *, source_: Source | None = None, named: float = 0.0) -> Hit:
    return Hit(source=source_ or source(), passage=of, score=score, parts={"named": named})


@pytest.mark.parametrize(
    ("asked", "ground", "stance"),
    [
        ("主报告最长能讲多久", "主要负责同志讲话或会议主报告不超过1小时；", Stance.LIMITS),
        ("发言要不要控制时间", "有发言环节的要控制发言时间。", Stance.LIMITS),
    ],
)
def test_the_sentence_that_bears_on_the_question_is_the_ground(
    asked: str, ground: str, stance: Stance
) -> None:
    cited = cite(asked, passage(MEETING), source()).citation
    assert (cited.ground, cited.stance, cited.quote) == (ground, stance, MEETING)


def test_an_item_without_norm_words_takes_the_stance_of_what_introduces_it() -> None:
    listed = passage("督查人员不得有下列行为：\n（一）收受礼品；\n（二）参加宴请。")
    assert cite("收礼品", listed, source()).citation.stance is Stance.FORBIDS


def test_a_heading_speaks_for_a_clause_without_norm_words() -> None:
    headed = passage("先行先试出了错；探索试验出了错。", heading="问责条例 > 第17条 可以不问责或免予问责")
    assert cite("先行先试出错", headed, source()).citation.stance is Stance.EXEMPTS


def test_an_answer_carries_the_verdict_of_its_first_clause_and_its_exceptions() -> None:
    words = "除安保、应急等特殊场景外，不得设打卡签到。"
    answer = compose(question("能不能要求打卡"), [hit(passage(words))])
    assert answer.verdict is Verdict.PROHIBITED
    assert answer.citations[0].exceptions == ("除安保、应急等特殊场景外",)
    assert answer.summary == f"《整治形式主义为基层减负若干规定》第6条：{words}"


@pytest.mark.parametrize("fields", [{"kind": Kind.COMMENTARY}, {"kind": Kind.CASE}])
def test_opinion_and_cases_carry_no_verdict(fields: dict[str, Any]) -> None:
    assert not carries_verdict(passage(**fields))
    assert compose(question(), [hit(passage(**fields))]).verdict is Verdict.INFORMATIONAL


@pytest.mark.parametrize(
    ("fields", "card", "words"),
    [
        ({"kind": Kind.DIGEST}, {}, "不是官方原文"),
        ({"kind": Kind.CASE}, {}, "不是规定"),
        ({"region": "cn/32"}, {}, "只适用于江苏，不是全国规定"),
        ({"grade": Grade.D}, {}, "二手转述"),
        ({}, {"status": Status.TRIAL}, "试行"),
        ({}, {"status": Status.UNKNOWN}, "没有核实"),
        ({}, {"note": "只核到第7条。"}, "只核到第7条。"),
    ],
)
def test_what_a_reader_has_to_know_is_said_once(
    fields: dict[str, Any], card: dict[str, Any], words: str
) -> None:
    hits = [hit(passage(**fields), source_=source(**card)), hit(passage(**fields), source_=source(**card))]
    caveats = compose(question(), hits).caveats
    assert sum(words in caveat for caveat in caveats) == 1


def test_only_clauses_nearly_as_near_as_the_first_are_cited() -> None:
    near, far = passage("甲不得乙。"), passage("丙不得丁。", locator="第7条")
    assert len(compose(question(), [hit(near, 1.0), hit(far, 0.9)]).citations) == 2
    assert len(compose(question(), [hit(near, 1.0), hit(far, 0.3)]).citations) == 1


def test_all_points_of_a_named_article_are_shown() -> None:
    points = [hit(passage(f"第{number}点不得为。"), 2.0, named=2.0) for number in range(5)]
    assert len(compose(question("规定6条"), points).citations) == 5


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence(reason: Reason) -> None:
    assert no_answer(question(), reason).message.endswith(("。", "？"))


def test_a_long_sentence_is_cut_in_the_summary_and_whole_in_the_quote() -> None:
    long = f"不得{'很' * 300}长。"
    answer = compose(question(), [hit(passage(long))])
    assert answer.summary.endswith("……")
    assert answer.citations[0].quote == long


def test_a_remark_gives_way_to_the_rule_beside_it_and_a_case_does_not() -> None:
    rule = hit(passage("文件不超过5000字。"), 0.9)
    remark = hit(passage("5000字是一般不超过。", kind=Kind.COMMENTARY, locator="提醒"), 1.0)
    case = hit(passage("某县发文8000字被通报。", kind=Kind.CASE, locator="案例"), 1.0)
    assert compose(question(), [remark, rule]).citations[0].passage == rule.passage
    assert compose(question(), [case, rule]).citations[0].passage == case.passage
