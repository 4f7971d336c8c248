"""Scratch libraries: plain texts indexed for one measurement, and forgotten."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from knowledge.embedding import EmbeddingModel
from knowledge.index import IndexWriter
from knowledge.library import Library
from knowledge.model import COUNTRY, Kind, Passage, Source


@contextmanager
def library_of(
    texts: Mapping[str, str], model: EmbeddingModel
) -> Iterator[tuple[Library, Mapping[str, str]]]:
    """A library of texts, as passages of one source that have no lay questions, and each passage's name among the texts."""
    source = Source(id="corpus", version=1, title="", kind=Kind.INTERNAL)
    passages = [
        Passage(
            id=f"{number:016x}",
            source=source.key,
            position=number,
            locator=name,
            article=None,
            heading="",
            text=text,
            start=0,
            end=len(text),
            kind=Kind.INTERNAL,
            region=COUNTRY,
        )
        for number, (name, text) in enumerate(texts.items())
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generation"
        writer = IndexWriter.create(path, model)
        writer.add(source, passages)
        writer.close()
        library = Library.at(path, model)
        try:
            yield library, {passage.id: passage.locator for passage in passages}
        finally:
            library.close()
