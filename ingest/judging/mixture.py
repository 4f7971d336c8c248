"""Mixture: other matter between the articles of a law.

A law's sentences fall into no two camps that take turns: parted in two by their vectors, as well as it goes, the camps of a
clean law lie near each other and keep together, while those of a law and an essay lie apart and alternate. Told apart
by both at once, among sentences and among paragraphs, and only for texts with articles: reports and collections have
matter of two kinds by right.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.judging.coherence import order_of, said, strangers, vectors_of
from ingest.judging.numbering import numbered_throughout
from ingest.judging.sign import Sign

_ARTICLE = re.compile(r"(?<![^\n])[ \t\u3000*#]{0,8}第[0-9〇零一二三四五六七八九十百千]{1,6}条")
_LAW = 12  # articles; excerpts of fewer are too short to tell
_SHORTEST = 15  # characters of a paragraph that says enough to be compared
_MOST = 600  # paragraphs looked at
_ENDS = tuple("。；：！？”）!?;:)")
# What separation times alternation exceeds in no clean law, by the number of sentences, and of paragraphs.
_SENTENCES = ((60, 0.05), (40, 0.08), (20, 0.11))
_PARAGRAPHS = ((40, 0.075), (30, 0.095))
# Deviations from random orders, by the root of the number, below which no clean law of so many has its neighbours.
_LOOSE, _LOOSE_FEWEST = 0.45, 30
_ENOUGH = 120  # sentences that show whether two kinds take turns
_TOLD = re.compile(
    r"[“”！？]|记者|笔者|近日|近年|我们|他们|一些地方|有的|据[了报]"
)  # words of articles in the press
_TELLING, _RULING = 0.3, 0.1  # of the sentences of each kind
# deviations by the root of the number; two texts dealt sentence by sentence have -0.22 and less
_TURNS = 1.3  # times as often as by chance; two texts dealt sentence by sentence have 1.36 and more
_STARTS, _ROUNDS = 4, 12  # of the search for two camps


def find(text: str) -> Sign | None:
    """The sign, with two neighbours that have nothing to do with each other."""
    if len(_ARTICLE.findall(text)) < _LAW:
        return None
    if numbered_throughout(text):
        return _alternating(said(text))
    for pieces, limits in ((said(text), _SENTENCES), (_paragraphs(text), _PARAGRAPHS)):
        limit = next((limit for fewest, limit in limits if len(pieces) >= fewest), None)
        if limit is None:
            continue
        vectors = vectors_of(pieces)
        loose = len(pieces) >= _LOOSE_FEWEST and order_of(vectors).neighbours < _LOOSE * len(pieces) ** 0.5
        if loose or mixed(vectors) > limit:
            return Sign("条文之间夹着别的文章。", strangers(pieces, vectors))
    return None


def _alternating(pieces: Sequence[str]) -> Sign | None:
    """The sign in a text of articles alone: only where two kinds take turns and one of them is told and not ruled.

    An article's own sentences take turns by right: what is to be done, and what follows where it is not.
    """
    pieces = pieces[:_ENOUGH]
    if len(pieces) < _LOOSE_FEWEST:
        return None
    told = np.array([_TOLD.search(piece) is not None for piece in pieces])
    if told.mean() < _TELLING / 2:
        return None
    vectors = vectors_of(pieces)
    camps = _two_camps(vectors)[1]
    telling = sorted(float(told[camps == camp].mean()) if (camps == camp).any() else 0.0 for camp in (0, 1))
    if turns_of(camps) > _TURNS and telling[1] > _TELLING > _RULING > telling[0]:
        return Sign("条文之间夹着别的文章。", strangers(pieces, vectors))
    return None


def mixed(vectors: NDArray[np.floating[Any]]) -> float:
    """How far apart the two camps of some pieces lie, times how often they take turns (1 is as often as by chance)."""
    best, camps = _two_camps(vectors)
    middle = vectors.mean(axis=0)
    apart = best - float((vectors @ (middle / (np.linalg.norm(middle) + 1e-9))).mean())
    return apart * turns_of(camps)


def turns_of(camps: NDArray[np.int64]) -> float:
    """How often two camps take turns; 1 is as often as by chance."""
    share = float(camps.mean())
    expected = 2 * share * (1 - share) * (len(camps) - 1)
    return int((camps[1:] != camps[:-1]).sum()) / expected if expected else 0.0


def _paragraphs(text: str) -> Sequence[str]:
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if len(line) >= _SHORTEST and line.endswith(_ENDS)][:_MOST]


def _two_camps(vectors: NDArray[np.floating[Any]]) -> tuple[float, NDArray[np.int64]]:
    """Two spherical means: how like their camp the pieces are, and the camp of each."""
    generator = np.random.default_rng(0)  # the same text is judged alike each time
    found = []
    for _ in range(_STARTS):
        centres = vectors[generator.choice(len(vectors), 2, replace=False)]
        camps = (vectors @ centres.T).argmax(axis=1)
        for _ in range(_ROUNDS):
            centres = np.stack(
                [
                    vectors[camps == camp].mean(axis=0) if (camps == camp).any() else centres[camp]
                    for camp in (0, 1)
                ]
            )
            centres = centres / (np.linalg.norm(centres, axis=1, keepdims=True) + 1e-9)
            camps = (vectors @ centres.T).argmax(axis=1)
        found.append((float((vectors @ centres.T).max(axis=1).mean()), camps))
    return max(found, key=lambda one: one[0])
