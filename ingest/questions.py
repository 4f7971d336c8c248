"""Lay questions from files: those shipped with the starter corpus, and those that an admin brings.

The shipped body lies in `corpus/questions`, a file a hand; its README says who wrote what and which hands are for
training. Only those are read here: the others are what the product is measured on.
"""

import csv
import io
import json
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ingest.document import Unreadable
from ingest.readers.encoding import decode
from knowledge.model import LayQuestion, Origin

SUFFIXES = (".jsonl", ".csv", ".xlsx")
SHIPPED = Path(__file__).resolve().parent / "corpus" / "questions"
_LOCATOR_COLUMNS = ("locator", "clause", "条款", "位置")
_QUESTION_COLUMNS = ("question", "text", "问题", "问法")
_LARGEST = 20 * 2**20  # bytes
_MOST = 50_000  # rows
_LONGEST = 300  # characters of a question

Row = tuple[
    int, Mapping[str, Any]
]  # its number, and what stands in it by column: cells are whatever they are


@cache
def shipped() -> Mapping[str, tuple[LayQuestion, ...]]:
    """The training questions of the starter corpus, by source id."""
    found: defaultdict[str, list[LayQuestion]] = defaultdict(list)
    for path in sorted((SHIPPED / "train").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for place in row["gold"]:
                source, _, locator = place.partition(" ")
                found[source].append(
                    LayQuestion(locator=locator, text=row["question"], origin=Origin.SHIPPED, hand=path.stem)
                )
    return {source: tuple(questions) for source, questions in found.items()}


def ships(path: Path) -> bool:
    """Whether a file belongs to the shipped body of questions."""
    return path.resolve().is_relative_to(SHIPPED)


def read_questions(path: Path) -> list[LayQuestion]:
    """Questions that an admin brings: JSONL, CSV or XLSX with a clause and a question a row.

    Raises:
        Unreadable: the file is none of these, or a row lacks one of the two; the sentence names the row.
    """
    questions = []
    for number, row in _rows(path):
        locator, text = (_cell(row, names) for names in (_LOCATOR_COLUMNS, _QUESTION_COLUMNS))
        if not locator or not text:
            raise Unreadable(
                f"{path.name} 第{number}行缺“条款”或“问题”，每行要有这两列（locator、question 也行）。"
            )
        questions.append(LayQuestion(locator=locator, text=checked(text, f"{path.name} 第{number}行的")))
    if not questions:
        raise Unreadable(f"{path.name} 里没有问题。")
    return questions


def checked(text: str, whose: str = "") -> str:
    """A question's words on one line, of a length that a person types.

    Raises:
        Unreadable: they are longer.
    """
    words = _words(text)
    if len(words) > _LONGEST:
        raise Unreadable(f"{whose}问题超过{_LONGEST}字，请写短些。")
    return words


def _rows(path: Path) -> Iterable[Row]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Unreadable(f"{path.name} 不认得，问题请存成 .jsonl、.csv 或 .xlsx。")
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _LARGEST else b""
    except OSError as problem:
        raise Unreadable(f"{path.name} 打不开，请检查路径和权限。") from problem
    if size > _LARGEST:
        raise Unreadable(f"{path.name} 超过{_LARGEST // 2**20}兆，请拆开再导入。")
    rows = list(_sheet(path, content) if suffix == ".xlsx" else _text(path, content, suffix))
    if len(rows) > _MOST:
        raise Unreadable(f"{path.name} 超过{_MOST}行，请拆开再导入。")
    return rows


def _text(path: Path, content: bytes, suffix: str) -> Iterator[Row]:
    if not content.strip():
        return
    try:
        text, _ = decode(content)
    except Unreadable as problem:
        raise Unreadable(f"{path.name} 不是文字文件，或者编码认不出来，请存成 UTF-8 编码。") from problem
    yield from _lines(path, text) if suffix == ".jsonl" else _table(path, text)


def _lines(path: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise Unreadable(f"{path.name} 第{number}行不是 JSON 对象。")
        yield number, row


def _table(path: Path, text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        yield from _by_column((reader.line_num, cells) for cells in reader)
    except csv.Error as problem:
        raise Unreadable(f"{path.name} 第{reader.line_num}行不是能读的 CSV。") from problem


def _sheet(path: Path, content: bytes) -> Iterator[Row]:
    """The rows of a workbook's first sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415  # only here, and slow to import

    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions that are of no concern here
            sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
            sheet.reset_dimensions()  # some programs write wrong ones
            cells = [
                values for _, values in zip(range(_MOST + 2), sheet.iter_rows(values_only=True), strict=False)
            ]
    except Exception as problem:  # openpyxl raises whatever zip and XML parsers do
        raise Unreadable(f"{path.name} 不是能读的 Excel 文件（.xlsx），请重新另存一份。") from problem
    yield from _by_column(enumerate(cells, start=1))


def _by_column(lines: Iterable[tuple[int, Iterable[Any]]]) -> Iterator[Row]:
    """Rows by the names in the first one; those without a value are skipped."""
    numbered = iter(lines)
    names = [str(name or "").strip().lower() for name in next(numbered, (0, ()))[1]]
    for number, values in numbered:
        row = dict(zip(names, values, strict=False))
        if any(value not in (None, "") for value in row.values()):
            yield number, row


def _cell(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := _words(row.get(name)))), "")


def _words(value: object) -> str:
    """What a cell says, on one line and without what cannot be printed; a number as a person writes it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(
        "".join(character if character.isprintable() else " " for character in str(value)).split()
    )
