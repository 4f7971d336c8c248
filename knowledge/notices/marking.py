"""Marking: all marks of a notice, by signs first and by likeness where none shows. Pure."""

from functools import cache

from knowledge.notices.demands import Reading
from knowledge.notices.likeness import Likeness, fit, of_examples
from knowledge.notices.marks import Mark, standing
from knowledge.notices.matching import of_signs
from knowledge.notices.table import shipped


def marks(reading: Reading) -> list[Mark]:
    """Where a notice asks something that a matter is about, in the order of its text."""
    table, text = shipped(), reading.cleaned.text
    signed = standing(of_signs(reading, table.signs), text)
    return standing([*signed, *of_examples(reading, _learnt(), signed)], text)


def prepare() -> None:
    """Read the table and learn from its examples, which takes a second once; whoever checks first would wait for it."""
    _learnt()


@cache
def _learnt() -> Likeness:
    return fit(shipped())
