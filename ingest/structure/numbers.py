"""Article numbers: which lines begin an article, and which only speak of one.

A line that begins with 第十五条 may be a cross-reference that a line break put there. What follows the number and
the order of the numbers decide: of all lines that could begin an article, the longest run of rising numbers does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.structure.lines import NUMERAL, TERMINAL, Line
from knowledge.numbering import ArticleNumber, article_number

_START = re.compile(rf"第\s*{NUMERAL}+\s*[条條](?:之{NUMERAL}+(?!\w*[款项]))?")
# What follows the number of an article that is spoken of, directly or after a blank.
_SPOKEN_OF = re.compile(
    rf"[、，,。；;）)》”]|[和及与或至到～~—–-]\s*(?:第|本|前|其|《)|第\s*{NUMERAL}+\s*[款项條条目]|(?:的|之)?规定|所列|所称|所指|所规定|的|"
    r"中(?:的|所|规定)|以及|有关|情形|前款|各[款项]|以外|以下|并|等"
)
_SPOKEN_OF_AFTER_BLANK = re.compile(rf"第\s*{NUMERAL}+\s*[款项]|[、，,。；;]")
_BLANK = " \u3000\t\u00a0"
_FIRST = re.compile(
    r"第[一1１]条\s"
)  # what stands before it is a title or an adoption, which have no full stop
_HARD_WRAPPED = 15  # characters; a shorter line before an article is no sentence that a line break cut


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A line that begins an article: its place among the lines, and the number."""

    index: int
    number: ArticleNumber
    begins_sequence: bool = False  # 第一条 of a further text in the same file


def article_lines(lines: Sequence[Line]) -> list[ArticleLine]:
    """The lines that begin an article, in order."""
    candidates = [
        ArticleLine(index, number)
        for index, line in enumerate(lines)
        if (number := _number(line)) is not None and not _continues(lines, index)
    ]
    sequences = list(_sequences(candidates))
    return [
        ArticleLine(chosen.index, chosen.number, begins_sequence=place == 0)
        for sequence in _without_contents(sequences, lines)
        for place, chosen in enumerate(_rising(sequence))
    ]


def _number(line: Line) -> ArticleNumber | None:
    match = _START.match(line.text)
    if match is None:
        return None
    rest = line.text[match.end() :]
    if rest[:1] in _BLANK and rest:
        spoken_of = _SPOKEN_OF_AFTER_BLANK.match(rest.lstrip(_BLANK))
    else:
        spoken_of = _SPOKEN_OF.match(rest)
    return None if spoken_of else article_number(match.group())


def _continues(lines: Sequence[Line], index: int) -> bool:
    """Whether the line goes on with a sentence that a line break cut."""
    line = lines[index]
    if index == 0 or line.begins_anew or line.level or _FIRST.match(line.text):
        return False
    before = lines[index - 1]
    return (
        not before.level
        and before.rank is None
        and len(before.text) > _HARD_WRAPPED
        and not before.text.endswith(TERMINAL)
    )


def _sequences(candidates: Sequence[ArticleLine]) -> Iterator[list[ArticleLine]]:
    """The candidates, cut before each 第一条 that a 第二条 follows: a further text begins there."""
    firsts = [place for place, candidate in enumerate(candidates) if _key(candidate) == (1, 0)]
    cuts = [
        start
        for start, following in pairwise([*firsts, len(candidates)])
        if any(_key(candidate) == (2, 0) for candidate in candidates[start:following])
    ]
    bounds = [0, *(cut for cut in cuts if cut > 0), len(candidates)]
    for start, end in pairwise(bounds):
        if start < end:
            yield list(candidates[start:end])


def _without_contents(
    sequences: Sequence[list[ArticleLine]], lines: Sequence[Line]
) -> Iterator[list[ArticleLine]]:
    """All but a sequence that only lists titles and that a fuller one follows."""
    for place, sequence in enumerate(sequences):
        span = lines[sequence[0].index : sequence[-1].index + 1]
        listed = (
            place + 1 < len(sequences) and len(sequence) > 1 and not any("。" in line.text for line in span)
        )
        if not listed:
            yield sequence


def _rising(sequence: Sequence[ArticleLine]) -> list[ArticleLine]:
    """The longest run of rising numbers, the earlier line where two are alike."""
    lowest: list[tuple[int, int]] = []  # by length of run: the lowest number that ends one
    ends: list[int] = []
    before: list[int | None] = []
    for place, candidate in enumerate(sequence):
        key = _key(candidate)
        length = bisect_left(lowest, key)
        before.append(ends[length - 1] if length else None)
        if length == len(lowest):
            lowest.append(key)
            ends.append(place)
        elif key != lowest[length]:
            lowest[length], ends[length] = key, place
    run: list[ArticleLine] = []
    at = ends[-1] if ends else None
    while at is not None:
        run.append(sequence[at])
        at = before[at]
    return run[::-1]


def _key(line: ArticleLine) -> tuple[int, int]:
    return line.number.number, line.number.insertion or 0
