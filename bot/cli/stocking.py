"""Stocking: `add`, `preview`, `rebuild`: what an admin does to the library."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.asked import encode_drafted, print_drafted
from bot.cli.auditing import actor, journal_of, user
from bot.cli.consent import agreed
from bot.cli.console import AsJson, Home, progress, settings, time_now, write, write_json
from bot.encoding import encode_preview, encode_publication
from bot.reviewed import print_preview, print_review
from bot.settings import Settings
from ingest import fields
from ingest.changes import Action, Change
from ingest.document import Decision, Prepared, Progress, Unreadable, is_address, released
from ingest.drafted import Drafted, drafted
from ingest.drafting import open_writer
from ingest.holdings import holdings
from ingest.preparation import Known, fetched, prepare, prepare_document
from ingest.publish import Publication, ensure, plan
from ingest.publish import add as publish
from ingest.publish import rebuild as make_anew
from ingest.questions import read_questions
from ingest.smoke import Smoke
from knowledge.embedding import open_model
from knowledge.errors import UsageProblem
from knowledge.index import current_name

_HELD_BACK = frozenset({Action.FAILED, Action.QUARANTINED})
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", help="更正一项元数据，可重复，如 kind=rule、issued=2024-08-06", metavar="键=值"),
]

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="网址可以是单位内网的（默认只读公开的网站）")
]


def add(  # noqa: PLR0913 (options of the command line)
    paths: Annotated[list[str], typer.Argument(help="文件、文件夹或网址", metavar="路径…")],
    *,
    id_: Annotated[
        str | None, typer.Option("--id", help="作为这份文件的新版本（只能给一个文件时用）", metavar="编号")
    ] = None,
    corrections: Sets = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            help="随文件带来的口语问法（.jsonl、.csv、.xlsx，只能给一个文件时用）",
            metavar="文件",
        ),
    ] = None,
    drafting: Annotated[
        bool | None,
        typer.Option(
            "--draft/--no-draft",
            help="用语言模型给还没有问法的条款起草；不写就看设没设 JIANFU_LLM_…",
            show_default=False,
        ),
    ] = None,
    allow_private: AllowPrivate = False,
    release: Annotated[
        bool, typer.Option("--release", help="被暂扣的也收下（先看清原因：文字可能被打乱、掺了别的）")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，什么都不改")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再问，直接入库")] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """入库：先给看会增加、改动、删去什么，确认后发布。"""
    chosen = settings(home)
    intake = _Intake(_overrides(id_, corrections), chosen.proxy, allow_private, holdings(chosen.home).files)
    documents = _asked(_prepared(paths, intake), questions)
    if release:
        documents = [released(document) for document in documents]
    documents, drafts = _drafted(chosen, documents, wanted=drafting)
    review = plan(chosen.home, documents)
    if not as_json:
        write("\n".join([print_review(review.changes, documents), *map(print_drafted, drafts)]))
    if dry_run or not _wanted(review.changes, yes=yes or as_json):
        result = Publication(current_name(chosen.home), review.changes, Smoke(0, 0))
    else:
        result = _published(chosen, documents, as_json=as_json)
    if as_json:
        write_json({**encode_publication(result), "drafts": [encode_drafted(one) for one in drafts]})
    short = any(change.action in _HELD_BACK or change.questions.refused for change in result.documents)
    raise typer.Exit(1 if short else 0)


def preview(
    path: Annotated[str, typer.Argument(help="文件或网址", metavar="文件")],
    *,
    corrections: Sets = None,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """看一份文件清洗、分条之后是什么样，什么都不改。"""
    proxy = settings(None).proxy if is_address(path) else None
    documents = _prepared([path], _Intake(_overrides(None, corrections), proxy, allow_private))
    for document in documents:
        if as_json:
            write_json(encode_preview(document))
        else:
            write(print_preview(document))
    raise typer.Exit(0 if all(document.decision == "accept" for document in documents) else 1)


def rebuild(*, home: Home = None) -> None:
    """按书库从头重建索引（换了嵌入模型、升级之后用）。"""
    from bot.journal import Act, Deed  # noqa: PLC0415  # only here, and slow to import

    chosen = settings(home)
    model = open_model(chosen.embedding_model)
    with journal_of(chosen) as journal, progress() as advance:
        name = make_anew(chosen.home, model, advance)
        journal.note(Deed(at=datetime.now(UTC), by=actor(), act=Act.REBUILD, generation=name))
    write(f"已重建，索引 {name}，嵌入模型 {model.name}。")


@dataclass(frozen=True, slots=True)
class _Intake:
    """How documents are taken in: what is corrected in them, how far addresses may lead, and what is there already."""

    overrides: Mapping[str, str]
    proxy: str | None
    private: bool
    known: Known | None = None


def _overrides(id_: str | None, corrections: Sequence[str] | None) -> Mapping[str, str]:
    return fields.overrides([*(corrections or ()), *([f"id={id_}"] if id_ else [])])


def _prepared(paths: Sequence[str], intake: _Intake) -> list[Prepared]:
    with progress() as advance:
        documents = [found for path in paths for found in _of_path(path, intake, advance)]
    if not documents:
        raise UsageProblem("没有找到文件，请检查路径。")
    if "id" in intake.overrides and len(documents) > 1:
        raise UsageProblem(f"--id 只能用于一份文件，这里有{len(documents)}份。")
    return documents


def _of_path(path: str, intake: _Intake, advance: Progress) -> Iterator[Prepared]:
    """The documents of a file, a folder or an address; one that cannot be had is one that failed."""
    if not is_address(path):
        yield from prepare([Path(path)], intake.overrides, advance, intake.known)
        return
    from ingest.fetching import fetch  # noqa: PLC0415  # only here, and slow to import

    advance("读网页", 0, 0)
    try:
        document = fetch(path, allow_private=intake.private, proxy=intake.proxy)
    except Unreadable as problem:
        failed = Decision.FAILED
        yield Prepared(path=path, format=None, original=b"", suffix="", decision=failed, because=str(problem))
        return
    yield fetched(prepare_document(document, intake.overrides), time_now())


def _asked(documents: list[Prepared], path: Path | None) -> list[Prepared]:
    """The document with the lay questions of a file."""
    if path is None:
        return documents
    if len(documents) > 1:
        raise UsageProblem(f"--questions 只能用于一份文件，这里有{len(documents)}份。")
    return [
        replace(document, questions=(*document.questions, *read_questions(path))) for document in documents
    ]


def _published(chosen: Settings, documents: Sequence[Prepared], *, as_json: bool) -> Publication:
    """What came of publishing, told to a person."""
    from bot.audited import of_publication  # noqa: PLC0415  # only here, and slow to import

    model = open_model(chosen.embedding_model)
    with journal_of(chosen) as journal, progress() as advance:
        ensure(chosen.home, model, advance)
        result = publish(chosen.home, model, documents, added_by=user(), progress=advance)
        journal.note(*of_publication(result, actor()))
    if not as_json:
        write(
            f"已入库，索引 {result.generation}，试问 {result.smoke.passed}/{result.smoke.asked}。"
            if result.smoke.asked
            else "书库里已有，没有要改的。"
        )
    return result


def _drafted(
    chosen: Settings, documents: list[Prepared], *, wanted: bool | None
) -> tuple[list[Prepared], list[Drafted]]:
    """The documents with questions from a language model, where one is configured or was asked for."""
    if not (chosen.has_llm if wanted is None else wanted):
        return documents, []
    writer = open_writer(
        chosen.llm_base_url, chosen.llm_model, chosen.llm_api_key, internal=chosen.llm_internal
    )
    with progress() as advance:
        return drafted(chosen.home, open_model(chosen.embedding_model), documents, writer, advance)


def _wanted(changes: Sequence[Change], *, yes: bool) -> bool:
    """Whether to publish: asked for, and there is something to publish."""
    if all(change.action in _HELD_BACK for change in changes):
        return False
    changing = any(
        change.action not in {*_HELD_BACK, Action.UNCHANGED} or change.questions.added for change in changes
    )
    return not changing or agreed("入库吗？", yes=yes)
