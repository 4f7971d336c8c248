"""Matching: which signs the demands of a notice show, each on the shortest words that make sense. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.notices import conditions
from knowledge.notices.demands import Reading
from knowledge.notices.marks import LONGEST, Mark, mark_on
from knowledge.notices.model import Condition, Demand
from knowledge.notices.table import Part, Scope, Sign
from knowledge.numbering import quantities
from knowledge.text import Span

_NEAR, _CLOSE = 60, 20  # characters between the parts of a sign, and of those that are quoted together


def of_signs(reading: Reading, signs: Sequence[Sign]) -> list[Mark]:
    """A mark for every sign that a notice shows."""
    able = [sign for sign in signs if is_about(sign.scope, reading)]
    return [mark for demand in reading.demands for sign in able for mark in _of_demand(sign, demand, reading)]


def is_about(scope: Scope, reading: Reading) -> bool:
    """Whether something holds of this sender and this kind of notice."""
    sender, text = reading.sender, reading.cleaned.text
    if scope.offices and sender.office not in scope.offices and (scope.known or sender.office is not None):
        return False
    if scope.ranks and sender.rank not in scope.ranks and (scope.known or sender.rank is not None):
        return False
    if Condition.APPROVED in scope.excused and Condition.APPROVED in reading.conditions:
        return False
    return all(one.search(text) for one in scope.notice) and not any(one.search(text) for one in scope.absent)


def lets_off(scope: Scope, demand: Demand, place: Span, *, own: bool = False) -> bool:
    """Whether what stands at a place is denied, only gives a reason, or is the sender's own business.

    `own` denials within the place are what it asks for.
    """
    within = next((one for one in demand.parts if one.start <= place.start < one.end), place)
    if conditions.only_says_why(demand.words, within):
        return True
    if Condition.EMERGENCY in scope.excused and conditions.in_case(demand.words, within):
        return True
    if Condition.NEGATED in scope.excused and conditions.denies(demand.words, within, place, own=own):
        return True
    return Condition.OWN in scope.excused and conditions.done_by_sender(
        demand.words, demand.parts, place.start
    )


def _of_demand(sign: Sign, demand: Demand, reading: Reading) -> Iterator[Mark]:
    if demand.conditions & sign.scope.excused or (sign.urgent and not demand.urgent):
        return
    first, *others = sign.all
    matches = _counting(sign, first, demand)
    if (
        not matches
        or any(one.search(demand.words) for one in sign.none)
        or not _beside(sign, demand, reading)
    ):
        return
    more = [_counting(sign, part, demand) for part in others]
    for place in matches:
        near = [_nearest(found, place) for found in more]
        if None in near:
            continue
        close = [place, *(one for one in near if one and _gap(one, place) <= _CLOSE)]
        core = Span(min(one.start for one in close), max(one.end for one in close))
        if not sign.bounds or _exceeds(sign, demand.words, core):
            yield _mark(sign, demand, core)


def _counting(sign: Sign, part: Part, demand: Demand) -> list[Span]:
    """Where a part of a sign stands and counts."""
    found: list[Span] = []
    match = part.pattern.search(demand.words)
    while match:
        place = Span(*match.span())
        counts = not lets_off(sign.scope, demand, place, own=match.lastindex in part.denying)
        if counts:
            found.append(place)
        # What is let off may hide what is not: another wording of the sign that begins within it.
        match = part.pattern.search(demand.words, max(place.end if counts else 0, place.start + 1))
    return found


def _beside(sign: Sign, demand: Demand, reading: Reading) -> bool:
    around = (demand.words, demand.following, *demand.headings, reading.title)
    return all(any(map(one.search, around)) for one in sign.besides)


def _nearest(found: Sequence[Span], first: Span) -> Span | None:
    near = (one for one in found if _gap(one, first) <= _NEAR)
    return min(near, key=lambda one: _gap(one, first), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _exceeds(sign: Sign, words: str, core: Span) -> bool:
    return any(
        quantity.unit == bound.unit and quantity.value > bound.over
        for quantity in quantities(words[core.start : core.end])
        for bound in sign.bounds
    )


def _mark(sign: Sign, demand: Demand, core: Span) -> Mark:
    if sign.whole and len(demand.words) <= LONGEST:
        core = Span(0, len(demand.words))
    return replace(
        mark_on(demand, core, sign.matter, sign.severity),
        weight=sign.weight,
        alone=sign.alone,
        counted=bool(sign.bounds),
    )
