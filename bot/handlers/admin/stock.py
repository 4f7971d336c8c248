"""The stock: the library as admins change it. Everything here blocks; handlers call it in a thread."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.render.cards import Card
from ingest import albums, ledger, life, preparation, publish, shelf
from ingest.document import Decision, Document, Prepared, Progress, Unreadable
from ingest.drafts import Draft, Drafts
from ingest.fetching import fetch
from ingest.holdings import holdings
from ingest.passages import passages
from ingest.publish import Publication
from ingest.readers import Worker
from ingest.trial import Trial
from knowledge.embedding import EmbeddingModel
from knowledge.index import current_name
from knowledge.reranking import Reranker

Prepare = Callable[[Document, Mapping[str, str], Progress | None], Prepared]
Undo = Callable[..., Publication]


def _prepare(document: Document, overrides: Mapping[str, str], progress: Progress | None) -> Prepared:
    with Worker(progress) as worker:
        return preparation.prepare_document(document, overrides, worker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Reads what was sent, says what adding it would do, does it, and takes it back."""

    home: Path
    model: EmbeddingModel
    reranker: Reranker | None = None
    proxy: str | None = None  # for addresses
    prepare: Prepare = _prepare
    undo: Undo = life.undo
    allow_private: bool = False
    # Two admins of this process, one after the other; the home's own lock would turn one of them away.
    _writing: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def drafts(self) -> Drafts:
        """Where drafts lie."""
        return Drafts(self.home)

    def fetch(self, address: str) -> Document:
        """What stands at an address.

        Raises:
            Unreadable: it cannot be had.
        """
        return fetch(address, proxy=self.proxy, allow_private=self.allow_private)

    def read(self, draft: Draft, progress: Progress | None = None) -> Prepared:
        """A draft's document, read and structured, with what its owner corrected.

        Raises:
            JianfuError: its content is gone, or an album's image is none.
        """
        suffixes = [Path(name).suffix for name in draft.parts]
        parts = list(zip(suffixes, self.drafts.contents(draft), strict=True))
        document = albums.document(draft.path, parts)
        return _fetched(self.prepare(document, draft.overrides, progress), draft)

    @staticmethod
    def corrected(prepared: Prepared, draft: Draft) -> Prepared:
        """A draft's document with what its owner has corrected since; it is not read again."""
        return _fetched(preparation.corrected(prepared, draft.overrides), draft)

    def card(self, draft: Draft, prepared: Prepared) -> Card:
        """What adding a draft now would do, and the draft with what that is compared with.

        Raises:
            JianfuError: it could not be read, or the library cannot.
        """
        if prepared.source is None:
            raise Unreadable(prepared.because)
        # Before the review: what comes in between then makes the card out of date, and not the other way round.
        basis = self.basis(prepared.source.id)
        reviewed = publish.plan(self.home, [replace(prepared, decision=Decision.ACCEPT)])
        [change] = reviewed.changes
        source = reviewed.versions[0].source if reviewed.versions else prepared.source
        made = passages(source, prepared.text, prepared.slices, prepared.written)
        drafts = self.drafts
        others = [other for other in drafts.all() if other.open and other.owner != draft.owner]
        draft = replace(
            draft,
            title=source.title,
            source=source.id,
            version=source.version or None,
            sha256=source.sha256,
            basis=basis,
        )
        return Card(
            draft=draft, prepared=prepared, change=change, source=source, passages=made, others=tuple(others)
        )

    def basis(self, id_: str) -> str:
        """The key of the version of a source that is in force; none where it is not in the library."""
        found = holdings(self.home).newest.get(id_)
        return found.source.key if found else ""

    def publish(self, card: Card) -> Publication | None:
        """Add a draft; None where what its card was compared with is not in force any more, and nothing was done.

        Raises:
            Busy: another process is writing.
            JianfuError: the smoke questions failed, or the library cannot be read; nothing has changed.
        """
        with self._writing:
            if self.basis(card.source.id) != card.draft.basis:
                return None
            return publish.add(self.home, self.model, [card.prepared], added_by=card.draft.actor)

    def finish(self, draft: Draft, prepared: Prepared) -> Draft | None:
        """The draft as published, where that was under way when the process ended; None where nothing came of it.

        A version on the shelf that the live index lacks is taken in now.

        Raises:
            Busy: another process is writing.
            JianfuError: it could not be finished.
        """
        with self._writing:
            key = f"{draft.source}@{draft.version}"
            found = [one.source for one in shelf.versions(self.home) if one.source.key == key]
            if [(source.sha256, source.added_by) for source in found] != [(draft.sha256, draft.actor)]:
                return None
            generation = next((one.generation for one in ledger.entries(self.home) if key in one.added), None)
            if generation is None or generation > (current_name(self.home) or ""):
                done = publish.add(self.home, self.model, [prepared], added_by=draft.actor)
                generation = generation or done.generation
            return replace(draft, generation=generation)

    def take_back(self, draft: Draft) -> Publication:
        """Take a draft's publication back.

        Raises:
            UsageProblem: that was done already, or a later one built on it.
            JianfuError: it did not come about.
        """
        with self._writing:
            return self.undo(self.home, self.model, draft.generation, by=draft.actor)

    def try_out(self, prepared: Prepared) -> Trial:
        """The library as it would be with a draft.

        Raises:
            JianfuError: it cannot be read.
        """
        return Trial.open(self.home, self.model, [prepared], self.reranker)


def _fetched(prepared: Prepared, draft: Draft) -> Prepared:
    return preparation.fetched(prepared, draft.fetched) if draft.fetched else prepared
