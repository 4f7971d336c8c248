"""The console: what every command shares: where it writes, how it opens the library, how it fails.

Results go to standard output, everything else to standard error.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.settings import Settings, checked_region, environment_with, read
from knowledge.errors import UsageProblem

Home = Annotated[
    Path | None,
    typer.Option("--home", help="数据目录；不写用 JIANFU_HOME，再没有用系统的用户数据目录", metavar="目录"),
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON")]
Region = Annotated[
    str | None,
    typer.Option(
        "--region", help="所在地区，如 cn/52、cn/52/27；不写用 JIANFU_REGION，再没有按全国", metavar="代码"
    ),
]
On = Annotated[
    str | None, typer.Option("--on", help="按哪一天的规定回答，如 2026-11-22；不写按今天", metavar="日期")
]
Batch = Annotated[
    Path | None, typer.Option("--batch", help="批量：每行一个 JSON 的文件，- 表示标准输入", metavar="文件")
]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a batch: its object, or what is wrong with it."""

    number: int
    row: dict[str, Any]  # JSON as given
    problem: str | None = None

    @property
    def id(self) -> Any:
        """The line's own id."""
        return self.row.get("id")


def settings(home: Path | None) -> Settings:
    """The settings of this process: its environment, completed from `.env`."""
    return read(environment_with(Path(".env"), os.environ), home=home)


def day(text: str | None) -> date:
    """The day that an option or a batch line names; today without one.

    Raises:
        UsageProblem: it is none.
    """
    if text is None:
        return time_now()
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError) as problem:
        raise UsageProblem(f"日期“{text}”写法不对，请写成 2026-11-22 这样。") from problem


def time_now() -> date:
    """Today where the reader is: the process's own time zone."""
    return date.today()  # noqa: DTZ011 (a rule takes effect on the reader's calendar day)


def place(text: str | None, default: str) -> str:
    """A checked region, or the default."""
    return default if text is None else checked_region(text)


def write(text: str) -> None:
    """A result for a person."""
    sys.stdout.write(f"{text}\n")


def write_json(value: object) -> None:
    """A result for a program, on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False))
    sys.stdout.write("\n")
    sys.stdout.flush()


def notice(text: str) -> None:
    """A remark beside the result."""
    sys.stderr.write(f"{text}\n")


def lines(path: Path) -> Iterator[Line]:
    """The lines of a batch; a bad one comes with what is wrong, and the batch goes on.

    Raises:
        UsageProblem: the file cannot be read.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageProblem(f"读不了批量文件 {path}，请检查路径，并存成 UTF-8 编码。") from problem
    for number, raw in enumerate(text.splitlines(), start=1):
        if raw.strip():
            yield _line(number, raw)


def _line(number: int, raw: str) -> Line:
    try:
        row = json.loads(raw)
    except ValueError:
        return Line(number, {}, f"第{number}行不是 JSON。")
    if not isinstance(row, dict):
        return Line(number, {}, f"第{number}行不是一个 JSON 对象。")
    return Line(number, row)


def field(line: Line, name: str) -> str:
    """A text of a batch line.

    Raises:
        UsageProblem: it is missing or no text.
    """
    if line.problem:
        raise UsageProblem(line.problem)
    value = line.row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageProblem(f"第{line.number}行缺少 {name}。")
    return value


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error, drawn only where that is a terminal; yields `advance(label, done, total)`."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, visible=False)

        def advance(label: str, done: int, total: int) -> None:
            bar.update(task, description=label, completed=done, total=total or None, visible=True)

        yield advance


def elapsed_ms(started: float) -> float:
    """Milliseconds since a `time.perf_counter`."""
    return (time.perf_counter() - started) * 1000


def all_good(codes: Iterable[bool]) -> int:
    """The exit code of a batch: 1 where a line was bad."""
    return 0 if all(codes) else 1
