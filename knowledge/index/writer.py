"""The writer: a generation being made. Nobody reads it before `close` returned."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from knowledge.embedding import EmbeddingModel
from knowledge.index.generation import CHROMA, LEXICAL, RECORDS, check
from knowledge.index.inverted import Inverted
from knowledge.index.kinship import kinship, letters_of
from knowledge.index.records import SCHEMA, Records
from knowledge.model import LayQuestion, Passage, Source

_CHROMA_FILE = "chroma.sqlite3"


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
        self._questions_changed = False
        self._alone: dict[str, str] = {}  # new passages without lay questions: what their kin are told by

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
            _copy(base, path)
        writer = cls(path, model)
        writer._records.note(
            schema=SCHEMA, model=model.name, fingerprint=model.fingerprint, parent=base.name if base else ""
        )
        return writer

    @property
    def sources(self) -> Mapping[str, Source]:
        """What the generation holds now, by key."""
        return MappingProxyType(self._sources)

    def add(self, source: Source, passages: Sequence[Passage], questions: Iterable[LayQuestion] = ()) -> None:
        """Add a source version with all its passages, and the lay questions that belong to them by locator."""
        asked = _by_passage(passages, questions)
        self._records.put(source)
        self._records.add(passages, asked)
        self._inverted.add(source, passages, asked)
        self._questions_changed |= bool(asked)
        self._vectors.add(source, passages, asked)
        # Now, while their texts are in the form that terms and letters share, and without reading them back.
        self._alone |= {one.id: letters_of(one.text) for one in passages if one.id not in asked}
        self._sources[source.key] = source

    def update(self, source: Source) -> None:
        """Replace what is known about a source version; its passages stay."""
        self._records.put(source)
        self._sources[source.key] = source

    def remove(self, keys: Iterable[str]) -> None:
        """Take source versions out with their passages."""
        gone = list(keys)
        ids = self._records.ids_of(gone)
        asked = self._records.question_counts()
        self._questions_changed |= any(not asked.keys().isdisjoint(own) for own in ids.values())
        self._vectors.remove(ids)
        for id_ in chain(*ids.values()):
            self._alone.pop(id_, None)
        self._inverted.remove(gone)
        self._records.remove(gone)
        for key in gone:
            self._sources.pop(key, None)

    def close(self) -> None:
        """Finish: everything is on disk and synced when this returns."""
        self._vectors.flush()
        if self._questions_changed:
            self._records.forget_kin()
            self._alone = {one.id: letters_of(one.text) for one in self._records.without_kin()}
        known = self._records.passages(sorted(self._records.question_counts()))
        self._records.put_kin(kinship(list(known.values()), self._alone.items()))
        self._records.commit()
        self._records.close()
        self._inverted.commit()
        self._vectors.commit()
        self._vectors.close()
        for folder, _, files in os.walk(self.path):
            for name in (*files, "."):
                _sync(Path(folder) / name)


def _by_passage(
    passages: Sequence[Passage], questions: Iterable[LayQuestion]
) -> dict[str, list[LayQuestion]]:
    """Questions by the passages that their locators name; what names none is left out."""
    at: dict[str, list[LayQuestion]] = {}
    for question in questions:
        at.setdefault(question.locator, []).append(question)
    return {passage.id: at[passage.locator] for passage in passages if passage.locator in at}


def _copy(base: Path, path: Path) -> None:
    """Copy a generation that others may be reading.

    Chroma's SQLite file goes through SQLite itself: a reader that opens it makes a journal beside it for a moment, which
    a plain copy would trip over, and only SQLite copies a file whole while others hold it.
    """
    shutil.copytree(base, path, ignore=shutil.ignore_patterns(f"{_CHROMA_FILE}*"))
    for file in base.rglob(_CHROMA_FILE):
        with (
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(path / file.relative_to(base))) as target,
        ):
            source.backup(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
