"""Numbering: numbers of clauses that a scan or a converter has spread out, cut by a hyphen, or closed with another bracket."""

import re
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit, disjoint

_NUMERAL = "0-9〇零一二三四五六七八九十百千"
_START = r"(?:^|(?<=\n))[*# \t\u3000]{0,8}"
_BLANK = r"[ \t\u3000]"
_SPREAD = re.compile(
    rf"{_START}(?:第{_BLANK}{{0,3}}(?:[{_NUMERAL}]{_BLANK}{{0,3}}){{1,6}}[条章节编]|[（(]{_BLANK}{{0,3}}[{_NUMERAL}]{{1,3}}{_BLANK}{{0,3}}[）)]|\d{{1,2}}{_BLANK}{{1,3}}[.、](?!\d))"
)
_MIXED = re.compile(
    rf"{_START}(?:（[{_NUMERAL}]{{1,3}}\)|\([{_NUMERAL}]{{1,3}}）)|〔\d{{4}}[\]\]］)）]|[\[［(（]\d{{4}}〕"
)
_HYPHEN = re.compile(
    rf"{_START}第[{_NUMERAL}]{{0,6}}(-\s*\n\s*|{_BLANK}*[-—]{_BLANK}*)[{_NUMERAL}]{{0,6}}[条章节编]"
)
_WHITE = re.compile(rf"{_BLANK}+")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "[": "〕", "［": "〕"}


def find(text: str) -> Sequence[Edit]:
    """Edits of blanks, unrecorded, and of hyphens and brackets."""
    return disjoint(list(_found(text)))


def _found(text: str) -> Iterator[Edit]:
    for match in _SPREAD.finditer(text):
        first = match.start() + len(match[0]) - len(match[0].lstrip("*# \t\u3000"))
        yield from (Edit(*white.span()) for white in _WHITE.finditer(text, first, match.end()))
    for match in _HYPHEN.finditer(text):
        yield Edit(*match.span(1), why="other")
    for match in _MIXED.finditer(text):
        number = match[0].strip("*# \t\u3000")
        whole = (
            ("〔" + number[1:-1] + "〕")
            if "〔" in number or "〕" in number
            else number[:-1] + _PAIRS[number[0]]
        )
        yield Edit(match.end() - len(number), match.end(), whole, why="括号不成对")
