"""The intent model's numbers: two logistic regressions over hashed runs of characters."""

from collections.abc import Sequence

import numpy as np

from knowledge.fitting.trials import Case
from knowledge.intent import BUCKETS, Intent, IntentModel, buckets

_REGULARISATION = (20.0, 5.0)  # scikit-learn's C, of the intents and of being answered
_INTENTS = {"off_topic": Intent.OFF_TOPIC, "unclear": Intent.UNCLEAR, "declined": Intent.DECLINED}
_NEIGHBOUR = "neighbour"


def intent_of(case: Case) -> Intent:
    """What a case is, by what was noted of it."""
    if case.gold or (case.reason == "no_basis" and case.kind != _NEIGHBOUR):
        return Intent.FIELD
    return _INTENTS.get(case.reason, Intent.NEIGHBOUR)


def fit_intents(cases: Sequence[Case]) -> IntentModel:
    """The model that these cases give; every class counts alike, however many questions it has."""
    # Only this command needs scikit-learn.
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    found = [buckets(case.question.text) for case in cases]
    ends = np.cumsum([0, *map(len, found)])
    rows = csr_matrix(
        (
            [value for one in found for value in one.values()],
            [bucket for one in found for bucket in one],
            ends,
        ),
        shape=(len(found), BUCKETS),
    )
    order = list(Intent)
    labels = [order.index(intent_of(case)) for case in cases]
    intents = LogisticRegression(C=_REGULARISATION[0], class_weight="balanced", max_iter=300)
    intents.fit(rows, labels)
    answered = LogisticRegression(C=_REGULARISATION[1], class_weight="balanced", max_iter=300)
    answered.fit(rows, [bool(case.gold) for case in cases])
    weights = np.zeros((BUCKETS, len(order) + 1), dtype=np.float16)
    bias = np.full(len(order) + 1, -20.0, dtype=np.float16)  # of an intent that no case has
    slopes, levels = intents.coef_, intents.intercept_
    if len(slopes) == 1:  # of two classes scikit-learn gives the odds of the second alone
        slopes, levels = np.vstack([-slopes, slopes]) / 2, np.concatenate([-levels, levels]) / 2
    for place, label in enumerate(intents.classes_):
        weights[:, label] = slopes[place]
        bias[label] = levels[place]
    weights[:, -1], bias[-1] = answered.coef_[0], answered.intercept_[0]
    return IntentModel(weights, bias)
