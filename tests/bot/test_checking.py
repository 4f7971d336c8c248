"""`jianfu check` as people and scripts use it."""

import io
import json
import sys
from pathlib import Path

import docx
import pytest
from PIL import Image

from bot.render.picture import WIDTH
from tests.bot.runner import Jianfu

NOTICE = "沔川县水利局\n关于商借人员的函\n青石铺镇党委：\n拟从你镇借调干部两名到我局工作，为期一年。\n沔川县水利局\n"
KEYS = {"id", "findings", "summary", "elapsed_ms", "text"}
FINDING = {"start", "end", "quote", "topic", "severity", "why", "citation"}


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_a_file_is_checked(jianfu: Jianfu, notice: Path) -> None:
    ran = jianfu("check", str(notice), "--json")
    assert ran.code == 0
    assert ran.json.keys() >= KEYS
    (finding,) = ran.json["findings"]
    assert finding.keys() == FINDING
    assert ran.json["text"][finding["start"] : finding["end"]] == finding["quote"]
    assert (finding["topic"], finding["severity"]) == ("借调", "conflict")
    assert "若干规定" in finding["citation"]["title"]


def test_people_read_what_the_clause_says(jianfu: Jianfu, notice: Path) -> None:
    out = jianfu("check", str(notice)).out
    assert "[1] 借调" in out
    assert "拟从你镇借调干部两名" in out
    assert "供双方商量时参考" in out


def test_a_picture_can_be_passed_on(jianfu: Jianfu, notice: Path, tmp_path: Path) -> None:
    ran = jianfu("check", str(notice), "--picture", str(tmp_path / "out.png"))
    assert ran.code == 0
    with Image.open(tmp_path / "out.png") as image:
        assert (image.format, image.width) == ("PNG", WIDTH)


@pytest.mark.parametrize("extra", [["{notice}"], ["--batch", "{notice}"]])
def test_a_picture_that_cannot_be_had_is_explained(
    jianfu: Jianfu, notice: Path, tmp_path: Path, extra: list[str]
) -> None:
    arguments = [one.format(notice=notice) for one in extra]
    ran = jianfu("check", *arguments, "--picture", str(tmp_path / "missing" / "out.png"))
    assert ran.code == 2
    assert "--picture" in ran.err or "写不了" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_standard_input_is_checked(jianfu: Jianfu, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTICE.encode(encoding))))
    result = jianfu("check", "-", "--json").json
    assert result["text"] == NOTICE
    assert [finding["topic"] for finding in result["findings"]] == ["借调"]


def test_nothing_on_standard_input_is_no_error(jianfu: Jianfu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    ran = jianfu("check", "-", "--json")
    assert (ran.code, ran.json["findings"]) == (0, [])
    assert "没有收到文字" in ran.json["summary"]


def test_a_word_file_is_checked(jianfu: Jianfu, tmp_path: Path) -> None:
    document = docx.Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "notice.docx"))
    result = jianfu("check", str(tmp_path / "notice.docx"), "--json").json
    assert [finding["topic"] for finding in result["findings"]] == ["借调"]


def test_a_batch_goes_on_past_a_bad_line(jianfu: Jianfu, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": 1, "text": NOTICE}, ensure_ascii=False),
        "not json",
        '{"id": 3}',
        '{"id": 4, "text": ""}',
        '{"id": 5, "text": "\\ud800"}',
        json.dumps({"id": 6, "text": NOTICE, "on": "2024-08-05", "region": "cn/52"}, ensure_ascii=False),
        '{"id": 7, "text": "x", "region": "mars"}',
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(rows), encoding="utf-8")
    ran = jianfu("check", "--batch", str(batch))
    results = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [result["id"] for result in results] == [1, None, 3, 4, 5, 6, 7]
    assert ["error" in result for result in results] == [False, True, True, False, True, False, True]
    assert [len(result["findings"]) for result in results if "findings" in result] == [1, 0, 1]
    assert (results[5]["region"], results[5]["on"]) == ("cn/52", "2024-08-05")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check"], 2), (["check", "none.txt"], 2), (["check", "a", "--batch", "b"], 2), (["check", "-", "--on", "x"], 2)],
)  # fmt: skip
def test_wrong_usage_is_told(jianfu: Jianfu, arguments: list[str], code: int) -> None:
    ran = jianfu(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.strip()


def test_nothing_of_a_notice_is_left_behind(jianfu: Jianfu, notice: Path, own_home: Path) -> None:
    jianfu("check", str(notice), home=own_home)
    left = [
        path
        for path in own_home.rglob("*")
        if path.is_file() and "借调干部两名".encode() in path.read_bytes()
    ]
    assert not left


def test_marked_notices_are_measured(jianfu: Jianfu, tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": NOTICE,
        "findings": [
            {"span": "借调干部两名", "topic": "借调", "gold": [{"title": "若干规定", "clause": ""}]},
            {"span": "青石铺镇", "topic": "会议", "gold": [{"title": "若干规定", "clause": ""}]},
        ],
        "clean_spans": ["关于商借人员的函"],
    }
    path = tmp_path / "marked.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    result = jianfu("eval", str(path), "--json").json
    assert (result["recall"], result["precision"], result["clean_flagged"]) == (0.5, 1.0, 0)
    assert result["topics"]["借调"]["recall"] == 1.0
    out = jianfu("eval", str(path)).out
    assert "没找到  青石铺镇" in out
    assert jianfu("eval", str(path), "--ablation").code == 2
