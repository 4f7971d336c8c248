"""Notices out of files: their words as they stand, within what somebody waits for, and nothing written anywhere."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import notices
from ingest.cleaning import off_paper
from ingest.document import RECOGNISING_PAGES, Document, NotInstalled, Part, SourceText, Unreadable
from ingest.notices import MOST_PICTURES, NoticeText
from ingest.readers import Worker
from ingest.readers.formats import Format
from ingest.readers.memory import folder_in_memory
from tests.ingest import papers

LINES = (
    "关于报送材料的通知",
    "各村、社区：",
    "一、各村每周五前报送走访照片，不少于二十张，逾期未报的在全镇通报批评。",
    "二、推进会定于每月五日召开，各村书记须到会，不得请假，会后报送心得体会。",
    "镇党政办",
)
RTF = b"{\\rtf1 a}"


def squashed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docx", papers.word_of(LINES)),
        ("通知.ofd", papers.laid_out(LINES)),
        ("通知.txt", "\r\n".join(LINES).encode("gb18030")),
        ("通知", "\n".join(LINES).encode()),
        ("通知.docx(1)", papers.word_of(LINES)),  # as chat programs name a second copy
    ],
)
def test_every_word_of_a_file_is_there_and_its_sentences_are_whole(name: str, content: bytes) -> None:
    found = notices.read([(name, content)])
    assert squashed(found.text) == "".join(LINES)
    assert LINES[2] in found.text.split("\n")
    assert not found.recognised
    assert "通知" not in repr(found)


@given(st.text(st.sampled_from("减负会议，。\n\f　 -1一、"), max_size=120))
def test_off_paper_takes_white_space_and_page_numbers_alone(text: str) -> None:
    assert set(squashed(off_paper(text))) <= set(squashed(text))
    if not any(mark in text for mark in "1-\f"):  # a form feed begins a page, whose head may be repeated
        assert squashed(off_paper(text)) == squashed(text)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", papers.zipped({"通知.txt": "通知"}), "我不拆"),
        ("a.rar", b"Rar!", "我不拆"),
        ("a.mp3", b"ID3", "这一种文件我读不了"),
        ("a.pdf", b"%PDF-1.4", "打不开"),
        ("a.txt", b"", "空的"),
    ],
)
def test_what_holds_no_notice_is_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        notices.read([(name, content)])


def test_parts_that_cannot_be_read_are_named_where_others_can() -> None:
    found = notices.read([("1.jpg", b"\xff\xd8\xff"), ("2.txt", "\n".join(LINES).encode())])
    assert squashed(found.text) == "".join(LINES)
    assert found.unread == (1,)


def test_more_pictures_than_anybody_waits_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match=f"最多认{MOST_PICTURES}页"):
        notices.read([("a.jpg", b"\xff\xd8\xff")] * (MOST_PICTURES + 1))
    many = papers.scanned([papers.drawn([(0.0, "会议从简。")], noise=0)] * (MOST_PICTURES + 1))
    with pytest.raises(Unreadable, match=f"最多认{MOST_PICTURES}页"):
        notices.read([("a.pdf", many)])


def test_a_folder_in_memory_is_one() -> None:
    folder = folder_in_memory()
    if sys.platform != "linux":
        assert folder is None
    elif folder is not None:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
        systems = {line.split()[1]: line.split()[2] for line in mounts}
        place = next(parent for parent in (folder, *folder.parents) if str(parent) in systems)
        assert systems[str(place)] in {"tmpfs", "ramfs"}


def test_without_a_folder_in_memory_nothing_that_must_leave_no_trace_is_converted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ingest.readers.isolation.folder_in_memory", lambda: None)
    called = tmp_path / "called"
    (tmp_path / "soffice").write_text(f"#!/bin/sh\ntouch {called}\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotInstalled) as caught:
        notices.read([("a.rtf", RTF)])
    assert caught.value.part is Part.CONVERSION
    assert not called.exists()
    assert squashed(notices.read([("a.docx", papers.word_of(LINES))]).text) == "".join(LINES)


def test_while_a_file_is_read_it_lies_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[Path] = []
    pages = Document(path="", content=papers.printed(["会议从简。" * 50] * 40), suffix=".pdf")

    def look(*_step: object) -> None:
        seen.extend(path for path in tmp_path.rglob("*") if path.is_file())

    with Worker(look) as worker:
        assert isinstance(worker.read(pages, Format.PDF), SourceText)
    assert seen == []


def test_recognition_is_seen_from_the_progress() -> None:
    attention = notices._Attention()
    attention.watch("读第几页", 3, 500)
    assert not attention.recognised
    attention.watch(RECOGNISING_PAGES, 0, MOST_PICTURES)
    assert attention.recognised
    assert not NoticeText(text="x").recognised
