"""Intent: what kind of thing somebody types, from its characters alone.

A linear model over hashed runs of one to three characters, fitted by `python -m knowledge.fitting` on the training
questions; plain numbers at run time. It knows how people ask in and outside the field, and nothing of the clauses:
whether one answers is for `deciding`, which takes this as evidence.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.text import normalise

FITTED = Path(__file__).parent / "decision" / "intent.npz"
BUCKETS = 2**14
_LONGEST = 3  # characters of a run


class Intent(StrEnum):
    """What a text is about; the first is asked for a clause, the others for none."""

    FIELD = "field"  # the field of the rules, answered or not
    NEIGHBOUR = "neighbour"  # pay, pensions, land: what other rules are about
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    DECLINED = "declined"  # help to fabricate, orders to the program


class Reading(NamedTuple):
    """What a text's characters say of it."""

    intents: Mapping[Intent, float]  # log probabilities
    answered: float  # log odds that a question like this is one that a clause answers

    @property
    def likeliest(self) -> Intent:
        """The intent that it most likely has."""
        return max(self.intents, key=lambda one: self.intents[one])


class IntentModel:
    """Weights a bucket and intent, and a bucket for being answered at all."""

    def __init__(self, weights: NDArray[np.floating[Any]], bias: NDArray[np.floating[Any]]) -> None:
        """Take the numbers: (BUCKETS, intents + 1) and (intents + 1,); the last column is for being answered."""
        self.weights = weights
        self.bias = bias

    def read(self, text: str) -> Reading:
        """Read a text."""
        found = buckets(text)
        scores = self.bias.astype(np.float64)
        for bucket, share in found.items():
            scores = scores + share * self.weights[bucket]
        intents, answered = scores[:-1], float(scores[-1])
        logs = intents - np.log(np.exp(intents - intents.max()).sum()) - intents.max()
        return Reading({intent: float(value) for intent, value in zip(Intent, logs, strict=True)}, answered)


@cache
def fitted() -> IntentModel:
    """The model as fitted; `decision/README.md` says on what."""
    with np.load(FITTED) as file:
        return IntentModel(file["weights"], file["bias"])


def buckets(text: str) -> dict[int, float]:
    """A text's hashed runs of characters, at length one."""
    plain = "".join(character for character in normalise(text) if not character.isspace())
    counts = Counter(
        zlib.crc32(plain[start : start + size].encode()) % BUCKETS
        for size in range(1, _LONGEST + 1)
        for start in range(len(plain) - size + 1)
    )
    length = sum(count * count for count in counts.values()) ** 0.5 or 1.0
    return {bucket: count / length for bucket, count in counts.items()}
