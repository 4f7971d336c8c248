"""Drafts: documents that somebody sent and has not decided on yet, on disk so that they outlive the process.

`drafts/<id>/` holds the original bytes in their order and `draft.json`. It is written aside, synced and renamed, and so
is every change of its record: there is never half of one. Once decided on, the content goes and a small record stays,
for a publication to be confirmed after a crash and to be taken back.
"""

import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.shelf import sync_path
from knowledge.errors import JianfuError

DRAFTS = "drafts"
KEPT = timedelta(days=7)  # an admin on leave for a week has lost nothing but the sending
_INCOMING = ".incoming-"
_RECORD = "draft.json"
_ID_BYTES = 6
_ID = re.compile(r"[0-9a-f]{12}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class State(StrEnum):
    """How far a draft has come."""

    READING = "reading"  # it is being made out; nobody has seen a card
    REVIEWING = "reviewing"
    PUBLISHING = "publishing"  # somebody said so; whether it came about is to be seen
    PUBLISHED = "published"
    UNDONE = "undone"
    CANCELLED = "cancelled"


OPEN = frozenset({State.READING, State.REVIEWING, State.PUBLISHING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a draft beside its content."""

    id: str
    owner: int  # Telegram's id
    name: str  # the owner's, as other admins know them
    path: str  # what the document is called: a file's name or an address
    chat: int
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    parts: tuple[str, ...] = ()  # files with the original bytes, in the order of the pages
    fetched: date | None = None  # from the address that it is called by
    state: State = State.READING
    card: int | None = None  # the message that shows it
    overrides: Mapping[str, str] = field(default_factory=dict)  # what the owner corrected
    released: bool = False  # to be taken in though it was held back
    title: str | None = None
    source: str | None = None  # the id that it has or would have
    basis: str = ""  # the key of the version in force when the card was made; none for a first one
    sha256: str | None = None
    version: int | None = None  # that it became or was to become
    generation: str | None = None  # of its publication
    smoke: tuple[int, int] = (0, 0)  # asked and passed
    told: bool = False  # whether the owner has seen what came of it

    @property
    def open(self) -> bool:
        """Whether it has not been decided on."""
        return self.state in OPEN

    @property
    def actor(self) -> str:
        """Its owner, as the library and the journal have it."""
        return f"telegram:{self.owner}"


_DRAFT = TypeAdapter(Draft)


def new_id() -> str:
    """A name that nobody can guess."""
    return secrets.token_hex(_ID_BYTES)


@dataclass(frozen=True, slots=True)
class Drafts:
    """All drafts of a home. Blocking; two changes of one draft must not happen at once."""

    home: Path

    def create(self, draft: Draft, contents: Sequence[tuple[str, bytes]]) -> Draft:
        """Put a draft on disk, with its files by suffix and in order; it is there for good when this returns.

        Raises:
            JianfuError: the disk does not take it.
        """
        names = tuple(f"{number}{_harmless(suffix)}" for number, (suffix, _) in enumerate(contents))
        draft = replace(draft, parts=names)
        aside = self._folder / f"{_INCOMING}{draft.id}"
        try:
            aside.mkdir(parents=True, mode=0o700)
            for name, (_, content) in zip(names, contents, strict=True):
                _write(aside / name, content)
            _write(aside / _RECORD, _DRAFT.dump_json(draft))
            sync_path(aside)
            aside.rename(self._folder / draft.id)
            sync_path(self._folder)
        except OSError as problem:
            shutil.rmtree(aside, ignore_errors=True)
            raise _unwritten(problem) from problem
        return draft

    def get(self, id_: str) -> Draft | None:
        """A draft; None where there is none, or none that can be read."""
        if _ID.fullmatch(id_) is None:
            return None
        try:
            return _DRAFT.validate_json((self._folder / id_ / _RECORD).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, draft: Draft) -> Draft:
        """Change a draft's record, in one step that is on disk when this returns. A decided one loses its content.

        Raises:
            JianfuError: the disk does not take it.
        """
        folder = self._folder / draft.id
        new = folder / f"{_RECORD}.new"
        try:
            new.unlink(missing_ok=True)
            _write(new, _DRAFT.dump_json(draft))
            new.replace(folder / _RECORD)
            sync_path(folder)
            if not draft.open:
                for name in draft.parts:
                    (folder / name).unlink(missing_ok=True)
        except OSError as problem:
            raise _unwritten(problem) from problem
        return draft

    def contents(self, draft: Draft) -> list[bytes]:
        """The original bytes, in order.

        Raises:
            JianfuError: they are not there any more.
        """
        try:
            return [(self._folder / draft.id / name).read_bytes() for name in draft.parts]
        except OSError as problem:
            raise JianfuError("这份草稿的原件读不出来了，请重新发一次文件。") from problem

    def all(self) -> list[Draft]:
        """Every draft that can be read, the oldest first."""
        if not self._folder.is_dir():
            return []
        found = [self.get(folder.name) for folder in self._folder.iterdir()]
        return sorted((draft for draft in found if draft), key=lambda draft: (draft.began, draft.id))

    def drop(self, draft: Draft) -> None:
        """Forget a draft altogether."""
        shutil.rmtree(self._folder / draft.id, ignore_errors=True)

    def sweep(self, now: datetime | None = None) -> int:
        """Forget what is older than drafts are kept, what a kill left half made, and content of decided ones."""
        if not self._folder.is_dir():
            return 0
        limit = (now or datetime.now(UTC)) - KEPT
        gone = 0
        for folder in list(self._folder.iterdir()):
            draft = self.get(folder.name)
            if draft is None or draft.began < limit:
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
            elif not draft.open:
                for name in draft.parts:
                    (folder / name).unlink(missing_ok=True)
        return gone

    @property
    def _folder(self) -> Path:
        return self.home / DRAFTS


def _write(path: Path, content: bytes) -> None:
    """Write a new file that nobody else may read, on disk when this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _harmless(suffix: str) -> str:
    """A suffix where it can be part of a name here."""
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _unwritten(problem: OSError) -> JianfuError:
    return JianfuError(
        f"草稿存不下来（{problem.strerror or '磁盘出错'}），请让管服务器的人检查磁盘空间和权限。"
    )
