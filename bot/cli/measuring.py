"""Measuring: `eval`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.asking import library_of
from bot.cli.console import AsJson, Home, On, day, progress, settings, write, write_json
from bot.encoding import Json
from bot.printing import print_table
from knowledge.embedding import EmbeddingModel, open_model
from knowledge.errors import UsageProblem
from knowledge.evaluation.beir import read_retrieval_test, run_retrieval_test
from knowledge.evaluation.questions import Outcome, Ways, percentile, read_cases, run, summarise
from knowledge.index.plain import PlainRanking
from knowledge.library import Library
from knowledge.model import Passage, Question

_HEADINGS = {
    "questions": "题数",
    "first": "首条对",
    "three": "前三对",
    "verdict": "结论对",
    "verdict_when_cited_right": "引对时结论对",
    "said": "该说不该说",
    "refused": "未答",
    "ranked_first": "检索首条",
    "ranked_three": "检索前三",
    "plain_first": "BM25首条",
    "plain_three": "BM25前三",
}


def evaluate(
    path: Annotated[Path, typer.Argument(help="题目文件（JSONL），或 BEIR 格式的文件夹", metavar="路径")],
    *,
    on: On = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """测一测：答得对不对，和单纯的二元组 BM25 并排比。"""
    chosen = settings(home)
    if path.is_dir():
        _retrieval(path, open_model(chosen.embedding_model), as_json=as_json)
        return
    if not path.is_file():
        raise UsageProblem(f"没有 {path} 这个文件，请检查路径。")
    cases = read_cases(path, day(on))
    if not cases:
        raise UsageProblem(f"{path} 里没有题目。")
    library = library_of(chosen)
    outcomes = run(cases, _ways(library))
    if as_json:
        write_json(
            {
                "types": summarise(outcomes),
                "latency_ms": _latency(outcomes),
                "cases": [_row(one) for one in outcomes],
            }
        )
    else:
        write(_report(outcomes))


def _retrieval(folder: Path, model: EmbeddingModel, *, as_json: bool) -> None:
    test = read_retrieval_test(folder)
    with progress() as advance:
        report = run_retrieval_test(test, model, lambda done, total: advance("正在测", done, total))
    if as_json:
        write_json({"queries": report.queries, "passages": report.passages, "ndcg@10": dict(report.ndcg)})
        return
    rows = [["题数", "条数", *(f"nDCG@10 {name}" for name in report.ndcg)]]
    rows.append(
        [str(report.queries), str(report.passages), *(f"{value:.3f}" for value in report.ndcg.values())]
    )
    write(print_table(rows))


def _ways(library: Library) -> Ways:
    passages: dict[str, tuple[str, Passage]] = {}
    for card in library.sources():
        for passage in library.show(card.source.key).passages:
            passages[passage.id] = (card.source.title, passage)
    plain = PlainRanking(
        (id_, f"{title}\n{passage.heading}\n{passage.text}") for id_, (title, passage) in passages.items()
    )

    def rank(question: Question) -> Sequence[tuple[str, Passage]]:
        return [(hit.source.title, hit.passage) for hit in library.search(question, limit=3)]

    def plainly(question: Question) -> Sequence[tuple[str, Passage]]:
        return [passages[id_] for id_ in plain.rank(question.text, 3)]

    return Ways(ask=library.ask, rank=rank, plain=plainly)


def _report(outcomes: Sequence[Outcome]) -> str:
    table = summarise(outcomes)
    names = [name for name in _HEADINGS if any(name in row for row in table.values())]
    rows = [["类型", *(_HEADINGS[name] for name in names)]]
    rows += [[kind, *(_cell(row.get(name)) for name in names)] for kind, row in table.items()]
    latency = _latency(outcomes)
    wrong = [outcome for outcome in outcomes if not _good(outcome)]
    lines = [print_table(rows), "", f"用时：中位 {latency['p50']} 毫秒，95% 在 {latency['p95']} 毫秒以内。"]
    lines += ["", f"没答好的 {len(wrong)} 题："]
    lines += [f"  {outcome.case.id}  {_fault(outcome)}  {outcome.case.question.text}" for outcome in wrong]
    return "\n".join(lines)


def _good(outcome: Outcome) -> bool:
    if outcome.case.wants_answer:
        return outcome.first and outcome.verdict and outcome.said
    return outcome.refused and outcome.said


def _fault(outcome: Outcome) -> str:
    if not outcome.case.wants_answer:
        return "说了不该说的" if outcome.refused else "不该答却答了"
    if outcome.refused:
        return "该答没答"
    if not outcome.three:
        return "引错"
    if not outcome.first:
        return "首条不对"
    return "结论不对" if not outcome.verdict else "该说的没说全"


def _latency(outcomes: Sequence[Outcome]) -> Json:
    times = [outcome.elapsed_ms for outcome in outcomes]
    return {"p50": round(percentile(times, 0.5), 1), "p95": round(percentile(times, 0.95), 1)}


def _row(outcome: Outcome) -> Json:
    flags = (
        "refused",
        "first",
        "three",
        "verdict",
        "said",
        "ranked_first",
        "ranked_three",
        "plain_first",
        "plain_three",
    )
    return {
        "id": outcome.case.id,
        "type": outcome.case.type,
        **{flag: getattr(outcome, flag) for flag in flags},
    }


def _cell(value: object) -> str:
    if value is None:
        return "—"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
