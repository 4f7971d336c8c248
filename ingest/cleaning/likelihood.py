"""Likelihood: how well a text reads as Chinese, by the shipped model's own pieces of words.

They are a unigram model: each piece has a log probability, and the tokenizer cuts a text into the likeliest pieces.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from json import loads
from typing import Any

from ingest.cleaning.script import simplified
from knowledge.embedding import SHIPPED
from knowledge.words import tokenizer

_USUAL = 3000  # characters; the most frequent ones make 99 of 100 letters of a text
_STRANGE = -16.0  # nats a character that the pieces do not know; the rarest piece has -15.9


def log_likelihood(text: str) -> float:
    """The natural logarithm of a text's probability; marks and blanks count nothing."""
    return log_likelihoods([text])[0]


def log_likelihoods(texts: Sequence[str]) -> list[float]:
    """The same of many texts at once, which is faster."""
    tokenizer, weights = _model()
    encodings = tokenizer.encode_batch([simplified(text) for text in texts], add_special_tokens=False)
    return [
        sum(weights[piece] if piece in weights else _STRANGE * len(piece) for piece in encoding.tokens)
        for encoding in encodings
    ]


@cache
def usual() -> dict[int, None]:
    """A table for `str.translate` that leaves out the characters that most of all Chinese text is written with."""
    weights = _model()[1]
    single = sorted((piece for piece in weights if len(piece) == 1), key=lambda piece: -weights[piece])
    return dict.fromkeys(map(ord, single[:_USUAL]))


def knows(character: str) -> bool:
    """Whether a character, or its simplified form, is a piece of its own."""
    return simplified(character) in _model()[1]


@cache
def _model() -> tuple[Any, Mapping[str, float]]:
    """The pieces' tokenizer, and the log probability of each, which it does not give away."""
    return tokenizer(), dict(loads((SHIPPED / "tokenizer.json").read_bytes())["model"]["vocab"])
