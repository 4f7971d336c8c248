"""The library on disk: written once, read back the same, never half."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import shelf
from ingest.document import Slice
from ingest.passages import passages
from ingest.shelf import Version
from knowledge.errors import JianfuError
from knowledge.model import Grade, Kind, Source
from tests.builders import source
from tests.ingest.conftest import Preparing
from tests.ingest.samples import DIGEST


def version(prepared: Preparing, **fields: Any) -> Version:
    document = prepared("a.md", DIGEST, kind="digest")
    assert document.source is not None
    card = replace(document.source, version=1, **fields)
    made = passages(card, document.text, document.slices)
    return Version(card, document.text, made, document.original, document.suffix, document.overrides)


def put(home: Path, *versions: Version) -> None:
    shelf.settle(home, shelf.stage(home, versions))


def test_a_version_is_read_back_as_it_was_put(home: Path, prepared: Preparing) -> None:
    one = version(
        prepared, expires=date(2030, 1, 1), supersedes=("旧规",), note='引号"与\n换行', added_by="tester"
    )
    put(home, one)
    [found] = shelf.versions(home)
    assert found.source == one.source
    assert found.overrides == {"kind": "digest"}
    assert shelf.passages(found) == one.passages
    assert shelf.text(found) == one.text
    assert shelf.passages(found)[2].kind is Kind.CASE
    assert shelf.passages(found)[2].grade is Grade.C


def test_a_version_lies_in_plain_files(home: Path, prepared: Preparing) -> None:
    put(home, version(prepared))
    folder = home / "library" / "shili-yaodian-2024" / "1"
    assert {path.name for path in folder.iterdir()} == {
        "original.md",
        "text.md",
        "source.toml",
        "passages.jsonl",
    }
    assert (folder / "original.md").read_bytes() == DIGEST.encode()
    card = (folder / "source.toml").read_text(encoding="utf-8")
    assert 'kind = "digest"' in card
    assert "issued = 2024-05-06" in card
    assert "author" not in card  # what is unknown is left out


def test_versions_come_by_id_and_number(home: Path, prepared: Preparing) -> None:
    one = version(prepared)
    cards: list[Source] = [
        replace(one.source, id=id_, version=number) for id_, number in (("b", 1), ("a", 10), ("a", 2))
    ]
    put(home, *(replace(one, source=card) for card in cards))
    assert [found.source.key for found in shelf.versions(home)] == ["a@2", "a@10", "b@1"]


def test_what_was_only_staged_is_no_version_and_is_swept(home: Path, prepared: Preparing) -> None:
    shelf.stage(home, [version(prepared)])
    assert shelf.versions(home) == []
    shelf.sweep(home)
    assert list((home / "library").iterdir()) == []


def test_an_empty_library_has_no_versions(home: Path) -> None:
    assert shelf.versions(home) == []
    shelf.sweep(home)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("source.toml", "id = "),
        ("source.toml", 'id = "a"\nversion = 1\ntitle = "甲"\nkind = "ruel"\n'),
        ("source.toml", 'id = "other"\nversion = 1\ntitle = "甲"\nkind = "rule"\n'),
        ("source.toml", "\ud800"),
    ],
)
def test_a_card_that_a_hand_has_broken_is_named(
    home: Path, prepared: Preparing, name: str, content: str
) -> None:
    put(home, version(prepared))
    path = home / "library" / "shili-yaodian-2024" / "1" / name
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(JianfuError, match=r"source\.toml"):
        shelf.versions(home)


@pytest.mark.parametrize("content", [b"{", b"\xff", None])
def test_broken_passages_are_named(home: Path, prepared: Preparing, content: bytes | None) -> None:
    put(home, version(prepared))
    [found] = shelf.versions(home)
    path = found.folder / "passages.jsonl"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(JianfuError, match=r"passages\.jsonl"):
        shelf.passages(found)


def test_separators_that_only_python_takes_for_line_ends_stay_in_a_passage(home: Path) -> None:
    text = "甲\u2028乙\x85丙"
    document = source(id="a")
    made = passages(document, text, [Slice(start=0, end=len(text), locator="第1段")])
    put(home, Version(document, text, made, b"", ".txt", {}))
    [found] = shelf.versions(home)
    assert shelf.passages(found)[0].text == text
