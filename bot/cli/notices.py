"""Notices: the measures of the check on marked notices, as JSON and as a person reads them."""

from bot.encoding import Json
from bot.printing import print_table
from knowledge.evaluation.measures import percentile
from knowledge.evaluation.notices import NoticesReport, Outcome, Tally
from knowledge.evaluation.rounding import at_least, at_most

_NOTHING = "—"
_SHOWN = 40  # lines of what went wrong; all are in the JSON
_NOTE = (
    "找到了：标出的话和核对出的话有重叠，引的又是标注里认可的条款。核对得对：反过来，核对出的和某处标注重叠、引得对。"
    "数只舍不入。"
)


def encode_notices(report: NoticesReport) -> Json:
    """`eval` of notices."""
    times = [outcome.elapsed_ms for outcome in report.outcomes]
    return {
        "notices": len(report.outcomes),
        **_tally(report.total),
        "clean_spans": report.clean,
        "clean_flagged": report.flagged,
        "topics": {topic: _tally(tally) for topic, tally in report.topics.items()},
        "latency_ms": {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95), "max": max(times)},
        "cases": [_case(outcome) for outcome in report.outcomes],
    }


def _tally(tally: Tally) -> Json:
    return {
        "marked": tally.marked,
        "found": tally.found,
        "recall": tally.recall,
        "findings": tally.findings,
        "right": tally.right,
        "precision": tally.precision,
    }


def _case(outcome: Outcome) -> Json:
    text = outcome.marked.notice.text
    return {
        "id": outcome.marked.id,
        "missed": [
            {"topic": one.topic, "span": text[one.span.start : one.span.end]} for one in outcome.missed
        ],
        "wrong": [
            {
                "topic": one.topic,
                "quote": one.quote,
                "cited": _cited(one.citation.source.title, one.citation.passage.locator),
            }
            for one in outcome.wrong
        ],
        "clean_flagged": [text[one.start : one.end] for one in outcome.flagged],
        "elapsed_ms": outcome.elapsed_ms,
    }


def _cited(title: str, locator: str) -> str:
    return f"《{title}》{locator}"


def print_notices(report: NoticesReport) -> str:
    """All, by topic, and what went wrong."""
    rows = [["", "标出", "找到了", "", "核对出", "核对得对", ""]]
    rows += [_row(name, tally) for name, tally in {"全部": report.total, **report.topics}.items()]
    times = [outcome.elapsed_ms for outcome in report.outcomes]
    p50, most = at_most(percentile(times, 0.5), 1), at_most(max(times), 1)
    return "\n\n".join(
        [
            f"{len(report.outcomes)} 份通知\n{print_table(rows)}",
            f"标为没有问题的 {report.clean} 处，碰到了 {report.flagged} 处。",
            f"用时：中位 {p50} 毫秒，最长 {most} 毫秒。",
            _wrong(report),
            _NOTE,
        ]
    )


def _row(name: str, tally: Tally) -> list[str]:
    return [
        name,
        str(tally.marked),
        str(tally.found),
        _share(tally.recall),
        str(tally.findings),
        str(tally.right),
        _share(tally.precision),
    ]


def _share(value: float | None) -> str:
    return _NOTHING if value is None else at_least(value)


def _wrong(report: NoticesReport) -> str:
    lines = []
    for outcome in report.outcomes:
        text, name = outcome.marked.notice.text, outcome.marked.id
        lines += [
            f"  {name}  没找到  {_plain(text[one.span.start : one.span.end])}" for one in outcome.missed
        ]
        lines += [f"  {name}  没标着  {_plain(one.quote)}" for one in outcome.wrong]
        lines += [f"  {name}  不该碰  {_plain(text[one.start : one.end])}" for one in outcome.flagged]
    more = f"（列前 {_SHOWN} 处，全部用 --json 看）" if len(lines) > _SHOWN else ""
    return "\n".join([f"不一致的 {len(lines)} 处{more}：", *lines[:_SHOWN]])


def _plain(words: str) -> str:
    return " ".join(words.split())
