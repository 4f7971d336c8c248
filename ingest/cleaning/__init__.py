"""Cleaning: a visible list of steps, each taking off one kind of thing that does not belong, and saying what.

A step that is unsure leaves a line where it is: a line too many can be seen in the review, a line lost cannot.
"""

from dataclasses import dataclass

from ingest.cleaning import annotations, boilerplate, characters
from ingest.document import Removed, Repaired

_STEPS = (characters.clean, annotations.clean, boilerplate.clean)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what did not belong, and the record of it."""

    text: str
    removed: tuple[Removed, ...]
    repaired: tuple[Repaired, ...] = ()


def clean(text: str) -> Cleaned:
    """A text through all steps in order."""
    removed: list[Removed] = []
    for step in _STEPS:
        text, taken = step(text)
        removed.extend(taken)
    return Cleaned(text, tuple(removed))
