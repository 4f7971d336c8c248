"""Intervals: how far a mean could lie elsewhere with other questions of the same kind, by the bootstrap.

Whole questions are drawn, with all that was measured on them, so the difference of two columns is a paired one. The
interval is the percentile one (Efron and Tibshirani 1993, ch. 13). It has no width where all values are equal: a
handful of questions that all went right prove less than it seems.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
_SEED = 20240806  # fixed, so that the same outcomes give the same interval
_TOGETHER = 50  # resamples drawn at a time, for memory
_QUANTILES = (0.025, 0.975)  # 95 %

Column = Sequence[float | None]  # one value a question; None where the measure does not apply to it


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean of those values that apply, with its 95 % interval."""

    value: float
    low: float
    high: float
    count: int  # questions that it is the mean of

    @property
    def total(self) -> float:
        """The sum of the values: of a share, the questions for which it holds."""
        return self.value * self.count


def estimates(columns: Mapping[str, Column]) -> dict[str, Estimate]:
    """Every column's mean with its interval; a column that applies to nothing is left out.

    A difference is a column of its own: of values that were taken on the same question.
    """
    kept = {name: column for name, column in columns.items() if any(value is not None for value in column)}
    if not kept:
        return {}
    values, applies = _matrices(list(kept.values()))
    drawn = _means(values, applies)
    counts = applies.sum(axis=0)
    means = values.sum(axis=0) / counts
    return {
        name: Estimate(float(means[place]), *_interval(drawn[:, place]), int(counts[place]))
        for place, name in enumerate(kept)
    }


def relative(ours: Column, base: Column) -> Estimate | None:
    """How much higher one column's mean is than another's, as a share of that; None where that is 0."""
    values, applies = _matrices([ours, base])
    counts = applies.sum(axis=0)
    if not counts.all() or not values[:, 1].any():
        return None
    means = values.sum(axis=0) / counts
    drawn = _means(values, applies)
    with np.errstate(divide="ignore", invalid="ignore"):  # a resample in which the other is 0 says nothing
        ratios = drawn[:, 0] / drawn[:, 1] - 1.0
    return Estimate(float(means[0] / means[1] - 1.0), *_interval(ratios), int(counts[0]))


def _matrices(columns: Sequence[Column]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values with 0 where there is none, and 1 where there is one: questions down, columns across."""
    table = np.array([[np.nan if value is None else value for value in column] for column in columns])
    applies = ~np.isnan(table)
    return np.where(applies, table, 0.0).T, applies.astype(np.float64).T


def _means(values: NDArray[np.float64], applies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The means of every resample; NaN where it drew no question to which the column applies."""
    rows = []
    for counts in _draws(len(values)):
        drawn, applicable = counts @ values, counts @ applies
        rows.append(np.where(applicable > 0, drawn / np.maximum(applicable, 1.0), np.nan))
    return np.concatenate(rows)


def _draws(questions: int) -> Iterator[NDArray[np.float64]]:
    """How often each question is drawn: resamples down, questions across."""
    generator = np.random.default_rng(_SEED)
    for _ in range(RESAMPLES // _TOGETHER):
        drawn = generator.integers(questions, size=(_TOGETHER, questions))
        flat = (drawn + questions * np.arange(_TOGETHER)[:, np.newaxis]).ravel()
        counts = np.bincount(flat, minlength=_TOGETHER * questions)
        yield counts.reshape(_TOGETHER, questions).astype(np.float64)


def _interval(drawn: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(drawn[np.isfinite(drawn)], _QUANTILES)
    return float(low), float(high)
