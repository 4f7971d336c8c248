"""Asked: the lay questions that a version has: those it had or inherits, and those that came with its document."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.changes import AskedCounts
from ingest.proposal import Fate, Offer, bringing
from knowledge.model import LayQuestion, Origin, Passage

_SHOWN = 10  # sentences about single questions


@dataclass(frozen=True, slots=True)
class Asked:
    """The lay questions of a version, and what is to be said of them."""

    questions: tuple[LayQuestion, ...]
    counts: AskedCounts
    warnings: tuple[str, ...]


def asked(
    came: Sequence[LayQuestion],
    passages: Sequence[Passage],
    had: Sequence[LayQuestion],
    *,
    inherited: int = 0,
) -> Asked:
    """The lay questions of a version of these passages.

    Shipped ones come as a whole: they take the place of those that were shipped before.
    """
    before = frozenset(had)
    shipped = [question for question in came if question.origin is Origin.SHIPPED]
    if shipped:
        had = [*shipped, *(question for question in had if question.origin is not Origin.SHIPPED)]
    proposal = bringing(question for question in came if question.origin is not Origin.SHIPPED)(passages, had)
    counts = AskedCounts(
        added=proposal.count(Fate.ADDED) + sum(question not in before for question in shipped),
        known=proposal.count(Fate.KNOWN) + sum(question in before for question in shipped),
        refused=proposal.count(Fate.REFUSED),
        inherited=inherited,
    )
    return Asked(proposal.questions, counts, (*_told(proposal.offers), *_bare(passages, proposal.questions)))


def _told(offers: Sequence[Offer]) -> list[str]:
    """What is to be said of single questions."""
    told = [
        f"问法“{offer.question.text}”没有收：{offer.because}"
        if offer.because
        else f"问法“{offer.question.text}”里{''.join(offer.warnings)}"
        for offer in offers
        if offer.because or offer.warnings
    ]
    more = len(told) - _SHOWN
    return [*told[:_SHOWN], f"还有{more}句问法也要留意。"] if more > 0 else told


def _bare(passages: Sequence[Passage], questions: Sequence[LayQuestion]) -> list[str]:
    """A warning of clauses that nobody's own words lead to."""
    with_any = {question.locator for question in questions}
    bare = sum(passage.locator not in with_any for passage in passages)
    if not bare:
        return []
    which = f"{len(passages)}条都" if bare == len(passages) else f"{len(passages)}条里有{bare}条"
    return [f"{which}还没有口语问法，用大白话不容易搜到；可用 jianfu questions 补上。"]
