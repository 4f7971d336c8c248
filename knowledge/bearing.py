"""Bearing: which norm of a clause a question is about, and what that says to it. Pure.

A clause often holds several norms (a ban and what is left out of it, a duty and who sees to it). Each gives one or more
readings: the norm's own verdict, what it says where it is left undone or met with a refusal, its exception, and the plain
fact. The weights that choose among them are fitted by conditional logit on questions with labelled verdicts and stand in
`decision/bearing.toml`, with, in `bearing.npz`, what the question's direction in the embedding says for each verdict. A reading never says more than its norm: no verdict comes from anywhere else.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.aims import Aim, aims
from knowledge.corpus import informs
from knowledge.figures import gives, wanted
from knowledge.lexical import question_terms, terms
from knowledge.lexicon import evidence, shipped
from knowledge.model import COUNTRY, Grade, Passage, Stance, Verdict
from knowledge.norms import Comparison, Norm, Piece, Role, amounts, norms_of, pieces
from knowledge.numbering import quantities
from knowledge.text import Span, normalise

FITTED = Path(__file__).parent / "decision" / "bearing.toml"
DIRECTIONS = Path(__file__).parent / "decision" / "bearing.npz"
Floats = NDArray[np.floating[Any]]
Embed = Callable[[Sequence[str]], Floats]
"""Texts as directions of length one: (texts, dimensions)."""


class Way(StrEnum):
    """How a reading comes out of a norm."""

    SAID = "said"  # the norm's own verdict
    SANCTION = "sanction"  # conduct that is punished
    BREACH = "breach"  # a duty that the question tells of as not done
    APPROVAL = "approval"  # a duty to ask somebody first, which is a limit to who has to ask
    REFUSAL = "refusal"  # a ban on demanding lets the other side say no
    EXCEPTION = "exception"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a clause may say to a question: the words, slices of the clause, and the verdict they carry."""

    piece: Piece
    verdict: Verdict
    way: Way
    exception: Span | None = None  # where the exception is what the question is about
    seen: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The best reading, and another sentence of the clause that fits nearly as well; None where none does."""

    reading: Reading
    beside: Span | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features weigh, and for each verdict, in their order, the question's direction: (verdicts, dimensions)."""

    named: Mapping[str, float]
    directions: Floats

    def score(self, reading: Reading, direction: Floats | None) -> float:
        """How well a reading fits a question that points in a direction."""
        score = sum(self.named.get(name, 0.0) * value for name, value in reading.seen.items())
        if direction is None:
            return score
        return score + float(self.directions[_ORDER[reading.verdict]] @ direction)


_VERDICTS = {
    Stance.FORBIDS: Verdict.PROHIBITED,
    Stance.LIMITS: Verdict.LIMITED,
    Stance.REQUIRES: Verdict.REQUIRED,
    Stance.PERMITS: Verdict.PERMITTED,
    Stance.EXEMPTS: Verdict.EXEMPT,
    Stance.NEUTRAL: Verdict.INFORMATIONAL,
}
_SANCTION = re.compile(
    r"追责|处分|处罚|罚款|警告|从重|加重|档次处理|追究[^，。；]{0,6}责任|撤职|开除|问责(?!条例|程序|泛化|不力|的|决定|简单)"
)
_LETTING = re.compile(r"免予|不予|从轻|减轻|申辩|申诉|不追究|不再|解除|容错|不问责")
_MAY_PUNISH = re.compile(r"可(?:以)?(?:依规|给予?|并)?(?:处分|处罚|处|警告|罚款)")
_APPROVAL = re.compile(r"批准|审批|同意|报批|准入|报[^，。；]{0,10}(?:备案|决定)|白名单|授权|指定")
LIKEWISE = re.compile(
    r"按(?:照)?(?:上面|前款|前条|上述|前述)[^，。；]{0,6}处理"
)  # what the heading says, again
_PASSIVE = re.compile(r"由[^，。；]{2,20}(?:责令|处理|给予|批评|约谈)")
_MARGIN = 0.8  # of the score: below it the second sentence is the one meant in about one of three
_PEOPLE = {"人", "个"}  # 八个客人 are 8人
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


def weigh(question: str, passage: Passage, embed: Embed | None = None) -> Weighed:
    """The reading that fits a question best, the first of equals, and a sentence that may as well be meant."""
    weights = fitted()
    direction = embed([question])[0] if embed else None
    scored = [(weights.score(one, direction), one) for one in readings(question, passage, embed)]
    score, best = max(scored, key=lambda one: one[0])
    near = [
        (other, one.piece.sentence)
        for other, one in scored
        if one.piece.sentence != best.piece.sentence and other >= score - _MARGIN
    ]
    return Weighed(best, max(near, key=lambda one: one[0])[1] if near else None)


def readings(question: str, passage: Passage, embed: Embed | None = None) -> list[Reading]:
    """Every reading of a clause with what is seen of it; opinion and reports of cases give facts alone."""
    found = _pieces(passage)
    asked = _Asked(question, passage.text, found, embed)
    made = []
    for number, piece in enumerate(found):
        for verdict, way, exception in _ways(piece, passage):
            seen = {
                **asked.of_piece(number),
                **_of_way(verdict, way, asked.aims),
                **_of_passage(passage, verdict),
            }
            if exception is not None:
                seen |= asked.of_exception(exception)
            made.append(Reading(piece, verdict, way, exception, seen))
    return made


def _pieces(passage: Passage) -> Sequence[Piece]:
    """The pieces of a clause; where none holds a norm, its heading speaks for all (可以免予问责的情形)."""
    whole = Span(0, len(passage.text))
    found = pieces(passage.text) or (Piece(whole, whole, None),)
    said = norms_of(passage.heading.rsplit(" > ", 1)[-1])
    if not said:
        return found
    silent = not any(piece.norm for piece in found)
    return [
        replace(piece, norm=said[0], inherited=True)
        if silent or LIKEWISE.search(passage.text[piece.span.start : piece.span.end])
        else piece
        for piece in found
    ]


@cache
def fitted() -> Weights:
    """The weights as fitted; the file says on what."""
    table = tomllib.loads(FITTED.read_text(encoding="utf-8"))
    with np.load(DIRECTIONS) as file:
        directions = file["directions"].astype(np.float32)
    return Weights({name: float(weight) for name, weight in table["weights"].items()}, directions)


def _ways(piece: Piece, passage: Passage) -> Iterator[tuple[Verdict, Way, Span | None]]:
    norm = piece.norm
    if norm is not None and not informs(passage):
        words = passage.text[piece.span.start : piece.span.end]
        punishes = _punishes(norm, words)
        yield (
            (Verdict.PROHIBITED, Way.SANCTION, None) if punishes else (_VERDICTS[norm.stance], Way.SAID, None)
        )
        for verdict, way in _derived(norm, words, punishes=punishes):
            yield verdict, way, None
        yield from _excepted(norm, piece)
    yield Verdict.INFORMATIONAL, Way.FACT, None


def _derived(norm: Norm, words: str, *, punishes: bool) -> Iterator[tuple[Verdict, Way]]:
    """What a norm says to a question that comes from its other side."""
    if norm.stance is Stance.REQUIRES and not punishes:
        yield Verdict.PROHIBITED, Way.BREACH
        if _APPROVAL.search(words):
            yield Verdict.LIMITED, Way.APPROVAL
    if norm.stance is Stance.EXEMPTS and "不要求" in words:
        yield Verdict.PROHIBITED, Way.SAID
    if norm.stance is Stance.FORBIDS and _PASSIVE.search(words):
        yield Verdict.REQUIRED, Way.SAID
    if norm.stance in (Stance.FORBIDS, Stance.LIMITS):
        yield Verdict.PERMITTED, Way.REFUSAL


def _excepted(norm: Norm, piece: Piece) -> Iterator[tuple[Verdict, Way, Span | None]]:
    if piece.inherited:
        return
    start = piece.sentence.start
    for qualifier in norm.qualifiers:
        if qualifier.role is Role.EXCEPTION:
            span = Span(start + qualifier.span.start, start + qualifier.span.end)
            yield Verdict.EXEMPT, Way.EXCEPTION, span


def _punishes(norm: Norm, words: str) -> bool:
    """Whether a norm says that conduct is punished: as such, as a duty to punish, or as a leave to (可处分)."""
    found = _SANCTION.search(words)
    if found is None or _LETTING.search(words) or _APPROVAL.search(words):
        return False
    if norm.stance is Stance.PERMITS:
        return _MAY_PUNISH.search(words) is not None
    return norm.stance in (Stance.FORBIDS, Stance.REQUIRES)


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


class _Asked:
    """A question held against the pieces of one clause."""

    def __init__(self, question: str, text: str, found: Sequence[Piece], embed: Embed | None) -> None:
        self.aims = aims(question)
        self._question, self._text, self._embed = question, text, embed
        self._words = [text[piece.span.start : piece.span.end] for piece in found]
        self._terms = frozenset(question_terms(question))
        spread = Counter(term for words in self._words for term in set(terms(words)))
        self._shares = [
            sum(1.0 / spread[term] for term in frozenset(terms(words)) & self._terms) / self._norm
            for words in self._words
        ]
        self._expansion = shipped().expand(question)
        self._evidence = [evidence(self._expansion, words) for words in self._words]
        self._near = self._likenesses(self._words)
        self._told = quantities(normalise(question))
        figure = wanted(question)
        self._figures = [float(figure is not None and gives(words, figure)) for words in self._words]

    @property
    def _norm(self) -> float:
        return math.sqrt(1 + len(self._terms))

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
        return {
            "exception share": len(frozenset(terms(words)) & self._terms) / self._norm,
            "exception near": self._likenesses([words])[0],
            "exception evidence": evidence(self._expansion, words),
        }

    def _threshold(self, words: str) -> float:
        """Whether what the question counts lies within a bound of the same kind (客人九位, 10人以内): 1, or -1 if in none."""
        bounds = [
            (own.value, told.value, bound.comparison)
            for bound in amounts(words)
            for own in quantities(words[bound.span.start : bound.span.end])
            for told in self._told
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
