"""Checking: a draft sentence against the clauses that it cites, and a whole draft against the answer that it rewords."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.grounding.conditions import Consent, excepted, softeners
from knowledge.grounding.forces import NEGATION, Force
from knowledge.grounding.names import acting, offices, strangers
from knowledge.grounding.parts import Figures, Part, contexts, parts
from knowledge.grounding.vocabulary import ADVICE, NARROWING, NO_PROSE, canonical
from knowledge.grounding.wording import Words, items, of_parts
from knowledge.model import Answer, Citation, Stance

LONGEST_SENTENCE = 160  # characters; a phone shows about eight lines of them
MOST_SENTENCES = 4
_CITED = 0.6  # share of a sentence's words that stand in the very clauses it cites; the rest may be the answer's own
_NEAR = 0.5  # share of a part's words that stand in the part of a clause that it is taken to reword
_AS_NEAR = 0.85  # of the nearest's share, from which on another part may be meant as well
_KEPT = 0.5  # share of an item's words that a draft keeps
_EXCEPTION_KEPT = 0.75
_RIGHT = re.compile(r"申请|申诉|复核|复审|提出|申辩|陈述")  # what is there to be used by whom it is for


class Why(StrEnum):
    """What is wrong with a draft."""

    FORM = "form"  # no sentence of ours: too long, markup, another language
    UNCITED = "uncited"
    ADVICE = "advice"
    NAME = "name"  # a document, article, place, office, day or quotation that the clauses do not have
    FIGURE = "figure"
    EXCEPTION = "exception"  # one too many or too few, or a softener
    POLARITY = "polarity"
    BEARER = "bearer"  # somebody else
    WORDS = "words"  # what the clauses do not say
    DROPPED = "dropped"  # what the answer says


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a draft, and the numbers of the clauses that carry it, from 1."""

    text: str
    cites: tuple[int, ...]


class Ground:
    """A clause, read once."""

    def __init__(self, citation: Citation) -> None:
        self.citation = citation

    @cached_property
    def said(self) -> str:
        """All that a clause says, under the names that place it."""
        source, passage = self.citation.source, self.citation.passage
        above = (
            source.title,
            *source.aliases,
            source.number,
            passage.locator,
            passage.heading,
            passage.addressee,
        )
        return "\n".join((*filter(None, above), passage.text))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What its text forbids, demands and allows, under its heading."""
        heading = self.citation.passage.heading.rsplit(" > ", 1)[-1]
        return parts(f"{heading}:\n{self.citation.passage.text}" if heading else self.citation.passage.text)

    @cached_property
    def contexts(self) -> tuple[tuple[str, Figures], ...]:
        """Its figures with the words around them."""
        return tuple(contexts(self.parts))

    @cached_property
    def excepted(self) -> tuple[str, ...]:
        """What it takes out of its rules."""
        return excepted(self.citation.passage.text)

    @cached_property
    def bound(self) -> frozenset[str]:
        """Whom it binds, by the words beside it."""
        return offices(canonical(self.citation.passage.addressee or ""))

    @property
    def demands(self) -> bool:
        """Whether what it states without a mark is demanded."""
        return self.citation.stance in (Stance.REQUIRES, Stance.LIMITS)


class Grounds:
    """The clauses of an answer, against which a draft of its summary is held."""

    def __init__(self, answer: Answer, summary: str) -> None:
        """`summary`: what is reworded, without the name of its source before it."""
        self._grounds = tuple(Ground(citation) for citation in answer.citations)
        self._summary = canonical(summary)
        self._parts = parts(summary)

    def flaw(self, sentence: Sentence) -> Why | None:
        """What is wrong with a sentence of a draft by itself; None where nothing is."""
        if not _is_prose(sentence.text):
            return Why.FORM
        if not sentence.cites or not all(1 <= number <= len(self._grounds) for number in sentence.cites):
            return Why.UNCITED
        cited = [self._grounds[number - 1] for number in sentence.cites]
        return next(self._flaws(sentence.text, cited), None)

    def loss(self, sentences: Sequence[Sentence]) -> Why | None:
        """What a whole draft leaves out of the summary, or why it is none; None where it holds."""
        if not 1 <= len(sentences) <= MOST_SENTENCES:
            return Why.FORM
        return next(self._losses(canonical("\n".join(sentence.text for sentence in sentences))), None)

    def _flaws(self, text: str, cited: Sequence[Ground]) -> Iterator[Why]:
        known = "\n".join((*(ground.said for ground in cited), self._summary))
        plain, around = canonical(text), Words([canonical(known)])
        if any(match.group() not in canonical(known) for match in ADVICE.finditer(plain)):
            yield Why.ADVICE
        if any(strangers(text, [ground.citation for ground in cited], known)):
            yield Why.NAME
        said = parts(text)
        if not _figures_hold(said, [context for ground in cited for context in ground.contexts]):
            yield Why.FIGURE
        if not _exceptions_hold(plain, [one for ground in cited for one in ground.excepted]):
            yield Why.EXCEPTION
        theirs = [(other, ground) for ground in cited for other in ground.parts]
        if (
            self._grounds[0] in cited
        ):  # of which the summary speaks, and says with it what stands above the sentence
            theirs += [(other, self._grounds[0]) for other in self._parts]
        for part in said:
            yield from _part_flaws(part, plain, theirs)
        words = " ".join(part.words for part in said)
        if around.strange(words):
            yield Why.WORDS
        if of_parts(part for ground in cited for part in ground.parts).share(words) < _CITED:
            yield Why.UNCITED

    def _losses(self, plain: str) -> Iterator[Why]:
        said = parts(plain)
        whole = of_parts(said)
        if not {figure for part in self._parts for figure in part.figures} <= {
            figure for part in said for figure in part.figures
        }:
            yield Why.FIGURE
        if not self._conditions_kept(plain):
            yield Why.EXCEPTION
        if not offices(self._summary) <= offices(plain):
            yield Why.BEARER
        if any(word in self._summary and word not in plain for word in NARROWING):
            yield Why.DROPPED
        for part in self._parts:
            if not _kept(part, said) or any(whole.share(item) < _KEPT for item in items(part.words)):
                yield Why.DROPPED

    def _conditions_kept(self, plain: str) -> bool:
        """Whether a draft has the exceptions, softeners, conditions and approvals that the summary has."""
        if not softeners(self._summary) <= softeners(plain):
            return False
        if not _covered(excepted(self._summary), excepted(plain)):
            return False
        words = Words([plain])
        conditions = [canonical(one) for ground in self._grounds for one in ground.citation.exceptions]
        return all(words.share(one) >= _EXCEPTION_KEPT for one in conditions if one in self._summary)


def _is_prose(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    chinese = sum("\u3400" <= letter <= "\u9fff" for letter in letters)
    return 0 < len(text) <= LONGEST_SENTENCE and not NO_PROSE.search(text) and chinese * 2 > len(letters)


def _figures_hold(said: Sequence[Part], theirs: Sequence[tuple[str, Figures]]) -> bool:
    """Whether each figure is one of the clauses, and of the matter of which they give it."""
    known = frozenset[object]().union(*(figures for _, figures in theirs))
    for words, figures in contexts(said):
        if not figures <= known:
            return False
        units = {unit for _, unit, _ in figures}
        rivals = [
            (Words([other]).share(words), held)
            for other, held in theirs
            if units & {unit for _, unit, _ in held}
        ]
        nearest = max((share for share, _ in rivals), default=0.0)
        if nearest and not figures <= frozenset().union(
            *(held for share, held in rivals if share >= nearest)
        ):
            return False
    return True


def _exceptions_hold(plain: str, known: Sequence[str]) -> bool:
    """Whether a draft excepts only what the clauses except, and speaks of that as excepted."""
    claimed, words = excepted(plain), Words([plain])
    if not _covered(claimed, known):
        return False
    spoken_of = [one for one in known if words.has_some(one) and words.share(one) >= _EXCEPTION_KEPT]
    return all(any(Words([other]).share(one) >= _KEPT for other in claimed) for one in spoken_of)


def _covered(these: Iterable[str], others: Iterable[str]) -> bool:
    """Whether each of these, item by item, stands in one of the others."""
    held = [Words([other]) for other in others]
    return all(
        any(all(words.share(item) >= _EXCEPTION_KEPT for item in items(one)) for words in held)
        for one in these
    )


def _part_flaws(part: Part, plain: str, theirs: Sequence[tuple[Part, Ground]]) -> Iterator[Why]:
    """What is wrong with a part of a draft, held against the parts of the clauses and of the summary."""
    if part.excepted or part.says_little:
        return
    near = _nearest(part, theirs)
    if not near:
        yield Why.WORDS
        return
    same = [(other, ground) for other, ground in near if _agrees(part, other, ground, plain)]
    if not same:
        yield Why.POLARITY
        return
    if not any(part.softened == other.softened for other, _ in same):
        yield Why.EXCEPTION
    if not any(_same_people(part, other, ground) for other, ground in same):
        yield Why.BEARER


def _nearest(part: Part, theirs: Sequence[tuple[Part, Ground]]) -> list[tuple[Part, Ground]]:
    """The parts that a part of a draft may reword."""
    shares = [(of_parts([other]).share(part.words), other, ground) for other, ground in theirs]
    best = max((share for share, _, _ in shares), default=0.0)
    return [(other, ground) for share, other, ground in shares if share >= max(_NEAR, _AS_NEAR * best)]


def _agrees(part: Part, other: Part, ground: Ground, plain: str) -> bool:
    """Whether a part of a draft does to its act what the part of the clause does."""
    if _turned(part.words, other.words) or _turned(other.words, part.words):
        return False
    if part.consent is Consent.NEEDED and other.consent is Consent.NEEDED:
        return True
    if part.consent not in (None, Consent.MENTIONED, other.consent):
        return False
    if part.forces & other.forces or (Force.STATES in part.forces and Force.DEMANDS in other.forces):
        return True
    if Force.STATES not in other.forces:
        return False
    return (Force.DEMANDS in part.forces and ground.demands) or (
        Force.ALLOWS in part.forces and _RIGHT.search(plain) is not None
    )


def _turned(words: str, other: str) -> bool:
    """Whether a negation in some words is gone in others that have what it negates: 无关 and 有关, 不实用 and 实用."""
    for match in NEGATION.finditer(words):
        negated = words[match.end() : match.end() + 2]
        if len(negated) > 1 and negated in other and f"{match.group()}{negated[0]}" not in other:
            return True
    return False


def _same_people(part: Part, other: Part, ground: Ground) -> bool:
    """Whether who acts in a draft acts in the clause, and who is acted on there is acted on here."""
    if not (part.marked and other.marked):
        return offices(part.words) <= offices(f"{other.above} {other.words}") | ground.bound
    theirs = acting(other.before) | offices(other.above) or ground.bound
    if not acting(part.before) <= theirs:
        return False
    return offices(part.words) - acting(part.before) <= offices(other.words) - acting(other.before)


def _kept(part: Part, said: Sequence[Part]) -> bool:
    """Whether a draft does what a part of the summary does."""
    if Force.STATES in part.forces or part.excepted or part.says_little:
        return True
    return any(
        of_parts([other]).share(part.words) >= _KEPT
        and (
            part.forces & other.forces or (part.consent is Consent.NEEDED and other.consent is Consent.NEEDED)
        )
        for other in said
    )
