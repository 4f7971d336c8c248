"""Questioning: `questions`: the words by which people look for a clause, and those that found none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.asked import (
    encode_asked,
    encode_questioning,
    encode_unanswered,
    print_counts,
    print_questioning,
    print_questions,
    print_unanswered,
)
from bot.cli.asking import library_of
from bot.cli.auditing import actor, journal_of
from bot.cli.consent import agreed
from bot.cli.console import AsJson, Home, notice, progress, settings, write, write_json
from bot.settings import Settings
from ingest.proposal import Decide, Fate, bringing, removing
from ingest.publish import Questioning, plan_questions, put_questions
from ingest.questions import SUFFIXES, checked, read_questions
from knowledge.embedding import open_model
from knowledge.errors import UsageProblem
from knowledge.model import LayQuestion, Origin

if TYPE_CHECKING:
    from bot.journal import Journal, Unanswered

_CHANGED = (Fate.ADDED, Fate.REMOVED)
_NOT_DONE = (Fate.REFUSED, Fate.ABSENT)
_SOURCE_AND_LOCATOR = 2


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a change is carried out and told."""

    chosen: Settings
    dry_run: bool
    yes: bool
    as_json: bool


def questions(  # noqa: PLR0913 (options of the command line)
    source: Annotated[
        str | None, typer.Argument(help="文件的编号、题名、简称或文号；旧版写 编号@版本", metavar="文件")
    ] = None,
    *,
    clause: Annotated[
        str | None, typer.Option("--clause", help="条款的位置，如 第6条（要点1）、第六条", metavar="条款")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--import", help="导入问法：.jsonl、.csv 或 .xlsx，每行有条款和问题", metavar="文件"),
    ] = None,
    words: Annotated[str | None, typer.Option("--add", help="给 --clause 加一句问法", metavar="问题")] = None,
    unwanted: Annotated[
        str | None, typer.Option("--remove", help="去掉一句问法，或一个文件里的全部", metavar="文件或问题")
    ] = None,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="看没答上来、没答到点子上的问题")] = False,
    tie: Annotated[
        int | None,
        typer.Option("--tie", help="把没答上来的一个问题归给 --clause“文件 条款”", metavar="编号"),
    ] = None,
    drop: Annotated[
        int | None, typer.Option("--drop", help="没答上来的一个问题不用管了", metavar="编号")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，什么都不改")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再问，直接改")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """口语问法：群众和干部平时怎么问，条款靠它们才好找。看、导入、添加、去掉，处理没答上来的。"""
    _one_of({
        "--import": file, "--add": words, "--remove": unwanted, "--unanswered": unanswered or None, "--tie": tie,
        "--drop": drop,
    })  # fmt: skip
    manner = _Manner(settings(home), dry_run, yes or as_json, as_json)
    if unanswered or drop is not None:
        _waiting(manner, drop)
    elif tie is not None:
        _tie(manner, tie, source, clause)
    elif file is not None:
        _change(manner, _named(source), bringing(read_questions(file)))
    elif words is not None:
        _change(manner, _named(source), bringing([_typed(words, clause)]))
    elif unwanted is not None:
        _change(manner, _named(source), removing(_unwanted(unwanted, clause)))
    else:
        _show(manner, _named(source), clause)


def _one_of(options: Mapping[str, object]) -> None:
    given = [name for name, value in options.items() if value is not None]
    if len(given) > 1:
        raise UsageProblem(f"{'、'.join(given)} 一次只能用一个。")


def _named(source: str | None) -> str:
    if not (source or "").strip():
        raise UsageProblem("请写出是哪份文件；运行 jianfu sources 看有哪些。")
    return source or ""


def _typed(words: str, clause: str | None) -> LayQuestion:
    text = checked(words)
    if not text:
        raise UsageProblem("--add 后面请写出问题。")
    if not clause:
        raise UsageProblem("请用 --clause 写明这句问的是哪一条。")
    return LayQuestion(locator=clause, text=text)


def _unwanted(words: str, clause: str | None) -> list[LayQuestion]:
    if words.lower().endswith(SUFFIXES):
        return read_questions(Path(words))
    if not words.strip():
        raise UsageProblem("--remove 后面请写出问题或文件。")
    return [LayQuestion(locator=clause or "", text=words)]


def _show(manner: _Manner, name: str, clause: str | None) -> None:
    library = library_of(manner.chosen)
    shown = library.show(name, clause)
    asked = library.questions(shown.source)
    library.close()
    if manner.as_json:
        write_json(encode_asked(shown, asked, whole=clause is not None))
    else:
        write(print_questions(shown, asked) if clause else print_counts(shown, asked))


def _change(manner: _Manner, name: str, decide: Decide) -> None:
    """Show what would be done, ask, and do it.

    Raises:
        Exit: 1 where something was refused or not there.
    """
    done, _ = _carried_out(manner, name, decide)
    if manner.as_json:
        write_json(encode_questioning(done))
    raise typer.Exit(1 if _fell_short(done) else 0)


def _carried_out(manner: _Manner, name: str, decide: Decide) -> tuple[Questioning, bool]:
    """What was done or would be, and whether it was."""
    from bot.audited import of_questioning  # noqa: PLC0415  # only here, and slow to import

    home = manner.chosen.home
    wanted = _in_library(manner.chosen, name)
    planned = plan_questions(home, wanted, decide)
    changes = sum(planned.proposal.count(fate) for fate in _CHANGED)
    if not manner.as_json:
        write(print_questioning(planned))
    if manner.dry_run or (changes and not agreed("改吗？", yes=manner.yes)):
        return planned, False
    with journal_of(manner.chosen) as journal, progress() as advance:
        done = put_questions(
            home, open_model(manner.chosen.embedding_model), wanted, decide, progress=advance
        )
        journal.note(*of_questioning(done, actor()))
    if not manner.as_json:
        asked = done.smoke.asked
        write(
            f"已改，索引 {done.generation}，试问 {done.smoke.passed}/{asked}。" if asked else "没有要改的。"
        )
    return done, True


def _fell_short(done: Questioning) -> bool:
    return any(done.proposal.count(fate) for fate in _NOT_DONE)


def _in_library(chosen: Settings, name: str) -> str:
    """The name under which the library has a source: its id, or the key of the version that was named.

    Raises:
        UsageProblem: there is no such source.
    """
    library = library_of(chosen)
    source = library.find_source(name)
    library.close()
    if source is None:
        raise UsageProblem(f"没有“{name}”这份文件，请运行 jianfu sources 看有哪些。")
    return source.key if name == source.key else source.id


def _waiting(manner: _Manner, drop: int | None) -> None:
    with _journal(manner.chosen) as journal:
        if drop is not None:
            found = _waits(journal, drop)
            if not manner.dry_run:
                journal.settle(found.id)
        waiting = journal.unanswered()
    if manner.as_json:
        write_json([encode_unanswered(one) for one in waiting])
        return
    write(print_unanswered(waiting))
    if not manner.chosen.keep_questions:
        notice("机器人现在不留问题；要留，设 JIANFU_KEEP_QUESTIONS=1。")


def _tie(manner: _Manner, number: int, source: str | None, clause: str | None) -> None:
    """Give a question that waits to a clause, and have it wait no longer.

    Raises:
        Exit: 1 where the clause did not take it.
    """
    named = [*([source] if source else []), *(clause or "").split(maxsplit=0 if source else 1)]
    if len(named) != _SOURCE_AND_LOCATOR:
        raise UsageProblem('请用 --clause 写明归给哪一条，如 --clause "若干规定 第6条（要点1）"。')
    with _journal(manner.chosen) as journal:
        waiting = _waits(journal, number)
        question = LayQuestion(locator=named[1].strip(), text=waiting.text, origin=Origin.ASKED)
        done, carried_out = _carried_out(manner, named[0], bringing([question]))
        if carried_out and not _fell_short(done):
            journal.settle(waiting.id)
    if manner.as_json:
        write_json(encode_questioning(done))
    raise typer.Exit(1 if _fell_short(done) else 0)


def _waits(journal: "Journal", number: int) -> "Unanswered":
    found = next((one for one in journal.unanswered() if one.id == number), None)
    if found is None:
        raise UsageProblem(f"没有编号为{number}的问题，请运行 jianfu questions --unanswered 看有哪些。")
    return found


@contextmanager
def _journal(chosen: Settings) -> Iterator["Journal"]:
    """What readers said to the bot, without what is too old to be kept."""
    with journal_of(chosen) as journal:
        journal.purge(chosen.retention_days)
        yield journal
