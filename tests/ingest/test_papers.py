"""Whole documents of our own words, each with what is to be found in it. Each file says so between its `+++` lines."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Preparing

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))
_OF_PASSAGES = {"locators": "locator", "articles": "article", "headings": "heading"}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_document_says_what_it_is_and_where_each_clause_stands(paper: Path, prepared: Preparing) -> None:
    _, expected, text = paper.read_text(encoding="utf-8").split("+++\n")
    found = prepared("a.txt", text)
    assert found.source is not None
    wanted: dict[str, Any] = tomllib.loads(expected)
    actual = {
        key: [getattr(slice_, _OF_PASSAGES[key]) for slice_ in found.slices]
        if key in _OF_PASSAGES
        else _plain(getattr(found.source, key))
        for key in wanted
    }
    assert actual == wanted


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_what_a_document_does_not_say_stays_unknown(paper: Path, prepared: Preparing) -> None:
    _, expected, text = paper.read_text(encoding="utf-8").split("+++\n")
    source = prepared("a.txt", text).source
    wanted = tomllib.loads(expected)
    unknown = ("author", "publisher", "published", "number", "expires", "supersedes")
    told = {key: getattr(source, key) for key in unknown if key not in wanted}
    assert {key: value for key, value in told.items() if value} == {}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else str(value)
