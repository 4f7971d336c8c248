"""Changes: what becomes of a document, as it is shown before and reported afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.model import Passage


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
    changed: int = 0  # the same locator with other words
    removed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class AskedCounts:
    """What becomes of the lay questions that came with a document."""

    added: int = 0
    known: int = 0  # there already
    refused: int = 0
    inherited: int = 0  # from the clauses that its own replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one document, as it is reported."""

    path: str
    source: str | None
    version: int | None
    action: Action
    title: str | None
    passages: Counts = field(default_factory=Counts)
    questions: AskedCounts = field(default_factory=AskedCounts)
    warnings: tuple[str, ...] = ()
    because: str | None = None


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> Counts:
    """Passages by what they say and where: kept, changed where only the place is the same, added, removed."""
    old, new = _by_place(before), _by_place(after)
    kept = sum(old.get(place) == words for place, words in new.items())
    changed = sum(place in old and old[place] != words for place, words in new.items())
    return Counts(added=len(new) - kept - changed, changed=changed, removed=len(old.keys() - new), kept=kept)


def _by_place(found: Iterable[Passage]) -> dict[tuple[str, int], str]:
    """Texts by locator; passages of one locator are told apart by their order."""
    counts: dict[str, int] = {}
    by_place = {}
    for passage in found:
        counts[passage.locator] = counts.get(passage.locator, 0) + 1
        by_place[passage.locator, counts[passage.locator]] = passage.text
    return by_place
