"""Typesetting: paragraphs into lines of a width, as Chinese is set.

No line begins with a mark that closes and none ends with one that opens; words in Latin letters and numbers with what they
count stay whole where a line can hold them. Marks that meet stand closer, since each is half blank. The last line of a
paragraph is no single letter where that can be had.

Requirements for Chinese Text Layout, https://www.w3.org/TR/clreq/
"""

import re
from collections.abc import Callable, Iterator, Sequence

WIDE_OPENING = tuple("（《〈「『【〔［“‘")
_OPENING = "".join(WIDE_OPENING) + "([{"
_CLOSING = "，。、；：？！）》〉」』】〕］”’…—·,.;:?!)]}%％℃~～"
_RIGHT_BLANK = "，。、；：）》〉」』】〕”’"  # wide marks that fill the left half of their square
_MEETING = re.compile(
    rf"(?<=[{_RIGHT_BLANK}])(?=[{_RIGHT_BLANK}{''.join(WIDE_OPENING)}])|(?<=[{''.join(WIDE_OPENING)}])(?=[{''.join(WIDE_OPENING)}])"
)
_COUNTED = "年月日号点时分秒天周次人名个张份条项元万亿户件岁级届期批页字组篇起"
_UNIT = re.compile(  # what no line may end within
    rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9][A-Za-z0-9.,:/@_+-]*(?<![.,:])[{_COUNTED}]?|.)?[{re.escape(_CLOSING)}]*",
    re.DOTALL,
)
_LETTER = "字"  # as wide as any

Width = Callable[[str], float]


def lines(text: str, width: Width, room: float) -> tuple[str, ...]:
    """The lines of a text, each no wider than there is room; a line end in it stays one."""
    return tuple(line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, room))


def squeezed(line: str) -> list[str]:
    """A line in pieces, each of which stands half a square closer to the one before it."""
    return _MEETING.split(line)


def _paragraph(text: str, width: Width, room: float) -> Sequence[str]:
    """The lines of a paragraph; somewhat narrower ones where the last would hold a letter alone."""
    usual = list(_filled(text, width, room))
    if len(usual) > 1 and len(usual[-1].strip(_CLOSING)) <= 1:
        narrower = list(_filled(text, width, max(map(width, usual)) - width(_LETTER) / 2))
        if len(narrower) == len(usual):
            return narrower
    return usual


def _filled(text: str, width: Width, room: float) -> Iterator[str]:
    line = ""
    for unit in _UNIT.findall(text):
        if width(line + unit.rstrip()) <= room:
            line += unit
            continue
        if line.strip():
            yield line.rstrip()
        *full, line = _split(unit.lstrip(), width, room)
        yield from full
    yield line.rstrip()


def _split(unit: str, width: Width, room: float) -> Iterator[str]:
    """A unit that is too wide for a line by itself, between any two characters; as it is where it is not."""
    line = ""
    for character in unit:
        if line and width(line + character) > room:
            yield line
            line = ""
        line += character
    yield line
