"""Comparing: a part of a draft against the parts of the clauses that it may reword."""

import re
from collections.abc import Sequence

from knowledge.grounding.clause import Ground
from knowledge.grounding.conditions import Consent, unconditional
from knowledge.grounding.draft import Why
from knowledge.grounding.forces import NEGATION, Force, negated
from knowledge.grounding.names import acting, offices
from knowledge.grounding.parts import FEW, Part
from knowledge.grounding.wording import Words, of_parts

KEPT = 0.5  # share of an item's words that a draft keeps
_NEAR = 0.5  # share of a part's words that stand in the part of a clause that it is taken to reword
_AS_NEAR = 0.85  # of the nearest's share, from which on another part may be meant as well
# What is not done, by a word that is no mark by itself.
_UNDONE = re.compile(
    r"(?:不(?![得能可许准应允再宜用必需仅但管论只过超少低多])|没有?|未|无|非)(?P<act>[\u3400-\u9fff]{2})"
)
_RIGHT = re.compile(r"申请|申诉|复核|复审|提出|申辩|陈述")  # what is there to be used by whom it is for
_SEGMENT = re.compile(r"[,。;:]")

Placed = tuple[Part, Ground]
"""A part, and the clause that it is of."""


def flaw(part: Part, plain: str, theirs: Sequence[Placed]) -> Why | None:
    """What is wrong with a part of a draft, whose sentence is `plain`; one part of the clauses has to bear all of it."""
    if part.excepted or part.says_little:
        return None
    found = _nearest(part, theirs)
    if part.marked:
        marked = [(other, ground) for other, ground in found if other.marked]
        found = [(other, ground) for other, ground in marked or found if _of_the_same(part, other, ground)]
    if not found:
        return Why.WORDS
    found = [(other, ground) for other, ground in found if _agrees(part, other, ground, plain)]
    if not found:
        return Why.POLARITY
    found = [(other, ground) for other, ground in found if _as_soft(part, other)]
    if not found:
        return Why.EXCEPTION
    return None if any(_same_people(part, other, ground) for other, ground in found) else Why.BEARER


def kept(part: Part, said: Sequence[Part]) -> bool:
    """Whether a draft does what a part of the summary does; that its words are kept is seen apart from that."""
    return not part.marked or any(
        of_parts([other]).keeps(part.words) >= KEPT
        and (part.forces & other.forces or (part.gated and other.gated))
        for other in said
    )


def unsaid(summary: str, plain: str) -> bool:
    """Whether an act of which the summary says that it is not done stands in a draft without that."""
    acts = {match["act"] for match in _UNDONE.finditer(unconditional(summary))}
    return any(_done(act, plain) > _done(act, summary) for act in acts)


def _done(act: str, plain: str) -> int:
    """How often an act is named under no negation."""
    befores = (plain[: match.start()] for match in re.finditer(re.escape(act), plain))
    return sum(not negated(_SEGMENT.split(before)[-1]) for before in befores)


def _nearest(part: Part, theirs: Sequence[Placed]) -> list[Placed]:
    """The parts that a part of a draft may reword: by its act, where that says enough."""
    act = part.after if part.marked and len(part.after) >= FEW else part.words
    shares = [(of_parts([other]).share(act), other, ground) for other, ground in theirs]
    best = max((share for share, _, _ in shares), default=0.0)
    return [(other, ground) for share, other, ground in shares if share >= max(_NEAR, _AS_NEAR * best)]


def _of_the_same(part: Part, other: Part, ground: Ground) -> bool:
    """Whether a part of a draft says its act of what the clause says it of, which may stand above it or in its names."""
    if len(part.before) < FEW:
        return True
    return Words((other.above, other.before, other.after, ground.names)).share(part.before) >= _NEAR


def _agrees(part: Part, other: Part, ground: Ground, plain: str) -> bool:
    """Whether a part of a draft does to its act what the part of the clause does."""
    if _turned(part.words, other.words) or _turned(other.words, part.words):
        return False
    if part.gated and other.gated:
        return True
    if part.consent in (Consent.NOT_NEEDED, Consent.IN_VAIN) and part.consent is not other.consent:
        return False
    # What stands before a mark is what it is about, and what is said of that is said behind the mark.
    theirs = other.continued if part.marked and not other.marked else other.forces
    if part.forces & theirs or (Force.STATES in part.forces and Force.DEMANDS in theirs):
        return True
    if other.marked:
        return False
    return (Force.DEMANDS in part.forces and ground.rules) or (
        Force.ALLOWS in part.forces and Force.STATES in other.forces and _RIGHT.search(plain) is not None
    )


def _turned(words: str, other: str) -> bool:
    """Whether a negation in some words is gone in others that have what it negates: 无关 and 有关, 不实用 and 实用."""
    for match in NEGATION.finditer(words):
        negated = words[match.end() : match.end() + 2]
        if len(negated) > 1 and negated in other and f"{match.group()}{negated[0]}" not in other:
            return True
    return False


def _as_soft(part: Part, other: Part) -> bool:
    """Whether a part of a draft is softened where the part of the clause is, and only there."""
    if part.bears and other.bears:
        return part.softened == other.softened
    return part.softened <= other.softened_around and other.softened <= part.softened_around


def _same_people(part: Part, other: Part, ground: Ground) -> bool:
    """Whether who acts in a draft acts in the clause, and who is acted on there is acted on here."""
    if not (part.marked and other.marked):
        return offices(part.words) <= offices(f"{other.above} {other.words}") | ground.bound
    theirs = acting(other.before) or offices(other.above) or ground.bound
    if not acting(part.before) <= theirs:
        return False
    return offices(part.words) - acting(part.before) <= offices(other.words) - acting(other.before)
