"""Ruling: the tables of a PDF that lines are drawn around."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ingest.readers import layout

_LEAST_LINES = 4  # drawn shapes on a page; a table of two by two has six lines, or four boxes
_MOST_LINES = 5_000  # a page with more is a drawing, and looking for tables in it takes minutes
_DEEPEST = 2  # forms within forms


class Tables:
    """The tables of one PDF, looked for only on pages with lines: looking takes a tenth of a second."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def put_in(self, page: pypdfium2.PdfPage, number: int, lines: Sequence[layout.Line]) -> list[layout.Line]:
        """The lines of a page with those of a table made one block, a Markdown table."""
        if page.get_rotation() or not _LEAST_LINES <= _drawn(page) <= _MOST_LINES:
            return list(lines)
        top = page.get_mediabox()[3]
        written = list(lines)
        for table in self._found(number, -top):
            within = [line for line in written if _holds(table, line)]
            if within:
                place = written.index(within[0])
                before = [line for line in written[:place] if not _holds(table, line)]
                after = [line for line in written[place:] if not _holds(table, line)]
                written = [*before, table, *after]
        return written

    def _found(self, number: int, offset: float) -> Iterator[layout.Line]:
        import pdfplumber  # noqa: PLC0415 (0.3 s to import, and few files have tables)

        with pdfplumber.open(io.BytesIO(self._content), pages=[number + 1]) as document:
            for table in document.pages[0].find_tables():
                cells = _cells(table)
                if len(cells) > 1 and max(map(len, cells)) > 1:
                    left, top, right, bottom = table.bbox
                    yield layout.Line(left, top + offset, right, bottom + offset, layout.table(cells))


def _cells(table: Any) -> list[list[str]]:  # Any: pdfplumber's own tables
    """The texts of a table. A cell that goes over several rows is said in each, so that a row speaks for itself."""
    written: list[list[str]] = []
    for row in table.extract():
        above = written[-1] if written else [""] * len(row)
        first = row[0] if row else None
        written.append(
            [above[0] if index == 0 and first is None else cell or "" for index, cell in enumerate(row)]
        )
    return [row for row in written if any(cell.strip() for cell in row)]


def _drawn(page: pypdfium2.PdfPage) -> int:
    count = 0
    for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=_DEEPEST):
        count += 1
        if count > _MOST_LINES:
            break
    return count


def _holds(table: layout.Line, line: layout.Line) -> bool:
    middle = (line.top + line.bottom) / 2
    return table.left <= line.middle <= table.right and table.top <= middle <= table.bottom
