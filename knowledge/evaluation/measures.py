"""Measures: what a ranking, a refusal or a probability is worth, from plain numbers. Pure.

A place counts from 1; `None` is a right passage that was not found.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CUTOFF = 10  # places that a ranking is looked at, as the public tests have it
BINS = 10  # of equal width, in which probabilities are held against what came true


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose probability is at least `low` and less than `high`; the last bin holds 1 too."""

    low: float
    high: float
    questions: int
    predicted: float  # mean probability; 0 where there is no question
    observed: float  # share that came true


def hit(place: int | None, within: int) -> float:
    """1 where the right passage stands among the first so many, else 0."""
    return float(place is not None and place <= within)


def reciprocal(place: int | None, cutoff: int = CUTOFF) -> float:
    """One over the place of the first right passage; its mean is MRR."""
    return 1.0 / place if place is not None and place <= cutoff else 0.0


def discounted(place: int | None, cutoff: int = CUTOFF) -> float:
    """NDCG where one right passage is all that is needed, so that the best ranking has one at the top."""
    return 1.0 / math.log2(place + 1) if place is not None and place <= cutoff else 0.0


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int], cutoff: int = CUTOFF) -> float:
    """Normalised discounted cumulative gain with gain 2^relevance - 1 (Järvelin and Kekäläinen 2002)."""
    gains = [2 ** relevant.get(id_, 0) - 1 for id_ in ranking[:cutoff]]
    ideal = sorted((2**value - 1 for value in relevant.values()), reverse=True)[:cutoff]
    best = _summed(ideal)
    return _summed(gains) / best if best else 0.0


def reliability(probabilities: Sequence[float], came_true: Sequence[bool]) -> tuple[Bin, ...]:
    """The bins of a reliability diagram, the lowest first."""
    placed: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, true in zip(probabilities, came_true, strict=True):
        placed[min(int(probability * BINS), BINS - 1)].append((probability, true))
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            questions=len(members),
            predicted=_mean([probability for probability, _ in members]),
            observed=_mean([float(true) for _, true in members]),
        )
        for number, members in enumerate(placed)
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far the bins are off, weighted by their questions (Naeini et al. 2015)."""
    total = sum(one.questions for one in bins)
    off = sum(one.questions * abs(one.predicted - one.observed) for one in bins)
    return off / total if total else 0.0


def squared_error(probability: float, *, came_true: bool) -> float:
    """What one probability gives to the Brier score, the mean of these (Brier 1950)."""
    return (probability - came_true) ** 2


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank); 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _summed(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
