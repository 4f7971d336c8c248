"""Cleaning: a visible list of steps, each taking off or repairing one kind of thing, and saying what and why.

A step that is unsure leaves a line where it is: a line too many can be seen in the review, a line lost cannot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.cleaning import (
    annotations,
    blanks,
    breaks,
    bylines,
    characters,
    duplicates,
    navigation,
    notices,
    numbering,
    pages,
    related,
    script,
    slips,
    spam,
    teasers,
    widths,
)
from ingest.cleaning.edits import Edit, Find, Record, apply, each, together
from ingest.document import Removed, Repaired


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it edits, and how that is recorded."""

    find: Find
    record: Callable[[str, Sequence[Edit]], Record] = each


CHARACTERS = (
    Step(characters.find, characters.record),
    Step(annotations.find, together),
    Step(slips.find),
    Step(widths.find, together),
)
SCRIPT = Step(script.find, script.record)
LINES = (
    Step(spam.find),
    Step(teasers.find),
    Step(navigation.find),
    Step(notices.find),
    Step(related.find),
    Step(bylines.find),
    Step(pages.find),
    Step(numbering.find),
    Step(breaks.find),
    Step(duplicates.find),
    Step(blanks.find),
)
PAPER = (pages.find, breaks.find, blanks.find)  # what a page's size has done to a text, and nothing else


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what did not belong, and the record of it."""

    text: str
    removed: tuple[Removed, ...] = ()
    repaired: tuple[Repaired, ...] = ()
    whole: str = ""  # repaired and in simplified characters, with every line still there
    written: str | None = (
        None  # `text` as it was before conversion, at the same offsets; None where that is the same
    )


def clean(text: str) -> Cleaned:
    """A text through all steps in order."""
    records: list[Record] = []
    for step in CHARACTERS:
        edits = step.find(text)
        records.append(step.record(text, edits))
        text = apply(text, edits)
    written, edits = text, SCRIPT.find(text)
    records.append(SCRIPT.record(text, edits))
    whole = text = apply(text, edits)
    for step in LINES:
        edits = step.find(text)
        records.append(step.record(text, edits))
        text, written = apply(text, edits), apply(written, edits)
    return Cleaned(
        text=text,
        removed=tuple(one for record in records for one in record.removed),
        repaired=tuple(one for record in records for one in record.repaired),
        whole=whole,
        written=None if written == text else written,
    )


def off_paper(text: str) -> str:
    """A text without page numbers, what is repeated on every page, and the line ends of a page's width."""
    for find in PAPER:
        text = apply(text, find(text))
    return text
