"""Checking a notice against an index: findings with the clauses that bind this reader on this day."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.evaluation.notices import read_notices, run
from knowledge.library import Library
from knowledge.model import Kind, Status
from knowledge.notices import Finding, Notice, NoticeReport, Severity
from tests.builders import TODAY, citation
from tests.knowledge.conftest import entry

LABELLED = Path(__file__).parents[1] / "labelled/notices/train/01.jsonl"
SECONDED = (
    "沔川县水利局\n关于商借人员的函\n青石铺镇党委：\n拟从你镇借调干部两名到我局工作，为期一年。\n沔川县水利局"
)


def check(library: Library, text: str, **fields: object) -> NoticeReport:
    return library.check(Notice(**{"text": text, "on": TODAY, **fields}))  # type: ignore[arg-type]  # a builder


def test_a_finding_quotes_the_notice_and_the_clause(starter: Library) -> None:
    (finding,) = check(starter, SECONDED).findings
    assert SECONDED[finding.start : finding.end] == finding.quote
    assert finding.quote == "拟从你镇借调干部两名到我局工作"
    assert (finding.topic, finding.severity) == ("借调", Severity.CONFLICT)
    assert "若干规定" in finding.citation.source.title
    assert finding.citation.quote == finding.citation.passage.text
    assert finding.why.startswith(f"《{finding.citation.source.title}》{finding.citation.passage.locator}：")
    assert finding.citation.ground.rstrip("。") in finding.why


@pytest.mark.parametrize("word", ["违规", "违反", "违纪", "错误", "不合规"])
def test_nobody_is_accused(starter: Library, word: str) -> None:
    report = check(starter, f"{SECONDED}\n村与每户签订责任书，不签的取消评先评优资格。")
    assert len(report.findings) > 1
    assert word not in report.summary + "".join(finding.why for finding in report.findings)
    assert "不代表认定哪一方做错了" in report.summary


def test_what_is_cited_binds_on_the_day(starter: Library) -> None:
    on_time, too_early = (check(starter, SECONDED, on=date(2024, 8, day)) for day in (6, 5))
    assert [one.citation.source.id for one in on_time.findings] == ["ruogan-guiding-2024"]
    assert all(one.citation.source.id != "ruogan-guiding-2024" for one in too_early.findings)


def test_a_case_is_never_more_than_a_doubt(starter: Library) -> None:
    (finding,) = check(starter, "各村：\n《健康沔川》杂志每村征订不少于3份。").findings
    assert (finding.citation.passage.kind, finding.severity) == (Kind.CASE, Severity.DOUBT)
    assert any(
        "不是规定" in caveat
        for caveat in check(starter, "各村：\n《健康沔川》杂志每村征订不少于3份。").caveats
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有收到文字"),
        ("春眠不觉晓，处处闻啼鸟。", "不像一份通知"),
        ("镇里让我们天天打卡签到，这合规吗？", "像是在提问"),
        ("某条例\n第一条　略。\n第二条　不得打卡签到。\n第三条　不得按月排名通报。", "规定本身"),
        ("各村：\n种子已经发到村，请通知农户来领。", "没有看到，不等于"),
    ],
)
def test_a_report_without_findings_says_why(starter: Library, text: str, said: str) -> None:
    report = check(starter, text)
    assert not report.findings
    assert said in report.summary


def test_an_official_text_goes_before_its_digest(made: Callable[..., Path], model: EmbeddingModel) -> None:
    digest = entry(
        [("6", "原则上不能从县及县以下单位借调干部。")],
        id="ruogan-guiding-2024",
        kind=Kind.DIGEST,
        official="guiding@1",
    )
    card, (passage,) = digest
    place = "第四部分 规范借调干部（要点1）"
    official = entry([("6", "第六条　原则上不向县及以下单位借调干部。")], id="guiding", title="若干规定原文")
    path = made((card, [replace(passage, locator=place)]), official)
    library = Library.at(path, model)
    (finding,) = check(library, SECONDED).findings
    library.close()
    assert finding.citation.source.id == "guiding"


def test_where_no_clause_binds_there_is_no_finding(made: Callable[..., Path], model: EmbeddingModel) -> None:
    retired = entry([("6", "不得借调。")], id="ruogan-guiding-2024", status=Status.REPEALED)
    library = Library.at(made(retired), model)
    report = check(library, SECONDED)
    library.close()
    assert not report.findings


def test_a_report_holds_its_findings_to_the_words() -> None:
    notice = Notice(text="每天打卡", on=TODAY)
    finding = Finding(
        start=0, end=2, quote="打卡", topic="政务APP", severity=Severity.DOUBT, why="", citation=citation()
    )  # fmt: skip
    with pytest.raises(ValueError, match="quote"):
        NoticeReport(notice=notice, findings=(finding,), summary="")


def test_nothing_of_a_notice_is_logged_or_shown(starter: Library, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    report = check(starter, SECONDED)
    assert "借调干部两名" not in caplog.text + repr(report.notice) + repr(report.findings)


def test_the_marked_notices_are_checked_well(starter: Library) -> None:
    measured = run(read_notices(LABELLED, TODAY), starter.check)
    assert (measured.total.recall or 0) >= 0.95
    assert (measured.total.precision or 0) >= 0.95
    assert measured.flagged == 0
