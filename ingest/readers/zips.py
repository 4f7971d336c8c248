"""Zips: opened with limits on what comes out of them, for Word, OFD and archives alike."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.document import Unreadable
from ingest.readers.limits import (
    HARMLESS,
    LARGEST_MEMBER,
    MEBIBYTE,
    MOST_EXPANDED,
    MOST_EXPANSION,
    MOST_MEMBERS,
)

_ENCRYPTED = 0x1  # flag of a member
_UTF8 = 0x800  # flag of a name
_CHUNK = MEBIBYTE
_BOMB = "压缩包展开后大得不正常，可能有害，没有读。"


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """A zip whose members are few enough, not encrypted, and not out of all proportion by what they say of themselves.

    Raises:
        Unreadable: it is damaged, encrypted, or too large.
    """
    try:
        found = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as problem:
        raise Unreadable("文件损坏或不完整，解不开。") from problem
    with found:
        members = found.infolist()
        if len(members) > MOST_MEMBERS:
            raise Unreadable(f"压缩包里有{len(members)}个文件，最多读{MOST_MEMBERS}个，请拆开再加。")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Unreadable("压缩包设了密码，请去掉密码再加。")
        declared = sum(member.file_size for member in members)
        if declared > MOST_EXPANDED or declared > max(HARMLESS, len(content) * MOST_EXPANSION):
            raise Unreadable(_BOMB)
        yield found


def read(found: zipfile.ZipFile, member: zipfile.ZipInfo, most: int = LARGEST_MEMBER) -> bytes:
    """What a member holds; counted as it comes out, since what it says of its size may be a lie.

    Raises:
        Unreadable: it is damaged, or more than `most` bytes.
    """
    parts: list[bytes] = []
    size = 0
    try:
        with found.open(member) as stream:
            while part := stream.read(_CHUNK):
                size += len(part)
                if size > most or size > max(HARMLESS, member.compress_size * MOST_EXPANSION):
                    raise Unreadable(_BOMB)
                parts.append(part)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ) as problem:
        raise Unreadable("文件损坏或不完整，解不开。") from problem
    return b"".join(parts)


def name(member: zipfile.ZipInfo) -> str:
    """What a member is called. Windows in China writes names in GBK and does not say so; zipfile takes them for CP437."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):  # macOS writes UTF-8 and does not say so either
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
