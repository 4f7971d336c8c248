"""Coherence: whether a text's sentences stand in an order that somebody wrote them in.

Neighbours in a written text are likelier each other than any two of its sentences are (by the shipped embedding); in a
shuffled one they are as like as chance, and where two texts alternate a sentence is likelier the one after next. Both are
measured against the same sentences in random orders.

Measured on 355 policy texts of the pandemic of 12 sentences and more: see `docs/quality.md`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.judging.numbering import numbered_throughout
from ingest.judging.sign import Sign
from knowledge.embedding import open_model
from knowledge.text import sentences

_SHORTEST = 10  # characters of a sentence that says enough to be compared
_FEWEST = 20  # sentences below which chance is too wide
_MOST = 600  # sentences looked at
_ORDERS = 200  # random orders
_ENDS = tuple("。！？；”）!?;.")
_LABEL = re.compile(r"[（(【]?[\u3400-\u9fff]{2,8}[：:]")  # 责任单位：, （联系人：
# Deviations from random orders below which a text counts as shuffled, by the number of its sentences.
_SHUFFLED = ((100, 3.0), (60, 2.0), (30, 0.5), (20, -1.0))
_ALTERNATING = 4.0  # deviations by which the one after next is likelier than the next


@dataclass(frozen=True, slots=True)
class Order:
    """How far a text's order is from random ones, in their standard deviations."""

    sentences: int
    neighbours: float  # how much likelier neighbours are
    alternating: float  # how much likelier than its neighbour the sentence after next is


def find(text: str) -> Sign | None:
    """The sign, with two neighbours that have nothing to do with each other."""
    if numbered_throughout(text):
        return None
    pieces = said(text)
    if len(pieces) < _FEWEST:
        return None
    vectors = vectors_of(pieces)
    order = order_of(vectors)
    sample = strangers(pieces, vectors)
    if order.alternating > _ALTERNATING and order.neighbours < 0:
        return Sign("前后句子说的是两件事，像是两篇文章掺在一起。", sample)
    limit = next(limit for fewest, limit in _SHUFFLED if order.sentences >= fewest)
    if order.neighbours < limit:
        return Sign("句子前后不连贯，像是打乱了次序。", sample)
    return None


def said(text: str) -> list[str]:
    """The sentences of a text; labels and headings, which repeat by design, are none."""
    found = (text[span.start : span.end] for span in sentences(text))
    return [one for one in found if len(one) >= _SHORTEST and one.endswith(_ENDS) and not _LABEL.match(one)][
        :_MOST
    ]


def vectors_of(pieces: Sequence[str]) -> NDArray[np.floating[Any]]:
    """The directions of some pieces of text, a row each."""
    return _vectors(tuple(pieces))


@lru_cache(maxsize=2)
def _vectors(pieces: tuple[str, ...]) -> NDArray[np.floating[Any]]:
    """Two signs look at the same sentences, one after the other."""
    return np.asarray(_model().embed_documents(list(pieces)), dtype=np.float32)


def order_of(vectors: NDArray[np.floating[Any]]) -> Order:
    """How far the order of some pieces is from random ones."""
    likeness = vectors @ vectors.T
    count = len(vectors)
    generator = np.random.default_rng(0)  # the same text is judged alike each time
    places = generator.permuted(np.tile(np.arange(count), (_ORDERS, 1)), axis=1)
    random = likeness[places[:, :-1], places[:, 1:]].mean(axis=1)
    spread = max(float(random.std()), 1e-6)
    next_one, after_next = (float(np.diag(likeness, distance).mean()) for distance in (1, 2))
    return Order(count, (next_one - float(random.mean())) / spread, (after_next - next_one) / spread)


def strangers(pieces: Sequence[str], vectors: NDArray[np.floating[Any]]) -> str:
    """Where two neighbours meet that are least alike."""
    least = int(np.argmin(np.diag(vectors @ vectors.T, 1)))
    return pieces[least][-28:] + pieces[least + 1][:28]


@cache
def _model() -> Any:
    return open_model().embeddings
