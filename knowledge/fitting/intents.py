"""The intent model's numbers: logistic regressions over hashed runs of characters, and over directions.

Two models of one thing, since each errs in its own way: fitted as one, the characters drown the directions.
"""

from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.fitting.trials import Case
from knowledge.intent import BUCKETS, Floats, Intent, IntentModel, buckets, weighed

_CHARACTERS = (20.0, 20.0)  # scikit-learn's C, of the intents and of being answered
_DIRECTIONS = (10.0, 10.0)
_NEVER = -20.0  # the bias of an intent that no case has
_INTENTS = {"off_topic": Intent.OFF_TOPIC, "unclear": Intent.UNCLEAR, "declined": Intent.DECLINED}
_NEIGHBOUR = "neighbour"


def intent_of(case: Case) -> Intent:
    """What a case is, by what was noted of it."""
    if case.gold or (case.reason == "no_basis" and case.kind != _NEIGHBOUR):
        return Intent.FIELD
    return _INTENTS.get(case.reason, Intent.NEIGHBOUR)


def fit_intents(cases: Sequence[Case], embeddings: Embeddings) -> IntentModel:
    """The model that these cases give; every class counts alike, however many questions it has."""
    # Only this command needs scipy and scikit-learn.
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    found = [buckets(case.question.text) for case in cases]
    holding = np.bincount([bucket for one in found for bucket in one], minlength=BUCKETS)
    rarity = (np.log((1 + len(found)) / (1 + holding)) + 1).astype(np.float32)
    characters = csr_matrix(
        (
            np.concatenate([weighed(one, rarity) for one in found]),
            [bucket for one in found for bucket in one],
            np.cumsum([0, *map(len, found)]),
        ),
        shape=(len(found), BUCKETS),
    )
    directions = np.array(
        embeddings.embed_documents([case.question.text for case in cases]), dtype=np.float32
    )
    answered = np.array([bool(case.gold) for case in cases])
    labels = np.array([list(Intent).index(intent_of(case)) for case in cases])
    return IntentModel(
        rarity,
        *_heads(characters, labels, answered, _CHARACTERS),
        *_heads(directions, labels, answered, _DIRECTIONS),
        unanswered=directions[~answered],
    )


def _heads(
    seen: Floats, labels: NDArray[np.integer], answered: NDArray[np.bool_], strengths: tuple[float, float]
) -> tuple[Floats, Floats]:
    """The weights and the bias of each intent, and of being answered: (columns, intents + 1), (intents + 1,)."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    count = len(Intent)
    weights = np.zeros((seen.shape[1], count + 1), dtype=np.float32)
    bias = np.full(count + 1, _NEVER, dtype=np.float32)
    intents = LogisticRegression(C=strengths[0], class_weight="balanced", max_iter=300).fit(seen, labels)
    slopes, levels = intents.coef_, intents.intercept_
    if len(slopes) == 1:  # of two classes scikit-learn gives the odds of the second alone
        slopes, levels = np.vstack([-slopes, slopes]) / 2, np.concatenate([-levels, levels]) / 2
    weights[:, intents.classes_], bias[intents.classes_] = slopes.T, levels
    head = LogisticRegression(C=strengths[1], class_weight="balanced", max_iter=300).fit(seen, answered)
    weights[:, -1], bias[-1] = head.coef_[0], head.intercept_[0]
    return weights, bias
