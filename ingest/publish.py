"""Adding: from reviewed documents and questions to the live index, by one writer at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import preparation, shelf
from ingest.changes import Change
from ingest.document import Prepared, Progress
from ingest.edition import Edition, issue, live_path, reissue
from ingest.holdings import Holdings, holdings
from ingest.ledger import Act, LedgerEntry, now
from ingest.lock import writing
from ingest.proposal import Decide, Proposal
from ingest.review import Review, newest, review
from ingest.shelf import Shelved
from ingest.smoke import Smoke
from knowledge.embedding import EmbeddingModel
from knowledge.errors import NotSetUp, UsageProblem
from knowledge.index import current_name
from knowledge.model import Source

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
    return review(documents, holdings(home).known)


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
    chosen, proposal = _decided(holdings(home), name, decide)
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
        edition, held = Edition.begin(home, model, progress), holdings(home)
        chosen, proposal = _decided(held, name, decide)
        changed = proposal.questions != shelf.questions(chosen)
        asked = [(chosen, proposal.questions)] if changed else []
        result = issue(edition, held, None, questions=asked)
        return Questioning(current_name(home), chosen.source, proposal, result or Smoke(0, 0))


def ensure(home: Path, model: EmbeddingModel, progress: Progress | None = None) -> None:
    """Build the index of an empty home from the starter corpus; where there is one, do nothing.

    Raises:
        Busy: another process has been building for longer than a first user waits.
    """
    if live_path(home) is not None:
        return
    with writing(home, wait=_WAIT, progress=progress):
        if live_path(home) is None:
            _add(home, model, preparation.starter(), "starter", progress)


def rebuild(home: Path, model: EmbeddingModel, progress: Progress | None = None) -> str:
    """Make the index anew from the library alone, with whatever model is given; the generation's name.

    Raises:
        Busy: another process is writing.
        NotSetUp: the library is empty.
        JianfuError: the smoke questions failed, or the library cannot be read; nothing has changed.
    """
    with writing(home):
        edition, held = Edition.begin(home, model, progress), holdings(home)
        if not held.in_use:
            raise NotSetUp("书库里还没有文件，请先运行 jianfu ask 或 jianfu add。")
        reissue(edition, held)
        return edition.name


def _add(
    home: Path,
    model: EmbeddingModel,
    documents: Sequence[Prepared],
    added_by: str | None,
    progress: Progress | None,
) -> Publication:
    edition, held = Edition.begin(home, model, progress), holdings(home)
    at = now()
    reviewed = review(documents, held.known, added_by=added_by, added_at=at)
    added = tuple(version.source.key for version in reviewed.versions)
    entry = LedgerEntry(act=Act.ADD, generation=edition.name, at=at, by=added_by, added=added)
    result = issue(edition, held, entry, reviewed.versions, reviewed.questions)
    return Publication(current_name(home), reviewed.changes, result or Smoke(0, 0))


def _decided(held: Holdings, name: str, decide: Decide) -> tuple[Shelved, Proposal]:
    """The version that is meant, and what is to become of its lay questions.

    Raises:
        UsageProblem: there is no such source.
    """
    in_use = held.in_use
    by_name = {shelved.source.key: shelved for shelved in in_use} | newest(in_use)
    chosen = by_name.get(name)
    if chosen is None:
        raise UsageProblem(f"书库里没有“{name}”这份文件，请运行 jianfu sources 看有哪些。")
    return chosen, decide(shelf.passages(chosen), shelf.questions(chosen))
