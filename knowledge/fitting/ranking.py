"""The ranking's weights: conditional logit, which fits the choice of the right clause among a question's candidates."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.fitting.trials import Trial
from knowledge.retrieval import SIGNALS

_REGULARISATION = 1e-3


def fit_ranking(
    trials: Sequence[Trial], names: Sequence[str], known: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Weights of the signals named, none negative: a signal is evidence for a clause, never against it.

    Other signals weigh what is `known` of them, or nothing. Gives these and the fitted ones.

    Source: D. McFadden, Conditional logit analysis of qualitative choice behavior (1974).
    """
    # Only this command needs scipy, which comes with scikit-learn.
    from scipy.optimize import minimize  # noqa: PLC0415

    usable = [one for one in trials if one.gold.any()]
    columns = [SIGNALS.index(name) for name in names]
    seen = np.concatenate([one.seen for one in usable]).astype(np.float64)
    gold = np.concatenate([one.gold for one in usable]).astype(np.float64)
    starts = np.cumsum([0, *(len(one.gold) for one in usable)])[:-1]
    group = np.repeat(np.arange(len(usable)), [len(one.gold) for one in usable])
    known = dict(known or {})
    fixed = seen @ np.array([known.get(name, 0.0) for name in SIGNALS])
    chosen = seen[:, columns]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = chosen @ weights + fixed
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, right = np.add.reduceat(likely, starts), np.add.reduceat(likely * gold, starts)
        value = -np.log(right / total).mean() + _REGULARISATION * weights @ weights
        pull = likely / total[group] - likely * gold / right[group]
        return float(value), chosen.T @ pull / len(usable) + 2 * _REGULARISATION * weights

    result = minimize(
        loss, np.ones(len(names)), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(names)
    )
    found = {name: round(float(weight), 4) for name, weight in zip(names, result.x, strict=True)}
    return known | found


def shares(trials: Sequence[Trial], weights: Mapping[str, float]) -> tuple[float, float]:
    """How often a gold clause comes first, and among the first three."""
    vector = np.array([weights.get(name, 0.0) for name in SIGNALS])
    places = []
    for one in trials:
        order = np.argsort(-(one.seen @ vector), kind="stable")
        right = np.flatnonzero(one.gold[order])
        places.append(right[0] if len(right) else len(order))
    return float(np.mean(np.array(places) < 1)), float(np.mean(np.array(places) < 3))
