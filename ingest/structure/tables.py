"""Tables: every row is a passage of its own, under the headings of its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Slice
from ingest.structure.lines import Line

_LONGEST_COLUMN = 15  # characters of a column's heading, where no rule tells that it is one
_FIGURE = re.compile(r"[\d.%％]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: which of a text, which row below the headings of its columns, and these."""

    table: int  # from 1, as below
    number: int
    columns: str

    @property
    def label(self) -> str:
        """The row's place for a locator."""
        return f"表{self.table}第{self.number}行"

    def slice(self, line: Line, locator: str, heading: str, article: str | None = None) -> Slice:
        """The passage of a row, under what stands above the table."""
        return Slice(
            start=line.start,
            end=line.end,
            locator=f"{locator}{self.label}",
            article=article,
            heading=" > ".join(filter(None, (heading, self.columns))),
        )


def table_rows(lines: Sequence[Line]) -> Mapping[int, Row | None]:
    """The rows of a text by the index of their line; None for one that only heads the columns."""
    found: dict[int, Row | None] = {}
    table = number = 0
    heads = ""
    for index, line in enumerate(lines):
        if not line.is_row:
            continue
        if index == 0 or not lines[index - 1].is_row:
            table, number = table + 1, 0
            heads = line.text if _heads_columns(lines, index) else ""
        if line.text == heads:  # also where a page repeats it
            found[index] = None
            continue
        number += 1
        found[index] = Row(table, number, "｜".join(filter(None, _cells(heads))))
    return found


def _heads_columns(lines: Sequence[Line], index: int) -> bool:
    """Whether the first row of a table names its columns: a rule is below it, or its cells are short words.

    A row that comes again at once names nothing, or a table of such rows would be lost.
    """
    if index + 1 == len(lines) or not lines[index + 1].is_row or lines[index + 1].text == lines[index].text:
        return False
    cells = _cells(lines[index].text)
    return lines[index].ruled or all(
        0 < len(cell) <= _LONGEST_COLUMN and not _FIGURE.fullmatch(cell) for cell in cells
    )


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]
