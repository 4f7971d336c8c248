"""Scratch libraries: plain texts indexed for one measurement, and forgotten."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from knowledge.embedding import EmbeddingModel
from knowledge.index import IndexWriter
from knowledge.library import Library
from knowledge.model import COUNTRY, Kind, Passage, Source

_SOURCE = Source(id="corpus", version=1, title="", kind=Kind.INTERNAL)


@contextmanager
def library_of(
    texts: Mapping[str, str], model: EmbeddingModel
) -> Iterator[tuple[Library, Mapping[str, str]]]:
    """A library of texts, as passages of one source that have no lay questions, and each passage's name among the texts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generation"
        names = write(path, texts, model)
        library = Library.at(path, model)
        try:
            yield library, names
        finally:
            library.close()


def write(path: Path, texts: Mapping[str, str], model: EmbeddingModel) -> dict[str, str]:
    """Index texts as a generation at a path that does not exist yet; each passage's name among the texts."""
    passages = [_passage(number, name, text) for number, (name, text) in enumerate(texts.items())]
    writer = IndexWriter.create(path, model)
    writer.add(_SOURCE, passages)
    writer.close()
    return {passage.id: passage.locator for passage in passages}


def _passage(number: int, name: str, text: str) -> Passage:
    return Passage(
        id=f"{number:016x}",
        source=_SOURCE.key,
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
