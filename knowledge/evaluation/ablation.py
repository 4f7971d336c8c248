"""Ablation: what each signal of the ranking is worth: how much is lost where it is left out. Answerable cases only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.errors import UsageProblem
from knowledge.evaluation.cases import Case, Titled
from knowledge.evaluation.intervals import estimates
from knowledge.evaluation.measures import hit
from knowledge.evaluation.questions import Advance, first_right
from knowledge.evaluation.report import Row
from knowledge.model import Question

Rank = Callable[[Question, frozenset[str]], Sequence[Titled]]  # without these signals, the best ten
_WITHIN = {"first": 1, "three": 3}


@dataclass(frozen=True, slots=True)
class Ablation:
    """Shares of questions with a right passage at the top: of the whole ranking, and without each signal.

    `loss_` is what the whole has over the rest on the same questions; below 0 the signal did harm.
    """

    whole: Row
    without: Mapping[str, Row]


def ablate(
    cases: Sequence[Case],
    rank: Rank,
    signals: Sequence[str],
    advance: Advance = lambda _done, _all: None,
) -> Ablation:
    """Rank every answerable case with all signals, and without each in turn.

    Raises:
        UsageProblem: no case is answerable.
    """
    answerable = [case for case in cases if case.wants_answer]
    if not answerable:
        raise UsageProblem("里面没有应当答的题，没法看每个信号值多少。")
    left_out = [frozenset[str](), *(frozenset({signal}) for signal in signals)]
    places: list[list[int | None]] = [[] for _ in left_out]
    for done, case in enumerate(answerable, start=1):
        for found, names in zip(places, left_out, strict=True):
            found.append(first_right(case, rank(case.question, names)))
        advance(done, len(answerable))
    whole, *rest = places
    return Ablation(
        whole=Row(len(answerable), estimates(_shares(whole))),
        without={
            signal: Row(len(answerable), estimates(_shares(places) | _losses(whole, places)))
            for signal, places in zip(signals, rest, strict=True)
        },
    )


def _shares(places: Sequence[int | None]) -> dict[str, list[float]]:
    return {name: [hit(place, within) for place in places] for name, within in _WITHIN.items()}


def _losses(whole: Sequence[int | None], rest: Sequence[int | None]) -> dict[str, list[float]]:
    return {
        f"loss_{name}": [
            hit(before, within) - hit(after, within) for before, after in zip(whole, rest, strict=True)
        ]
        for name, within in _WITHIN.items()
    }
