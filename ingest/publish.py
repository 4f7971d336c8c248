"""Publishing: from reviewed documents to the live index, by one writer at a time.

The order makes a kill harmless at any moment: aside first, then the next generation, then the questions, then the
versions into their place, then the pointer. A version in its place that the index lacks is taken in by the next writer.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest import generations, preparation, shelf
from ingest.changes import Change
from ingest.document import Prepared, Progress
from ingest.generations import Content, Difference
from ingest.lock import writing
from ingest.proposal import Decide, Proposal
from ingest.review import Known, Reasked, Review, newest, review
from ingest.shelf import Shelved, Version
from ingest.smoke import Smoke, smoke
from ingest.timeline import standing
from knowledge.embedding import EmbeddingModel
from knowledge.errors import JianfuError, NotSetUp, UsageProblem
from knowledge.index import current_name, live
from knowledge.library import Library
from knowledge.model import LayQuestion, Passage, Source

_WAIT = 60  # seconds that a first user waits for another first user's index


@dataclass(frozen=True, slots=True)
class Publication:
    """What was done: the live generation afterwards, and what became of each document."""

    generation: str | None
    documents: tuple[Change, ...]
    smoke: Smoke


@dataclass(frozen=True, slots=True)
class Questioning:
    """What was done with a version's lay questions: the live generation afterwards, and what became of each."""

    generation: str | None
    source: Source
    proposal: Proposal
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
    with writing(home):
        return _add(home, model, documents, added_by, progress)


def plan_questions(home: Path, name: str, decide: Decide) -> Questioning:
    """What `put_questions` would do now. Changes nothing and takes no lock.

    Raises:
        UsageProblem: there is no such source.
    """
    chosen, proposal = _decided(shelf.versions(home), name, decide)
    return Questioning(current_name(home), chosen.source, proposal, Smoke(0, 0))


def put_questions(
    home: Path, model: EmbeddingModel, name: str, decide: Decide, *, progress: Progress | None = None
) -> Questioning:
    """Change the lay questions of a source, by its id or a version's key, and publish them.

    Raises:
        UsageProblem: there is no such source.
        Busy: another process is writing.
        ModelMismatch: the live index was made with another model.
        JianfuError: the smoke questions failed, or the library cannot be read; nothing has changed.
    """
    with writing(home):
        next_name = _begin(home)
        versions = shelf.versions(home)
        chosen, proposal = _decided(versions, name, decide)
        draft = _Draft(home, next_name, model, versions, progress=progress)
        changed = proposal.questions != shelf.questions(chosen)
        result = _publish(draft, (), [(chosen, proposal.questions)] if changed else [])
        return Questioning(current_name(home), chosen.source, proposal, result or Smoke(0, 0))


def ensure(home: Path, model: EmbeddingModel, progress: Progress | None = None) -> None:
    """Build the index of an empty home from the starter corpus; where there is one, do nothing.

    Raises:
        Busy: another process has been building for longer than a first user waits.
    """
    if _live(home) is not None:
        return
    with writing(home, wait=_WAIT, progress=progress):
        if _live(home) is None:
            _add(home, model, preparation.starter(), "starter", progress)


def rebuild(home: Path, model: EmbeddingModel, progress: Progress | None = None) -> str:
    """Make the index anew from the library alone, with whatever model is given; the generation's name.

    Raises:
        Busy: another process is writing.
        NotSetUp: the library is empty.
        JianfuError: the smoke questions failed, or the library cannot be read; nothing has changed.
    """
    with writing(home):
        draft = _Draft(home, _begin(home), model, shelf.versions(home), progress=progress)
        if not draft.versions:
            raise NotSetUp("书库里还没有文件，请先运行 jianfu ask 或 jianfu add。")
        _make(draft, generations.difference({}, _rows(draft.versions)), base=None)
        generations.publish(home, draft.name)
        generations.sweep(home)
        return draft.name


@dataclass(frozen=True, slots=True)
class _Draft:
    """A generation to be made, and what it is made from."""

    home: Path
    name: str
    model: EmbeddingModel
    versions: Sequence[Shelved]
    questions: Mapping[str, Sequence[LayQuestion]] = field(
        default_factory=dict
    )  # by key, where not on the shelf yet
    progress: Progress | None = None

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
    draft = _Draft(home, _begin(home), model, shelf.versions(home), progress=progress)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    reviewed = review(documents, _known(draft.versions), added_by=added_by, added_at=at)
    result = _publish(draft, reviewed.versions, reviewed.questions)
    return Publication(current_name(home), reviewed.changes, result or Smoke(0, 0))


def _publish(draft: _Draft, versions: Sequence[Version], questions: Sequence[Reasked]) -> Smoke | None:
    """Make and publish a generation with new versions and other lay questions of old ones; None if nothing changes."""
    home = draft.home
    base = _live(home)
    before = generations.held(base, draft.model)
    asked = {shelved.source.key: new for shelved, new in questions}
    try:
        staged = shelf.stage(home, versions)
        old = [
            shelf.reasked(shelved, asked[shelved.source.key]) if shelved.source.key in asked else shelved
            for shelved in draft.versions
        ]
        draft = replace(draft, versions=[*old, *staged], questions=asked)
        change = generations.difference(before, _rows(draft.versions))
        if not change:
            return None
        result = _make(draft, change, base=base)
    except BaseException:
        shelf.sweep(home)
        raise
    for shelved, new in questions:
        shelf.put_questions(home, shelved, new)
    shelf.settle(home, staged)
    generations.publish(home, draft.name)
    generations.sweep(home)
    return result


def _decided(versions: Sequence[Shelved], name: str, decide: Decide) -> tuple[Shelved, Proposal]:
    """The version that is meant, and what is to become of its lay questions.

    Raises:
        UsageProblem: there is no such source.
    """
    by_name = {shelved.source.key: shelved for shelved in versions} | newest(versions)
    chosen = by_name.get(name)
    if chosen is None:
        raise UsageProblem(f"书库里没有“{name}”这份文件，请运行 jianfu sources 看有哪些。")
    return chosen, decide(shelf.passages(chosen), shelf.questions(chosen))


def _begin(home: Path) -> str:
    """The next generation's name, with all that an interrupted writer left behind cleared away."""
    name = generations.next_name(home)
    shelf.sweep(home)
    generations.sweep(home)
    return name


def _make(draft: _Draft, change: Difference, *, base: Path | None) -> Smoke:
    """Build a generation and put the smoke questions to it; it is discarded if it fails.

    Raises:
        JianfuError: it failed.
    """
    on_shelf = {shelved.source.key: shelved for shelved in draft.versions}
    added: list[Passage] = []
    taken = itertools.count(1)

    def content(source: Source) -> Content:
        shelved = on_shelf[source.key]
        found = shelf.passages(shelved)
        added.extend(found)
        if draft.progress:
            draft.progress("写入索引", next(taken), len(change.added))
        new = draft.questions.get(source.key)
        return found, shelf.questions(shelved) if new is None else new

    try:
        generations.build(draft.path, draft.model, change, content, base=base)
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
    return Known(newest(versions), shelf.passages, shelf.questions)


def _live(home: Path) -> Path | None:
    """The live generation's folder; None also where someone deleted it."""
    path = live(home)
    return path if path is not None and path.is_dir() else None
