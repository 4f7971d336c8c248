"""The decision's weights: logistic regression on what `deciding.features` gives, label: the first clause answers.

The threshold refuses an agreed share of the answerable questions, judged on probabilities of five-fold
cross-validation, so that no question is judged by weights that it helped to fit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from knowledge import deciding
from knowledge.deciding import Features
from knowledge.embedding import EmbeddingModel
from knowledge.fitting.trials import Body, Case, library_without, of_hand, written_by
from knowledge.library import Library
from knowledge.reader import Reader

_FOLDS = 5
_REGULARISATION = 1.0  # scikit-learn's C, on standardised features
# Share of answerable questions that may be refused. One in twenty is what is promised for hands that nobody has seen;
# those are refused somewhat more often than the ones fitted on, so one in a hundred is left for that.
REFUSED = 0.04


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the decision sees it, and what became of it."""

    seen: Features
    right: bool  # the first passage answers
    answerable: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights in the order of the features, and what they give at the threshold by cross-validation."""

    bias: float
    weights: tuple[float, ...]
    threshold: float
    kept: float  # share of answerable questions that are answered
    refused: float  # share of unanswerable questions that are refused
    count: int


def examples(
    body: Body,
    cases: Sequence[Case],
    model: EmbeddingModel,
    readers: Mapping[str, Reader],
    held_out: frozenset[str],
) -> list[Example]:
    """What the decision sees of the hands that the readers have not seen, each put to an index without that hand.

    With documents held out, only what puts a clause of theirs first takes part.
    """
    asking = {case.hand for case in cases if case.gold}
    # Hands that no clause answers are in no index, so one serves them all.
    groups = [[hand] for hand in readers if hand in asking] + [
        [hand for hand in readers if hand not in asking]
    ]
    found: list[Example] = []
    for group in groups:
        with library_without(body, model, written_by(group, held_out)) as library:
            for hand in group:
                own = [case for case in cases if case.hand == hand]
                chosen = [
                    *of_hand([case for case in own if case.gold], hand),
                    *[case for case in own if not case.gold],
                ]
                found += _seen(library, chosen, readers[hand], unasked=bool(held_out))
    return found


def _seen(library: Library, cases: Iterable[Case], reader: Reader, *, unasked: bool) -> Iterator[Example]:
    for case in cases:
        judged = library.judge(case.question, reader)
        if judged is not None and deciding.unasked(judged.hits[0]) == unasked:
            right = judged.hits[0].passage.id in case.gold
            yield Example(judged.features, right, bool(case.gold))


def fit_decision(examples: Sequence[Example], least: float = 0.0) -> Fit:
    """Fit; the weights are those of the raw features, standardising folded in. The threshold is `least` at least."""
    # Only this command needs scikit-learn.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    seen = np.array([astuple(example.seen) for example in examples])
    right = np.array([example.right for example in examples])
    answerable = np.array([example.answerable for example in examples])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_REGULARISATION, max_iter=1000))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    chances = cross_val_predict(model, seen, right, cv=folds, method="predict_proba")[:, 1]
    threshold = round(max(least, float(np.quantile(chances[answerable], REFUSED))), 3)
    model.fit(seen, right)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    return Fit(
        bias=float(regression.intercept_[0] - weights @ scaler.mean_),
        weights=tuple(float(weight) for weight in weights),
        threshold=threshold,
        kept=float((chances[answerable] >= threshold).mean()),
        refused=float((chances[~answerable] < threshold).mean()),
        count=len(examples),
    )


def table(fit: Fit) -> dict[str, float]:
    """Weights by the names of the features."""
    names = [field.name for field in fields(Features)]
    return {name: round(weight, 4) for name, weight in zip(names, fit.weights, strict=True)}
