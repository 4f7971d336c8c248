"""The report of what became of cases, checked against figures worked out by hand."""

from typing import Any

import pytest

from knowledge.errors import UsageProblem
from knowledge.evaluation.ablation import ablate
from knowledge.evaluation.cases import Case, Place, Titled
from knowledge.evaluation.questions import Outcome, Ranking, Ways, run
from knowledge.evaluation.report import Report, report
from knowledge.model import Answer, NoAnswer, Question, Reason, Verdict
from tests.builders import answer, citation, no_answer, passage, question, source

RIGHT, WRONG = passage(), passage(locator="第7条", article="7")
GOLD = (Place("ruogan-guiding-2024", "第6条"),)


def case(type_: str = "in_scope", **fields: Any) -> Case:
    values: dict[str, Any] = {
        "id": "q",
        "line": "q.jsonl 第1行",
        "question": question(),
        "type": type_,
        "gold": GOLD if type_ == "in_scope" else (),
    }
    return Case(**values | fields)


def outcome(of: Case, **fields: Any) -> Outcome:
    values: dict[str, Any] = {
        "case": of,
        "reason": None,
        "first": True,
        "three": True,
        "verdict": True,
        "said": True,
        "ranked": 1,
        "plain": 1,
        "probability": None,
        "elapsed_ms": 10.0,
    }
    return Outcome(**values | fields)


def measured(*outcomes: Outcome) -> Report:
    return report(outcomes, lambda _: {"会议"})


def titled(*passages: Any) -> list[Titled]:
    return [(source().title, one) for one in passages]


def test_every_case_is_put_through_every_way() -> None:
    def ask(asked: Question) -> Answer | NoAnswer:
        cited = answer(verdict=Verdict.LIMITED, citations=(citation(WRONG), citation(RIGHT)))
        return no_answer() if asked.text == "退休金" else cited

    ways = Ways(
        ask=ask,
        rank=lambda _: Ranking(titled(WRONG, WRONG, RIGHT), 0.7),
        plain=lambda _: titled(*[WRONG] * 10, RIGHT),
    )
    cases = [
        case(verdicts=("limited",), must_say=("基层",), must_not_say=("两小时",)),
        case("off_topic", question=question("退休金")),
    ]
    advanced: list[tuple[int, int]] = []
    one, other = run(cases, ways, lambda done, total: advanced.append((done, total)))
    assert (one.first, one.three, one.verdict, one.said, one.refused) == (False, True, True, True, False)
    assert (one.ranked, one.plain, one.probability) == (3, None, 0.7)
    assert not one.good
    assert (other.reason, other.good) == (Reason.NO_BASIS, True)
    assert advanced == [(1, 2), (2, 2)]


def test_the_ranking_stands_beside_the_yardstick() -> None:
    row = measured(outcome(case(), ranked=1, plain=None), outcome(case(), ranked=4, plain=2)).types[
        "in_scope"
    ]
    values = {name: one.value for name, one in row.estimates.items()}
    assert (values["ranked_first"], values["ranked_three"], values["ranked_ten"]) == (0.5, 0.5, 1.0)
    assert values["ranked_mrr"] == pytest.approx((1 + 1 / 4) / 2)
    assert (values["plain_first"], values["plain_three"]) == (0.0, 0.5)
    assert (values["gain_first"], values["gain_three"]) == (0.5, 0.0)
    assert row.estimates["gain_three"].low < 0 < row.estimates["gain_three"].high


def test_refusals_are_held_against_what_is_unanswerable() -> None:
    found = measured(
        outcome(case(), reason=Reason.NO_BASIS, first=False, three=False),
        outcome(case()),
        outcome(case()),
        outcome(case("no_basis"), reason=Reason.NO_BASIS),
        outcome(case("off_topic"), reason=Reason.NO_BASIS),
        outcome(case("unclear")),
    )
    counts = {name: (round(one.total), one.count) for name, one in found.refusal.estimates.items()}
    assert counts == {
        "precision": (2, 3),
        "recall": (2, 3),
        "reason_right": (1, 2),
        "answerable_refused": (1, 3),
    }
    assert found.refusal.estimates["precision"].value == pytest.approx(2 / 3)
    assert found.types["no_basis"].estimates["refused"].value == 1.0


def test_refusals_have_no_precision_where_everything_is_answerable() -> None:
    assert set(measured(outcome(case())).refusal.estimates) == {"answerable_refused"}


def test_what_is_not_asked_of_an_answer_is_not_counted() -> None:
    row = measured(outcome(case(), verdict=False), outcome(case(verdicts=("limited",)))).types["in_scope"]
    assert (row.estimates["verdict"].value, row.estimates["verdict"].count) == (1.0, 1)
    assert "said" not in row.estimates
    assert outcome(case(), verdict=False).good


def test_the_same_measures_by_style_topic_and_facet() -> None:
    outcomes = [
        outcome(case(style="short", facet="who")),
        outcome(case(style="short", facet="figure"), ranked=None),
        outcome(case(style="typo")),
        outcome(case("no_basis", style="typo"), reason=Reason.NO_BASIS),
    ]
    found = report(outcomes, lambda one: {"会议", "文件"} if one.style == "short" else {"会议"})
    assert {name: row.questions for name, row in found.styles.items()} == {"short": 2, "typo": 2}
    assert found.styles["short"].estimates["ranked_first"].value == 0.5
    assert found.styles["typo"].estimates["ranked_first"].count == 1
    assert found.styles["typo"].estimates["unanswerable_refused"].value == 1.0
    assert {name: row.questions for name, row in found.topics.items()} == {"会议": 3, "文件": 2}
    assert set(found.facets) == {"who", "figure"}


def test_a_probability_is_right_where_one_of_the_first_three_passages_is() -> None:
    found = measured(
        outcome(case(), probability=0.95, ranked=3),
        outcome(case(), probability=0.95, ranked=4),
        outcome(case("no_basis"), probability=0.05, ranked=None),
        outcome(case(), probability=None),
    ).calibration
    assert found is not None
    assert found.questions == 3
    assert found.error == pytest.approx((2 * 0.45 + 0.05) / 3)
    assert found.brier.value == pytest.approx((0.05**2 + 0.95**2 + 0.05**2) / 3)
    assert measured(outcome(case())).calibration is None


def test_latency_is_that_of_answering() -> None:
    found = measured(*(outcome(case(), elapsed_ms=float(time)) for time in range(1, 101)))
    assert (found.latency.p50, found.latency.p95) == (50.0, 95.0)


def test_an_ablation_says_what_is_lost_without_each_signal() -> None:
    def rank(_: Question, without: frozenset[str]) -> list[Titled]:
        return titled(WRONG, RIGHT) if "asked" in without else titled(RIGHT)

    found = ablate([case(), case("no_basis")], rank, ("asked", "dense"))
    assert found.whole.questions == 1
    assert found.whole.estimates["first"].value == 1.0
    assert found.without["asked"].estimates["loss_first"].value == 1.0
    assert found.without["asked"].estimates["loss_three"].value == 0.0
    assert found.without["dense"].estimates["loss_first"].value == 0.0


def test_an_ablation_needs_an_answerable_question() -> None:
    with pytest.raises(UsageProblem, match="应当答"):
        ablate([case("no_basis")], lambda _question, _without: [], ("asked",))
