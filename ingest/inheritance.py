"""Inheritance: a new version's clauses take over the lay questions of the clauses that they replace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.likeness import likeness, shingles
from knowledge.model import LayQuestion, Origin, Passage

_SAME_PLACE = 0.3  # likeness of two texts at one locator from which on they are one clause, changed
_ELSEWHERE = 0.6  # and of two at different ones, where articles were renumbered
_PLACE = 0.2  # what the same locator adds where two clauses are alike


def inherited(
    before: Sequence[Passage], questions: Iterable[LayQuestion], after: Sequence[Passage]
) -> tuple[LayQuestion, ...]:
    """The questions of the old clauses under the locators of the new ones; those of dropped clauses are left out."""
    asked = list(questions)
    heirs = _heirs(before, after, {question.locator for question in asked})
    return tuple(
        replace(
            question,
            locator=heirs[question.locator],
            origin=question.origin if question.origin is Origin.SHIPPED else Origin.INHERITED,
        )
        for question in asked
        if question.locator in heirs
    )


@dataclass(frozen=True, slots=True)
class _Clause:
    passage: Passage
    terms: frozenset[str]


def _heirs(before: Sequence[Passage], after: Sequence[Passage], asked: set[str]) -> Mapping[str, str]:
    """The locator of the clause that replaces the one at an old locator, for those that were asked for.

    That is the clause with the same words, else the likest. Where several old clauses stood at one locator, the first that has
    an heir decides.
    """
    places: dict[str, list[str]] = {}
    for new in after:
        places.setdefault(new.text, []).append(new.locator)
    unchanged = {old.text for old in before if old.text in places}
    candidates = [_Clause(new, shingles(new.text)) for new in after]
    heirs: dict[str, str] = {}
    for old in before:
        if old.locator not in asked or old.locator in heirs:
            continue
        same = places.get(old.text)
        if same is not None:
            heirs[old.locator] = old.locator if old.locator in same else same[0]
            continue
        likest = _likest(old, candidates, unchanged)
        if likest is not None:
            heirs[old.locator] = likest
    return heirs


def _likest(old: Passage, candidates: Sequence[_Clause], unchanged: set[str]) -> str | None:
    """The locator of the clause that an old one was changed into.

    Its own place counts for it, unless another old clause moved there unchanged.
    """
    own = shingles(old.text)
    best, found = 0.0, None
    for candidate in candidates:
        new = candidate.passage
        here = new.locator == old.locator and new.text not in unchanged
        like = likeness(own, candidate.terms)
        if like < (_SAME_PLACE if here else _ELSEWHERE):
            continue
        like += _PLACE if here else 0.0
        if like > best:
            best, found = like, new.locator
    return found
