"""Intent: what kind of thing somebody types, whatever the clauses say.

Three linear looks, fitted by `python -m knowledge.fitting` on the training questions and plain numbers at run time: the
runs of characters, the direction in the shipped embedding, and how near the nearest questions lie that nothing answers.
They know how people ask in and outside the field, and nothing of the clauses: whether one answers is for `deciding`,
which takes this as evidence.
"""

import math
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.text import normalise

FITTED = Path(__file__).parent / "decision" / "intent.npz"
BUCKETS = 2**16
_LONGEST = 2  # characters of a run; three tell questions of a known hand apart and not those of another
_BESIDE, _AROUND = 5, 20  # questions

Floats = NDArray[np.floating[Any]]


class Intent(StrEnum):
    """What a text is about; the first is asked for a clause, the others for none."""

    FIELD = "field"  # the field of the rules, answered or not
    NEIGHBOUR = "neighbour"  # pay, pensions, land: what other rules are about
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    DECLINED = "declined"  # help to fabricate, orders to the program


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says of itself."""

    intents: Mapping[Intent, float]  # log probabilities, the mean of both looks
    answered: float  # log odds, by its characters, that a question like this is one that a clause answers
    meant: float  # the same by its direction
    beside: float  # mean cosine to the five nearest questions that nothing answers
    around: float  # and to the twenty nearest

    @property
    def likeliest(self) -> Intent:
        """The intent that it most likely has."""
        return max(self.intents, key=lambda one: self.intents[one])


@dataclass(frozen=True, slots=True)
class IntentModel:
    """The numbers; the last of a column or bias is for being answered, those before it for the intents in their order."""

    rarity: Floats  # (BUCKETS,): inverse document frequencies
    characters: Floats  # (BUCKETS, intents + 1)
    characters_bias: Floats  # (intents + 1,)
    directions: Floats  # (dimensions, intents + 1)
    directions_bias: Floats  # (intents + 1,)
    unanswered: Floats  # (questions, dimensions): training questions that nothing answers, at length one

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path) as file:
            return cls(**{field.name: file[field.name].astype(np.float32) for field in fields(cls)})

    def save(self, path: Path) -> None:
        """Write the numbers in half precision."""
        with path.open("wb") as file:
            np.savez_compressed(
                file, **{field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)}
            )

    def read(self, text: str, direction: Floats) -> Reading:
        """Read a text with its direction in the shipped embedding, (dimensions,)."""
        found = buckets(text)
        rows, shares = list(found), weighed(found, self.rarity)
        by_characters = self.characters_bias + shares @ self.characters[rows]
        by_direction = self.directions_bias + direction @ self.directions
        logs = (_log_softmax(by_characters[:-1]) + _log_softmax(by_direction[:-1])) / 2
        near = np.sort(self.unanswered @ direction)[::-1][:_AROUND]
        return Reading(
            intents={intent: float(value) for intent, value in zip(Intent, logs, strict=True)},
            answered=float(by_characters[-1]),
            meant=float(by_direction[-1]),
            beside=float(near[:_BESIDE].mean()) if len(near) else 0.0,
            around=float(near.mean()) if len(near) else 0.0,
        )


@cache
def fitted() -> IntentModel:
    """The model as fitted; `decision/README.md` says on what."""
    return IntentModel.load(FITTED)


def buckets(text: str) -> dict[int, float]:
    """A text's hashed runs of characters, each with one and the logarithm of its count."""
    plain = "".join(character for character in normalise(text) if not character.isspace())
    counts = Counter(
        zlib.crc32(plain[start : start + size].encode("utf-8", "replace")) % BUCKETS
        for size in range(1, _LONGEST + 1)
        for start in range(len(plain) - size + 1)
    )
    return {bucket: 1.0 + math.log(count) for bucket, count in counts.items()}


def weighed(found: Mapping[int, float], rarity: Floats) -> Floats:
    """A text's buckets by their rarity, at length one, in their order."""
    values = np.array(list(found.values()), dtype=np.float32) * rarity[list(found)]
    shares: Floats = values / (np.linalg.norm(values) or 1.0)
    return shares


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max()
    logs: Floats = shifted - np.log(np.exp(shifted).sum())
    return logs
