"""Measuring: `eval`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.asking import library_of
from bot.cli.console import AsJson, Home, On, day, notice, progress, settings, write, write_json
from bot.cli.notices import encode_notices, print_notices
from bot.cli.results import encode_ablation, encode_report, encode_retrieval
from bot.cli.tables import print_ablation, print_report, print_retrieval
from bot.settings import Settings
from knowledge import deciding, retrieval
from knowledge.corpus import placed
from knowledge.embedding import open_model
from knowledge.errors import UsageProblem
from knowledge.evaluation import chart
from knowledge.evaluation.ablation import ablate
from knowledge.evaluation.beir import is_retrieval_test, read_retrieval_test, run_retrieval_test
from knowledge.evaluation.cases import Case, Titled, gold_passages, read_cases
from knowledge.evaluation.measures import CUTOFF
from knowledge.evaluation.notices import is_notices_file, read_notices
from knowledge.evaluation.notices import run as run_notices
from knowledge.evaluation.questions import Ranking, Ways, run
from knowledge.evaluation.report import report
from knowledge.index.plain import PlainRanking
from knowledge.library import Library
from knowledge.model import Question

_NAMED = 3  # lines that a remark names
_WITHOUT_TOPIC = "（没标主题）"


def evaluate(  # noqa: PLR0913 (options of the command line)
    path: Annotated[
        Path,
        typer.Argument(
            help="题目文件或标注过的通知（JSONL）、放题目文件的文件夹，或 BEIR 格式的文件夹", metavar="路径"
        ),
    ],
    *,
    ablation: Annotated[
        bool, typer.Option("--ablation", help="只看检索：逐个去掉排序用的信号，看少了它差多少")
    ] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="另画一张图，存成 .png 或 .svg", metavar="文件")
    ] = None,
    on: On = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """测一测：答得对不对，和单纯的二元组 BM25 并排比。"""
    chosen = settings(home)
    if picture is not None:
        if ablation:
            raise UsageProblem("--picture 和 --ablation 只能用一个。")
        chart.check(picture)
    other = _no_questions(path)
    if other is not None:
        if ablation or picture is not None:
            raise UsageProblem(
                "--picture 和 --ablation 要用题目文件，不能用 BEIR 格式的文件夹，也不能用标注过的通知。"
            )
        other(path, chosen, on, as_json)
        return
    if not path.exists():
        raise UsageProblem(f"没有 {path} 这个文件，请检查路径。")
    cases = read_cases(path, day(on))
    library = library_of(chosen)
    if ablation:
        _ablation(cases, library, as_json=as_json)
    else:
        _questions(cases, library, picture, as_json=as_json)


def _questions(cases: Sequence[Case], library: Library, picture: Path | None, *, as_json: bool) -> None:
    passages = _passages(library)
    gold = gold_passages(cases, passages)
    _remark("的 gold 在书库里没有", [
        f"{case.line}（{one}）" for case in cases for one in case.gold if not gold[one]
    ])  # fmt: skip
    known = _known_questions(library)
    _remark(
        "的问法已经在索引里，量出来会偏高",
        [case.line for case in cases if case.wants_answer and case.question.text in known],
    )
    topics = {one: {topic for passage in found for topic in passage.topics} for one, found in gold.items()}

    def topics_of(case: Case) -> set[str]:
        return set[str]().union(*(topics[one] for one in case.gold)) or {_WITHOUT_TOPIC}

    with progress() as advance:
        outcomes = run(cases, _ways(library, passages), lambda done, total: advance("正在测", done, total))
    measured = report(outcomes, topics_of)
    if picture is not None:
        chart.draw(measured, picture)
        notice(f"图存在 {picture}。")
    write_json(encode_report(measured, outcomes)) if as_json else write(print_report(measured, outcomes))


def _ablation(cases: Sequence[Case], library: Library, *, as_json: bool) -> None:
    def rank(question: Question, without: frozenset[str]) -> list[Titled]:
        hits = library.search(question, limit=CUTOFF, without=without)
        return [(hit.source.title, hit.passage) for hit in hits]

    with progress() as advance:
        measured = ablate(
            cases, rank, tuple(retrieval.fitted()), lambda done, total: advance("正在测", done, total)
        )
    write_json(encode_ablation(measured)) if as_json else write(print_ablation(measured))


def _no_questions(path: Path) -> Callable[[Path, Settings, str | None, bool], None] | None:
    """How to measure what holds no questions."""
    if is_retrieval_test(path):
        return _retrieval
    return _notices if is_notices_file(path) else None


def _retrieval(folder: Path, chosen: Settings, _on: str | None, as_json: bool) -> None:  # noqa: FBT001 (as the others)
    test, model = read_retrieval_test(folder), open_model(chosen.embedding_model)
    with progress() as advance:
        measured = run_retrieval_test(test, model, lambda done, total: advance("正在测", done, total))
    write_json(encode_retrieval(measured)) if as_json else write(print_retrieval(measured))


def _notices(path: Path, chosen: Settings, on: str | None, as_json: bool) -> None:  # noqa: FBT001 (as the others)
    marked, library = read_notices(path, day(on)), library_of(chosen)
    with progress() as advance:
        measured = run_notices(marked, library.check, lambda done, total: advance("正在测", done, total))
    write_json(encode_notices(measured)) if as_json else write(print_notices(measured))


def _ways(library: Library, passages: Sequence[Titled]) -> Ways:
    by_id = {passage.id: (title, passage) for title, passage in passages}
    plain = PlainRanking(
        (passage.id, placed(title, passage.heading, passage.text)) for title, passage in passages
    )

    def rank(question: Question) -> Ranking:
        judged = library.judge(question)
        if judged is None:
            return Ranking([], None)
        best = [(hit.source.title, hit.passage) for hit in judged.hits[:CUTOFF]]
        decided = deciding.refused_outright(question.text) is None
        return Ranking(best, judged.probability if decided else None)

    def plainly(question: Question) -> list[Titled]:
        return [by_id[id_] for id_ in plain.rank(question.text, CUTOFF)]

    return Ways(ask=library.ask, rank=rank, plain=plainly)


def _passages(library: Library) -> list[Titled]:
    return [
        (card.source.title, passage)
        for card in library.sources()
        for passage in library.show(card.source.key).passages
    ]


def _known_questions(library: Library) -> frozenset[str]:
    """The lay questions that the index itself was made with."""
    return frozenset(
        asked.text
        for card in library.sources()
        for questions in library.questions(card.source).values()
        for asked in questions
    )


def _remark(what: str, places: Sequence[str]) -> None:
    if places:
        more = "等" if len(places) > _NAMED else ""
        notice(f"有 {len(places)} 处{what}：{'、'.join(places[:_NAMED])}{more}。")
