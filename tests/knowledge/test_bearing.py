"""Bearing: which norm of a clause a question is about, and what that says to it."""

import pytest

from knowledge.aims import Aim, aims
from knowledge.bearing import senses, weigh
from knowledge.model import Kind, Verdict
from knowledge.reader import embed
from knowledge.ways import Way
from tests.builders import passage

GUESTS = "接待对象10人以内，陪餐不超过3人；超过10人的，陪餐不超过接待对象人数的三分之一。"
CHECKINS = "除安保、应急等特殊场景外，不得设打卡签到、积分排名。"
LETTERS = "原则上不能从县及县以下单位借调干部；从市及以上单位借调也要严格控制。"
REVIEW = "对结论有异议的，可以自收到之日起30日内申请复核；作出结论的机关应当在30日内作出决定。"
CONDUCT = "层层加码、过度留痕，造成不良后果的，给予警告。"


@pytest.mark.parametrize(
    ("question", "clause", "verdict", "words"),
    [
        ("客人来了八位，我们能上几个人陪", GUESTS, Verdict.LIMITED, "陪餐不超过3人"),
        ("来了二十个人，能陪几个", GUESTS, Verdict.LIMITED, "三分之一"),
        ("县里让我们天天打卡合规吗", CHECKINS, Verdict.PROHIBITED, "打卡签到"),
        ("应急值班要求签到可以吗", CHECKINS, Verdict.EXEMPT, "打卡签到"),
        ("能从我们镇借调两个人吗", LETTERS, Verdict.LIMITED, "县以下单位"),
        ("不服督查结论能不能申请复核", REVIEW, Verdict.PERMITTED, "申请复核"),
        ("层层加码会不会挨处分", CONDUCT, Verdict.PROHIBITED, "给予警告"),
    ],
)
def test_the_norm_that_a_question_is_about_gives_the_verdict(
    question: str, clause: str, verdict: Verdict, words: str
) -> None:
    weighed = weigh(question, passage(clause), embed)
    piece = weighed.sense.piece
    assert weighed.sense.verdict is verdict
    assert words in clause[piece.sentence.start : piece.sentence.end]


@pytest.mark.parametrize("kind", [Kind.CASE, Kind.COMMENTARY])
def test_opinion_and_cases_give_facts_alone(kind: Kind) -> None:
    assert {one.way for one in senses("能打卡吗", passage(CHECKINS, kind=kind))} == {Way.FACT}


def test_no_sense_says_what_no_norm_of_the_clause_says() -> None:
    found = {(one.verdict, one.way) for one in senses("能打卡吗", passage(CHECKINS))}
    assert found == {
        (Verdict.PROHIBITED, Way.SAID),
        (Verdict.PERMITTED, Way.REFUSAL),
        (Verdict.EXEMPT, Way.EXCEPTION),
        (Verdict.INFORMATIONAL, Way.FACT),
    }


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("能不能让我们打卡", Aim.ALLOWED),
        ("必须参加吗", Aim.OBLIGED),
        ("可不可以不交", Aim.REFUSE),
        ("会不会被问责", Aim.LIABLE),
        ("应急的时候算不算例外", Aim.FREED),
        ("该谁来管", Aim.WHO),
        ("出自第几条", Aim.FACT),
        ("不服怎么办", Aim.HOW),
        ("最多几页", Aim.FIGURE),
        ("没批就发了", Aim.OMITTED),
    ],
)
def test_what_a_question_asks_for(question: str, expected: Aim) -> None:
    assert expected in aims(question)


def test_a_complaint_may_ask_for_nothing() -> None:
    assert aims("烦死了") == frozenset()
