"""JSONL corpora: one source a line, `{"id"|"_id", "title", "text"}`."""

import json
from collections.abc import Iterator
from typing import Any

from ingest.document import Document, SourceText, Unreadable
from ingest.readers.encoding import decode, encodable

LINE = ".json"  # the suffix of one line of a corpus
_TITLE = 30  # characters of the text that stand for a title where the line gives none


def split(document: Document) -> Iterator[Document]:
    """The lines of a corpus as documents; blank ones are skipped.

    Raises:
        Unreadable: the file is no text.
    """
    text, _ = decode(document.content)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Document(path=f"{document.path}:{number}", content=line.strip().encode(), suffix=LINE)


def read(line: Document) -> SourceText:
    """One line of a corpus.

    Raises:
        Unreadable: it is no JSON object with an id and a text.
    """
    values = _object(line.content)
    text, given = values.get("text"), values.get("id", values.get("_id"))
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("这一行没有“text”，或者它是空的。")
    if not isinstance(given, str | int) or isinstance(given, bool) or not str(given).strip():
        raise Unreadable("这一行没有编号，要有“id”或“_id”。")
    text = encodable(text).replace("\r\n", "\n").strip("\n")
    title = values.get("title")
    named = encodable(title).strip() if isinstance(title, str) else ""
    return SourceText(
        text=f"{text}\n",
        format="jsonl",
        id=encodable(str(given)).strip(),
        title=named or text.strip().splitlines()[0][:_TITLE],
    )


def _object(content: bytes) -> dict[str, Any]:  # Any: whatever people put into JSON
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        raise Unreadable("这一行不是合法的 JSON。") from None
    if not isinstance(values, dict):
        raise Unreadable('这一行要是一个 JSON 对象，如 {"id": "…", "title": "…", "text": "…"}。')
    return values
