"""Marking: all marks of a notice: the signs that are believed, and demands without one that are like marked ones. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from knowledge.notices import likeness
from knowledge.notices.demands import Reading
from knowledge.notices.likeness import Floats, Likeness
from knowledge.notices.marks import LONGEST, Mark, mark_on, meet, standing
from knowledge.notices.matching import is_about, lets_off, of_signs
from knowledge.notices.model import Condition, Demand, Severity
from knowledge.notices.table import Matter, Scope, shipped
from knowledge.notices.views import runs, views
from knowledge.text import Span

_SHORTEST = 9  # characters of a demand; fewer are like anything
_TELLING = 3  # the weight of signs that say what they say wherever they stand
_TRUST = 0.15  # how much less like a demand their words may be
_FAR = 0.08  # how much likelier another matter than a sign's has to be
_MORE = 0.2  # how much more like a demand the rest of a marked one has to be than one that is not marked yet
_ANY = Scope(excused=frozenset({Condition.NEGATED, Condition.OWN}))


def marks(reading: Reading) -> list[Mark]:
    """Where a notice asks something that a matter is about, in the order of its text."""
    text, marker = reading.cleaned.text, _Marker(reading, likeness.fitted())
    signed = standing(list(marker.signed()), text)
    return standing([*signed, *marker.unsigned(signed)], text)


def prepare() -> None:
    """Read the table and what was learnt, which takes half a second once; whoever checks first would wait for it."""
    shipped()
    likeness.fitted()


class _Marker:
    """One notice, and what its demands are like."""

    def __init__(self, reading: Reading, learnt: Likeness) -> None:
        self._reading = reading
        self._learnt = learnt
        self._signs = of_signs(reading, shipped().signs)
        seen = views(reading, self._signs)
        self._seen = {id(demand): one for demand, one in zip(reading.demands, seen, strict=True)}
        self._scores = {key: learnt.scores(seen) for key, seen in self._seen.items()}
        matters = {matter.key: matter for matter in shipped().matters}
        self._able = [
            matter if is_about((matter := matters[key]).scope, reading) else None for key in learnt.matters
        ]

    def signed(self) -> Iterator[Mark]:
        """The marks of signs that stand on what is like a demand."""
        for mark in self._signs:
            telling = mark.weight >= _TELLING
            needed = self._learnt.threshold - _TRUST * telling
            if mark.counted or self._scores[id(mark.demand)][0] >= needed:
                yield mark if telling or mark.counted else self._settled(mark)

    def unsigned(self, taken: Sequence[Mark]) -> Iterator[Mark]:
        """A doubt for what is worded like marked demands, and that no mark is on."""
        for demand in self._reading.demands:
            own = [mark for mark in taken if mark.demand is demand]
            if own:
                yield from self._rest(demand, own)
            elif self._scores[id(demand)][0] >= self._learnt.threshold:
                yield from self._doubt(demand, _asked(demand), self._scores[id(demand)])

    def _settled(self, mark: Mark) -> Mark:
        """A mark of its sign's matter, or in doubt of one that is far likelier."""
        scores = self._of(mark.demand, mark.within)
        matter = self._likeliest(scores)
        if mark.matter.key not in self._learnt.matters or matter is None:
            return mark
        own = scores[1 + self._learnt.matters.index(mark.matter.key)]
        other = scores[1 + self._learnt.matters.index(matter.key)]
        if other - own < _FAR or mark.demand.conditions & matter.scope.excused:
            return mark
        return replace(mark, matter=matter, severity=Severity.DOUBT)

    def _rest(self, demand: Demand, taken: Sequence[Mark]) -> Iterator[Mark]:
        """Parts of a marked demand that ask something else, or more; in long ones, which are many demands, of another topic."""
        topics = {mark.matter.topic for mark in taken} if len(demand.words) > LONGEST else set()
        for part in _asked(demand):
            scores = self._of(demand, part)
            if any(meet(part, mark.within) for mark in taken) or scores[0] < self._learnt.threshold + _MORE:
                continue
            yield from (
                mark for mark in self._doubt(demand, [part], scores) if mark.matter.topic not in topics
            )

    def _doubt(self, demand: Demand, asked: Sequence[Span], scores: Floats) -> Iterator[Mark]:
        matter = self._likeliest(scores)
        if (
            matter is None
            or demand.conditions & matter.scope.excused
            or demand.words.endswith("：")
            or sum(part.end - part.start for part in asked) < _SHORTEST
        ):
            return
        core = likeness.closest(demand, asked, self._learnt.matters.index(matter.key), self._learnt)
        yield mark_on(demand, core, matter, Severity.DOUBT)

    def _likeliest(self, scores: Floats) -> Matter | None:
        """The matter that scores are highest for, of those that may be meant by this sender."""
        able = [score if one else -np.inf for one, score in zip(self._able, scores[1:], strict=True)]
        return self._able[int(np.argmax(able))]

    def _of(self, demand: Demand, part: Span) -> Floats:
        """What a part of a demand is like, where it stands."""
        words = demand.words[part.start : part.end]
        return self._learnt.scores((Counter(runs(words)), *self._seen[id(demand)][1:]))


def _asked(demand: Demand) -> list[Span]:
    return [part for part in demand.parts if not lets_off(_ANY, demand, part)]
