"""Pages: page numbers, and the headers and footers that a paged format repeats. Readers part pages by form feeds.

What stands at the head of the first page stays there once: it may be the red head of a document.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows

_NUMBER = re.compile(
    r"[-—–―_~·•]{1,3} ?\d{1,4} ?[-—–―_~·•]{1,3}|第 ?\d{1,4} ?页(?:[ ,/，]{0,2}共 ?\d{1,4} ?页)?|共 ?\d{1,4} ?页[ ,，]{0,2}第 ?\d{1,4} ?页"
    r"|page \d{1,4}(?: of \d{1,4})?|\d{1,4} ?/ ?\d{1,4}"
)
_ALONE = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_EDGE = 2  # lines at the head and the foot of a page that can be repeated ones
_SHARE = 0.6  # of the pages
_LONGEST = 50  # characters


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines."""
    lines = rows(text)
    taken = {line.start: line for line in lines if _NUMBER.fullmatch(line.plain)}
    if "\f" in text:
        pages = _pages(text, lines)
        bare = [[line for line in page if line.start not in taken] for page in pages]
        numbers = [line for page in bare for line in (*page[:1], *page[-1:]) if _ALONE.fullmatch(line.plain)]
        if len(numbers) >= _SHARE * len(pages):
            taken |= {line.start: line for line in numbers}
            bare = [[line for line in page if line.start not in taken] for page in bare]
        taken |= {line.start: line for line in _repeated(bare)}
    return [_cut(text, line) for _, line in sorted(taken.items())]


def _cut(text: str, line: Row) -> Edit:
    """The line with its end, unless a page ends there."""
    end = line.end + 1 if text[line.end : line.end + 1] == "\n" else line.end
    return Edit(line.start, end, why="boilerplate")


def _pages(text: str, lines: Sequence[Row]) -> list[list[Row]]:
    """The lines of each page that has any."""
    pages: dict[int, list[Row]] = {}
    number = place = 0
    for line in lines:
        number += text.count("\f", place, line.start)
        place = line.start
        pages.setdefault(number, []).append(line)
    return list(pages.values())


def _repeated(pages: Sequence[Sequence[Row]]) -> Iterator[Row]:
    """Lines that stand on most pages at the same edge, but for the first at the very head."""
    for at_head in (True, False):
        edges = [page[:_EDGE] if at_head else page[max(_EDGE, len(page) - _EDGE) :] for page in pages]
        seen = Counter(form for edge in edges for form in {_form(line) for line in edge})
        for index, edge in enumerate(edges):
            for line in edge:
                often = seen[_form(line)] >= max(2, _SHARE * len(pages))
                if often and _could_repeat(line) and not (at_head and index == 0):
                    yield line


def _form(line: Row) -> str:
    return _DIGITS.sub("0", line.plain)


def _could_repeat(line: Row) -> bool:
    return (
        len(line.text) <= _LONGEST and not line.marked and not line.numbered and not line.text.startswith("|")
    )
