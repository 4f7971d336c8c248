"""Notices: the words of a notice out of whatever file or photographs it came in, without leaving a trace of it.

Nothing is stored: the bytes go through a pipe to a process that keeps what it makes of them in memory, and that ends
with the reading. It is told to give up what would take a reader's patience and not only the machine's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ingest import cleaning, readers
from ingest.document import RECOGNISING_PAGES, Document, NotInstalled, Unreadable
from ingest.readers import formats
from ingest.readers.formats import Format
from ingest.readers.limits import Allowance

MOST_PICTURES = 10  # pages that are recognised; at six seconds each a minute. Telegram's albums hold as many
_LONGEST = 300.0  # seconds for all parts: ten photographs on a machine that takes five times as long as ours
_STALLED = 60.0  # seconds without any sign of progress
_PICTURES = (Format.IMAGE, Format.PDF)
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"})
_PACKED = "这是压缩包，我不拆。请解开，把里面的通知一份一份发给我。"
_UNKNOWN = "这一种文件我读不了。请发 Word、PDF、OFD、文本文件或者照片，或者把文字粘过来。"
_TOO_MANY = f"要认字的页数太多，一次最多认{MOST_PICTURES}页。请挑写了要求的几页发给我。"


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a notice says, and what its reader should know of how that was found out."""

    text: str = field(repr=False)
    recognised: bool = False  # at least partly from a picture, where letters can be mistaken
    unread: tuple[int, ...] = ()  # the parts of which nothing could be read, from 1


def read(parts: Sequence[tuple[str, bytes]]) -> NoticeText:
    """The text of one file, or of several pictures as the pages of one notice, each by its name.

    Raises:
        NotInstalled: a part is missing on this machine that would be needed.
        Unreadable: there is no text in any of it, or too much to read while somebody waits.
    """
    if len(parts) > MOST_PICTURES:
        raise Unreadable(_TOO_MANY)
    if any(PurePosixPath(name).suffix.lower() in _ARCHIVES for name, _ in parts):
        raise Unreadable(_PACKED)
    attention = _Attention()
    allowance = Allowance(stalled=_STALLED, total=_LONGEST / len(parts))
    with readers.Worker(attention.watch, allowance, traceless=True) as worker:
        found = [_read(name, content, worker) for name, content in parts]
    texts = [one for one in found if isinstance(one, str)]
    failures = [one for one in found if isinstance(one, Unreadable)]
    if not texts:
        raise failures[0]
    return NoticeText(
        text=cleaning.off_paper("\f".join(texts)).strip("\n"),
        recognised=attention.recognised,
        unread=tuple(number for number, one in enumerate(found, 1) if isinstance(one, Unreadable)),
    )


def may_show_pictures(parts: Sequence[tuple[str, bytes]]) -> bool:
    """Whether pages of some parts may have to be recognised, which takes seconds each.

    Raises:
        Unreadable: one is of a kind that is never read.
    """
    return any(formats.binary(content) in _PICTURES for _, content in parts)


class _Attention:
    """Sees from the progress whether pages are recognised, and how many."""

    def __init__(self) -> None:
        self.recognised = False

    def watch(self, label: str, _done: int, total: int) -> None:
        """Give up a file that has too many such pages. Raises `Unreadable`."""
        if label == RECOGNISING_PAGES:
            self.recognised = True
            if total > MOST_PICTURES:
                raise Unreadable(_TOO_MANY)


def _read(name: str, content: bytes, worker: readers.Worker) -> str | Unreadable:
    """A part's text, or why there is none; what is missing on this machine is missing for all of them."""
    document = Document(path="", content=content, suffix=PurePosixPath(name).suffix.lower())
    try:
        return readers.read(document, worker).text if _known(document) else Unreadable(_UNKNOWN)
    except NotInstalled:
        raise
    except Unreadable as problem:
        return problem


def _known(document: Document) -> bool:
    """Whether a file may be of a format that is read, by its name or its first bytes."""
    named = any(document.suffix in suffixes for suffixes in formats.SUFFIXES.values())
    return named or formats.binary(document.content) is not None
