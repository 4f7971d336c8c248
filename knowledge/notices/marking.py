"""Marking: all marks of a notice, by signs first and by likeness where none shows. Pure."""

from functools import cache

from knowledge.notices.demands import Reading
from knowledge.notices.likeness import Likeness, fit, is_unlike, of_examples
from knowledge.notices.marks import Mark, standing
from knowledge.notices.matching import of_signs
from knowledge.notices.table import shipped

_SURE = 3  # weight of a sign that needs no likeness


def marks(reading: Reading) -> list[Mark]:
    """Where a notice asks something that a matter is about, in the order of its text."""
    learnt, text = _learnt(), reading.cleaned.text
    shown = of_signs(reading, shipped().signs)
    signed = standing(
        [mark for mark in shown if mark.weight >= _SURE or not is_unlike(mark.demand, learnt)], text
    )
    return standing([*signed, *of_examples(reading, learnt, signed)], text)


def prepare() -> None:
    """Read the table and learn from its examples, which takes a second once; whoever checks first would wait for it."""
    _learnt()


@cache
def _learnt() -> Likeness:
    return fit(shipped())
