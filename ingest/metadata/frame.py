"""The frame: the lines above and below the words of a text, in which it says what it is.

A date, a number or a name counts only there. What a sentence of the body mentions is somebody else's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.structure import ADOPTION, NUMBERED, SALUTATION

_HEAD, _NEAR, _TAIL = 40, 6, 12  # lines
_LONGEST = 200  # characters of a line of the frame
_LONG = 80  # characters from which on a line is a sentence, whatever it ends with
_BEGIN, _SURE = 12, 6  # letters by which a line is found again, and how many a broken one has to have
_SENTENCE = re.compile(r"[。；]|[，,][^，,]{0,80}[，,].{0,200}[：:！!？?”…]$")
_LABEL = re.compile(r"^(?:发文|发布|制定|公布|印发|成文)(?:机关|机构|单位|部门)\s*[：:]")
_LEAD = re.compile(r"[\[【（(]?(?:导读|摘要|导语|核心提示|编者按|内容提要)")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Frame:
    """Lines without blanks and marks around them, in the order of the text."""

    head: tuple[str, ...]  # before the first sentence, whatever a site put there included
    kept: tuple[str, ...]  # those of them that were not taken off
    near: tuple[str, ...]  # the first sentence, and what comes right after it
    tail: tuple[str, ...]  # the last lines of the text, and what came after it


def frame(whole: str, cleaned: str) -> Frame:
    """The frame of a text; `whole` is what the text was before lines were taken off."""
    outer, inner = list(_lines(whole)), list(_lines(cleaned))
    opening = next((index for index, line in enumerate(inner) if _opens(line)), len(inner))
    last = inner[-1] if inner else ""
    above = _place(outer, inner[opening], 0) if opening < len(inner) else None
    below = _place(outer, last, above or 0) if last else None
    head = inner[:opening] if above is None else outer[:above]
    head = [line for line in head[-_HEAD:] if len(line) <= _LONGEST]
    remaining = {_letters(line) for line in inner[:opening]}
    return Frame(
        head=tuple(head),
        kept=tuple(line for line in head if _letters(line) in remaining),
        near=tuple(inner[opening : opening + 1] if above is None else outer[above : above + _NEAR]),
        tail=(*inner[max(opening, len(inner) - _TAIL) :], *_after(outer, below)),
    )


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        stripped = line.strip(" \t\u3000\xa0\f#*")
        if stripped:
            yield stripped


def _opens(line: str) -> bool:
    """Whether the words of a text begin with this line."""
    if _LEAD.match(line) or _LABEL.match(line) or (ADOPTION.search(line) and _BRACKETED.search(line)):
        return False
    return bool(NUMBERED.match(line) or len(line) > _LONG or _SENTENCE.search(line) or SALUTATION.match(line))


def _place(lines: Sequence[str], wanted: str, start: int) -> int | None:
    """Where a line of the cleaned text stands in the whole one, which may have broken it."""
    begin = _letters(wanted)[:_BEGIN]
    broken = None
    for index in range(start, len(lines)):
        letters = _letters(lines[index])
        if letters.startswith(begin):
            return index
        if broken is None and len(letters) >= _SURE and begin.startswith(letters):
            broken = index
    return broken


def _after(outer: Sequence[str], below: int | None) -> Sequence[str]:
    return (
        []
        if below is None
        else [line for line in outer[below + 1 : below + 1 + _TAIL] if len(line) <= _LONGEST]
    )


def _letters(line: str) -> str:
    return _NO_LETTERS.sub("", line[: 4 * _BEGIN])
