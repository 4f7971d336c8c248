"""Measuring, checked against figures worked out by hand."""

import json
import math
from datetime import date
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.evaluation.beir import ndcg, read_retrieval_test, run_retrieval_test
from knowledge.evaluation.questions import Gold, Ways, figures_alike, percentile, read_cases, run, summarise
from knowledge.model import Answer, NoAnswer, Question, Verdict
from tests.builders import TODAY, answer, citation, no_answer, passage, source


@pytest.mark.parametrize(
    ("ranking", "relevant", "expected"),
    [
        (["a"], {"a": 1}, 1.0),
        (["x", "a"], {"a": 1}, 1 / math.log2(3)),
        (["x"], {"a": 1}, 0.0),
        (["a", "x", "b"], {"a": 1, "b": 1}, (1 + 1 / 2) / (1 + 1 / math.log2(3))),
        (["a"], {}, 0.0),
    ],
)
def test_ndcg(ranking: list[str], relevant: dict[str, int], expected: float) -> None:
    assert ndcg(ranking, relevant) == pytest.approx(expected)


@pytest.mark.parametrize(("one", "other"), [("1小时", "一小时"), ("30日", "三十日"), ("ＡＰＰ", "app")])
def test_digits_and_numerals_are_equal(one: str, other: str) -> None:
    assert figures_alike(one) == figures_alike(other)


@pytest.mark.parametrize(
    ("gold", "expected"),
    [
        (Gold("若干规定", "6", ("1小时",)), True),
        (Gold("若干规定", "", ()), True),
        (Gold("若干规定", "7", ("1小时",)), False),
        (Gold("统计法", "6", ("1小时",)), False),
        (Gold("若干规定", "6", ("两小时",)), False),
    ],
)
def test_what_counts_as_right(gold: Gold, *, expected: bool) -> None:
    assert gold.matches(source().title, passage(), "不超过一小时") is expected


def test_percentiles_by_nearest_rank() -> None:
    assert percentile([4, 1, 3, 2], 0.5) == 2
    assert percentile([4, 1, 3, 2], 0.95) == 4
    assert percentile([], 0.5) == 0.0


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


ANSWERED = {"id": "a", "question": "讲多久", "type": "in_scope", "gold": [{"title": "若干规定", "clause": "6", "quote_any": []}],
            "verdict": ["limited"], "must_say": ["1小时"], "must_not_say": ["2小时"]}  # fmt: skip
UNANSWERED = {
    "id": "b",
    "question": "退休金",
    "type": "no_basis",
    "gold": [],
    "verdict": [],
    "must_say": [],
    "must_not_say": [],
}


def test_every_case_is_put_through_every_way(tmp_path: Path) -> None:
    cases = read_cases(write(tmp_path / "q.jsonl", ANSWERED, UNANSWERED), TODAY)
    words = passage("主报告不超过一小时。")

    def ask(question: Question) -> Answer | NoAnswer:
        cited = citation(words)
        given = answer(verdict=Verdict.LIMITED, citations=(cited,))
        return given if question.text == "讲多久" else no_answer()

    ways = Ways(ask=ask, rank=lambda _: [(source().title, words)], plain=lambda _: [])
    table = summarise(run(cases, ways))
    assert table["in_scope"]["first"] == 1.0
    assert table["in_scope"]["verdict"] == 1.0
    assert table["in_scope"]["said"] == 1.0
    assert table["in_scope"]["ranked_first"] == 1.0
    assert table["in_scope"]["plain_first"] == 0.0
    assert table["no_basis"] == {"questions": 1, "refused": 1.0, "said": 1.0}


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="第1行"):
        read_cases(write(tmp_path / "q.jsonl", {"id": "x"}), date(2026, 1, 1))


@pytest.mark.parametrize("header", ["query-id\tcorpus-id\tscore\n", ""])
def test_a_retrieval_test_runs_with_and_without_a_header_line(
    tmp_path: Path, model: EmbeddingModel, header: str
) -> None:
    write(
        tmp_path / "corpus.jsonl",
        {"_id": "a", "title": "会", "text": "会议不超过1小时"},
        {"_id": "b", "text": "不得打卡"},
    )
    write(tmp_path / "queries.jsonl", {"_id": "q", "text": "打卡"}, {"_id": "unjudged", "text": "开会"})
    (tmp_path / "qrels.tsv").write_text(f"{header}q\tb\t1\n", encoding="utf-8")
    report = run_retrieval_test(read_retrieval_test(tmp_path), model, lambda _done, _total: None)
    assert (report.queries, report.passages) == (1, 2)
    assert report.ndcg == {"hybrid": 1.0, "lexical": 1.0, "dense": 1.0, "bm25": 1.0}


def test_a_folder_without_judgements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"corpus\.jsonl"):
        read_retrieval_test(tmp_path)
