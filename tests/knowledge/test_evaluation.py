"""Retrieval tests in BEIR form, through a real index."""

import json
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.evaluation.beir import (
    RetrievalReport,
    is_retrieval_test,
    read_retrieval_test,
    run_retrieval_test,
)


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def some_test(folder: Path, judgements: str) -> Path:
    write(
        folder / "corpus.jsonl",
        {"_id": "a", "title": "会", "text": "会议不超过1小时"},
        {"_id": "b", "text": "不得打卡"},
    )
    write(folder / "queries.jsonl", {"_id": "q", "text": "打卡"}, {"_id": "unjudged", "text": "开会"})
    (folder / "qrels.tsv").write_text(judgements, encoding="utf-8")
    return folder


@pytest.mark.parametrize("header", ["query-id\tcorpus-id\tscore\n", ""])
@pytest.mark.parametrize("line", ["q\tb\t1\n", "q\t0\tb\t1\n"])
def test_a_retrieval_test_runs_with_and_without_a_header_line(
    tmp_path: Path, model: EmbeddingModel, header: str, line: str
) -> None:
    folder = some_test(tmp_path, header + line)
    assert is_retrieval_test(folder)
    report = run_retrieval_test(read_retrieval_test(folder), model, lambda _done, _total: None)
    assert (report.queries, report.passages) == (1, 2)
    means = {name: one.value for name, one in report.ndcg.items()}
    assert means == {"hybrid": 1.0, "lexical": 1.0, "dense": 1.0, "bm25": 1.0}
    assert {name: one.value for name, one in report.gains.items()} == dict.fromkeys(
        ("hybrid", "lexical", "dense"), 0.0
    )


def test_each_way_stands_beside_plain_bm25() -> None:
    report = RetrievalReport(4, 9, {"hybrid": [1.0, 0.5, 0.5, 1.0], "bm25": [0.5, 0.5, 0.5, 0.5]})
    assert report.gains["hybrid"].value == pytest.approx(0.25)
    assert report.relative_gains["hybrid"].value == pytest.approx(0.5)
    assert report.gains["hybrid"].low <= 0.25 <= report.gains["hybrid"].high


def test_nothing_is_relative_to_nothing() -> None:
    assert RetrievalReport(1, 1, {"hybrid": [1.0], "bm25": [0.0]}).relative_gains == {}


def test_a_folder_without_judgements_is_refused(tmp_path: Path) -> None:
    assert not is_retrieval_test(tmp_path)
    with pytest.raises(UsageProblem, match=r"corpus\.jsonl"):
        read_retrieval_test(tmp_path)


def test_a_judgement_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="没有带答案的问题"):
        read_retrieval_test(some_test(tmp_path, "other\tb\t1\n"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("corpus.jsonl", '{"_id": "a", "text": "会"}\n不是\n', "corpus.jsonl 第2行"),
        ("corpus.jsonl", '{"text": "会"}\n', "corpus.jsonl 第1行缺少 _id"),
        ("queries.jsonl", "[]\n", "queries.jsonl 第1行"),
        ("qrels.tsv", "q\tb\t1\nq b 1\n", "qrels.tsv 第2行"),
        ("qrels.tsv", "q\tb\t1\nq\tb\t很相关\n", "qrels.tsv 第2行"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, name: str, content: str, words: str) -> None:
    folder = some_test(tmp_path, "q\tb\t1\n")
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageProblem, match=words):
        read_retrieval_test(folder)
