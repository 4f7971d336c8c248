"""The vectors: Chroma, two collections a region: the clauses, and what people ask of them.

A clause stands once by its own words and once by the mean of its lay questions. Collections instead of a `where` on
the region: a filter costs Chroma 20 to 60 times the plain query at 100,000 rows. Rows are ids with vectors and nothing
else: the texts stand in the records, and Chroma, given them too, took more than twice as long to store a row.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from langchain_core.embeddings import Embeddings

from knowledge.corpus import placed
from knowledge.model import LayQuestion, Passage, Source

Ranked = list[tuple[str, float]]  # ids with cosines, nearest first
_CLAUSES, _ASKED = "region-", "asked-"
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
        self._means: dict[str, dict[str, Sequence[float] | Sequence[int]]] = {}  # collection → id → vector
        self._pending: dict[str, list[tuple[str, str]]] = {}  # collection → (id, text)
        # Chroma and the tokenizer work without Python's lock, so that the other sides of the index go on meanwhile; one
        # thread, since two writers of one store corrupt it.
        self._storing = ThreadPoolExecutor(max_workers=1)
        self._stored: list[Future[None]] = []

    def nearest(self, text: str, regions: Iterable[str], limit: int) -> tuple[Ranked, Ranked]:
        """The nearest passages in these regions by their own words, and by their lay questions."""
        vector = self._embeddings.embed_query(text)
        if not any(vector):  # the model knows nothing of the text, and a cosine with nothing means nothing
            return [], []
        places = [_place(region) for region in regions]
        return (
            self._nearest(vector, [f"{_CLAUSES}{place}" for place in places], limit),
            self._nearest(vector, [f"{_ASKED}{place}" for place in places], limit),
        )

    def _nearest(self, vector: Sequence[float], collections: Iterable[str], limit: int) -> Ranked:
        wanted: list[Sequence[float] | Sequence[int]] = [vector]
        found: Ranked = []
        for name in collections:
            collection = self._collections.get(name)
            if collection is not None:
                result = collection.query(query_embeddings=wanted, n_results=limit, include=["distances"])
                distances = (result["distances"] or [[]])[0]
                found += [
                    (id_, 1.0 - distance) for id_, distance in zip(result["ids"][0], distances, strict=True)
                ]
        return sorted(found, key=lambda scored: (-scored[1], scored[0]))[:limit]

    def add(
        self, source: Source, passages: Iterable[Passage], questions: Mapping[str, Sequence[LayQuestion]]
    ) -> None:
        """Take passages in; they are embedded and stored in batches, the last one by `commit`."""
        for passage in passages:
            name = f"{_CLAUSES}{_place(passage.region)}"
            rows = self._pending.setdefault(name, [])
            rows.append((passage.id, placed(source.title, passage.heading, passage.text)))
            if len(rows) == _BATCH:
                self._store_rows(name)
            asked = questions.get(passage.id)
            if asked:
                self._keep_asked(passage, asked)

    def flush(self) -> None:
        """Begin to embed and store what is still waiting."""
        for name in list(self._pending):
            self._store_rows(name)

    def commit(self) -> None:
        """Embed and store what is still waiting, and wait until all of it is."""
        self.flush()
        for stored in self._stored:
            stored.result()
        self._stored.clear()
        for name, means in self._means.items():
            ids = list(means)
            for start in range(0, len(ids), _BATCH):
                batch = ids[start : start + _BATCH]
                self._collection(name).add(ids=batch, embeddings=[means[id_] for id_ in batch])
        self._means.clear()

    def remove(self, ids: Mapping[str, Sequence[str]]) -> None:
        """Forget passages, by their regions. Chroma takes its time over each collection, also where it holds none of them."""
        for region, own in ids.items():
            for name in (f"{_CLAUSES}{_place(region)}", f"{_ASKED}{_place(region)}"):
                if name in self._collections:
                    self._collections[name].delete(list(own))

    def close(self) -> None:
        """Let go of the folder."""
        self._storing.shutdown(cancel_futures=True)
        self._collections.clear()
        self._client.close()

    def _store_rows(self, name: str) -> None:
        ids, texts = zip(*self._pending.pop(name), strict=True)
        collection = self._collection(name)

        def store() -> None:
            vectors: list[Sequence[float] | Sequence[int]] = [*self._embeddings.embed_documents(list(texts))]
            collection.add(ids=list(ids), embeddings=vectors)

        self._stored.append(self._storing.submit(store))

    def _keep_asked(self, passage: Passage, questions: Sequence[LayQuestion]) -> None:
        """Keep the mean direction of a passage's questions: one row, where a row a question found no more."""
        name = f"{_ASKED}{_place(passage.region)}"
        vectors = np.asarray(
            self._embeddings.embed_documents([question.text for question in questions]), dtype=np.float32
        )
        mean = vectors.mean(axis=0)
        if mean.any():
            self._means.setdefault(name, {})[passage.id] = mean.tolist()

    def _collection(self, name: str) -> chromadb.Collection:
        """A collection to write to; made where there is none. Chroma's own distance is l2, and its own model is fetched."""
        return self._client.get_or_create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )


def _place(region: str) -> str:
    return region.replace("/", "-")  # Chroma allows letters, digits, dot, hyphen and underscore
