"""The ledger: what each publication did to the library, one line each, only ever added to.

A version is made once and never changed, so what came of it later stands here: withdrawn, retired, brought back. Reading
all lines in order says which versions are in use; no line means that a version is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.shelf import LIBRARY, Shelved, sync_path
from knowledge.errors import JianfuError

LEDGER = "ledger.jsonl"


class Act(StrEnum):
    """What was done to the library."""

    ADD = "add"
    RETIRE = "retire"
    REINSTATE = "reinstate"
    ROLLBACK = "rollback"  # a source to an earlier version
    UNDO = "undo"  # a whole publication


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What one publication did. Versions stand by key, sources by id."""

    act: Act
    generation: str = ""  # that came of it
    at: str = ""  # ISO 8601, UTC
    by: str | None = None
    added: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()  # versions that had been withdrawn
    retired: tuple[str, ...] = ()
    reinstated: tuple[str, ...] = ()
    undoes: str | None = None  # the generation of the publication that this one takes back

    @property
    def sources(self) -> frozenset[str]:
        """The ids of the sources that it was about."""
        keys = (*self.added, *self.withdrawn, *self.restored)
        return frozenset((*(key.rpartition("@")[0] for key in keys), *self.retired, *self.reinstated))


@dataclass(frozen=True, slots=True)
class Life:
    """Which versions and sources on the shelf are not in use."""

    withdrawn: frozenset[str] = field(default_factory=frozenset)  # versions, by key
    retired: frozenset[str] = field(default_factory=frozenset)  # sources, by id

    def after(self, entry: LedgerEntry) -> "Life":
        """What holds once an entry has come true."""
        return Life(
            self.withdrawn.union(entry.withdrawn).difference(entry.restored),
            self.retired.union(entry.retired).difference(entry.reinstated),
        )

    def in_use(self, versions: Iterable[Shelved]) -> list[Shelved]:
        """The versions that are."""
        return [shelved for shelved in self.kept(versions) if shelved.source.id not in self.retired]

    def kept(self, versions: Iterable[Shelved]) -> list[Shelved]:
        """The versions that were not withdrawn, those of retired sources among them."""
        return [shelved for shelved in versions if shelved.source.key not in self.withdrawn]


_ENTRY = TypeAdapter(LedgerEntry)


def entries(home: Path) -> list[LedgerEntry]:
    """Every entry, the oldest first. A last line that a kill cut short does not count.

    Raises:
        JianfuError: the file is damaged.
    """
    path = home / LIBRARY / LEDGER
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    whole, _, _ = content.rpartition(b"\n")
    try:
        return [_ENTRY.validate_json(line) for line in whole.split(b"\n") if line.strip()]
    except ValidationError:
        raise JianfuError(f"书库里的 {path} 读不出来，请从备份恢复这个文件。") from None


def life(found: Iterable[LedgerEntry]) -> Life:
    """What holds after all entries."""
    current = Life()
    for entry in found:
        current = current.after(entry)
    return current


def append(home: Path, entry: LedgerEntry) -> None:
    """Add an entry, on disk when this returns; what a kill left of an earlier try is cut off."""
    path = home / LIBRARY / LEDGER
    with path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(_ENTRY.dump_json(entry, exclude_defaults=True) + b"\n")
    sync_path(path)
    sync_path(path.parent)


def now() -> str:
    """The time as entries have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
