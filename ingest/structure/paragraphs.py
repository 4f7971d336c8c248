"""Other texts: a passage a paragraph or numbered item, under the headings that stand above it."""

import re
from collections.abc import Sequence

from ingest.document import Slice
from ingest.structure.lines import TERMINAL, Line
from ingest.structure.tables import Row, table_rows

# Numberings from the highest down; a Markdown heading without a number stands above all of them.
_NUMBERINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[一二三四五六七八九十]{1,3}\s*(?:、|[.．](?=\s|[\u4e00-\u9fff]))",
        r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]|[㈠-㈩]",
        r"\d{1,2}\s*[.．、](?!\d)",
        r"\d{1,2}(?:[.．]\d{1,2}){1,3}(?=[\s、.．]|[\u4e00-\u9fff])(?!\s*[%％万亿元倍个])",
        r"[（(]\s*\d{1,2}\s*[）)]|[⑴-⒇]|\d{1,2}[）)]",
        r"[①-⑳]",
    )
)
_FIRST_NUMBERING = 20  # their ranks begin here, below parts (0 to 3) and Markdown headings (11 to 16)
_CROSS_HEADING = 19  # the rank of a line that only its shortness and what follows tell to be a heading
_LONGEST_HEADING = 40  # characters
_LONGEST_CROSS_HEADING = 25
_ENDS = ("。", "；", "：", "！", "？", "!", "?")
_SENTENCE = re.compile(r"[。；：！？!?;:）)]")
_HARD_WRAPPED = 20  # characters; a shorter line without an end is a line of its own


_QUESTION = re.compile(
    r"(?:\d{1,2}\s*[.．、]\s*)?[【\[]?\s*(?:问|提问|Q\d{0,2})\s*(?:[】\]]?\s*[:：]|[】\]])"
)
_ANSWER = re.compile(r"[【\[]?\s*(?:答|回答|答复|A\d{0,2})\s*(?:[】\]]?\s*[:：]|[】\]])")
_LONGEST_LEAD = 30  # characters of the first sentence of an item that heads the items below it
_LEAD = re.compile(r"[^。；，：:]{2,}(?=[。：:])|[^。；，：:]{2,}$")


class _Place:
    """The headings and numbered items that the reading has come to."""

    def __init__(self) -> None:
        self._labels: dict[int, str] = {}
        self._headings: dict[int, str] = {}
        self._counts: dict[str, int] = {}  # paragraphs so far, by the numbers above them

    def enter(self, rank: int, label: str, heading: str | None) -> None:
        self._labels = {above: kept for above, kept in self._labels.items() if above < rank}
        self._headings = {above: kept for above, kept in self._headings.items() if above < rank}
        if label:
            self._labels[rank] = label
            self._counts[self.path] = 0
        if heading is not None:
            self._headings[rank] = heading

    def head(self, rank: int, heading: str | None) -> None:
        """Put what stands below an item that has been entered under the item's first words."""
        if heading is not None:
            self._headings[rank] = heading

    @property
    def heading(self) -> str:
        return " > ".join(self._headings.values())

    def item(self) -> str:
        """The locator of an item that has just been entered; it is the first paragraph under its number."""
        self._counts[self.path] = 1
        return self.path

    def paragraph(self) -> str:
        """The locator of a further paragraph."""
        self._counts[self.path] = self._counts.get(self.path, 0) + 1
        return f"{self.path}第{self._counts[self.path]}段"

    @property
    def path(self) -> str:
        """The numbers above the next line, joined."""
        return "".join(self._labels.values())


def paragraph_slices(lines: Sequence[Line]) -> list[Slice]:
    """The paragraphs and items, the rows of tables, and questions with their answers, in the order of the text."""
    place = _Place()
    rows = table_rows(lines)
    found: list[Slice] = []
    questions = 0
    answering = False
    for index, line in enumerate(lines):
        if index in rows:
            answering = False
            found.extend(_row(place, line, rows[index]))
        elif _QUESTION.match(line.text) and _answered(lines, index):
            questions += 1
            answering = True
            found.append(_slice(place, line, f"第{questions}问"))
        elif answering and not (line.level or line.rank is not None or _ends_answers(lines, index)):
            found[-1] = _extended(found[-1], line)
        else:
            answering = False
            _read(place, found, lines, index)
    return found


def _read(place: _Place, found: list[Slice], lines: Sequence[Line], index: int) -> None:
    """Take a line as a heading, an item, the rest of the line before, or a paragraph."""
    line = lines[index]
    numbering = _numbering(line)
    if _is_heading(lines, index):
        place.enter(_rank(line), numbering or (line.label if line.rank is not None else ""), line.title)
    elif numbering:
        place.enter(_rank(line), numbering, None)
        found.append(_slice(place, line, place.item()))
        place.head(_rank(line), _lead(line, numbering))
    elif found and _goes_on(lines, index):
        found[-1] = _extended(found[-1], line)
    else:
        found.append(_slice(place, line, place.paragraph()))


def _row(place: _Place, line: Line, row: Row | None) -> list[Slice]:
    return [row.slice(line, place.path, place.heading)] if row else []


def _answered(lines: Sequence[Line], index: int) -> bool:
    """Whether an answer follows a question before the next one does."""
    for line in lines[index + 1 : index + 4]:
        if _QUESTION.match(line.text):
            return False
        if _ANSWER.match(line.text):
            return True
    return False


def _ends_answers(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a heading between questions: a short one with a question below it."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return _is_heading(lines, index) and _QUESTION.match(below) is not None


def _lead(line: Line, numbering: str) -> str | None:
    """The first words of an item, where they are short enough to head what stands below it."""
    match = _LEAD.match(line.text, len(numbering))
    words = match.group().strip() if match else ""
    return f"{numbering}{words}" if 0 < len(words) <= _LONGEST_LEAD else None


def _numbering(line: Line) -> str:
    for pattern in _NUMBERINGS:
        match = pattern.match(line.text)
        if match:
            return "".join(match.group().split()).replace("(", "（").replace(")", "）")
    return ""


def _rank(line: Line) -> int:
    for place, pattern in enumerate(_NUMBERINGS):
        if pattern.match(line.text):
            return _FIRST_NUMBERING + place
    if line.rank is not None:
        return line.rank
    return 10 + line.level if line.level else _CROSS_HEADING


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands above what follows: marked so, or short, without an end, and with something below it."""
    line = lines[index]
    if line.level or line.rank is not None:
        return True
    if index + 1 == len(lines):
        return False
    below = lines[index + 1]
    if below.is_row and not line.is_row:
        return len(line.text) <= _LONGEST_HEADING and _SENTENCE.search(line.text[:-1]) is None
    if _numbering(line):
        short = len(line.text) <= _LONGEST_HEADING and not line.text.endswith(_ENDS)
        return short and (not _numbering(below) or _rank(below) > _rank(line))
    return (
        len(line.text) <= _LONGEST_CROSS_HEADING < len(below.text)
        and _SENTENCE.search(line.text) is None
        and (below.begins_anew or below.text.endswith(_ENDS))
    )


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before was cut by a line break in the middle of its sentence."""
    before = lines[index - 1]
    return (
        not lines[index].begins_anew
        and not _is_heading(lines, index - 1)
        and len(before.text) >= _HARD_WRAPPED
        and not before.text.endswith(TERMINAL)
    )


def _slice(place: _Place, line: Line, locator: str) -> Slice:
    return Slice(start=line.start, end=line.end, locator=locator, heading=place.heading)


def _extended(slice_: Slice, line: Line) -> Slice:
    return Slice(start=slice_.start, end=line.end, locator=slice_.locator, heading=slice_.heading)
