"""Typesetting: paragraphs into lines of a width, as Chinese is set.

No line begins with a mark that closes and none ends with one that opens; words and numbers in Latin letters stay whole
where a line can hold them. Marks are not squeezed: what does not fit moves to the next line with the letter before it.
The last line of a paragraph is no single letter where that can be had.
"""

import re
from collections.abc import Callable, Iterator, Sequence

WIDE_OPENING = tuple("（《〈「『【〔［“‘")
_OPENING = "".join(WIDE_OPENING) + "([{"
_CLOSING = "，。、；：？！）》〉」』】〕］”’…—·,.;:?!)]}%％℃~～"
_UNIT = re.compile(  # what no line may end within
    rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9][A-Za-z0-9.,:/@_+-]*(?<![.,:])|.)?[{re.escape(_CLOSING)}]*",
    re.DOTALL,
)

_LETTER = "字"  # as wide as any

Width = Callable[[str], float]


def lines(text: str, width: Width, room: float) -> tuple[str, ...]:
    """The lines of a text, each no wider than there is room; a line end in it stays one."""
    return tuple(line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, room))


def _paragraph(text: str, width: Width, room: float) -> Sequence[str]:
    """The lines of a paragraph; somewhat narrower ones where the last would hold a letter alone."""
    usual = list(_filled(text, width, room))
    if len(usual) > 1 and len(usual[-1].strip(_CLOSING)) <= 1:
        narrower = list(_filled(text, width, room - width(_LETTER)))
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
