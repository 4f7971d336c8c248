"""Asking: `ask`, `search`, `show`, `sources`."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
from bot.encoding import (
    encode_card,
    encode_failure,
    encode_result,
    encode_search,
    encode_shown,
    encode_spending,
)
from bot.printing import print_hits, print_result, print_shown, print_sources, print_spending
from bot.settings import Settings
from ingest.publish import ensure
from knowledge.assistant import Assistant
from knowledge.embedding import open_model
from knowledge.errors import JianfuError, UsageProblem
from knowledge.library import Library
from knowledge.model import Mode, Question
from knowledge.reranking import open_reranker

if TYPE_CHECKING:
    from knowledge.writer import Writer

_LONGEST = 2000  # characters; a longer text is a notice, not a question


def library_of(chosen: Settings) -> Library:
    """The library of a home, made from the starter corpus at first use."""
    model = open_model(chosen.embedding_model)
    with progress() as advance:
        ensure(chosen.home, model, advance)
    return Library.open(chosen.home, model, open_reranker(chosen.reranker_model))


def writer_of(chosen: Settings) -> "Writer | None":
    """The writer where one is set up; without its settings or its extra nothing is imported, and nothing is missing."""
    if not chosen.has_llm:
        return None
    from knowledge.chat import installed  # noqa: PLC0415
    from knowledge.spending import Price  # noqa: PLC0415
    from knowledge.writer import open_writer  # noqa: PLC0415

    if not installed():
        return None
    return open_writer(
        chosen.llm_base_url,
        chosen.llm_model,
        chosen.llm_api_key,
        seconds=chosen.llm_seconds,
        price=Price(*chosen.llm_price) if chosen.llm_price else None,
        internal=chosen.llm_internal,
    )


def ask(  # noqa: PLR0913 (options of the command line)
    question: Annotated[str | None, typer.Argument(help="要问的话", metavar="问题")] = None,
    *,
    batch: Batch = None,
    region: Region = None,
    on: On = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """问一句：规定许不许、依据哪一条，逐字引用。"""
    chosen = settings(home)
    asked_on, where = day(on), place(region, chosen.region)
    _one_of(question, batch, "问题")
    assistant = Assistant(library_of(chosen), writer := writer_of(chosen))

    def answer(text: str, line: Line | None = None) -> Any:
        started = time.perf_counter()
        result = assistant.ask(_question(text, line, where, asked_on))
        encoded = encode_result(result, elapsed_ms(started), line.id if line else None)
        return encoded if as_json or line else print_result(result)

    if batch is not None:
        code = _each(batch, "question", answer)
        if writer is not None:
            notice(print_spending(encode_spending(writer.spending, resting=writer.breaker.resting)))
        raise typer.Exit(code)
    output = answer(question or "")
    write_json(output) if as_json else write(output)


def search(  # noqa: PLR0913 (options of the command line)
    query: Annotated[str | None, typer.Argument(help="要找的话", metavar="词句")] = None,
    *,
    batch: Batch = None,
    limit: Annotated[int, typer.Option("-k", help="要几条", min=1, max=100, metavar="条数")] = 10,
    mode: Annotated[
        Mode, typer.Option("--mode", help="hybrid 两路合并；lexical 只按字面；dense 只按语义")
    ] = Mode.HYBRID,
    explain: Annotated[bool, typer.Option("--explain", help="写明每一部分给了多少分")] = False,
    region: Region = None,
    on: On = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """找条款：按相近程度排列，不下结论。"""
    chosen = settings(home)
    asked_on, where = day(on), place(region, chosen.region)
    _one_of(query, batch, "词句")
    library = library_of(chosen)

    def find(text: str, line: Line | None = None) -> Any:
        started = time.perf_counter()
        asked = _question(text, line, where, asked_on)
        hits = library.search(asked, limit=limit, mode=mode)
        if as_json or line:
            return encode_search(asked, hits, elapsed_ms(started), line.id if line else None, explain=explain)
        return print_hits(hits, explain=explain)

    if batch is not None:
        raise typer.Exit(_each(batch, "query", find))
    output = find(query or "")
    write_json(output) if as_json else write(output)


def show(
    source: Annotated[str, typer.Argument(help="文件的编号、题名、简称或文号", metavar="文件")],
    article: Annotated[str | None, typer.Argument(help="第几条，如 6、第六条", metavar="条")] = None,
    *,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """看一份文件，或其中一条的原话和前后条。"""
    shown = library_of(settings(home)).show(source, article)
    if as_json:
        write_json(encode_shown(shown))
    else:
        write(print_shown(shown))


def sources(*, as_json: AsJson = False, home: Home = None) -> None:
    """列出所有文件。"""
    cards = library_of(settings(home)).sources()
    if as_json:
        write_json([encode_card(card) for card in cards])
    else:
        write(print_sources(cards))


def _one_of(text: str | None, batch: Path | None, name: str) -> None:
    if batch is None and not (text or "").strip():
        raise UsageProblem(f"请写出{name}，或用 --batch 给一个文件。")
    if batch is not None and text is not None:
        raise UsageProblem(f"{name}和 --batch 只能用一个。")


def _question(text: str, line: Line | None, region: str, on: Any) -> Question:
    if len(text) > _LONGEST:
        raise UsageProblem(f"问题太长（{len(text)}字），请缩到{_LONGEST}字以内。")
    row = line.row if line else {}
    return Question(
        text=text, region=place(row.get("region"), region), on=day(row["on"]) if row.get("on") else on
    )


def _each(batch: Path, name: str, work: Callable[[str, Line], Any]) -> int:
    """Put every line through; a bad one is reported in its place. Returns the exit code."""

    def one(line: Line) -> bool:
        try:
            write_json(work(field(line, name), line))
        except JianfuError as problem:
            write_json(encode_failure(line.id, str(problem), line=line.number))
            return False
        return True

    return all_good([one(line) for line in lines(batch)])
