"""Pinyin in brackets that scrapers leave behind the characters they converted: 首頁(yè), 減負(fù), 什麼(me).

It stands behind a traditional character and has a tone mark. (APP), (试行), (yuan) and (a) have none; 单(shàn)县 in a
simplified text is its author's, unless the page is full of such brackets.
"""

import re
from collections.abc import Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.script import simplified

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTERS = f"a-zɑɡüê{_TONED}\u0300\u0301\u0304\u030c"
_BRACKETED = re.compile(rf"(?<=[^\s(（])[(（]([{_LETTERS}]{{1,7}})[)）]")
# Behind a broken pair, whose decoder took the opening bracket along.
_HALF = re.compile(rf"(?<=[?\ufffd])[a-z]{{0,5}}[{_TONED}][a-z]{{0,5}}[)）]")
_MARKED = re.compile(rf"[{_TONED}\u0300\u0301\u0304\u030c]")
_MANY = 3  # brackets with tones from which on a page is full of them
# Readings without a tone, behind the only characters that have them.
_TONELESS = {
    "麼": "me", "們": "men", "著": "zhe", "嗎": "ma", "個": "ge", "裡": "li", "裏": "li", "頭": "tou", "過": "guo", "來": "lai",
    "邊": "bian", "兒": "er", "給": "gei", "見": "jian", "囉": "luo", "嘍": "lou", "吶": "na", "瞭": "le",
}  # fmt: skip


def find(text: str) -> Sequence[Edit]:
    """Edits of all annotations."""
    brackets = list(_BRACKETED.finditer(text))
    toned = [bracket for bracket in brackets if _MARKED.search(bracket[1])]
    full = len(toned) >= _MANY
    halves = _HALF.finditer(text) if full else ()
    edits = [
        Edit(*bracket.span(), why="annotation")
        for bracket in brackets
        if (
            _toned(text, bracket, full=full)
            if _MARKED.search(bracket[1])
            else _toneless(text, bracket, full=full)
        )
    ]
    edits += [Edit(*half.span(), why="annotation") for half in halves]
    return sorted(edits, key=lambda edit: edit.start)


def _toned(text: str, bracket: re.Match[str], *, full: bool) -> bool:
    return full or _traditional(text[bracket.start() - 1])


def _toneless(text: str, bracket: re.Match[str], *, full: bool) -> bool:
    return full and _TONELESS.get(text[bracket.start() - 1]) == bracket[1]


def _traditional(character: str) -> bool:
    return simplified(character) != character
