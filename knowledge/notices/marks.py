"""Marks: where a notice asks something that a matter is about, and which of several on the same words stand. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from knowledge.notices.model import Demand, Severity
from knowledge.notices.table import Matter
from knowledge.text import Span

_NEIGHBOUR, LONGEST = 40, 90  # characters between two marks that are quoted as one, and of such a quotation
_SHORTEST = 4  # characters of a quotation that still says something
_LONGEST_SIDE = 30  # characters of a part without commas that are quoted on either side of the telling ones
_LISTED = re.compile("、")
_STOP = re.compile("[。！？\n]")
_JOINT = re.compile(r"(?:并且?|且|以?及|和|同时|[、，])+$")
_LEADING = re.compile(
    r"^(?:并且?|且|同时|另外?|此外|以及|其中|然后|再|还有啊?|记住|注意|对了|那个|这个|我知道|顺便|请注意|@所有人)[，：]?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A matter on words of the cleaned text: `core` are the telling ones, `span` what is quoted."""

    matter: Matter
    severity: Severity
    core: Span
    span: Span
    demand: Demand = field(repr=False)
    weight: int = 1
    alone: bool = False  # it says something only where the sentence shows nothing else
    counted: bool = False  # a figure is above its bound, however that is worded

    @property
    def rank(self) -> tuple[int, bool, int]:
        """What decides between two marks on the same words."""
        return self.weight, self.severity is Severity.CONFLICT, self.core.end - self.core.start

    @property
    def within(self) -> Span:
        """What is quoted, as a slice of the demand's words."""
        return Span(self.span.start - self.demand.place, self.span.end - self.demand.place)


def mark_on(demand: Demand, core: Span, matter: Matter, severity: Severity) -> Mark:
    """A mark whose telling words are a slice of a demand's."""
    span = quoted(demand, core)
    return Mark(
        matter=matter,
        severity=severity,
        core=Span(demand.place + core.start, demand.place + core.end),
        span=Span(demand.place + span.start, demand.place + span.end),
        demand=demand,
    )


def quoted(demand: Demand, core: Span) -> Span:
    """The parts between commas of a demand in which some words stand, without what leads them in."""
    touched = [part for part in demand.parts if meet(part, core)]
    start, end = (touched[0].start, touched[-1].end) if touched else (core.start, core.end)
    if core.start - start > _LONGEST_SIDE:
        start = _after_first(demand.words, core.start - _LONGEST_SIDE, core.start)
    if end - core.end > _LONGEST_SIDE:
        end = _before_last(demand.words, core.end, core.end + _LONGEST_SIDE)
    lead = _LEADING.match(demand.words[start : core.start])
    return Span(start + (lead.end() if lead else 0), end)


def _after_first(words: str, start: int, end: int) -> int:
    """After the first thing of a list that ends in a slice; its start where none does."""
    found = _LISTED.search(words, start, end)
    return found.end() if found else start


def _before_last(words: str, start: int, end: int) -> int:
    """Before the last thing of a list that begins in a slice; its end where none does."""
    found = [match.start() for match in _LISTED.finditer(words, start, end)]
    return found[-1] if found else end


def standing(found: Sequence[Mark], text: str) -> list[Mark]:
    """The marks in the order of the text: neighbouring ones of one demand are one, of others on the same words the weightiest stands."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda one: one.rank, reverse=True):
        same = [one for one in kept if _of_one(one, mark, text)]
        others = [one for one in kept if one not in same]
        joined = _joined(same, mark) if same else mark
        if same and not any(meet(one.core, joined.core) for one in others):
            kept = _beside_others(others, joined)
        elif not (_said(mark, same) or (mark.alone and any(one.demand is mark.demand for one in kept))):
            kept = _beside_others(kept, mark)
    return sorted((mark for mark in kept if not _leads(mark, kept)), key=lambda one: one.span.start)


def meet(one: Span, other: Span) -> bool:
    """Whether two slices share anything."""
    return one.start < other.end and other.start < one.end


def _said(mark: Mark, same: Sequence[Mark]) -> bool:
    """Whether marks of the same topic say already what a mark says."""
    return any(meet(one.span, mark.span) for one in same)


def _leads(mark: Mark, kept: Sequence[Mark]) -> bool:
    """Whether a mark stands on words that only lead up to what others say."""
    below = (one for one in kept if one.matter is mark.matter and one.core.start > mark.core.end)
    return mark.demand.words.endswith("：") and any(below)


def _of_one(one: Mark, other: Mark, text: str) -> bool:
    """Whether two marks are one: of a topic, on the same words or near by in a sentence, where that topic is not told apart."""
    if one.matter.topic != other.matter.topic:
        return False
    if meet(one.span, other.span):
        return True
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    between = text[first.end : second.start]
    near = len(between) <= _NEIGHBOUR and second.end - first.start <= LONGEST and not _STOP.search(between)
    return near and not (one.matter.separate and one.matter is not other.matter)


def _beside_others(kept: list[Mark], mark: Mark) -> list[Mark]:
    """The marks with one more, each quoting words of its own; without it where its telling words are a weightier one's."""
    if any(meet(one.core, mark.core) for one in kept):
        return kept
    apart = []
    for one in kept:
        if meet(one.span, mark.span):
            first, second = sorted((one, mark), key=lambda each: each.core.start)
            first, second = _cut_apart(first, second)
            one, mark = (first, second) if one.core == first.core else (second, first)  # noqa: PLW2901 (the same marks)
        apart.append(one)
    return [*apart, mark] if mark.span.end - mark.span.start >= _SHORTEST else kept


def _cut_apart(first: Mark, second: Mark) -> tuple[Mark, Mark]:
    """Two marks whose quotations share words, cut at the last comma between their telling words, or before the second's."""
    parts = [
        Span(part.start + second.demand.place, part.end + second.demand.place) for part in second.demand.parts
    ]
    commas = [
        (before.end, after.start)
        for before, after in pairwise(parts)
        if first.core.end <= before.end and after.start <= second.core.start
    ]
    end, start = commas[-1] if commas else _listed_apart(first, second)
    end = min(first.span.end, max(_before_joint(first, end), first.core.end))
    return (
        replace(first, span=Span(first.span.start, end)),
        replace(second, span=Span(max(second.span.start, start), second.span.end)),
    )


def _before_joint(mark: Mark, end: int) -> int:
    """An end of its quotation, without the word by which the next thing was joined: 打卡并|上传照片."""
    joint = _JOINT.search(mark.demand.words[mark.within.start : max(end - mark.demand.place, 0)])
    return end - len(joint.group()) if joint else end


def _listed_apart(first: Mark, second: Mark) -> tuple[int, int]:
    """Where the things of a list part two marks: at the last mark of the list between them, or before the second's telling words."""
    demand = second.demand
    low, high = max(first.core.end - demand.place, 0), second.core.start - demand.place
    place = demand.words.rfind("、", low, high) if low < high else -1
    return (demand.place + place, demand.place + place + 1) if place >= 0 else (second.core.start,) * 2


def _joined(same: Sequence[Mark], mark: Mark) -> Mark:
    first, every = same[0], [*same, mark]
    return replace(
        first,
        core=Span(min(one.core.start for one in every), max(one.core.end for one in every)),
        span=Span(min(one.span.start for one in every), max(one.span.end for one in every)),
    )
