"""The questions that a new generation has to stand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.passages import passages
from ingest.smoke import Smoke, smoke
from ingest.structure import structure
from knowledge.embedding import EmbeddingModel
from knowledge.index import IndexWriter
from knowledge.library import Library
from knowledge.model import Passage, Source, Status
from tests.builders import TODAY, source

TEXT = "第一条　会议一般不超过一小时。\n第二条　文件一般不超过五千字。\n第三条　督查每年最多一次。\n"


def made(**fields: Any) -> tuple[Source, tuple[Passage, ...]]:
    card = source(**{"id": "a"} | fields)
    return card, passages(card, TEXT, structure(TEXT).slices)


@pytest.fixture
def library(tmp_path: Path, model: EmbeddingModel) -> Iterator[Library]:
    """A generation that holds one source, in force today, and one that will be."""
    writer = IndexWriter.create(tmp_path / "g00000001", model)
    writer.add(*made())
    writer.add(*made(id="b", effective=date(2030, 1, 1)))
    writer.close()
    library = Library.at(tmp_path / "g00000001", model)
    yield library
    library.close()


def test_a_generation_that_holds_what_came_in_passes(library: Library) -> None:
    card, added = made()
    assert smoke(library, {card.key: card}, added, TODAY) == Smoke(3, 3)


def test_a_generation_that_lacks_what_came_in_fails(library: Library) -> None:
    card, added = made()
    lost = [replace(passage, text=passage.text.replace("不超过", "应当少于")) for passage in added]
    assert smoke(library, {card.key: card}, lost, TODAY) == Smoke(3, 1)


def test_what_does_not_hold_yet_is_asked_for_the_day_it_will(library: Library) -> None:
    card, added = made(id="b", effective=date(2030, 1, 1))
    assert smoke(library, {card.key: card}, added, TODAY) == Smoke(3, 3)


def test_what_never_holds_is_not_asked_for(library: Library) -> None:
    card, added = made(status=Status.DRAFT)
    assert smoke(library, {card.key: card}, added, TODAY) == Smoke(0, 0)


def test_a_large_document_is_asked_for_by_a_sample(library: Library) -> None:
    card, added = made()
    assert smoke(library, {card.key: card}, added * 20, TODAY) == Smoke(8, 8)


def test_the_starter_corpus_is_asked_what_it_answers(library: Library) -> None:
    card = source(id="ruogan-guiding-2024")
    assert smoke(library, {card.key: card}, [], TODAY) == Smoke(2, 0)
