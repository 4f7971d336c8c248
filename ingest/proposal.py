"""A proposal: what bringing lay questions to a version, or taking some out, would do. Decided from values alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.places import locate
from knowledge.errors import UsageProblem
from knowledge.lexical import terms
from knowledge.model import LayQuestion, Passage
from knowledge.numbering import quantities
from knowledge.text import letters

# Of a question's terms the share that stands in its clause, from which on it is the clause's own wording. Seven of the
# 21,000 shipped questions reach it.
_COPY = 0.85
_TAIL = "吗么呢吧啊？?！!。 "  # makes a question of a sentence
_MANNERS = ("一", "两", "半")  # what figures begin with that are mostly a way of speaking: 一个月, 两年, 半天


class Fate(StrEnum):
    """What becomes of a question."""

    ADDED = "added"
    KNOWN = "known"  # the clause has it already
    REFUSED = "refused"
    REMOVED = "removed"
    ABSENT = "absent"  # to be taken out, but not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A question that was offered, and what becomes of it."""

    question: LayQuestion  # under the locator that was meant, as far as there is one
    fate: Fate
    because: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What becomes of each question, and what the version would have afterwards."""

    offers: tuple[Offer, ...]
    questions: tuple[LayQuestion, ...]

    def count(self, fate: Fate) -> int:
        """How many questions have a fate."""
        return sum(offer.fate is fate for offer in self.offers)


Decide = Callable[[Sequence[Passage], Sequence[LayQuestion]], Proposal]
"""From a version's passages and its lay questions to what they would become."""


def bringing(offered: Iterable[LayQuestion]) -> Decide:
    """Add questions to those that a version has."""

    def decide(passages: Sequence[Passage], had: Sequence[LayQuestion]) -> Proposal:
        known = {_identity(question) for question in had}
        offers, questions = [], list(had)
        for question in offered:
            offer = _judged(question, passages)
            if offer.fate is Fate.ADDED and _identity(offer.question) in known:
                offer = Offer(question=offer.question, fate=Fate.KNOWN)
            if offer.fate is Fate.ADDED:
                known.add(_identity(offer.question))
                questions.append(offer.question)
            offers.append(offer)
        return Proposal(tuple(offers), tuple(questions))

    return decide


def removing(unwanted: Iterable[LayQuestion]) -> Decide:
    """Take questions out of those that a version has; one without a locator is taken from every clause."""

    def decide(passages: Sequence[Passage], had: Sequence[LayQuestion]) -> Proposal:
        left = list(had)
        offers: list[Offer] = []
        for question in unwanted:
            try:
                place = locate(question.locator, passages) if question.locator else None
            except UsageProblem as problem:
                offers.append(Offer(question=question, fate=Fate.ABSENT, because=str(problem)))
                continue
            words = letters(question.text)
            gone = [one for one in left if letters(one.text) == words and place in (None, one.locator)]
            left = [one for one in left if one not in gone]
            offers += [Offer(question=one, fate=Fate.REMOVED) for one in gone]
            if not gone:
                offers.append(Offer(question=question, fate=Fate.ABSENT, because="没有这句问法。"))
        return Proposal(tuple(offers), tuple(left))

    return decide


def _judged(question: LayQuestion, passages: Sequence[Passage]) -> Offer:
    """A question on its own: refused, or to be added where it is not known yet."""
    because = None
    try:
        question = replace(question, locator=locate(question.locator, passages))
    except UsageProblem as problem:
        because = str(problem)
    if because is None and not terms(question.text):
        because = "里面没有能用来搜的字。"
    text = "\n".join(passage.text for passage in passages if passage.locator == question.locator)
    if because is None and _copies(question.text, text):
        because = "和条款原文几乎一样，帮不上搜索，请换成平时的说法。"
    if because is not None:
        return Offer(question=question, fate=Fate.REFUSED, because=because)
    foreign = _foreign_figures(question.text, text)
    warnings = (f"“{'”“'.join(foreign)}”不在这一条里，请看看是不是对错了条款。",) if foreign else ()
    return Offer(question=question, fate=Fate.ADDED, warnings=warnings)


def _copies(question: str, text: str) -> bool:
    asked, own = terms(question.rstrip(_TAIL)), frozenset(terms(text))
    return sum(term in own for term in asked) >= _COPY * len(asked)


def _foreign_figures(question: str, text: str) -> list[str]:
    """The figures of a question that its clause does not give, as written; ways of speaking left out."""
    own = {(quantity.value, quantity.dimension) for quantity in quantities(text)}
    given = {dimension for _, dimension in own}
    return [
        question[found.start : found.end]
        for found in quantities(question)
        if (found.value, found.dimension) not in own
        and (found.dimension in given or not question.startswith(_MANNERS, found.start))
    ]


def _identity(question: LayQuestion) -> tuple[str, str]:
    return question.locator, letters(question.text)
