"""Tables of a web page: cells spread over the columns and rows that they span, as rows of Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

_WIDEST, _TALLEST = 60, 400  # columns and rows that a cell can span; pages claim thousands
_LONGEST_CELL = 400  # characters of a cell; what is longer is a page laid out by a table
_FEWEST = 2  # rows and columns of a table that is one


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, its text on one line."""

    text: str
    columns: int = 1
    rows: int = 1
    heading: bool = False


def is_data(table: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table holds data, and does not lay out a page."""
    rows = [row for row in table if any(cell.text for cell in row)]
    widest = max((sum(cell.columns for cell in row) for row in rows), default=0)
    longest = max((len(cell.text) for row in rows for cell in row), default=0)
    return len(rows) >= _FEWEST and widest >= _FEWEST and longest <= _LONGEST_CELL


def markdown(table: Sequence[Sequence[Cell]]) -> str:
    """The rows of a table, a line each, below its heading row."""
    grid = spread(table)
    width = max(map(len, grid), default=0)
    lines = [
        "| " + " | ".join(_escaped(text) for text in (*row, *[""] * (width - len(row)))) + " |"
        for row in grid
    ]
    return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]])


def spread(table: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The texts of a table's cells by row and column, that of a spanning cell in each place."""
    grid: list[list[str]] = []
    waiting: dict[int, tuple[int, str]] = {}  # column: rows to come, text
    for cells in table:
        row: list[str] = []
        for cell in cells:
            _fill(row, waiting)
            for _ in range(min(cell.columns, _WIDEST)):
                if cell.rows > 1:
                    waiting[len(row)] = (min(cell.rows, _TALLEST), cell.text)
                row.append(cell.text)
        _fill(row, waiting)
        waiting = {column: (rows - 1, text) for column, (rows, text) in waiting.items() if rows > 1}
        if any(row):
            grid.append(row)
    return grid


def _fill(row: list[str], waiting: dict[int, tuple[int, str]]) -> None:
    """Put in the cells that reach down from rows above."""
    while len(row) in waiting and waiting[len(row)][0] > 0:
        row.append(waiting[len(row)][1])


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
