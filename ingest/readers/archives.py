"""Archives: a zip of documents, unpacked into files of our own naming."""

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from ingest.document import Progress, Unreadable
from ingest.readers import zips
from ingest.readers.limits import MOST_EXPANDED

_OVERHEAD = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})  # what systems leave, and nobody wrote
_LOCK = "~$"  # Word's own note that a file is open
_LONGEST_NAME = 200  # characters


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, and the name of the file that now holds it."""

    name: str
    stored: str


def is_overhead(path: PurePath) -> bool:
    """Whether a path is hidden, or of a file that a system made and no person."""
    return any(part.startswith((".", _LOCK)) or part in _OVERHEAD for part in path.parts)


def unpack(content: bytes, folder: Path, progress: Progress) -> tuple[Member, ...] | None:
    """Write the members of an archive into a folder as 00000, 00001, …; None if it is one document, such as a DOCX.

    Raises:
        Unreadable: it is damaged, encrypted, hostile, or holds no file.
    """
    with zips.opened(content) as found:
        if kind(found) is not None:
            return None
        wanted = [
            (member, shown)
            for member in found.infolist()
            if not member.is_dir() and not is_overhead(PurePosixPath(shown := safe_name(zips.name(member))))
        ]
        if not wanted:
            raise Unreadable("压缩包是空的，里面没有文件。")
        members, left = [], MOST_EXPANDED
        for number, (member, shown) in enumerate(sorted(wanted, key=lambda pair: pair[1])):
            progress("解开压缩包", number, len(wanted))
            held = zips.read(found, member, left)
            left -= len(held)
            stored = f"{number:05}"
            (folder / stored).write_bytes(held)
            members.append(Member(shown, stored))
    return tuple(members)


def kind(found: zipfile.ZipFile) -> str | None:
    """Which format that is made of a zip this is; None for an archive."""
    names = set(found.namelist())
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next(
            (known for start, known in _OFFICE if any(name.startswith(start) for name in names)), "other"
        )
    if "mimetype" in names:
        return _of_mimetype(found)
    return None


_OFFICE = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))


def _of_mimetype(found: zipfile.ZipFile) -> str | None:
    told = zips.read(found, found.getinfo("mimetype"), 1000)
    if told.startswith(b"application/epub"):
        return "epub"
    return "odt" if told.startswith(b"application/vnd.oasis.opendocument.text") else None


def safe_name(name: str) -> str:
    """A member's name for people to see: no roots and no way upwards. It is never the name of a file of ours."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    shown = "/".join(parts) or "无名"
    return "".join(character for character in shown if character.isprintable())[-_LONGEST_NAME:]
