"""Checking: `check`. Nothing of a notice is stored or logged."""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.checked import encode_report, print_report
from bot.cli.asking import library_of
from bot.cli.console import (
    AsJson,
    Batch,
    Home,
    Line,
    On,
    Region,
    all_good,
    day,
    elapsed_ms,
    field,
    lines,
    notice,
    place,
    progress,
    settings,
    write,
    write_json,
)
from bot.encoding import encode_failure
from ingest import readers
from ingest.document import Document
from ingest.readers.encoding import decode, encodable
from knowledge.errors import JianfuError, UsageProblem
from knowledge.library import Library
from knowledge.notices import Notice, NoticeReport, prepare

_STANDARD_INPUT = "-"


def check(  # noqa: PLR0913 (options of the command line)
    file: Annotated[
        str | None, typer.Argument(help="通知的文件（任何读得了的格式），- 表示标准输入", metavar="文件")
    ] = None,
    *,
    batch: Batch = None,
    region: Region = None,
    on: On = None,
    as_json: AsJson = False,
    drawn: Annotated[
        Path | None,
        typer.Option("--picture", help="另存一张手机上好看、可以转给对方的图（PNG）", metavar="文件"),
    ] = None,
    home: Home = None,
) -> None:
    """核对一份通知：哪些要求规定谈到了、怎么说的，逐字引用。不保存通知。"""
    chosen = settings(home)
    wanted_on, where = day(on), place(region, chosen.region)
    if (file is None) == (batch is None):
        raise UsageProblem("请给一个通知文件（- 表示标准输入），或用 --batch 给一个文件，两样只要一样。")
    if batch is not None and drawn is not None:
        raise UsageProblem("--picture 一次只画一份通知，不能和 --batch 一起用。")
    prepare()
    if batch is not None:
        raise typer.Exit(_each(batch, library_of(chosen), where, wanted_on))
    received = Notice(text=_text_of(file or ""), region=where, on=wanted_on)
    library = library_of(chosen)
    started = time.perf_counter()
    report = library.check(received)
    if drawn is not None:
        _draw(report, drawn)
    if as_json:
        write_json({**encode_report(report, elapsed_ms(started)), "text": received.text})
    else:
        write(print_report(report))


def _draw(report: NoticeReport, path: Path) -> None:
    """Draw a report.

    Raises:
        UsageProblem: nothing can be written there.
    """
    from bot.render.picture import picture  # noqa: PLC0415 (most checks draw nothing)

    try:
        path.write_bytes(picture(report).content)
    except OSError as problem:
        raise UsageProblem(f"写不了 {encodable(str(path))}，请检查路径和权限。") from problem
    notice(f"图已存到 {encodable(str(path))}。")


def _each(batch: Path, library: Library, region: str, on: date) -> int:
    """Check every line; a bad one is reported in its place. Returns the exit code."""

    def one(line: Line) -> bool:
        try:
            notice = _notice(line, region, on)
            started = time.perf_counter()
            write_json(encode_report(library.check(notice), elapsed_ms(started), line.id))
        except JianfuError as problem:
            write_json(encode_failure(line.id, str(problem), line=line.number))
            return False
        return True

    return all_good([one(line) for line in lines(batch)])


def _notice(line: Line, region: str, on: date) -> Notice:
    """The notice of a batch line; one without words is one in which nothing is asked.

    Raises:
        UsageProblem: it has no text, or one that is none.
    """
    text: Any = line.row.get("text") if not line.problem else field(line, "text")
    if not isinstance(text, str):
        raise UsageProblem(f"第{line.number}行缺少 text。")
    if encodable(text) != text:
        raise UsageProblem(f"第{line.number}行的 text 里有半个字符，请检查它是怎么存的。")
    row = line.row
    return Notice(
        text=text, region=place(row.get("region"), region), on=day(row["on"]) if row.get("on") else on
    )


def _text_of(name: str) -> str:
    """The words of a file, or of what comes on standard input.

    Raises:
        UsageProblem: there is no such file.
        Unreadable: no text can be had of it.
    """
    document = _document(name)
    if not document.content.strip():
        return ""
    with progress() as advance, readers.Worker(advance, traceless=True) as worker:
        if name == _STANDARD_INPUT and readers.is_text(document):
            return decode(document.content)[0]
        return readers.read(document, worker).text


def _document(name: str) -> Document:
    if name == _STANDARD_INPUT:
        return Document(path=name, content=sys.stdin.buffer.read(), suffix="")
    path = Path(name)
    try:
        return Document(path=encodable(name), content=path.read_bytes(), suffix=path.suffix.lower())
    except OSError as problem:
        raise UsageProblem(f"打不开 {encodable(name)}，请检查路径和权限。") from problem
