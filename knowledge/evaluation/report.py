"""The report: what became of the cases as shares with intervals: in all, by type, style, topic and facet. Pure.

Every measure is a mean over the questions to which it applies; an estimate keeps how many those are. What is called
`ranked_` is of the bare ranking, `plain_` of plain BM25, and `gain_` is what the first has over the second on the same
question.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.evaluation.cases import ANSWERABLE, Case
from knowledge.evaluation.intervals import Estimate, estimates
from knowledge.evaluation.measures import (
    Bin,
    calibration_error,
    discounted,
    hit,
    percentile,
    reciprocal,
    reliability,
    squared_error,
)
from knowledge.evaluation.questions import Outcome

Measure = Callable[[Outcome], float | None]  # None where it does not apply
_OF_A_PLACE: Mapping[str, Callable[[int | None], float]] = {
    "first": lambda place: hit(place, 1),
    "three": lambda place: hit(place, 3),
    "ten": lambda place: hit(place, 10),
    "mrr": reciprocal,
    "ndcg": discounted,
}
RANKING = tuple(_OF_A_PLACE)


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of some questions; one that applies to none of them is missing."""

    questions: int
    estimates: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the decision's probability can be taken at its word: that one of the first three passages is right."""

    questions: int
    error: float  # expected calibration error
    brier: Estimate
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of an answer."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that was measured. A question counts in each of its clause's topics, so topics can add up to more.

    Where no question is unanswerable, refusals have no precision: every one is wrong.
    """

    types: Mapping[str, Row]
    refusal: Row
    styles: Mapping[str, Row]
    topics: Mapping[str, Row]
    facets: Mapping[str, Row]
    calibration: Calibration | None
    latency: Latency


def report(outcomes: Sequence[Outcome], topics: Callable[[Case], Iterable[str]]) -> Report:
    """The report of what became of some cases; `topics` gives those of a case's gold passages."""
    wanting = [outcome for outcome in outcomes if outcome.case.wants_answer]
    times = [outcome.elapsed_ms for outcome in outcomes]
    return Report(
        types=_by(outcomes, lambda case: (case.type,), _of_type),
        refusal=_row(outcomes, _REFUSAL if len(wanting) < len(outcomes) else _ANSWERABLE_REFUSED),
        styles=_by(outcomes, lambda case: filter(None, (case.style,)), lambda _: _GROUPED),
        topics=_by(wanting, topics, lambda _: _GROUPED),
        facets=_by(wanting, lambda case: filter(None, (case.facet,)), lambda _: _GROUPED),
        calibration=_calibration(outcomes),
        latency=Latency(percentile(times, 0.5), percentile(times, 0.95)),
    )


def _by(
    outcomes: Sequence[Outcome],
    names: Callable[[Case], Iterable[str]],
    measures: Callable[[str], Mapping[str, Measure]],
) -> dict[str, Row]:
    """A row for each name, answerable questions first, then that of most questions."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for name in names(outcome.case):
            groups.setdefault(name, []).append(outcome)
    order = sorted(groups, key=lambda name: (name != ANSWERABLE, -len(groups[name]), name))
    return {name: _row(groups[name], measures(name)) for name in order}


def _row(outcomes: Sequence[Outcome], measures: Mapping[str, Measure]) -> Row:
    columns = {name: [measure(outcome) for outcome in outcomes] for name, measure in measures.items()}
    return Row(len(outcomes), estimates(columns))


def _calibration(outcomes: Sequence[Outcome]) -> Calibration | None:
    judged = [
        (outcome.probability, hit(outcome.ranked, 3) == 1.0)
        for outcome in outcomes
        if outcome.probability is not None
    ]
    if not judged:
        return None
    bins = reliability([probability for probability, _ in judged], [true for _, true in judged])
    errors = [squared_error(probability, came_true=true) for probability, true in judged]
    return Calibration(len(judged), calibration_error(bins), estimates({"brier": errors})["brier"], bins)


def _where(applies: Callable[[Outcome], bool], measure: Callable[[Outcome], float]) -> Measure:
    return lambda outcome: float(measure(outcome)) if applies(outcome) else None


def _wants(outcome: Outcome) -> bool:
    return outcome.case.wants_answer


def _wants_none(outcome: Outcome) -> bool:
    return not outcome.case.wants_answer


def _has_words(outcome: Outcome) -> bool:
    return bool(outcome.case.must_say or outcome.case.must_not_say)


def _place_measures() -> dict[str, Measure]:
    def ranked(measure: Callable[[int | None], float]) -> Measure:
        return _where(_wants, lambda outcome: measure(outcome.ranked))

    def plain(measure: Callable[[int | None], float]) -> Measure:
        return _where(_wants, lambda outcome: measure(outcome.plain))

    def gain(measure: Callable[[int | None], float]) -> Measure:
        return _where(_wants, lambda outcome: measure(outcome.ranked) - measure(outcome.plain))

    ways = {"ranked": ranked, "plain": plain, "gain": gain}
    return {
        f"{way}_{name}": made(measure) for way, made in ways.items() for name, measure in _OF_A_PLACE.items()
    }


_CITED: Mapping[str, Measure] = {
    "first": _where(_wants, lambda outcome: outcome.first),
    "three": _where(_wants, lambda outcome: outcome.three),
    "verdict": _where(
        lambda outcome: _wants(outcome) and bool(outcome.case.verdicts), lambda outcome: outcome.verdict
    ),
    "verdict_when_cited_right": _where(
        lambda outcome: outcome.three and bool(outcome.case.verdicts), lambda outcome: outcome.verdict
    ),
}
_SAID: Mapping[str, Measure] = {"said": _where(_has_words, lambda outcome: outcome.said)}
_REFUSED: Mapping[str, Measure] = {"refused": lambda outcome: float(outcome.refused)}
_REASON_RIGHT: Mapping[str, Measure] = {
    "reason_right": _where(
        lambda outcome: outcome.refused and outcome.case.reason is not None,
        lambda outcome: outcome.reason is outcome.case.reason,
    )
}
_ANSWERABLE_REFUSED: Mapping[str, Measure] = {
    "answerable_refused": _where(_wants, lambda outcome: outcome.refused)
}
_REFUSAL: Mapping[str, Measure] = {
    "precision": _where(lambda outcome: outcome.refused, _wants_none),
    "recall": _where(_wants_none, lambda outcome: outcome.refused),
    **_REASON_RIGHT,
    **_ANSWERABLE_REFUSED,
}
_GROUPED: Mapping[str, Measure] = {
    **_CITED,
    **_ANSWERABLE_REFUSED,
    "unanswerable_refused": _REFUSAL["recall"],
    **_place_measures(),
}


def _of_type(name: str) -> Mapping[str, Measure]:
    if name == ANSWERABLE:
        return {**_CITED, **_SAID, **_REFUSED, **_place_measures()}
    return {**_REFUSED, **_REASON_RIGHT, **_SAID}
