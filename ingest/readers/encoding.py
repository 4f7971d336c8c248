"""Encoding: characters out of bytes, in whatever Chinese encoding they were written."""

import codecs
import re
from collections import Counter
from functools import cache

from ingest.document import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")  # the first of equals is taken
_SAMPLE = 200_000  # bytes; judging more takes long and judges no better
_FEW_LOST = 0.002  # of the characters: damage in a UTF-8 text, and not another encoding
_MANY_LOST = 0.05  # more is no text in that encoding
_BY_LINE = ("utf-8", "gb18030")  # what one file may hold of both, line by line
_SURELY_USUAL = 0.95  # of a line's characters, to take it for another encoding and not for damaged
_LEAST_USUAL = (
    0.6  # of the characters; under it no encoding makes sense of the bytes, in texts it is nine tenths
)
_PUNISHED = 3  # usual characters that one which no text holds outweighs
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_PLAIN = re.compile(r"[\x20-\x7e\n\r\t\u3000-\u3011\u2014\u2018-\u201d\u2026\uff01-\uff5e]")
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
    lost = _lost(content, "utf-8")
    if not lost and b"\0" not in content[:_SAMPLE]:  # UTF-16 has zeros, and may pass for UTF-8 with them
        return content.decode("utf-8"), ()
    if lost <= _FEW_LOST and b"\0" not in content[:_SAMPLE]:
        return _lenient(content, "utf-8")
    encoding = _guessed(content)
    text, warnings = _lenient(content, encoding)
    if _usual(text[:_SAMPLE]) < _LEAST_USUAL or text.count("\ufffd") > len(text) * _MANY_LOST:
        raise Unreadable("认不出文字编码，请另存为 UTF-8 再加。")
    return text, warnings


def _guessed(content: bytes) -> str:
    """The encoding in which some bytes hold the most usual characters; wrong readings give rare ones at once."""
    sample = content[:_SAMPLE]
    return max(_LIKELY, key=lambda encoding: _usual(sample.decode(encoding, errors="replace")))


def _usual(text: str) -> float:
    """The share of characters that a Chinese text is made of, less those that none holds."""
    if not text:
        return 0.0
    counts = Counter(text)
    usual = sum(count for character, count in counts.items() if _is_usual(character))
    odd = sum(count for character, count in counts.items() if _CONTROL.match(character))
    return (usual - _PUNISHED * odd) / len(text)


@cache
def _is_usual(character: str) -> bool:
    """Whether a character is plain or among the frequent ones, as GB 2312 and Big5 themselves divide them."""
    if _PLAIN.match(character):
        return True
    simplified = character.encode("gb2312", "ignore")
    traditional = character.encode("big5", "ignore")
    return b"\xb0\xa1" <= simplified <= b"\xd7\xf9" or b"\xa4\x40" <= traditional <= b"\xc6\x7e"


def _lost(content: bytes, encoding: str) -> float:
    text = content.decode(encoding, errors="replace")
    return text.count("\ufffd") / max(len(text), 1)


def _lenient(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = content.decode(encoding, errors="replace")
    if "\ufffd" not in text:
        return text, ()
    text, mixed = _line_by_line(content, encoding) if encoding in _BY_LINE else (text, 0)
    lost = text.count("\ufffd")
    return text, (
        *((f"有{mixed}行用的是另一种文字编码，已分别读出，请核对原文。",) if mixed else ()),
        *((f"有{lost}处字节损坏，读成了“\ufffd”，请核对原文。",) if lost else ()),
    )


def _line_by_line(content: bytes, encoding: str) -> tuple[str, int]:
    """A text that was put together from files in two encodings, and how many lines are in the other one."""
    mixed = 0
    lines = []
    for raw in content.split(b"\n"):
        line = raw.decode(encoding, errors="replace")
        if "\ufffd" in line:
            readings = [raw.decode(other, errors="replace") for other in _BY_LINE if other != encoding]
            best = max(readings, key=_usual)
            if "\ufffd" not in best and _usual(best) >= _SURELY_USUAL:
                line, mixed = best, mixed + 1
        lines.append(line)
    return "\n".join(lines), mixed
