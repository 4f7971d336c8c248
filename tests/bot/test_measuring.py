"""`eval`: tables, JSON, pictures, and sentences about what is wrong."""

import json
from pathlib import Path

import pytest

from tests.bot.runner import Jianfu

ROWS = (
    {"question": "开会主报告最长能讲多久", "gold": ["ruogan-guiding-2024 第6条"], "style": "short", "facet": "figure"},
    {"question": "县里能从我们镇借调干部吗", "gold": ["ruogan-guiding-2024 第9条"], "style": "short", "facet": "allowed"},
    {"question": "今天天气怎么样啊", "gold": [], "reason": "off_topic", "style": "short"},
)  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def retrieval(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text('{"_id": "a", "text": "不得打卡"}\n', encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "打卡"}\n', encoding="utf-8")
    (folder / "qrels.tsv").write_text("q\ta\t1\n", encoding="utf-8")
    return folder


def test_the_json_has_every_table_and_every_case(jianfu: Jianfu, questions: Path) -> None:
    found = jianfu("eval", str(questions), "--json").json
    assert set(found) == {
        "types", "refusal", "styles", "topics", "facets", "intervals", "calibration", "latency_ms", "cases",
    }  # fmt: skip
    row, interval = found["types"]["in_scope"], found["intervals"]["types"]["in_scope"]["ranked_first"]
    assert row["questions"] == interval["questions"] == 2
    assert 0 <= interval["low"] <= row["ranked_first"] <= interval["high"] <= 1
    assert row["gain_first"] == row["ranked_first"] - row["plain_first"]
    assert row["verdict"] is None  # none was prescribed
    assert set(found["facets"]) == {"figure", "allowed"}
    assert found["topics"]
    assert sum(one["questions"] for one in found["calibration"]["bins"]) == found["calibration"]["questions"]
    assert [case["id"] for case in found["cases"]] == ["q:1", "q:2", "q:3"]


def test_the_tables_show_counts_and_intervals(jianfu: Jianfu, questions: Path) -> None:
    out = jianfu("eval", str(questions)).out
    for words in ("检索首条 hit@1", "/2", "95% 区间", "BM25", "按问法", "按主题", "按角度", "该拒的拒了"):
        assert words in out


def test_a_folder_of_questions_is_measured(jianfu: Jianfu, questions: Path) -> None:
    found = jianfu("eval", str(questions.parent), "--json").json
    assert found["types"]["off_topic"]["questions"] == 1


def test_gold_that_the_library_does_not_hold_is_remarked(jianfu: Jianfu, questions: Path) -> None:
    row = {"question": "问得到吗", "gold": ["mei-you-2024 第1条"], "style": "short"}
    questions.write_text(json.dumps(row), encoding="utf-8")
    ran = jianfu("eval", str(questions), "--json")
    assert "q.jsonl 第1行（mei-you-2024 第1条）" in ran.err
    assert ran.json["types"]["in_scope"]["ranked_first"] == 0.0


def test_an_ablation_has_every_signal(jianfu: Jianfu, questions: Path) -> None:
    found = jianfu("eval", str(questions), "--ablation", "--json").json
    assert found["whole"]["questions"] == 2
    assert found["without"]
    for signal, row in found["without"].items():
        assert row["loss_first"] == pytest.approx(found["whole"]["first"] - row["first"])
        assert "loss_three" in found["intervals"]["without"][signal]
    assert "去掉" in jianfu("eval", str(questions), "--ablation").out


def test_a_picture_is_drawn_beside_the_tables(jianfu: Jianfu, questions: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    ran = jianfu("eval", str(questions), "--picture", "a.png", "--json")
    assert "a.png" in ran.err
    assert ran.json["types"]
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_in_beir_form_is_measured_beside_plain_bm25(jianfu: Jianfu, retrieval: Path) -> None:
    found = jianfu("eval", str(retrieval), "--json").json
    assert found["ndcg@10"]["hybrid"] == 1.0
    assert found["over_bm25"]["hybrid"] == 0.0
    assert found["over_bm25_percent"]["hybrid"] == 0.0
    assert found["intervals"]["over_bm25_percent"]["hybrid"] == {"low": 0.0, "high": 0.0, "questions": 1}
    assert "比 BM25（%）" in jianfu("eval", str(retrieval)).out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--picture", "a.pdf"), ".png"),
        (("--picture", "没有/a.png"), "没有"),
        (("--picture", "a.png", "--ablation"), "只能用一个"),
    ],
)
def test_options_that_cannot_be_end_in_a_sentence(
    jianfu: Jianfu,
    questions: Path,
    options: tuple[str, ...],
    words: str,
) -> None:
    ran = jianfu("eval", str(questions), *options)
    assert ran.code == 2
    assert words in ran.err


def test_pictures_and_ablations_are_for_questions(jianfu: Jianfu, retrieval: Path) -> None:
    ran = jianfu("eval", str(retrieval), "--ablation")
    assert ran.code == 2
    assert "题目文件" in ran.err


def test_a_mistake_in_a_file_is_named_with_its_line(jianfu: Jianfu, questions: Path) -> None:
    questions.write_text('{"question": "问"}\n', encoding="utf-8")
    ran = jianfu("eval", str(questions))
    assert ran.code == 2
    assert "q.jsonl 第1行" in ran.err
