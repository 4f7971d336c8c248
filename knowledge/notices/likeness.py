"""Likeness: how much a demand is like those that people marked in notices, and like those of which matter.

A linear model over what is seen of a demand (`views`), each view weighted by tf-idf. It is fitted by
`python -m knowledge.fitting.notices` and ships as `decision/notices.npz`.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.notices.model import Demand
from knowledge.notices.views import WEIGHTS, Views, of_words
from knowledge.text import Span

FITTED = Path(__file__).parents[1] / "decision" / "notices.npz"
Floats = NDArray[np.floating[Any]]
_PARTS = 3  # between commas, that are compared together


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was learnt from marked notices. `weights` has a row for each run and a column for each thing learnt."""

    matters: tuple[str, ...]  # by their keys
    places: Mapping[str, int] = field(repr=False)  # the row of a run
    rarity: Floats = field(repr=False)  # (runs,)
    weights: Floats = field(repr=False)  # (runs, 1 + matters): asking anything of the kind, then each matter
    threshold: float  # from which score on a demand is marked

    def scores(self, seen: Views) -> Floats:
        """How much a demand is like one of the kind, about 1 where it is and -1 where not; then like each matter's."""
        scores = np.zeros(self.weights.shape[1], np.float32)
        for weight, counts in zip(WEIGHTS, seen, strict=True):
            scores += weight * self._of(counts)
        return scores

    def _of(self, counts: Counter[str]) -> Floats:
        places, values = weighed(counts, self.places, self.rarity)
        scores: Floats = values @ self.weights[places]
        return scores


def weighed(
    counts: Counter[str], places: Mapping[str, int], rarity: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """The places of the runs that are known, and what each weighs by tf-idf, together of length one (or none)."""
    known = [(place, count) for run, count in counts.items() if (place := places.get(run)) is not None]
    own = np.array([place for place, _ in known], np.intp)
    values = np.array([1.0 + math.log(count) for _, count in known], rarity.dtype) * rarity[own]
    return own, values / math.sqrt(float(values @ values)) if known else values


@cache
def fitted() -> Likeness:
    """What ships."""
    with np.load(FITTED) as file:
        return Likeness(
            matters=tuple(str(file["matters"]).split("\n")),
            places={run: place for place, run in enumerate(str(file["runs"]).split("\n"))},
            rarity=file["rarity"].astype(np.float32),
            weights=file["weights"].astype(np.float32) * file["scale"].astype(np.float32),
            threshold=float(file["threshold"]),
        )


def closest(demand: Demand, parts: Sequence[Span], matter: int, likeness: Likeness) -> Span:
    """The neighbouring parts of a demand that are most like a matter's, by its place among the matters."""

    def score(one: Span) -> float:
        found = likeness.scores(of_words(demand.words[one.start : one.end]))
        return float(found[0] + found[1 + matter])

    return max(_stretches(parts), key=score)


def _stretches(parts: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring parts together."""
    for size in range(1, _PARTS + 1):
        for first, last in zip(parts, parts[size - 1 :], strict=False):
            yield Span(first.start, last.end)
