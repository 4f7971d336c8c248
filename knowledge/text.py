"""Text rules: one form for matching, and sentences as slices of the original."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

_SHORT = 2000  # characters: questions and clauses; whole documents are not remembered
_BLANK = re.compile(r"\s+")
_NO_LETTERS = re.compile(r"[\W_]+")  # what `str.isalnum` says no to
_SENTENCE_END = re.compile(r"[。！？!?；;]+[”’」』）)]*|\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a text: `text[start:end]`."""

    start: int
    end: int


def normalise(text: str) -> str:
    """The form in which texts are compared: compatibility forms folded, simplified characters, lower case, one blank.

    Idempotent. Offsets into the result are no offsets into the original.
    """
    return _remembered(text) if len(text) <= _SHORT else _normalised(text)


def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    simple = simplified(folded)
    # Lower-casing can bring back a compatibility form, so the folding comes last again.
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", simple.lower())).strip()


# A question is put into this form by everything that looks at it, and the same clauses are candidates again and again.
_remembered = lru_cache(maxsize=4096)(_normalised)


def letters(text: str) -> str:
    """What two texts share that differ in marks, blanks and variants of characters alone: letters and digits."""
    return _NO_LETTERS.sub("", normalise(text))


def simplified(text: str) -> str:
    """A text in simplified characters."""
    return _converter().convert(text) if any(character >= "\u3400" for character in text) else text


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text in order, each with its closing mark, without the white space around it.

    A semicolon ends a sentence too: regulation texts put one norm between two semicolons.
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if any(character.isalnum() for character in stripped):
        yield Span(start + left, start + left + len(stripped))
