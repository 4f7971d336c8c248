"""Matching: which signs the demands of a notice show, each on the shortest words that make sense. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.notices import conditions
from knowledge.notices.demands import Reading
from knowledge.notices.model import Condition, Demand
from knowledge.notices.table import Part, Sign
from knowledge.numbering import quantities
from knowledge.text import Span

_LONGEST_SIDE = 30  # characters of a part without commas that are quoted on either side of what was matched
_LEADING = re.compile(r"^(?:并且?|且|同时|另外?|此外|以及|其中|然后|再|还有啊?|记住|注意|对了|那个|这个|我知道|顺便)[，：]?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on words of the cleaned text: `core` is what was matched, `span` what is quoted."""

    sign: Sign
    core: Span
    span: Span
    words: str = field(repr=False)  # of the span, cleaned

    @property
    def rank(self) -> tuple[bool, int, int]:
        """What decides between two signs on the same words."""
        return self.sign.severity.value == "conflict", self.sign.weight, self.core.end - self.core.start


def marks(reading: Reading, signs: Sequence[Sign]) -> list[Mark]:
    """The signs that a notice shows, in the order of its text, no two on the same words."""
    text = reading.cleaned.text
    able = [sign for sign in signs if _speaks_to(sign, reading)]
    found = [mark for demand in reading.demands for sign in able for mark in _of_demand(sign, demand, text)]
    return _apart(found, text)


def _speaks_to(sign: Sign, reading: Reading) -> bool:
    """Whether a sign is about this sender and this kind of notice."""
    sender = reading.sender
    if sign.offices and sender.office is not None and sender.office not in sign.offices:
        return False
    if sign.ranks and sender.rank is not None and sender.rank not in sign.ranks:
        return False
    return all(pattern.search(reading.cleaned.text) for pattern in sign.notice)


def _of_demand(sign: Sign, demand: Demand, text: str) -> Iterator[Mark]:
    if demand.conditions & sign.excused or (sign.urgent and not demand.urgent):
        return
    words = demand.words
    if any(pattern.search(words) for pattern in sign.none):
        return
    first, *others = sign.all
    for match in first.pattern.finditer(words):
        if _denied(sign, first, words, match):
            continue
        spans = [match.span(), *(place for part in others if (place := _nearest(sign, part, words, match.start())))]
        if len(spans) < len(sign.all):
            continue
        core = Span(min(start for start, _ in spans), max(end for _, end in spans))
        if sign.bounds and not _exceeds(sign, words, core):
            continue
        span = _quoted(demand, core)
        yield Mark(
            sign,
            Span(demand.place + core.start, demand.place + core.end),
            Span(demand.place + span.start, demand.place + span.end),
            words[span.start : span.end],
        )


def _denied(sign: Sign, part: Part, words: str, match: re.Match[str]) -> bool:
    return Condition.NEGATED in sign.excused and conditions.denies(words, Span(*match.span()), own=part.denies)


def _nearest(sign: Sign, part: Part, words: str, place: int) -> tuple[int, int] | None:
    spans = [match.span() for match in part.pattern.finditer(words) if not _denied(sign, part, words, match)]
    return min(spans, key=lambda span: abs(span[0] - place), default=None)


def _exceeds(sign: Sign, words: str, core: Span) -> bool:
    return any(
        quantity.unit == bound.unit and quantity.value > bound.over
        for quantity in quantities(words[core.start : core.end])
        for bound in sign.bounds
    )


def _quoted(demand: Demand, core: Span) -> Span:
    """The parts between commas that the matched words stand in, without what leads them in."""
    touched = [clause for clause in demand.clauses if clause.start < core.end and core.start < clause.end]
    start = max(touched[0].start if touched else core.start, core.start - _LONGEST_SIDE)
    end = min(touched[-1].end if touched else core.end, core.end + _LONGEST_SIDE)
    lead = _LEADING.match(demand.words[start:core.start])
    return Span(start + (lead.end() if lead else 0), end)


def _apart(found: Sequence[Mark], text: str) -> list[Mark]:
    """The marks with those of one topic that meet made one, and of others on the same words the weightiest."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda one: one.rank, reverse=True):
        meeting = [one for one in kept if _meet(one.span, mark.span)]
        if not meeting:
            kept.append(mark)
        elif all(one.sign.topic == mark.sign.topic for one in meeting):
            first = meeting[0]
            kept = [one for one in kept if one not in meeting]
            kept.append(_joined(first, [*meeting, mark], text))
    return sorted(kept, key=lambda one: one.span.start)


def _joined(first: Mark, marks_: Sequence[Mark], text: str) -> Mark:
    span = Span(min(one.span.start for one in marks_), max(one.span.end for one in marks_))
    return Mark(first.sign, first.core, span, text[span.start : span.end])


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
