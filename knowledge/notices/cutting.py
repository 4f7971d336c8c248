"""Cutting: a cleaned notice into its sentences, each with its parts between commas and what stands over it.

A heading speaks for what stands under it (以下为自愿参加项目：, 应急值守期间：), down to the next of its own depth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.text import Span

_NUMBERINGS = (  # outermost first
    re.compile(r"第[一二三四五六七八九十百\d]{1,4}[条章节]"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]|[一二三四五六七八九十][是要]"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}(?:[、.）](?!\d))"),
    re.compile(r"（\d{1,2}）"),
    re.compile(r"[①-⒛⓪-⓿❶-➓]"),
)
_BULLET = re.compile(r"[-—•·*＊>〉。，、]+")
_SENTENCE_END = re.compile(r"[。！？；\n]+[”）]*")
_COMMA = re.compile(r"[，：｜—…]+")
_LONGEST_HEADING = 30  # characters


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` without its number and closing mark, in the cleaned text."""

    start: int
    end: int
    words: str = field(repr=False)
    item: int  # the line that it stands in
    headings: tuple[str, ...] = field(default=(), repr=False)  # outermost first

    @property
    def clauses(self) -> tuple[Span, ...]:
        """Its parts between commas, as slices of `words`."""
        cuts = [0, *(place for match in _COMMA.finditer(self.words) for place in match.span()), len(self.words)]
        return tuple(Span(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=True) if low < high)


def cut(text: str) -> tuple[Sentence, ...]:
    """The sentences of a cleaned text, in order."""
    found: list[Sentence] = []
    over: list[tuple[int, str]] = []
    place = 0
    for item, line in enumerate(text.split("\n")):
        begin, depth = _numbered(line)
        while over and over[-1][0] >= depth:
            over.pop()
        headings = tuple(words for _, words in over)
        found.extend(
            Sentence(place + low, place + high, line[low:high], item, headings) for low, high in _sentences(line, begin)
        )
        if (heading := _heading(line[begin:])) is not None:
            over.append((depth, heading))
        place += len(line) + 1
    return tuple(found)


def _numbered(line: str) -> tuple[int, int]:
    """Where the words of a line begin, and how deep it stands; what has no number stands over all."""
    bullet = _BULLET.match(line)
    begin = bullet.end() if bullet else 0
    for depth, numbering in enumerate(_NUMBERINGS, start=1):
        if match := numbering.match(line, begin):
            return match.end(), depth
    return begin, 0


def _heading(words: str) -> str | None:
    """What a line says of those under it; None where it speaks for itself."""
    if words.endswith("："):
        return _SENTENCE_END.split(words)[-1]
    return words if 0 < len(words) <= _LONGEST_HEADING and not _SENTENCE_END.search(words) else None


def _sentences(line: str, begin: int) -> Iterator[tuple[int, int]]:
    start = begin
    for match in _SENTENCE_END.finditer(line, begin):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(line):
        yield start, len(line)
