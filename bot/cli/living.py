"""Living: `retire`, `reinstate`, `rollback`, `history`, `diff`: what becomes of a source after it came in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.auditing import actor, journal_of, user
from bot.cli.consent import agreed
from bot.cli.console import AsJson, Home, progress, settings, write, write_json
from bot.compared import encode_comparison, print_comparison
from bot.encoding import encode_publication
from bot.lived import encode_entry, encode_history, print_done, print_entries, print_history
from bot.settings import Settings
from ingest import ledger, life, shelf
from ingest.changes import compare
from ingest.document import Progress
from ingest.holdings import Holdings, holdings
from ingest.publish import Publication
from ingest.shelf import Shelved
from knowledge.embedding import EmbeddingModel, open_model
from knowledge.errors import UsageProblem

Named = Annotated[str, typer.Argument(help="文件的编号或题名", metavar="文件")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="不再问，直接做")]
_Do = Callable[[Path, EmbeddingModel, str | None, Progress], Publication]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How an act is carried out and told."""

    yes: bool
    as_json: bool


def retire(source: Named, *, yes: Yes = False, as_json: AsJson = False, home: Home = None) -> None:
    """停用一份文件：不再用来作答，书库里留着，随时可以恢复。"""

    def do(path: Path, model: EmbeddingModel, by: str | None, advance: Progress) -> Publication:
        return life.retire(path, model, source, by=by, progress=advance)

    chosen = settings(home)
    _carry_out(chosen, do, "retire", f"停用{_title(chosen.home, source)}？", _Manner(yes, as_json))


def reinstate(source: Named, *, yes: Yes = False, as_json: AsJson = False, home: Home = None) -> None:
    """恢复一份停用的文件。"""

    def do(path: Path, model: EmbeddingModel, by: str | None, advance: Progress) -> Publication:
        return life.reinstate(path, model, source, by=by, progress=advance)

    chosen = settings(home)
    _carry_out(chosen, do, "reinstate", f"恢复{_title(chosen.home, source)}？", _Manner(yes, as_json))


def rollback(  # noqa: PLR0913 (options of the command line)
    source: Annotated[
        str | None,
        typer.Argument(help="文件的编号或题名；不写就撤回最近一次发布的全部改动", metavar="文件"),
    ] = None,
    *,
    to: Annotated[int | None, typer.Option("--to", help="退到第几版；不写退一版", metavar="版本")] = None,
    generation: Annotated[
        str | None, typer.Option("--generation", help="撤回哪一次发布，写它的索引名", metavar="索引")
    ] = None,
    yes: Yes = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """退回：一份文件退到以前的版本；不写文件就撤回整次发布。"""
    if source and generation:
        raise UsageProblem("文件和 --generation 只能写一个。")
    if to is not None and not source:
        raise UsageProblem("--to 要和文件一起写。")

    def do(path: Path, model: EmbeddingModel, by: str | None, advance: Progress) -> Publication:
        if source is None:
            return life.undo(path, model, generation, by=by, progress=advance)
        name = source if to is None else f"{holdings(path).find(source)}@{to}"
        return life.rollback(path, model, name, by=by, progress=advance)

    chosen = settings(home)
    meant = (
        f"把{_title(chosen.home, source)}退到{f'第{to}版' if to else '前一版'}？"
        if source
        else f"撤回{generation or '最近一次发布'}的全部改动？"
    )
    _carry_out(chosen, do, "rollback" if source else "undo", meant, _Manner(yes, as_json))


def history(
    source: Annotated[
        str | None, typer.Argument(help="文件的编号或题名；不写就看所有发布", metavar="文件")
    ] = None,
    *,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """来历：一份文件有过哪些版本、做过什么；不写文件就看历次发布。"""
    path = settings(home).home
    if source is None:
        entries = ledger.entries(path)
        if as_json:
            write_json([encode_entry(entry) for entry in entries])
        else:
            write(print_entries(entries))
        return
    found = life.history(path, source)
    if as_json:
        write_json(encode_history(found))
    else:
        write(print_history(found))


def diff(
    source: Named,
    old: Annotated[int | None, typer.Argument(help="从第几版；不写是前一版", metavar="旧版")] = None,
    new: Annotated[int | None, typer.Argument(help="到第几版；不写是现用版", metavar="新版")] = None,
    *,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """对照两个版本：哪些条款新增、改动、删去，逐词标出。"""
    before, after = _versions(holdings(settings(home).home), source, old, new)
    found = compare(shelf.passages(before), shelf.passages(after))
    if as_json:
        write_json(encode_comparison(before.source, after.source, found))
    else:
        write(print_comparison(before.source, after.source, found))


def _carry_out(chosen: Settings, do: _Do, act: str, question: str, manner: _Manner) -> None:
    """Ask, do, write it into the journal, and tell."""
    from bot.audited import of_life  # noqa: PLC0415  # only here, and slow to import
    from bot.journal import Act  # noqa: PLC0415

    if not agreed(question, yes=manner.yes or manner.as_json):
        raise typer.Exit(1)
    model = open_model(chosen.embedding_model)
    with journal_of(chosen) as journal, progress() as advance:
        done = do(chosen.home, model, user(), advance)
        journal.note(*of_life(done, actor(), Act(act)))
    if manner.as_json:
        write_json(encode_publication(done))
    else:
        write(print_done(done))


def _title(home: Path, name: str) -> str:
    held = holdings(home)
    id_ = held.find(name.rpartition("@")[0] or name)
    newest = held.newest.get(id_) or held.of(id_)[-1]
    return f"《{newest.source.title}》（{id_}，第{newest.source.version}版）"


def _versions(held: Holdings, name: str, old: int | None, new: int | None) -> tuple[Shelved, Shelved]:
    """The two versions that are meant.

    Raises:
        UsageProblem: there is no such source, or not two such versions.
    """
    id_ = held.find(name)
    numbered = {shelved.source.version: shelved for shelved in held.of(id_)}
    kept = [shelved.source.version for shelved in held.life.kept(held.of(id_))]
    after = new or (kept[-1] if kept else max(numbered))
    earlier = [number for number in numbered if number < after]
    before = old or max(earlier, default=0)
    for number in (before, after):
        if number not in numbered:
            listed = "、".join(map(str, numbered))
            raise UsageProblem(
                f"“{id_}”没有可以对照的{f'第{number}版' if number else '旧版'}，有的是第{listed}版。"
            )
    return numbered[before], numbered[after]
