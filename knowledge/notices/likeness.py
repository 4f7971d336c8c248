"""Likeness: which demands are worded like those that people wrote down for a matter, where no sign shows.

Ridge regression in its dual form (Saunders et al. 1998) over the characters that texts share: runs of one to three, weighted
by tf-idf. There are so few examples that it is fitted when first needed, and an example more counts at once.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.notices import conditions
from knowledge.notices.cleaned import clean
from knowledge.notices.demands import Reading
from knowledge.notices.marks import Mark, quoted
from knowledge.notices.matching import is_about, lets_off
from knowledge.notices.model import Condition, Demand, Severity
from knowledge.notices.table import Matter, Scope, Table
from knowledge.text import Span

_RUNS = (1, 2)  # characters
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+(?=[个名份次天日月人张篇条块件年周户点时分元本字页])"
)
_PENALTY = 1.0
_COMMON = 60  # texts that hold a run; with more its pairs take longer than a product of all
_SHORTEST = 9  # characters of a demand; fewer are like anything
_PARTS = 3  # between commas, that are compared together
_ENOUGH = 0.5  # from which on a demand is like the examples; see docs/decisions.md
_UNLIKE = -0.2  # under which a sign of middling weight is not believed
_ANY = Scope(excused=frozenset({Condition.NEGATED, Condition.OWN}))
_Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was learnt from the examples of a table."""

    matters: tuple[Matter, ...]  # of those that have any
    _places: dict[str, int] = field(repr=False)  # of a run of characters
    _rarity: _Matrix = field(repr=False)
    _weights: _Matrix = field(
        repr=False
    )  # runs down; asking something of the kind at all, then each matter across

    def scores(self, words: str) -> _Matrix:
        """How much words are like a demand of the kind, about 1 where they are and -1 where not; then like each matter."""
        counts = {self._places[run]: count for run, count in _runs(words).items() if run in self._places}
        places = list(counts)
        values = (1.0 + np.log(list(counts.values()))) * self._rarity[places]
        length = math.sqrt(float(values @ values))
        if not length:
            return np.full(1 + len(self.matters), -1.0)
        scores: _Matrix = (values / length) @ self._weights[places]
        return scores


def fit(table: Table) -> Likeness:
    """Learn from the examples of a table."""
    matters = tuple(matter for matter in table.matters if matter.like)
    owners = [number for number, matter in enumerate(matters) for _ in matter.like]
    texts = [*(text for matter in matters for text in matter.like), *table.none]
    rows = [_runs(text) for text in clean("\n\n".join(texts)).text.split("\n")]
    spread = Counter(run for row in rows for run in row)
    places = {run: place for place, run in enumerate(spread)}
    rarity = np.log((1 + len(texts)) / (1 + np.array(list(spread.values())))) + 1
    columns = _columns(rows, places, rarity)
    kernel = _alike(columns, len(texts)) + np.diag(_slack(owners, table.none))
    dual = np.linalg.solve(kernel, _wanted(owners, len(matters), len(texts)))
    weights = np.zeros((len(places), 1 + len(matters)), np.float32)
    for block in columns:
        weights[block.places] = np.einsum("rt,rtm->rm", block.values, dual[block.texts])
    return Likeness(matters, places, rarity, weights)


@dataclass(frozen=True, slots=True)
class _Block:
    """Runs that equally many texts hold: the texts of each, and its weight in them."""

    places: NDArray[np.intp]
    texts: NDArray[np.intp]  # runs down, texts across
    values: _Matrix


def _columns(rows: Sequence[Counter[str]], places: Mapping[str, int], rarity: _Matrix) -> list[_Block]:
    """For each run the texts that hold it, and its weight in each; the weights of a text have the length 1."""
    held: list[list[tuple[int, float]]] = [[] for _ in places]
    for number, row in enumerate(rows):
        own = [places[run] for run in row]
        values = (1.0 + np.log(list(row.values()))) * rarity[own]
        values /= np.linalg.norm(values)
        for place, value in zip(own, values.tolist(), strict=True):
            held[place].append((number, value))
    sizes = np.array([len(one) for one in held])
    blocks = []
    for size in np.unique(sizes):
        chosen = np.flatnonzero(sizes == size)
        table = np.array([held[place] for place in chosen])
        blocks.append(_Block(chosen, table[:, :, 0].astype(np.intp), table[:, :, 1]))
    return blocks


def _alike(columns: Sequence[_Block], texts: int) -> _Matrix:
    """How much each text shares with each: what few hold pair by pair, what many hold as one product."""
    rare = [one for one in columns if one.texts.shape[1] <= _COMMON]
    pairs = [(one.texts[:, :, np.newaxis] * texts + one.texts[:, np.newaxis, :]).ravel() for one in rare]
    products = [(one.values[:, :, np.newaxis] * one.values[:, np.newaxis, :]).ravel() for one in rare]
    alike = np.bincount(np.concatenate(pairs), np.concatenate(products), texts**2).reshape(texts, texts)
    common = [np.zeros((0, texts), np.float32)]
    for one in columns:
        if one.texts.shape[1] > _COMMON:
            spread = np.zeros((len(one.places), texts), np.float32)
            np.put_along_axis(spread, one.texts, one.values, axis=1)
            common.append(spread)
    table = np.concatenate(common)
    return alike.astype(np.float32) + table.T @ table


def _slack(owners: Sequence[int], none: Sequence[str]) -> _Matrix:
    """The penalty of each text; what asks nothing weighs as much as what does, however many of either there are."""
    return _PENALTY * np.repeat(
        np.array([1.0, len(none) / len(owners)], np.float32), [len(owners), len(none)]
    )


def _wanted(owners: Sequence[int], matters: int, texts: int) -> _Matrix:
    """What is to be learnt: whether a text asks something of the kind, then of which matter."""
    wanted = np.zeros((texts, 1 + matters), np.float32)
    wanted[:, 0] = np.where(np.arange(texts) < len(owners), 1.0, -1.0)
    wanted[np.arange(len(owners)), [1 + owner for owner in owners]] = 1.0
    return wanted


def _runs(text: str) -> Counter[str]:
    """The runs of a text whose numbers are all the same, its ends being as telling as its commas."""
    text = f"，{_NUMBER.sub('0', text)}，"
    return Counter(text[place : place + size] for size in _RUNS for place in range(len(text) - size + 1))


def of_examples(reading: Reading, likeness: Likeness, taken: Sequence[Mark]) -> Iterator[Mark]:
    """A doubt for every demand that is worded like an example of a matter, and that no mark is on."""
    able = [is_about(matter.scope, reading) for matter in likeness.matters]
    for demand in reading.demands:
        if not any(mark.demand is demand for mark in taken) and (mark := _mark(demand, likeness, able)):
            yield mark


def is_unlike(demand: Demand, likeness: Likeness) -> bool:
    """Whether a demand is worded as what asks nothing of the kind is."""
    return float(likeness.scores(_words(demand, _asked(demand) or demand.parts))[0]) < _UNLIKE


def _asked(demand: Demand) -> list[Span]:
    return [part for part in demand.parts if not lets_off(_ANY, demand, part)]


def _words(demand: Demand, parts: Sequence[Span]) -> str:
    return "，".join(demand.words[part.start : part.end] for part in parts)


def _mark(demand: Demand, likeness: Likeness, able: Sequence[bool]) -> Mark | None:
    asked = _asked(demand)
    words = _words(demand, asked)
    if len(words) < _SHORTEST or demand.words.endswith("：") or conditions.speaks_against(demand.words):
        return None
    scores = likeness.scores(words)
    number = int(np.argmax(np.where(able, scores[1:], -np.inf)))
    matter = likeness.matters[number]
    if scores[0] < _ENOUGH or not able[number] or demand.conditions & matter.scope.excused:
        return None
    core = max(
        _stretches(asked), key=lambda one: likeness.scores(demand.words[one.start : one.end])[1 + number]
    )
    span = quoted(demand, core)
    return Mark(
        matter=matter,
        severity=Severity.DOUBT,
        core=Span(demand.place + core.start, demand.place + core.end),
        span=Span(demand.place + span.start, demand.place + span.end),
        demand=demand,
    )


def _stretches(parts: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring parts together."""
    for size in range(1, _PARTS + 1):
        for first, last in zip(parts, parts[size - 1 :], strict=False):
            yield Span(first.start, last.end)
