"""Bearing: which norm of a clause a question is about, and what that says to it. Pure.

A clause often holds several norms (a ban and what is left out of it, a duty and who sees to it). Each gives one or more
senses: the norm's own verdict, what it says where it is left undone or met with a refusal, its exception, and the plain
fact. The weights that choose among them are fitted by conditional logit on questions with labelled verdicts and stand in
`decision/bearing.toml`, with, in `bearing.npz`, what the question's direction in the embedding says for each verdict. A sense never says more than its norm: no verdict comes from anywhere else.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.aims import Aim, aims
from knowledge.entitled import leaves_out
from knowledge.figures import Figure, gives, wanted
from knowledge.lexical import question_terms, terms
from knowledge.lexicon import evidence, shipped
from knowledge.model import COUNTRY, Grade, Passage, Verdict
from knowledge.norms import Comparison, Piece, amounts
from knowledge.numbering import Quantity, quantities
from knowledge.text import Span, normalise
from knowledge.ways import Way, pieces_of, ways

FITTED = Path(__file__).parent / "decision" / "bearing.toml"
DIRECTIONS = Path(__file__).parent / "decision" / "bearing.npz"
Floats = NDArray[np.floating[Any]]
Embed = Callable[[Sequence[str]], Floats]
"""Texts as directions of length one: (texts, dimensions)."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a clause may say to a question: the words, slices of the clause, and the verdict they carry."""

    piece: Piece
    verdict: Verdict
    way: Way
    exception: Span | None = None  # where the exception is what the question is about
    seen: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The best sense, and another sentence of the clause that fits nearly as well; None where none does."""

    sense: Sense
    beside: Span | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features weigh, and for each verdict, in their order, the question's direction: (verdicts, dimensions)."""

    named: Mapping[str, float]
    directions: Floats

    def score(self, sense: Sense, direction: Floats | None) -> float:
        """How well a sense fits a question that points in a direction."""
        score = sum(self.named.get(name, 0.0) * value for name, value in sense.seen.items())
        if direction is None:
            return score
        return score + float(self.directions[_ORDER[sense.verdict]] @ direction)


_MARGIN = 0.8  # of the score: below it the second sentence is the one meant in about one of three
_PEOPLE = {"人", "个"}  # 八个客人 are 8人
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


def weigh(question: str, passage: Passage, embed: Embed | None = None) -> Weighed:
    """The sense that fits a question best, the first of equals, and a sentence that may as well be meant."""
    weights = fitted()
    direction = embed([question])[0] if embed else None
    scored = [(weights.score(one, direction), one) for one in senses(question, passage, embed)]
    score, best = max(scored, key=lambda one: one[0])
    near = [
        (other, one.piece.sentence)
        for other, one in scored
        if one.piece.sentence != best.piece.sentence and other >= score - _MARGIN
    ]
    return Weighed(best, max(near, key=lambda one: one[0])[1] if near else None)


def senses(question: str, passage: Passage, embed: Embed | None = None) -> list[Sense]:
    """Every sense of a clause with what is seen of it; opinion and reports of cases give facts alone."""
    found = pieces_of(passage)
    asked = _Asked(question, passage.text, found, embed)
    made = []
    for number, piece in enumerate(found):
        for verdict, way, exception in ways(piece, passage):
            if (verdict, way) == (Verdict.PERMITTED, Way.SAID) and leaves_out(passage.text, question):
                continue
            seen = {
                **asked.of_piece(number),
                **_of_way(verdict, way, asked.of.aims),
                **_of_passage(passage, verdict),
            }
            if exception is not None:
                seen |= asked.of_exception(exception)
            made.append(Sense(piece, verdict, way, exception, seen))
    return made


@cache
def fitted() -> Weights:
    """The weights as fitted; the file says on what."""
    table = tomllib.loads(FITTED.read_text(encoding="utf-8"))
    with np.load(DIRECTIONS) as file:
        directions = file["directions"].astype(np.float32)
    return Weights({name: float(weight) for name, weight in table["weights"].items()}, directions)


def _of_way(verdict: Verdict, way: Way, wanted_of: frozenset[Aim]) -> dict[str, float]:
    kind = f"{way}:{verdict}"
    seen = {kind: 1.0}
    for aim in wanted_of or ("none",):
        seen[f"{kind} {aim}"] = 1.0
    return seen


def _of_passage(passage: Passage, verdict: Verdict) -> dict[str, float]:
    seen = {}
    if passage.grade is Grade.D:
        seen[f"second hand:{verdict}"] = 1.0
    if passage.region != COUNTRY:
        seen[f"regional:{verdict}"] = 1.0
    return seen


@dataclass(frozen=True, slots=True)
class _Question:
    """What a question says of itself, whichever clause it is held against."""

    aims: frozenset[Aim]
    terms: frozenset[str]
    expansion: Mapping[str, float]
    told: Sequence[Quantity]
    figure: Figure | None


@lru_cache(maxsize=64)  # a question is held against clause after clause
def _of_question(text: str) -> _Question:
    return _Question(
        aims=aims(text),
        terms=frozenset(question_terms(text, characters=True)),
        expansion=shipped().expand(text),
        told=quantities(normalise(text)),
        figure=wanted(text),
    )


class _Asked:
    """A question held against the pieces of one clause."""

    def __init__(self, question: str, text: str, found: Sequence[Piece], embed: Embed | None) -> None:
        self.of = _of_question(question)
        self._question, self._text, self._embed = question, text, embed
        self._words = [text[piece.span.start : piece.span.end] for piece in found]
        spread = Counter(term for words in self._words for term in set(terms(words, characters=True)))
        self._shares = [
            sum(1.0 / spread[term] for term in frozenset(terms(words, characters=True)) & self.of.terms)
            / self._norm
            for words in self._words
        ]
        self._evidence = [evidence(self.of.expansion, words) for words in self._words]
        self._near = self._likenesses(self._words)
        figure = self.of.figure
        self._figures = [float(figure is not None and gives(words, figure)) for words in self._words]

    @property
    def _norm(self) -> float:
        return math.sqrt(1 + len(self.of.terms))

    def of_piece(self, number: int) -> dict[str, float]:
        """What is seen of a piece; a `lead` is against the best of the clause."""
        return {
            "share": self._shares[number],
            "share lead": self._shares[number] / (max(self._shares) or 1.0),
            "evidence": self._evidence[number],
            "evidence lead": self._evidence[number] / (max(self._evidence) or 1.0),
            "near": self._near[number],
            "near lead": self._near[number] - max(self._near),
            "figure": self._figures[number],
            "threshold": self._threshold(self._words[number]),
            "first": float(number == 0),
        }

    def of_exception(self, exception: Span) -> dict[str, float]:
        """What is seen of an exception: whether it, and not the rest, is what the question is about."""
        words = self._text[exception.start : exception.end]
        share = len(frozenset(terms(words, characters=True)) & self.of.terms) / self._norm
        return {
            "exception share": share,
            "exception near": self._likenesses([words])[0],
            "exception named": float(share > 0 or evidence(self.of.expansion, words) > 0),
        }

    def _threshold(self, words: str) -> float:
        """Whether what the question counts lies within a bound of the same kind (客人九位, 10人以内): 1, or -1 if in none."""
        bounds = [
            (own.value, told.value, bound.comparison)
            for bound in amounts(words)
            for own in quantities(words[bound.span.start : bound.span.end])
            for told in self.of.told
            if own.unit == told.unit or {own.unit, told.unit} == _PEOPLE
        ]
        if not bounds:
            return 0.0
        within = any(
            (told <= own) if comparison is Comparison.AT_MOST else (told >= own)
            for own, told, comparison in bounds
            if comparison in (Comparison.AT_MOST, Comparison.AT_LEAST)
        )
        return 1.0 if within else -1.0

    def _likenesses(self, texts: Sequence[str]) -> Sequence[float]:
        """Cosines to the question; all alike where nothing embeds."""
        if self._embed is None:
            return [0.0] * len(texts)
        question, *others = self._embed([self._question, *texts])
        return [float(question @ other) for other in others]
