"""Readers: one file a format, from bytes to text."""

import dataclasses
import re

from ingest.document import Document, SourceText, Unreadable
from ingest.readers import html, jsonl, markdown, plain
from ingest.readers.encoding import decode

MARKDOWN = frozenset({".md", ".markdown"})
TEXT = frozenset({".txt", ".text", ""})
HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
CORPUS = frozenset({".jsonl", ".ndjson"})
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read(document: Document) -> SourceText:
    """What a document says, by its format: of its name, corrected by what stands in it.

    Raises:
        Unreadable: no text can be had of it.
    """
    if document.suffix == jsonl.LINE:
        return jsonl.read(document)
    if document.suffix not in MARKDOWN | TEXT | HTML:
        raise Unreadable(f"不认识“{document.suffix}”格式，目前能读 .md、.txt、.html 和 .jsonl。")
    text, warnings = decode(document.content)
    found = _read(text, document.suffix)
    return dataclasses.replace(found, warnings=(*warnings, *found.warnings))


def _read(text: str, suffix: str) -> SourceText:
    if suffix in HTML or _PAGE.match(text):
        return html.read(text)
    if suffix in MARKDOWN or markdown.looks_like(text):
        return markdown.read(text)
    return plain.read(text)
