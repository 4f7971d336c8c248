"""Matching: which signs the demands of a notice show, each on the shortest words that make sense. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.notices import conditions
from knowledge.notices.demands import Reading
from knowledge.notices.model import Condition, Demand, Severity
from knowledge.notices.table import Part, Sign
from knowledge.numbering import quantities
from knowledge.text import Span

_TITLE = 3  # lines of a notice that say what it is about
_NEAR, _CLOSE = 60, 20  # characters between the parts of a sign, and of those that are quoted together
_LONGEST_SIDE = 30  # characters of a part without commas that are quoted on either side of what was matched
_NEIGHBOUR, _LONGEST = 40, 90  # characters between two signs that are quoted as one, and of such a quotation
_STOP = re.compile("[。！？\n]")
_LEADING = re.compile(
    r"^(?:并且?|且|同时|另外?|此外|以及|其中|然后|再|还有啊?|记住|注意|对了|那个|这个|我知道|顺便|请注意|@所有人)[，：]?"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on words of the cleaned text: `core` is what was matched, `span` what is quoted."""

    sign: Sign
    core: Span
    span: Span
    demand: Demand = field(repr=False)

    @property
    def rank(self) -> tuple[int, bool, int]:
        """What decides between two signs on the same words."""
        sign = self.sign
        return sign.weight, sign.severity is Severity.CONFLICT, self.core.end - self.core.start


def marks(reading: Reading, signs: Sequence[Sign]) -> list[Mark]:
    """The signs that a notice shows, in the order of its text, no two on the same words."""
    able = [sign for sign in signs if _speaks_to(sign, reading)]
    title = " ".join(reading.lines[:_TITLE])
    return _apart(
        [mark for demand in reading.demands for sign in able for mark in _of_demand(sign, demand, title)],
        reading.cleaned.text,
    )


def _speaks_to(sign: Sign, reading: Reading) -> bool:
    """Whether a sign is about this sender and this kind of notice."""
    sender, text = reading.sender, reading.cleaned.text
    if sign.offices and sender.office not in sign.offices and (sign.known or sender.office is not None):
        return False
    if sign.ranks and sender.rank not in sign.ranks and (sign.known or sender.rank is not None):
        return False
    if Condition.APPROVED in sign.excused and Condition.APPROVED in reading.conditions:
        return False
    return all(one.search(text) for one in sign.notice) and not any(one.search(text) for one in sign.absent)


def _of_demand(sign: Sign, demand: Demand, title: str) -> Iterator[Mark]:
    if demand.conditions & sign.excused or not _in_time(sign, demand):
        return
    first, *others = sign.all
    matches = _counting(sign, first, demand)
    if not matches or any(one.search(demand.words) for one in sign.none) or not _beside(sign, demand, title):
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
    """Where a part of a sign stands without being denied, or the sender's own business."""
    found = []
    for match in part.pattern.finditer(demand.words):
        own = match.lastindex in part.denying
        if not _lets_off(sign, demand, Span(*match.span()), own=own):
            found.append(Span(*match.span()))
    return found


def _in_time(sign: Sign, demand: Demand) -> bool:
    return (not sign.often or demand.often is not None) and (not sign.urgent or demand.urgent)


def _beside(sign: Sign, demand: Demand, title: str) -> bool:
    around = (demand.words, demand.following, *demand.headings, title)
    return all(any(map(one.search, around)) for one in sign.besides)


def _lets_off(sign: Sign, demand: Demand, place: Span, *, own: bool) -> bool:
    within = next((one for one in demand.parts if one.start <= place.start < one.end), place)
    if conditions.only_says_why(demand.words, within):
        return True
    if Condition.NEGATED in sign.excused and conditions.denies(demand.words, within, place, own=own):
        return True
    return Condition.OWN in sign.excused and conditions.done_by_sender(
        demand.words, demand.parts, place.start
    )


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
    """The mark, quoting the parts between commas that the matched words stand in, without what leads them in."""
    if sign.whole and len(demand.words) <= _LONGEST:
        core = Span(0, len(demand.words))
    touched = [part for part in demand.parts if part.start < core.end and core.start < part.end]
    start = max(touched[0].start if touched else core.start, core.start - _LONGEST_SIDE)
    end = min(touched[-1].end if touched else core.end, core.end + _LONGEST_SIDE)
    lead = _LEADING.match(demand.words[start : core.start])
    start += lead.end() if lead else 0
    by = demand.place
    return Mark(
        sign,
        Span(by + core.start, by + core.end),
        Span(by + start, by + end),
        demand,
    )


def _apart(found: Sequence[Mark], text: str) -> list[Mark]:
    """The marks, with neighbouring ones of one demand made one, and of others on the same words the weightiest."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda one: one.rank, reverse=True):
        same = [one for one in kept if _of_one(one, mark, text)]
        others = [one for one in kept if one not in same]
        joined = _joined(same, mark) if same else mark
        if same and not any(_meet(one.core, joined.core) for one in others):
            kept = _beside_others(others, joined)
        elif not (_said(mark, same) or (mark.sign.alone and any(one.demand is mark.demand for one in kept))):
            kept = _beside_others(kept, mark)
    return sorted((mark for mark in kept if not _leads(mark, kept)), key=lambda one: one.span.start)


def _said(mark: Mark, same: Sequence[Mark]) -> bool:
    """Whether marks of the same topic say already what a mark says."""
    return any(_meet(one.span, mark.span) for one in same)


def _leads(mark: Mark, kept: Sequence[Mark]) -> bool:
    """Whether a mark stands on words that only lead up to what others say."""
    below = (one for one in kept if one.sign is mark.sign and one.core.start > mark.core.end)
    return mark.demand.words.endswith("：") and any(below)


def _of_one(one: Mark, other: Mark, text: str) -> bool:
    """Whether two marks are one: of a topic, on the same words or near by in a sentence, where that topic is not told apart."""
    if one.sign.topic != other.sign.topic:
        return False
    if _meet(one.span, other.span):
        return True
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    between = text[first.end : second.start]
    near = len(between) <= _NEIGHBOUR and second.end - first.start <= _LONGEST and not _STOP.search(between)
    return near and not (one.sign.separate and one.sign.clauses != other.sign.clauses)


def _beside_others(kept: list[Mark], mark: Mark) -> list[Mark]:
    """The marks with one more, cut down to the words that no weightier one has; without it where none are left."""
    span = mark.span
    for one in kept:
        if _meet(one.core, mark.core):
            return kept
        if _meet(one.span, span):
            span = _without(span, one, mark.core)
    return [*kept, replace(mark, span=span)]


def _without(span: Span, other: Mark, core: Span) -> Span:
    if other.core.start < core.start:
        return Span(max(span.start, min(other.span.end, core.start)), span.end)
    return Span(span.start, min(span.end, max(other.span.start, core.end)))


def _joined(same: Sequence[Mark], mark: Mark) -> Mark:
    first, every = same[0], [*same, mark]
    return replace(
        first,
        core=Span(min(one.core.start for one in every), max(one.core.end for one in every)),
        span=Span(min(one.span.start for one in every), max(one.span.end for one in every)),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
