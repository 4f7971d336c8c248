"""Gathering: the documents that a file holds: itself, the lines of a corpus, or the members of an archive."""

import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ingest.document import Document, Unreadable
from ingest.readers import CORPUS, Worker, formats, jsonl, members


def documents(document: Document, worker: Worker) -> Iterator[Document]:
    """The documents in a file, in order; the members of an archive are taken out one by one.

    Raises:
        Unreadable: it is an archive that cannot be unpacked.
    """
    with tempfile.TemporaryDirectory(prefix="jianfu-", ignore_cleanup_errors=True) as folder:
        held = members(document, Path(folder), worker)
        if held is None:
            yield from _lines(document)
            return
        for member in held:
            stored = Path(folder) / member.stored
            content = stored.read_bytes()
            stored.unlink()
            suffix = PurePosixPath(member.name).suffix.lower()
            yield from _lines(Document(path=f"{document.path}/{member.name}", content=content, suffix=suffix))


def _lines(document: Document) -> Iterator[Document]:
    """The lines of a corpus; any other document, and a corpus that cannot be read, as it is."""
    if document.suffix in CORPUS:
        try:
            formats.binary(document.content)
            yield from jsonl.split(document)
        except Unreadable:
            pass  # told when it is read itself
        else:
            return
    yield document
