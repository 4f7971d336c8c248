"""Encoding: characters out of bytes, in whatever Chinese encoding they were written."""

import codecs
import re

from charset_normalizer import from_bytes

from ingest.document import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_SAMPLE = 200_000  # bytes; guessing from more takes long and guesses no better
_LONGEST_CHARACTER = 4  # bytes, in GB18030
_FEW_LOST = 0.002  # of the characters: damage in a UTF-8 text, and not another encoding
_MANY_LOST = 0.05  # more is no text in that encoding
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_MOST_CONTROL = 0.02  # of the characters; scraped pages hold a few private-use bullets, text never holds more


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, its lines ended by line feeds alone, and warnings.

    Raises:
        Unreadable: they are empty, or no text.
    """
    text, warnings = _decoded(content)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("文件是空的，里面没有文字。")
    if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROL:
        raise Unreadable("这不是文字文件，或者文字已经损坏，读不出来。")
    return text, warnings


def encodable(text: str) -> str:
    """A text without lone surrogates, which escapes in JSON and YAML and names of files can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lenient(content[len(mark) :], encoding)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        lost = _lost(content, "utf-8")
    if lost <= _FEW_LOST:
        return _lenient(content, "utf-8")
    encoding = _guessed(content) or min(("utf-8", "gb18030"), key=lambda encoding: _lost(content, encoding))
    if _lost(content, encoding) > _MANY_LOST:
        raise Unreadable("认不出文字编码，请另存为 UTF-8 再加。")
    return _lenient(content, encoding)


def _guessed(content: bytes) -> str | None:
    """The encoding of a text that is not UTF-8; a sample may end within a character, so its end is tried too."""
    sample = content[:_SAMPLE]
    for cut in range(_LONGEST_CHARACTER):
        guess = from_bytes(sample[: len(sample) - cut], cp_isolation=_LIKELY).best()
        if guess is not None:
            return guess.encoding
    return None


def _lost(content: bytes, encoding: str) -> float:
    text = content.decode(encoding, errors="replace")
    return text.count("\ufffd") / len(text)


def _lenient(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = content.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, (f"有{lost}处字节损坏，读成了“\ufffd”，请核对原文。",) if lost else ()
