"""A small real index: Chroma, tantivy and SQLite in a folder of the test's own."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.index import IndexWriter
from knowledge.model import Kind, Passage, Source
from tests.builders import passage, source
from tests.fakes import pair_model

Texts = Sequence[tuple[str, str]]  # (article, text)
Entry = tuple[Source, list[Passage]]


def entry(texts: Texts, **fields: object) -> Entry:
    """A source with numbered passages."""
    card = source(**fields)
    kind = card.kind if isinstance(card.kind, Kind) else Kind.RULE
    passages = [
        passage(
            text,
            source=card.key,
            position=position,
            locator=f"第{article}条",
            article=article,
            kind=kind,
            region=card.region,
        )
        for position, (article, text) in enumerate(texts)
    ]
    return card, passages


@pytest.fixture
def model() -> EmbeddingModel:
    return pair_model()


@pytest.fixture
def made(tmp_path: Path, model: EmbeddingModel) -> Callable[..., Path]:
    """Makes a generation of some entries."""

    def make(*entries: Entry, name: str = "g1", base: Path | None = None) -> Path:
        path = tmp_path / "index" / name
        writer = IndexWriter.create(path, model, base=base)
        for card, passages in entries:
            writer.add(card, passages)
        writer.close()
        return path

    return make
