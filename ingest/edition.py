"""An edition: the next generation in the making, from what the library is to hold to the live index.

The order makes a kill harmless at any moment: versions aside first, then the generation, then the questions, then the
versions into their place, then the ledger, then the pointer. What is in its place and not in the index is taken in by the
next writer.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest import generations, ledger, shelf
from ingest.document import Progress
from ingest.generations import Content, Difference
from ingest.holdings import Holdings
from ingest.ledger import LedgerEntry
from ingest.review import Reasked
from ingest.shelf import Shelved, Version
from ingest.smoke import Smoke, smoke
from ingest.timeline import standing
from knowledge.embedding import EmbeddingModel
from knowledge.errors import JianfuError
from knowledge.index import live
from knowledge.library import Library
from knowledge.model import LayQuestion, Passage, Source


@dataclass(frozen=True, slots=True)
class Edition:
    """A generation to be made for a home, with which model."""

    home: Path
    model: EmbeddingModel
    name: str
    progress: Progress | None = None

    @classmethod
    def begin(cls, home: Path, model: EmbeddingModel, progress: Progress | None = None) -> "Edition":
        """The next one, with all that an interrupted writer left behind cleared away."""
        name = generations.next_name(home)
        shelf.sweep(home)
        generations.sweep(home)
        return cls(home, model, name, progress)

    @property
    def path(self) -> Path:
        """Where it is made."""
        return self.home / generations.INDEX / self.name


def issue(
    edition: Edition,
    held: Holdings,
    entry: LedgerEntry | None,
    versions: Sequence[Version] = (),
    questions: Sequence[Reasked] = (),
) -> Smoke | None:
    """Make and publish what an entry, new versions and other lay questions of old ones change; None if nothing does.

    Raises:
        ModelMismatch: the live index was made with another model.
        JianfuError: nothing would be left, or the smoke questions failed; nothing has changed.
    """
    home, base = edition.home, live_path(edition.home)
    before = generations.held(base, edition.model)
    asked = {shelved.source.key: new for shelved, new in questions}
    try:
        staged = shelf.stage(home, versions)
        on_shelf = [*(_reasked(shelved, asked) for shelved in held.versions), *staged]
        contents = _Contents(held.after(entry, on_shelf).in_use, asked)
        _refuse_empty(contents)
        change = generations.difference(before, contents.rows)
        if not change and not (entry and entry.sources):
            return None
        result = _make(edition, contents, change, base=base)
    except BaseException:
        shelf.sweep(home)
        raise
    for shelved, new in questions:
        shelf.put_questions(home, shelved, new)
    shelf.settle(home, staged)
    if entry and entry.sources:
        ledger.append(home, entry)
    generations.publish(home, edition.name)
    generations.sweep(home)
    return result


def reissue(edition: Edition, held: Holdings) -> None:
    """Make the index anew from what the library holds, from nothing, and publish it.

    Raises:
        JianfuError: the smoke questions failed; nothing has changed.
    """
    contents = _Contents(held.in_use, {})
    _make(edition, contents, generations.difference({}, contents.rows), base=None)
    generations.publish(edition.home, edition.name)
    generations.sweep(edition.home)


def live_path(home: Path) -> Path | None:
    """The live generation's folder; None also where someone deleted it."""
    path = live(home)
    return path if path is not None and path.is_dir() else None


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a generation is made from."""

    versions: Sequence[Shelved]  # in use
    questions: Mapping[str, Sequence[LayQuestion]]  # by key, where not on the shelf yet

    @property
    def rows(self) -> dict[str, Source]:
        """The cards that belong into the index, by key, with their last days."""
        return standing(shelved.source for shelved in self.versions)


def _refuse_empty(contents: _Contents) -> None:
    """Keep an answer possible: an index of nothing could only be an accident.

    Raises:
        JianfuError: nothing is left.
    """
    if not contents.versions:
        raise JianfuError("这样书库里就一份文件也没有了，没有改动。")


def _reasked(shelved: Shelved, asked: Mapping[str, Sequence[LayQuestion]]) -> Shelved:
    new = asked.get(shelved.source.key)
    return shelved if new is None else shelf.reasked(shelved, new)


def _make(edition: Edition, contents: _Contents, change: Difference, *, base: Path | None) -> Smoke:
    """Build a generation and put the smoke questions to it; it is discarded if it fails.

    Raises:
        JianfuError: it failed.
    """
    on_shelf = {shelved.source.key: shelved for shelved in contents.versions}
    added: list[Passage] = []
    taken = itertools.count(1)

    def content(source: Source) -> Content:
        shelved = on_shelf[source.key]
        found = shelf.passages(shelved)
        added.extend(found)
        if edition.progress:
            edition.progress("写入索引", next(taken), len(change.added))
        new = contents.questions.get(source.key)
        return found, shelf.questions(shelved) if new is None else new

    try:
        generations.build(edition.path, edition.model, change, content, base=base)
        result = _ask(edition, contents, added)
    except BaseException:
        generations.discard(edition.path)
        raise
    if result.passed < result.asked:
        generations.discard(edition.path)
        raise JianfuError(
            f"新索引的{result.asked}个试问只答对{result.passed}个，没有发布，书库和索引都没有改动。请把这批文件分开加，找出有问题的一份。"
        )
    return result


def _ask(edition: Edition, contents: _Contents, added: Sequence[Passage]) -> Smoke:
    library = Library.at(edition.path, edition.model)
    try:
        return smoke(library, contents.rows, added, datetime.now(UTC).astimezone().date())
    finally:
        library.close()
