"""Entries: what the journal gives back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer, or one that missed the point: masked, and nobody's."""

    id: int
    text: str
    day: date
    times: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A reader's word that a reply missed the point."""

    at: datetime
    outcome: str  # what they had been given: `answer`, or the reason why there was none
    passages: tuple[str, ...]


class Act(StrEnum):
    """What an admin can do to the library."""

    ADD = "add"
    RELEASE = "release"  # a text that had been held back is taken in all the same
    RETIRE = "retire"
    REINSTATE = "reinstate"
    ROLLBACK = "rollback"
    UNDO = "undo"  # take back one publication
    QUESTIONS = "questions"
    REBUILD = "rebuild"
    CANCEL = "cancel"  # a draft that was given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What an admin did, after it was done and durable."""

    at: datetime
    by: str  # `cli:<user>` or `telegram:<id>`
    act: Act
    source: str | None = None  # its id; None where the whole index was meant
    version: int | None = None
    generation: str | None = None  # the live one afterwards
    note: str = ""  # a short remark; no words of the document
