"""Layout: the text of a page out of the places of its lines, as PDF, OFD and recognised scans give them.

The white space says what the places said: two full-width spaces before a line that is indented against its column,
as the first line of a Chinese paragraph is; an empty line around one that stands apart, as a title does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

INDENT = "\u3000\u3000"
PAGE_BREAK = "\f"
_INDENTED = (1.2, 4.6)  # letters that a paragraph's first line stands in; two are the rule
_CENTRED = 1.0  # letters by which the middle of a centred line may miss the middle of its column
_APART = 1.6  # letters that are free on both sides of a centred line, at least
_FAR = 4.6  # letters of free space on the left from which a line is a signature or a date, not a paragraph
_SAME_ROW = 0.5  # of the height that two pieces of one row share
_OVERLAP = 1.0  # letters that the boxes of two pieces of one row may share: recognition draws them wide
_SAME_SIZE = 0.15  # of the height by which two lines of one title differ
_WIDE_GAP = 1.9  # times the usual distance of two lines
_CLOSE = 1.5  # times the usual distance within a title of two lines
_WORD_GAP = 0.6  # letters between two pieces of a row that are two words
_FULL = 0.6  # of the widest line: what is shorter does not show where its column begins
_WHOLE = re.compile(
    r"第.{1,6}[编章节条]|附\s*[件录表]|目\s*录|[（(〔【]"
)  # what begins no second line of a title
_NARROW = 0.5  # Chinese letters that a Latin one is wide
_HANGING = 3  # characters of punctuation alone on a line
_CLOSING = frozenset("。，、；：！？）〉》」』”’.,;:!?)")
_ENDED = tuple("。；：！？!?;:")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one, with its place: measured from the page's left and upper edge, `top < bottom`."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    confidence: float = 1.0  # in that it was read rightly, where it was recognised

    @property
    def height(self) -> float:
        """How high it is; about as much as a letter is wide."""
        return self.bottom - self.top

    @property
    def is_block(self) -> bool:
        """Whether it is a table, which has its own lines."""
        return "\n" in self.text

    @property
    def middle(self) -> float:
        """Where it stands from left to right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the lines of a page begin and end, and how far they stand apart."""

    left: float
    right: float
    letter: float
    pitch: float

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, with space on both sides."""
        free = min(line.left - self.left, self.right - line.right)
        middle = (self.left + self.right) / 2
        return free > _APART * self.letter and abs(line.middle - middle) < _CENTRED * self.letter

    def apart(self, line: Line) -> bool:
        """Whether a line is no part of a paragraph, by its place."""
        return self.centred(line) or line.left - self.left > _FAR * self.letter

    def begins_paragraph(self, line: Line) -> bool:
        """Whether a line is the first one of a paragraph, by its place."""
        least, most = _INDENTED
        if line.is_block or self.centred(line):
            return False
        return least * self.letter < line.left - self.left < most * self.letter


def rows(pieces: Iterable[Line]) -> list[Line]:
    """The lines of a page from the top to the bottom, those pieces put together that stand in one row."""
    found: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom) / 2):
        if found and _shares_row(found[-1], piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [_joined(sorted(row, key=lambda piece: piece.left)) for row in found]


def page_text(lines: Sequence[Line]) -> str:
    """The text of a page, its lines in their order, and the white space that their places ask for."""
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        return ""
    lines = list(_ended(lines))
    column = _column([line for line in lines if not line.is_block] or lines)
    written: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _parted(column, before, line):
            written.append("")
        indent = INDENT if column.begins_paragraph(line) else ""
        written.append(indent + line.text.strip())
    return "\n".join(written) + "\n"


def pages_text(pages: Iterable[str]) -> str:
    """The text of a document from those of its pages."""
    written: list[str] = []
    for page in pages:
        first, _, rest = page.partition("\n")
        if written and written[-1] and _hangs(first):
            written[-1] = written[-1].rstrip("\n") + first + "\n"
            page = rest  # noqa: PLW2901 (the page without what belongs to the one before)
        written.append(page)
    return PAGE_BREAK.join(written)


def table(cells: Sequence[Sequence[str]]) -> str:
    """A table as a Markdown pipe table, its first row the headings; a cell of several lines becomes one line."""
    width = max((len(row) for row in cells), default=0)
    written = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in cells]
    written = [row for row in written if any(row)]
    if not written or not width:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in written]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(text: str) -> str:
    return "".join(_spaced(text)).replace("|", "｜").strip()


def _spaced(text: str) -> Iterable[str]:
    """The lines of a cell, with a space where two words of Latin letters would run together."""
    last = ""
    for line in map(str.strip, text.split("\n")):
        if last.isascii() and last.isalnum() and line[:1].isascii() and line[:1].isalnum():
            yield " "
        yield line
        last = line[-1:] or last


def _ended(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with the punctuation that alone went over to the next one where it belongs."""
    last: Line | None = None
    for line in lines:
        if last is not None and not last.is_block and _hangs(line.text):
            last = replace(last, text=last.text + line.text)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _hangs(text: str) -> bool:
    """Whether a line is nothing but the punctuation that ends the line before."""
    return 0 < len(text) <= _HANGING and set(text) <= _CLOSING


def _shares_row(row: Sequence[Line], piece: Line) -> bool:
    other = row[-1]
    shared = min(other.bottom, piece.bottom) - max(other.top, piece.top)
    overlapping = any(
        min(one.right, piece.right) - max(one.left, piece.left) > _OVERLAP * piece.height for one in row
    )
    return shared > _SAME_ROW * min(other.height, piece.height) and not overlapping


def _joined(row: Sequence[Line]) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = (piece.left - before.right) / max(piece.height, 1e-9)
        text += ("\u3000" if gap > _WORD_GAP else "") + piece.text
    return Line(
        row[0].left,
        min(piece.top for piece in row),
        max(piece.right for piece in row),
        max(piece.bottom for piece in row),
        text,
        min(piece.confidence for piece in row),
    )


def _column(lines: Sequence[Line]) -> _Column:
    letter = median((line.right - line.left) / _letters(line.text) for line in lines)
    widest = max(line.right - line.left for line in lines)
    full = [line for line in lines if line.right - line.left >= _FULL * widest]
    steps = [after.top - before.top for before, after in pairwise(lines)]
    steps = [step for step in steps if step > letter / 2]
    return _Column(
        left=min(line.left for line in full),
        right=max(line.right for line in full),
        letter=letter,
        pitch=median(steps) if steps else 2 * letter,
    )


def _letters(text: str) -> float:
    """How many letters wide a text is, in Chinese letters."""
    return sum(_NARROW if character.isascii() else 1.0 for character in text.strip()) or 1.0


def _parted(column: _Column, before: Line, line: Line) -> bool:
    """Whether an empty line belongs between two lines."""
    if before.is_block or line.is_block:
        return True
    distance = line.top - before.top
    if column.centred(before) and column.centred(line):
        alike = abs(before.height - line.height) < _SAME_SIZE * line.height
        near = distance < _CLOSE * max(column.pitch, line.height * 1.6)
        whole = any(_WHOLE.match(one.text) for one in (before, line)) or before.text.rstrip().endswith(_ENDED)
        return whole or not (alike and near)
    return column.apart(before) or column.apart(line) or distance > _WIDE_GAP * column.pitch


def straightened(lines: Sequence[Line], shift: float) -> list[Line]:
    """Lines of a page that lies askew, put level: `shift` is by how much a line falls for each unit to the right."""
    return [
        replace(line, top=line.top - shift * line.left, bottom=line.bottom - shift * line.left)
        for line in lines
    ]
