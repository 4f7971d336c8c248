"""The writer: a generation being made. Nobody reads it before `close` returned."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from knowledge.embedding import EmbeddingModel
from knowledge.index.generation import CHROMA, LEXICAL, RECORDS, check
from knowledge.index.inverted import Inverted
from knowledge.index.records import SCHEMA, Records
from knowledge.model import Passage, Source


class IndexWriter:
    """One generation under construction, from nothing or from a copy of the live one."""

    def __init__(self, path: Path, model: EmbeddingModel) -> None:
        """Use `create`."""
        # Imported here, so that reading commands start without Chroma.
        from knowledge.index.vectors import Vectors  # noqa: PLC0415

        self.path = path
        self._records = Records(path / RECORDS, writable=True)
        self._inverted = Inverted(path / LEXICAL)
        self._vectors = Vectors(path / CHROMA, model.embeddings)
        self._sources = self._records.sources()

    @classmethod
    def create(cls, path: Path, model: EmbeddingModel, *, base: Path | None = None) -> "IndexWriter":
        """Begin a generation at a path that does not exist yet.

        A base is copied, so that the cost of publishing follows the change and not the corpus.

        Raises:
            ModelMismatch: the base was made with another embedding model.
            FileExistsError: there is something at the path.
        """
        if base is None:
            path.mkdir(parents=True)
        else:
            records = Records(base / RECORDS)
            try:
                check(records.meta(), model)
            finally:
                records.close()
            shutil.copytree(base, path)
        writer = cls(path, model)
        writer._records.note(
            schema=SCHEMA, model=model.name, fingerprint=model.fingerprint, parent=base.name if base else ""
        )
        return writer

    @property
    def sources(self) -> Mapping[str, Source]:
        """What the generation holds now, by key."""
        return MappingProxyType(self._sources)

    def add(self, source: Source, passages: Sequence[Passage]) -> None:
        """Add a source version with all its passages."""
        self._records.put(source, passages)
        self._inverted.add(source, passages)
        self._vectors.add(source, passages)
        self._sources[source.key] = source

    def update(self, source: Source) -> None:
        """Replace what is known about a source version; its passages stay."""
        self._records.put(source)
        self._sources[source.key] = source

    def remove(self, keys: Iterable[str]) -> None:
        """Take source versions out with their passages."""
        gone = list(keys)
        self._vectors.remove(self._records.ids_of(gone))
        self._inverted.remove(gone)
        self._records.remove(gone)
        for key in gone:
            self._sources.pop(key, None)

    def close(self) -> None:
        """Finish: everything is on disk and synced when this returns."""
        self._records.commit()
        self._records.close()
        self._inverted.commit()
        self._vectors.commit()
        self._vectors.close()
        for folder, _, files in os.walk(self.path):
            for name in (*files, "."):
                _sync(Path(folder) / name)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
