"""Script: traditional characters to simplified ones, one for one, where a page is written in them.

A traditional name that a simplified page quotes stays. OpenCC chooses by phrases (乾隆, 乾淨); where a phrase would change
in length it is converted a character at a time, so that what was written keeps its offsets.
"""

import re
from collections.abc import Sequence
from functools import cache
from operator import ne

from opencc import OpenCC

from ingest.cleaning.edits import Edit, Record
from ingest.document import Repaired

_FEWEST = 3  # traditional characters of a page that is written in them
_PROSE = re.compile(r"[，。；！？,;]")
_SAMPLES = 12  # pairs shown


def find(text: str) -> Sequence[Edit]:
    """Edits of single characters, or none where the text is written in simplified ones."""
    if not _is_traditional(text):
        return ()
    converted = simplified(text)
    return [
        Edit(index, index + 1, after, why="繁体转简体")
        for index, (before, after) in enumerate(zip(text, converted, strict=True))
        if before != after
    ]


def _is_traditional(text: str) -> bool:
    """Whether its sentences have more characters of the one kind than of the other; menus and lists have no say."""
    prose = "\n".join(line for line in text.split("\n") if _PROSE.search(line)) or text
    there = sum(map(ne, prose, simplified(prose)))
    if there < _FEWEST:
        return False
    back: str = _traditional().convert(prose)
    return bool(there > sum(map(ne, prose, back)))


def record(text: str, edits: Sequence[Edit]) -> Record:
    """One record with a sample."""
    pairs = dict.fromkeys((text[edit.start], edit.text) for edit in edits)
    sample = list(pairs)[:_SAMPLES]
    if not sample:
        return Record()
    before, after = ("".join(side) for side in zip(*sample, strict=True))
    return Record(repaired=(Repaired("繁体转简体", before, after),))


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was."""
    whole = _convert(text)
    if len(whole) == len(text):
        return whole
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    whole = _convert(line)
    if len(whole) == len(line):
        return whole
    return "".join(one if len(one) == 1 else before for before in line for one in [_one(before)])


@cache
def _one(character: str) -> str:
    return _convert(character)


def _convert(text: str) -> str:
    for converter in _converters():
        text = converter.convert(text)
    return text


@cache
def _converters() -> tuple[OpenCC, ...]:
    # As t2s, but Taiwan's rules bring 著 back to 着 outside 著作, and Hong Kong's know 衞. Neither changes words.
    return OpenCC("tw2s"), OpenCC("hk2s")


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")
