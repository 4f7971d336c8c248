"""The life of a source after it came in: retired, reinstated, rolled back; and whole publications taken back.

Nothing is deleted: every version stays on the shelf, and the ledger says which are in use.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.changes import Action, Change
from ingest.document import Progress
from ingest.edition import Edition, issue
from ingest.holdings import Holdings, holdings
from ingest.ledger import Act, LedgerEntry, now
from ingest.lock import writing
from ingest.publish import Publication
from ingest.shelf import Shelved
from ingest.smoke import Smoke
from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.index import current_name

_Decide = Callable[[Holdings], LedgerEntry]
"""What is to be done, but for when and by whom.

Raises:
    UsageProblem: it cannot be.
"""


@dataclass(frozen=True, slots=True)
class History:
    """What became of a source: its versions with whether each is in use, and the entries about it, both the oldest first."""

    id: str
    versions: tuple[tuple[Shelved, bool], ...]
    entries: tuple[LedgerEntry, ...]
    retired: bool


def retire(
    home: Path,
    model: EmbeddingModel,
    name: str,
    *,
    by: str | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Take a source out of all answers.

    Raises:
        UsageProblem: there is no such source, or it is retired already.
        Busy: another process is writing.
        ModelMismatch: the live index was made with another model.
        JianfuError: it is the last one, or the smoke questions failed; nothing has changed.
    """

    def decide(held: Holdings) -> LedgerEntry:
        id_ = held.find(name)
        if id_ in held.life.retired:
            raise UsageProblem(f"“{id_}”已经停用了。")
        if id_ not in held.newest:
            raise UsageProblem(f"“{id_}”的版本都已撤下，不用再停用。")
        return LedgerEntry(act=Act.RETIRE, retired=(id_,))

    return _done(home, model, decide, by, progress)


def reinstate(
    home: Path,
    model: EmbeddingModel,
    name: str,
    *,
    by: str | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Bring a retired source back.

    Raises:
        UsageProblem: there is no such source, or it is not retired.
        Busy, ModelMismatch, JianfuError: as `retire`.
    """

    def decide(held: Holdings) -> LedgerEntry:
        id_ = held.find(name)
        if id_ in held.life.retired:
            return LedgerEntry(act=Act.REINSTATE, reinstated=(id_,))
        if id_ in held.newest:
            raise UsageProblem(f"“{id_}”没有停用，不用恢复。")
        raise UsageProblem(f"“{id_}”的版本都已撤下；要用哪一版，请运行 jianfu rollback {id_} --to 版本。")

    return _done(home, model, decide, by, progress)


def rollback(
    home: Path,
    model: EmbeddingModel,
    name: str,
    *,
    by: str | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Go back to a version of a source, named by its key, or from an id to the one before.

    A withdrawn version can be gone back to.

    Raises:
        UsageProblem: there is no such source or version, or none before.
        Busy, ModelMismatch, JianfuError: as `retire`.
    """

    def decide(held: Holdings) -> LedgerEntry:
        to = name.rpartition("@")[2]
        return _back(held, held.find(name.removesuffix(f"@{to}")), int(to) if to.isdecimal() else None)

    return _done(home, model, decide, by, progress)


def undo(
    home: Path,
    model: EmbeddingModel,
    generation: str | None = None,
    *,
    by: str | None = None,
    progress: Progress | None = None,
) -> Publication:
    """Take back all that a publication did, the last one where none is named.

    Raises:
        UsageProblem: there is no such publication, it was taken back, or a later one built on it.
        Busy, ModelMismatch, JianfuError: as `retire`.
    """

    def decide(held: Holdings) -> LedgerEntry:
        undone = _to_undo(held, generation)
        return LedgerEntry(
            act=Act.UNDO,
            withdrawn=undone.added + undone.restored,
            restored=undone.withdrawn,
            retired=undone.reinstated,
            reinstated=undone.retired,
            undoes=undone.generation,
        )

    return _done(home, model, decide, by, progress)


def history(home: Path, name: str) -> History:
    """What became of a source.

    Raises:
        UsageProblem: there is no such source.
    """
    held = holdings(home)
    id_ = held.find(name)
    kept = {shelved.source.key for shelved in held.life.kept(held.of(id_))}
    return History(
        id_,
        tuple((shelved, shelved.source.key in kept) for shelved in held.of(id_)),
        tuple(entry for entry in held.entries if id_ in entry.sources),
        id_ in held.life.retired,
    )


def _back(held: Holdings, id_: str, to: int | None) -> LedgerEntry:
    numbers = [shelved.source.version for shelved in held.of(id_)]
    kept = [shelved.source.version for shelved in held.life.kept(held.of(id_))]
    if to is None and len(kept) < 2:
        raise UsageProblem(f"“{id_}”没有更早的版本可退；要整份撤下，请运行 jianfu retire {id_}。")
    target = kept[-2] if to is None else to
    if target not in numbers:
        raise UsageProblem(f"“{id_}”没有第{target}版，有的是第{'、'.join(map(str, numbers))}版。")
    if kept and target == kept[-1]:
        raise UsageProblem(f"“{id_}”现在用的就是第{target}版。")
    return LedgerEntry(
        act=Act.ROLLBACK,
        withdrawn=tuple(f"{id_}@{number}" for number in kept if number > target),
        restored=() if target in kept else (f"{id_}@{target}",),
    )


def _to_undo(held: Holdings, generation: str | None) -> LedgerEntry:
    """The entry that is to be taken back."""
    taken_back = {entry.undoes for entry in held.entries}
    standing = [
        entry for entry in held.entries if entry.generation not in taken_back and entry.act is not Act.UNDO
    ]
    chosen = next((entry for entry in standing if entry.generation == generation), None)
    if generation is None and standing:
        chosen = standing[-1]
    if chosen is None and generation in taken_back:
        raise UsageProblem(f"{generation} 这次发布已经撤回了。")
    if chosen is None:
        raise UsageProblem(
            "没有可以撤回的发布。" if generation is None else f"没有 {generation} 这次发布的记录。"
        )
    later = [entry for entry in standing[standing.index(chosen) + 1 :] if entry.sources & chosen.sources]
    if later:
        raise UsageProblem(
            f"{chosen.generation} 之后又改过同一份文件（{later[-1].generation}），请先撤回那一次。"
        )
    return chosen


def _done(
    home: Path, model: EmbeddingModel, decide: _Decide, by: str | None, progress: Progress | None
) -> Publication:
    with writing(home):
        edition, held = Edition.begin(home, model, progress), holdings(home)
        entry = replace(decide(held), generation=edition.name, at=now(), by=by)
        result = issue(edition, held, entry)
        return Publication(current_name(home), _changes(held, entry), result or Smoke(0, 0))


def _changes(held: Holdings, entry: LedgerEntry) -> tuple[Change, ...]:
    """What becomes of each source and version, as it is reported."""
    by_key = {shelved.source.key: shelved for shelved in held.versions}
    newest = held.newest
    return (
        *(_change(by_key[key], Action.WITHDRAWN) for key in entry.withdrawn),
        *(_change(by_key[key], Action.RESTORED) for key in entry.restored),
        *(_change(newest[id_], Action.RETIRED) for id_ in entry.retired),
        *(_change(newest[id_], Action.REINSTATED) for id_ in entry.reinstated),
    )


def _change(shelved: Shelved, action: Action) -> Change:
    source = shelved.source
    return Change(
        path=source.key, source=source.id, version=source.version, action=action, title=source.title
    )
