"""Changes: what becomes of a document, as it is shown before and reported afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.differences import ClauseDifference, paired
from knowledge.model import LayQuestion, Passage


class Action(StrEnum):
    """What becomes of one document, or of a version or source on the shelf."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"
    FAILED = "failed"
    RETIRED = "retired"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Counts:
    """How the passages of a new version compare with those of the one before it."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a version differs from the one before it."""

    counts: Counts
    differences: tuple[ClauseDifference, ...] = ()  # none for a first version


@dataclass(frozen=True, slots=True)
class AskedCounts:
    """What becomes of the lay questions that came with a document."""

    added: int = 0
    known: int = 0  # there already
    refused: int = 0
    inherited: int = 0  # from the clauses that its own replace


@dataclass(frozen=True, slots=True)
class Touched:
    """A clause that a new version changes or drops, and the lay questions that it answers until then."""

    locator: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one document, as it is reported."""

    path: str
    source: str | None
    version: int | None
    action: Action
    title: str | None
    passages: Counts = field(default_factory=Counts)
    differences: tuple[ClauseDifference, ...] = ()
    touched: tuple[Touched, ...] = ()
    questions: AskedCounts = field(default_factory=AskedCounts)
    warnings: tuple[str, ...] = ()
    because: str | None = None
    released: bool = False  # it had been held back, and an admin said to accept it


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> Comparison:
    """The clauses of a version against those of the one before it."""
    rows = paired(before, after)
    differing = tuple(
        ClauseDifference(old, new) for old, new in rows if old is None or new is None or old.text != new.text
    )
    counts = Counts(
        added=sum(one.before is None for one in differing),
        changed=sum(one.before is not None and one.after is not None for one in differing),
        removed=sum(one.after is None for one in differing),
        kept=len(rows) - len(differing),
    )
    return Comparison(counts, differing)


def touched(differences: Sequence[ClauseDifference], questions: Sequence[LayQuestion]) -> tuple[Touched, ...]:
    """The clauses with lay questions that a new version changes or drops."""
    asked: dict[str, list[str]] = {}
    for question in questions:
        asked.setdefault(question.locator, []).append(question.text)
    places = dict.fromkeys(one.before.locator for one in differences if one.before)
    return tuple(Touched(place, tuple(asked[place])) for place in places if place in asked)
