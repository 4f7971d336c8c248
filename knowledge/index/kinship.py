"""Kinship: which clauses with lay questions are nearest in wording to a clause that has none.

What people type about one rule seldom shares a word with another, but rules about one matter are worded alike. So a
question that finds its clause among those that have questions also points to the clauses worded like it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Passage
from knowledge.text import letters

_KIN = 8  # clauses; four did nearly as well on documents held out whole
_READ = 300  # characters of a clause
_K1, _B = 1.2, 0.75  # Robertson and Zaragoza 2009, as tantivy has them


def kinship(known: Sequence[Passage], others: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """For each other passage its nearest known ones: (passage, the known one, weight), weights summing to one.

    The others stand as ids with what `letters_of` gives of their texts.
    """
    read = [(id_, _pairs(run)) for id_, run in others]
    if not known or not read:
        return
    ranking = _Ranking([passage.text for passage in known], frozenset(chain(*(pairs for _, pairs in read))))
    for id_, pairs in read:
        scores = ranking.scores(pairs)
        few = np.argpartition(-scores, _KIN)[:_KIN] if len(scores) > _KIN else np.arange(len(scores))
        nearest = few[np.argsort(-scores[few], kind="stable")]
        found = scores[nearest]
        weights = (found / (found.sum() or 1.0)).tolist()
        for place, weight in zip(nearest.tolist(), weights, strict=True):
            if weight > 0:
                yield id_, known[place].id, weight


def letters_of(text: str) -> str:
    """What a clause's kin are told by."""
    return letters(text)[:_READ]


class _Ranking:
    """BM25 over pairs of characters, in arrays.

    Thousands of clauses are put to a thousand at once when an index is made: tantivy, asked for each of them, took 1 to
    2 ms where this takes a tenth.
    """

    def __init__(self, texts: Sequence[str], asked: AbstractSet[str]) -> None:
        """Take texts, and the pairs that they will be asked for."""
        held = [_pairs(letters(text)) for text in texts]
        lengths = np.array([len(pairs) for pairs in held], dtype=np.float64)
        self._norms = _K1 * (1 - _B + _B * lengths / max(1.0, float(lengths.mean())))
        counted = [Counter(pair for pair in pairs if pair in asked) for pairs in held]
        holding: dict[str, list[int]] = {}
        for place, counts in enumerate(counted):
            for pair in counts:
                holding.setdefault(pair, []).append(place)
        self._postings = {pair: self._posting(pair, places, counted) for pair, places in holding.items()}

    def scores(self, pairs: Iterable[str]) -> NDArray[np.float64]:
        """The score of each text."""
        found = [self._postings[pair] for pair in pairs if pair in self._postings]
        if not found:
            return np.zeros(len(self._norms))
        places = np.concatenate([places for places, _ in found])
        weights = np.concatenate([weights for _, weights in found])
        return np.asarray(np.bincount(places, weights, minlength=len(self._norms)), dtype=np.float64)

    def _posting(
        self, pair: str, places: Sequence[int], counted: Sequence[Counter[str]]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The texts that hold a pair, and what it gives to the score of each."""
        rarity = math.log(1 + (len(counted) - len(places) + 0.5) / (len(places) + 0.5))
        at = np.array(places, dtype=np.intp)
        frequencies = np.array([counted[place][pair] for place in places], dtype=np.float64)
        return at, rarity * frequencies * (_K1 + 1) / (frequencies + self._norms[at])


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
