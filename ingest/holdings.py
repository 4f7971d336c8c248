"""Holdings: every version on the shelf, and which of them are in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest import ledger, shelf
from ingest.ledger import LedgerEntry, Life
from ingest.review import Known, newest
from ingest.shelf import Shelved
from knowledge.errors import UsageProblem
from knowledge.model import Source


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds at a moment."""

    versions: Sequence[Shelved]  # all that were ever made
    entries: Sequence[LedgerEntry] = ()
    life: Life = field(default_factory=Life)

    @property
    def in_use(self) -> list[Shelved]:
        """The versions that are neither withdrawn nor of a retired source."""
        return self.life.in_use(self.versions)

    @property
    def newest(self) -> dict[str, Shelved]:
        """The newest version of each source that has one left, also of retired sources."""
        return newest(self.life.kept(self.versions))

    @property
    def known(self) -> Known:
        """What a review compares with."""
        numbers = {shelved.source.id: shelved.source.version for shelved in self.versions}  # in rising order
        return Known(self.newest, shelf.passages, shelf.questions, numbers, self.life.retired, shelf.sketch)

    @property
    def files(self) -> dict[str, tuple[Source, Mapping[str, str]]]:
        """The newest version of each source in use by the hash of its original bytes, with what was corrected in it."""
        return {
            shelved.source.sha256: (shelved.source, shelved.overrides)
            for shelved in newest(self.in_use).values()
            if shelved.source.sha256
        }

    def after(self, entry: LedgerEntry | None, versions: Sequence[Shelved]) -> "Holdings":
        """What the library will hold with these versions, once an entry has come true."""
        return replace(self, versions=versions, life=self.life.after(entry) if entry else self.life)

    def of(self, id_: str) -> list[Shelved]:
        """All versions of a source, the oldest first."""
        return [shelved for shelved in self.versions if shelved.source.id == id_]

    def find(self, name: str) -> str:
        """The id of the source that is meant: by id, key, or title.

        Raises:
            UsageProblem: there is none, or several are called so.
        """
        ways: Sequence[Mapping[str, set[str]]] = (
            {shelved.source.id: {shelved.source.id} for shelved in self.versions},
            {shelved.source.key: {shelved.source.id} for shelved in self.versions},
            _by_title(self.versions),
        )
        for found in (way[name] for way in ways if name in way):
            if len(found) > 1:
                raise UsageProblem(
                    f"有{len(found)}份文件都叫“{name}”，请写编号：{'、'.join(sorted(found))}。"
                )
            return next(iter(found))
        raise UsageProblem(f"书库里没有“{name}”这份文件，请运行 jianfu sources 看有哪些。")


def holdings(home: Path) -> Holdings:
    """What a home's library holds now.

    Raises:
        JianfuError: a card or the ledger cannot be read.
    """
    found = ledger.entries(home)
    return Holdings(shelf.versions(home), found, ledger.life(found))


def _by_title(versions: Sequence[Shelved]) -> dict[str, set[str]]:
    titles: dict[str, set[str]] = {}
    for shelved in versions:
        titles.setdefault(shelved.source.title, set()).add(shelved.source.id)
    return titles
