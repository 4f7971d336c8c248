"""Fitting on toy questions: what is evidence gets a weight, what is none gets none."""

from datetime import date

import numpy as np
import pytest

from knowledge.deciding import Features
from knowledge.embedding import open_model
from knowledge.fitting.decision import REFUSED, Example, fit_decision
from knowledge.fitting.intents import fit_intents, intent_of
from knowledge.fitting.lexicon import fit_lexicon
from knowledge.fitting.ranking import fit_ranking, shares
from knowledge.fitting.trials import Body, Case, Trial
from knowledge.intent import Intent
from knowledge.lexicon import Entry
from knowledge.model import Question
from knowledge.reader import Reader
from knowledge.retrieval import SIGNALS
from tests.builders import passage, source

ON = date(2026, 11, 22)


def case(text: str, *gold: str, reason: str = "", kind: str = "") -> Case:
    return Case(Question(text=text, on=ON), frozenset(gold), "a", reason, kind)


def trials(count: int = 60) -> list[Trial]:
    """Trials in which `asked` tells the right clause and `dense` says nothing."""
    chance = np.random.default_rng(0)
    made = []
    for _ in range(count):
        seen = np.zeros((5, len(SIGNALS)), dtype=np.float32)
        seen[:, SIGNALS.index("dense")] = chance.random(5)
        seen[:, SIGNALS.index("asked")] = chance.random(5) * 0.5
        seen[0, SIGNALS.index("asked")] += 0.4
        made.append(Trial(case("问", "0"), seen, np.array([True, False, False, False, False])))
    return made


def test_the_signal_that_tells_the_right_clause_gets_the_weight() -> None:
    weights = fit_ranking(trials(), SIGNALS)
    assert weights["asked"] > 5 * weights["dense"] >= 0
    first, three = shares(trials(), weights)
    assert first > 0.75
    assert three >= first


def test_known_weights_stand_while_the_rest_is_fitted() -> None:
    known = fit_ranking(trials(), ["dense"])
    again = fit_ranking(trials(), ["asked"], known)
    assert again["dense"] == known["dense"]
    assert again.keys() == {"asked", "dense"}
    assert again["asked"] > 1


def test_intents_are_told_by_what_was_noted() -> None:
    assert intent_of(case("打卡", "1")) is Intent.FIELD
    assert intent_of(case("打卡几次", reason="no_basis", kind="figure")) is Intent.FIELD
    assert intent_of(case("退休金", reason="no_basis", kind="neighbour")) is Intent.NEIGHBOUR
    assert intent_of(case("编台账", reason="declined")) is Intent.DECLINED


def test_an_intent_model_reads_what_it_was_shown() -> None:
    embeddings = open_model().embeddings
    cases = [case(f"工作群打卡第{n}回", "1") for n in range(20)]
    cases += [case(f"红烧肉放几勺糖{n}", reason="off_topic") for n in range(20)]
    reader = Reader(fit_intents(cases, embeddings), embeddings)
    ours, other = reader.read("工作群又要打卡"), reader.read("红烧肉放糖吗")
    assert (ours.likeliest, other.likeliest) == (Intent.FIELD, Intent.OFF_TOPIC)
    assert min(ours.answered, ours.meant) > 0 > max(other.answered, other.meant)
    assert other.beside > ours.beside
    assert other.around > ours.around


def test_a_decision_keeps_the_answerable_and_refuses_the_rest() -> None:
    chance = np.random.default_rng(0)
    names = Features.__dataclass_fields__

    def example(*, right: bool) -> Example:
        values = {name: float(chance.normal(1.0 if right else -1.0, 0.5)) for name in names}
        return Example(Features(**values), right, right)

    fit = fit_decision([example(right=number % 3 > 0) for number in range(300)])
    assert fit.kept >= 1 - REFUSED - 0.01
    assert fit.refused >= 0.95
    assert 0 < fit.threshold < 1


def test_a_word_that_leads_to_its_clause_weighs_and_one_that_misleads_does_not() -> None:
    first, second = passage("工作群组不得打卡。", id="1" * 16), passage("会议要短。", id="2" * 16, position=1)
    body = Body({source().key: source()}, {source().key: [first, second]}, {}, [])
    cases = [case("又拉群了", first.id), case("拉群烦", first.id), case("天天碰头", first.id)]
    entries = [Entry(("拉群",), {"工作群组": 0.0}), Entry(("碰头",), {"会议": 0.0})]
    right, wrong = fit_lexicon(entries, body, cases).entries
    assert right.rule["工作群组"] > 0
    assert wrong.rule["会议"] == pytest.approx(0.0)
