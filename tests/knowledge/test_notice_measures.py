"""Measuring the check on marked notices."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import UsageProblem
from knowledge.evaluation.notices import is_notices_file, read_notices, run
from knowledge.notices import Finding, Notice, NoticeReport, Severity
from tests.builders import TODAY, citation

TEXT = "各村每天打卡签到，签订责任书，请安心过年。"
ROW = {
    "id": "a",
    "text": TEXT,
    "findings": [
        {"span": "每天打卡签到", "topic": "政务APP", "gold": [{"title": "若干规定", "clause": ""}]},
        {"span": "签订责任书", "topic": "责任状", "gold": [{"title": "若干规定", "clause": "9"}]},
    ],
    "clean_spans": ["请安心过年"],
}


def stored(tmp_path: Path, *rows: Any) -> Path:
    path = tmp_path / "notices.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def finding(words: str, topic: str) -> Finding:
    start = TEXT.index(words)
    return Finding(
        start=start,
        end=start + len(words),
        quote=words,
        topic=topic,
        severity=Severity.CONFLICT,
        why="",
        citation=citation(),
    )


def test_found_is_what_is_met_by_a_right_citation(tmp_path: Path) -> None:
    found = [finding("打卡", "政务APP"), finding("责任书", "责任状"), finding("过年", "会议")]

    def check(notice: Notice) -> NoticeReport:
        return NoticeReport(notice=notice, findings=tuple(found), summary="")

    measured = run(read_notices(stored(tmp_path, ROW), TODAY), check)
    # The citation is of article 6: right for the first, and not for the second, which wants article 9.
    assert (measured.total.found, measured.total.marked) == (1, 2)
    assert (measured.total.right, measured.total.findings) == (1, 3)
    assert (measured.clean, measured.flagged) == (1, 1)
    assert measured.topics["责任状"].recall == 0.0
    assert measured.topics["会议"].recall is None


@pytest.mark.parametrize(
    ("row", "is_one"),
    [(ROW, True), ({"id": 1, "question": "?", "gold": []}, False), ([1], False)],
)
def test_a_notices_file_is_told_by_its_rows(tmp_path: Path, row: Any, is_one: bool) -> None:
    assert is_notices_file(stored(tmp_path, row)) is is_one


def test_what_is_no_file_holds_no_notices(tmp_path: Path) -> None:
    assert not is_notices_file(tmp_path)
    assert not is_notices_file(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    "row",
    [{"text": TEXT, "findings": [{"span": "没有这句", "topic": "", "gold": []}]}, {"findings": []}, {"text": 1, "findings": 2}],
)  # fmt: skip
def test_a_bad_line_is_named(tmp_path: Path, row: Any) -> None:
    with pytest.raises(UsageProblem, match="第2行"):
        read_notices(stored(tmp_path, ROW, row), TODAY)
