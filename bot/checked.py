"""Checked: the report on a notice, as JSON and as a person reads it in a terminal."""

from typing import Any

from bot import messages
from bot.encoding import Json, encode_citation
from knowledge.notices import Finding, NoticeReport, Severity

_MARKS = {Severity.CONFLICT: "规定有明确的说法", Severity.DOUBT: "要看具体情况"}


def encode_report(report: NoticeReport, elapsed_ms: float, id_: Any = None) -> Json:
    """`check`: offsets are Unicode code points of the text that was given."""
    return {
        "id": id_,
        "region": report.notice.region,
        "on": report.notice.on.isoformat(),
        "findings": [_encode_finding(finding) for finding in report.findings],
        "summary": report.summary,
        "caveats": list(report.caveats),
        "elapsed_ms": round(elapsed_ms, 1),
    }


def _encode_finding(finding: Finding) -> Json:
    return {
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "topic": finding.topic,
        "severity": finding.severity.value,
        "why": finding.why,
        "citation": encode_citation(finding.citation),
    }


def print_report(report: NoticeReport) -> str:
    """The findings with what the clauses say, and the words that can be shown to the sender."""
    blocks = [_print_finding(number, finding) for number, finding in enumerate(report.findings, start=1)]
    blocks.append(report.summary)
    if report.caveats:
        blocks.append("\n".join([f"{messages.NOTICE}：", *(f"· {caveat}" for caveat in report.caveats)]))
    return "\n\n".join(blocks)


def _print_finding(number: int, finding: Finding) -> str:
    words = " ".join(finding.quote.split())
    return f"[{number}] {finding.topic}（{_MARKS[finding.severity]}）\n    “{words}”\n    {finding.why}"
