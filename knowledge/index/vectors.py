"""The vectors: Chroma through LangChain, one collection a region.

Collections instead of a `where` on the region: a filter costs Chroma 20 to 60 times the plain query at 100,000 rows.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from langchain_core.embeddings import Embeddings

from knowledge.model import Passage, Source

if TYPE_CHECKING:
    from langchain_chroma import Chroma

_BATCH = 2000  # rows of one add; Chroma takes at most 5,461


class Vectors:
    """The dense side of one generation."""

    def __init__(self, path: Path, embeddings: Embeddings) -> None:
        """Open the folder, making an empty store where there is none."""
        client = chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False))
        assert isinstance(client, Client)  # noqa: S101 (its declared type hides `close`)
        self._client = client
        self._embeddings = embeddings
        self._collections = {collection.name: collection for collection in self._client.list_collections()}
        self._stores: dict[str, Chroma] = {}  # of the collections written to
        self._pending: dict[str, list[tuple[str, str, str]]] = {}  # collection → (id, text, source)

    def nearest(self, text: str, regions: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """The nearest passages in these regions: ids with cosines, nearest first.

        Chroma is asked directly: LangChain's store takes a second to import and a tenth of one to open, and makes documents
        out of rows of which only the ids are wanted.
        """
        vector = self._embeddings.embed_query(text)
        if not any(vector):
            return []  # nothing of the text is known to the model, and a cosine with nothing means nothing
        wanted: list[Sequence[float] | Sequence[int]] = [vector]
        found = []
        for region in regions:
            collection = self._collections.get(_collection(region))
            if collection is not None:
                result = collection.query(query_embeddings=wanted, n_results=limit, include=["distances"])
                distances = (result["distances"] or [[]])[0]
                found += [
                    (id_, 1.0 - distance) for id_, distance in zip(result["ids"][0], distances, strict=True)
                ]
        return sorted(found, key=lambda scored: (-scored[1], scored[0]))[:limit]

    def add(self, source: Source, passages: Iterable[Passage]) -> None:
        """Take passages in; they are embedded and stored in batches, the last one by `commit`."""
        for passage in passages:
            name = _collection(passage.region)
            rows = self._pending.setdefault(name, [])
            rows.append((passage.id, embedded_text(source, passage), passage.source))
            if len(rows) == _BATCH:
                self._store_rows(name)

    def commit(self) -> None:
        """Embed and store what is still waiting."""
        for name in list(self._pending):
            self._store_rows(name)

    def remove(self, ids: Sequence[str]) -> None:
        """Forget passages."""
        if ids:
            for collection in self._collections.values():
                collection.delete(list(ids))

    def close(self) -> None:
        """Let go of the folder."""
        self._collections.clear()
        self._stores.clear()
        self._client.close()

    def _store_rows(self, name: str) -> None:
        rows = self._pending.pop(name)
        if name not in self._stores:
            self._stores[name] = self._store(name)
        ids, texts, sources = zip(*rows, strict=True)
        self._stores[name].add_texts(texts, [{"source": source} for source in sources], list(ids))

    def _store(self, name: str) -> "Chroma":
        from langchain_chroma import Chroma  # noqa: PLC0415 (see `nearest`)

        return Chroma(
            name,
            self._embeddings,
            client=self._client,
            # Chroma's own default is l2.
            collection_configuration={"hnsw": {"space": "cosine"}},
        )


def embedded_text(source: Source, passage: Passage) -> str:
    """What is embedded for a passage: its text after the names that place it."""
    return "\n".join(filter(None, (source.title, passage.heading, passage.text)))


def _collection(region: str) -> str:
    return f"region-{region.replace('/', '-')}"  # Chroma allows letters, digits, dot, hyphen and underscore
