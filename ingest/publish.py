"""Publishing: from reviewed documents to the live index, by one writer at a time.

The order makes a kill harmless at any moment: aside first, then the next generation, then the questions, then the
versions into their place, then the pointer. A version in its place that the index lacks is taken in by the next writer.
"""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ingest import generations, preparation, shelf
from ingest.document import Prepared, Progress
from ingest.generations import Difference
from ingest.review import Change, Known, Review, newest, review
from ingest.shelf import Shelved
from ingest.smoke import Smoke, smoke
from ingest.timeline import standing
from knowledge.embedding import EmbeddingModel
from knowledge.errors import Busy, JianfuError, NotSetUp
from knowledge.index import current_name, live
from knowledge.library import Library
from knowledge.model import Passage, Source

LOCK = "write.lock"
_WAIT = 60  # seconds that a first user waits for another first user's index


@dataclass(frozen=True, slots=True)
class Publication:
    """What was done: the live generation afterwards, and what became of each document."""

    generation: str | None
    documents: tuple[Change, ...]
    smoke: Smoke


def plan(home: Path, documents: Sequence[Prepared]) -> Review:
    """What `add` would do now. Changes nothing and takes no lock."""
    return review(documents, _known(shelf.versions(home)))


def add(
    home: Path,
    model: EmbeddingModel,
    documents: Sequence[Prepared],
    *,
    added_by: str | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Put documents into the library and publish them. What is there already is not embedded again.

    Raises:
        Busy: another process is writing.
        ModelMismatch: the live index was made with another model.
        JianfuError: the smoke questions failed, or the library cannot be read; nothing has changed.
    """
    with _writing(home, wait=0):
        return _add(home, model, documents, added_by, progress)


def ensure(home: Path, model: EmbeddingModel, progress: Progress | None = None) -> None:
    """Build the index of an empty home from the starter corpus; where there is one, do nothing.

    Raises:
        Busy: another process has been building for longer than a first user waits.
    """
    if _live(home) is not None:
        return
    with _writing(home, wait=_WAIT, progress=progress):
        if _live(home) is None:
            _add(home, model, preparation.starter(), "starter", progress)


def rebuild(home: Path, model: EmbeddingModel, progress: Progress | None = None) -> str:
    """Make the index anew from the library alone, with whatever model is given; the generation's name.

    Raises:
        Busy: another process is writing.
        NotSetUp: the library is empty.
        JianfuError: the smoke questions failed, or the library cannot be read; nothing has changed.
    """
    with _writing(home, wait=0):
        name = _begin(home)
        versions = shelf.versions(home)
        if not versions:
            raise NotSetUp("书库里还没有文件，请先运行 jianfu ask 或 jianfu add。")
        change = generations.difference({}, _rows(versions))
        _make(_Draft(home, name, model, versions, change), base=None, progress=progress)
        generations.publish(home, name)
        generations.sweep(home)
        return name


@dataclass(frozen=True, slots=True)
class _Draft:
    """A generation to be made, and what it is made from."""

    home: Path
    name: str
    model: EmbeddingModel
    versions: Sequence[Shelved]
    change: Difference

    @property
    def path(self) -> Path:
        return self.home / generations.INDEX / self.name


def _add(
    home: Path,
    model: EmbeddingModel,
    documents: Sequence[Prepared],
    added_by: str | None,
    progress: Progress | None,
) -> Publication:
    name = _begin(home)
    versions = shelf.versions(home)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    reviewed = review(documents, _known(versions), added_by=added_by, added_at=at)
    base = _live(home)
    before = generations.held(base, model)
    staged: list[Shelved] = []
    try:
        staged = shelf.stage(home, reviewed.versions)
        versions = [*versions, *staged]
        change = generations.difference(before, _rows(versions))
        if not change:
            return Publication(current_name(home), reviewed.changes, Smoke(0, 0))
        result = _make(_Draft(home, name, model, versions, change), base=base, progress=progress)
    except BaseException:
        shelf.sweep(home)
        raise
    shelf.settle(home, staged)
    generations.publish(home, name)
    generations.sweep(home)
    return Publication(name, reviewed.changes, result)


def _begin(home: Path) -> str:
    """The next generation's name, with all that an interrupted writer left behind cleared away."""
    name = generations.next_name(home)
    shelf.sweep(home)
    generations.sweep(home)
    return name


def _make(draft: _Draft, *, base: Path | None, progress: Progress | None) -> Smoke:
    """Build a generation and put the smoke questions to it; it is discarded if it fails.

    Raises:
        JianfuError: it failed.
    """
    on_shelf = {shelved.source.key: shelved for shelved in draft.versions}
    added: list[Passage] = []
    taken = itertools.count(1)

    def passages(source: Source) -> Sequence[Passage]:
        found = shelf.passages(on_shelf[source.key])
        added.extend(found)
        if progress:
            progress("写入索引", next(taken), len(draft.change.added))
        return found

    try:
        generations.build(draft.path, draft.model, draft.change, passages, base=base)
        result = _ask(draft, added)
    except BaseException:
        generations.discard(draft.path)
        raise
    if result.passed < result.asked:
        generations.discard(draft.path)
        raise JianfuError(
            f"新索引的{result.asked}个试问只答对{result.passed}个，没有发布，书库和索引都没有改动。请把这批文件分开加，找出有问题的一份。"
        )
    return result


def _ask(draft: _Draft, added: Sequence[Passage]) -> Smoke:
    library = Library.at(draft.path, draft.model)
    try:
        return smoke(library, _rows(draft.versions), added, datetime.now(UTC).astimezone().date())
    finally:
        library.close()


def _rows(versions: Sequence[Shelved]) -> dict[str, Source]:
    return standing(shelved.source for shelved in versions)


def _known(versions: Sequence[Shelved]) -> Known:
    return Known(newest(versions), shelf.passages)


def _live(home: Path) -> Path | None:
    """The live generation's folder; None also where someone deleted it."""
    path = live(home)
    return path if path is not None and path.is_dir() else None


@contextmanager
def _writing(home: Path, *, wait: float, progress: Progress | None = None) -> Iterator[None]:
    """Be the one writer of a home.

    Raises:
        Busy: another process is.
        JianfuError: the disk does not take it.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home, wait, progress):
            yield
    except OSError as problem:
        raise JianfuError(
            f"不能写入 {home}（{problem.strerror or problem}），没有发布。请检查文件夹的权限和磁盘空间。"
        ) from problem


@contextmanager
def _locked(home: Path, wait: float, progress: Progress | None) -> Iterator[None]:
    lock = FileLock(home / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        if progress and wait:
            progress("等待另一个进程建好索引", 0, 0)
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise Busy("另一个 jianfu 正在写入书库，请等它结束再试。") from None
    try:
        yield
    finally:
        lock.release()
