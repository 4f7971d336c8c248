"""Readers: one file a format, from bytes to text.

What a file is, its first bytes say; its name counts only where they leave it open. Text is read here; everything
else could harm, and is read in a process of its own (`isolation`).
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.document import Document, SourceText, Unreadable
from ingest.readers import formats, html, jsonl, markdown, mhtml, plain
from ingest.readers.archives import Member, is_overhead
from ingest.readers.encoding import decode
from ingest.readers.formats import SUFFIXES, Format
from ingest.readers.isolation import Worker

__all__ = ["CORPUS", "MARKDOWN", "Member", "Worker", "is_overhead", "is_text", "members", "read"]

MARKDOWN = SUFFIXES[Format.MARKDOWN]
CORPUS = SUFFIXES[Format.JSONL]
_READERS: dict[Format, Callable[[str], SourceText]] = {
    Format.HTML: html.read,
    Format.MARKDOWN: markdown.read,
    Format.TEXT: plain.read,
}


def read(document: Document, worker: Worker) -> SourceText:
    """What a document says, by what it is; with a warning where its name says something else.

    Raises:
        Unreadable: no text can be had of it.
    """
    if document.suffix == jsonl.LINE:
        return jsonl.read(document)
    binary = formats.binary(document.content)
    if binary is not None:
        found = worker.read(document, binary)
        misnamed = formats.misnamed(document.suffix, Format(found.format))
        return replace(found, warnings=(*misnamed, *found.warnings))
    if formats.is_archive_of_page(document.content):
        text, warnings = mhtml.page(document.content)
        return _read(text, Format.MHTML, (*formats.misnamed(document.suffix, Format.MHTML), *warnings))
    text, warnings = _decoded(document)
    if not formats.is_page(text):
        formats.check_suffix(document.suffix)
    format_ = _text_format(text, document.suffix)
    return _read(text, format_, (*formats.misnamed(document.suffix, format_), *warnings))


def is_text(document: Document) -> bool:
    """Whether a document may be plain text by its first bytes.

    Raises:
        Unreadable: it is of a kind that is never read.
    """
    return formats.binary(document.content) is None


def members(document: Document, folder: Path, worker: Worker) -> tuple[Member, ...] | None:
    """The members of an archive, unpacked into a folder; None for a document that is none.

    Raises:
        Unreadable: it cannot be unpacked.
    """
    if formats.binary(document.content) is not Format.ZIP:
        return None
    return worker.unpack(document, folder)


def _decoded(document: Document) -> tuple[str, tuple[str, ...]]:
    """The text of a document that is no other format by its first bytes, whatever its name says."""
    try:
        return decode(document.content)
    except Unreadable:
        if document.content and formats.names_binary(document.suffix):
            raise Unreadable(
                f"文件名是“{document.suffix}”，内容却不是，也不是文字：可能没有下载完，或者已经损坏，请重新取一份再加。"
            ) from None
        raise


def _text_format(text: str, suffix: str) -> Format:
    if suffix in SUFFIXES[Format.HTML] or formats.is_page(text):
        return Format.HTML
    if suffix in SUFFIXES[Format.MARKDOWN] or markdown.looks_like(text):
        return Format.MARKDOWN
    return Format.TEXT


def _read(text: str, format_: Format, warnings: tuple[str, ...]) -> SourceText:
    found = _READERS.get(format_, html.read)(text)
    return replace(found, warnings=(*warnings, *found.warnings))
