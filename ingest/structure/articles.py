"""Legal texts: each article is one passage, with its paragraphs and items, under its parts and chapters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Slice
from ingest.structure.lines import Line
from ingest.structure.numbers import ArticleLine
from ingest.structure.tables import Row, table_rows
from knowledge.numbering import ArticleNumber, print_numeral

ADOPTION = re.compile(r"\d{4}年\s*\d{1,2}月\s*\d{1,2}日.*(?:通过|修订|修正|公布|批准|发布|印发|施行)")
_CONTINUED = "（续）"  # of an article in which a table stands
_IN_LOCATOR = 3  # ranks above this one: 编 and 章 stand in a locator, 节 only in the heading


class _Place:
    """The parts and chapters that the reading has come to."""

    def __init__(self) -> None:
        self._parts: dict[int, Line] = {}

    def enter(self, line: Line) -> None:
        rank = line.rank
        if rank is None:
            rank = 10 + line.level  # a Markdown heading without a number stands below all numbered ones
        self._parts = {above: part for above, part in self._parts.items() if above < rank} | {rank: line}

    @property
    def heading(self) -> str:
        return " > ".join(line.title for line in self._parts.values())

    def locator(self, last: str) -> str:
        labels = [line.label for rank, line in sorted(self._parts.items()) if rank < _IN_LOCATOR]
        return " ".join(filter(None, (*labels, last)))


def article_slices(lines: Sequence[Line], starts: Sequence[ArticleLine]) -> list[Slice]:
    """The articles, and the paragraphs outside of them that say something, in the order of the text."""
    numbers = {start.index: start.number for start in starts}
    rows = table_rows(lines)
    place = _Place()
    found: list[Slice] = []
    open_article: int | None = None
    loose = 0
    for index, line in enumerate(lines):
        if index in numbers:
            found.append(_article(place, line, numbers[index]))
            open_article = len(found) - 1
        elif index in rows:
            found.extend(
                _row(place, line, rows[index], found[open_article] if open_article is not None else None)
            )
        elif _is_heading(line):
            place.enter(line)
            open_article, loose = None, 0
        elif open_article is not None and found[-1] is found[open_article]:
            found[open_article] = _extended(found[open_article], line)
        elif open_article is not None:  # a table stands between
            found.append(_continued(found[open_article], line))
            open_article = len(found) - 1
        elif _says_something(line):
            loose += 1
            found.append(_paragraph(place, line, loose))
    return found


def _is_heading(line: Line) -> bool:
    return line.level > 0 or line.rank is not None


def _says_something(line: Line) -> bool:
    """Whether a line outside the articles is a sentence of the text, and not its title, its adoption or its salutation."""
    return line.text.endswith("。") and ADOPTION.search(line.text) is None


def _article(place: _Place, line: Line, number: ArticleNumber) -> Slice:
    insertion = f"之{print_numeral(number.insertion)}" if number.insertion is not None else ""
    return Slice(
        start=line.start,
        end=line.end,
        locator=place.locator(f"第{number.number}条{insertion}"),
        article=str(number),
        heading=place.heading,
    )


def _row(place: _Place, line: Line, row: Row | None, article: Slice | None) -> list[Slice]:
    if row is None:
        return []
    locator = article.locator if article else place.locator("")
    return [row.slice(line, f"{locator} ".lstrip(), place.heading, article.article if article else None)]


def _paragraph(place: _Place, line: Line, count: int) -> Slice:
    named = place.locator("") or "前言"
    return Slice(start=line.start, end=line.end, locator=f"{named} 第{count}段", heading=place.heading)


def _continued(article: Slice, line: Line) -> Slice:
    """What an article goes on with below a table."""
    locator = f"{article.locator.removesuffix(_CONTINUED)}{_CONTINUED}"
    return replace(article, start=line.start, end=line.end, locator=locator)


def _extended(slice_: Slice, line: Line) -> Slice:
    return Slice(
        start=slice_.start,
        end=line.end,
        locator=slice_.locator,
        article=slice_.article,
        heading=slice_.heading,
    )
