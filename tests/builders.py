"""Values that are valid by default, so that a test names only what it is about."""

import hashlib
from datetime import date
from typing import Any

from knowledge.model import (
    Answer,
    Citation,
    Clause,
    Kind,
    NoAnswer,
    Passage,
    Question,
    Reason,
    Source,
    Stance,
    Status,
    Verdict,
)
from knowledge.notices import Finding, Notice, NoticeReport, Severity

TODAY = date(2026, 11, 22)
WORDS = "上级机关不得随意要求基层填表报数，确需填报的除外。"


def source(**fields: Any) -> Source:
    values: dict[str, Any] = {
        "id": "ruogan-guiding-2024",
        "version": 1,
        "title": "整治形式主义为基层减负若干规定",
        "kind": Kind.RULE,
        "issued": date(2024, 8, 6),
        "effective": date(2024, 8, 6),
        "status": Status.IN_FORCE,
    }
    return Source(**values | fields)


def passage(text: str = WORDS, **fields: Any) -> Passage:
    """A passage whose `id` follows from its source, place and text, and whose `end` from its `start`."""
    values: dict[str, Any] = {
        "source": "ruogan-guiding-2024@1",
        "position": 0,
        "locator": "第6条",
        "article": "6",
        "heading": "二、严格精简会议",
        "text": text,
        "start": 0,
        "kind": Kind.RULE,
    } | fields
    name = "\n".join((values["source"], values["locator"], text))
    derived = {
        "id": hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "end": values["start"] + len(text),
    }
    return Passage(**derived | values)


def citation(of: Passage | None = None, *, source_: Source | None = None, **fields: Any) -> Citation:
    """A citation of a whole passage; its first sentence is the ground."""
    cited = of or passage()
    ground = cited.text.partition("。")[0] or cited.text
    values: dict[str, Any] = {
        "source": source_ or source(),
        "passage": cited,
        "quote": cited.text,
        "ground": ground,
        "stance": Stance.FORBIDS,
    }
    return Citation(**values | fields)


def question(text: str = "上级能不能天天让我们填表", **fields: Any) -> Question:
    values: dict[str, Any] = {"text": text, "on": TODAY}
    return Question(**values | fields)


def answer(**fields: Any) -> Answer:
    values: dict[str, Any] = {
        "question": question(),
        "verdict": Verdict.PROHIBITED,
        "summary": "上级机关不得随意要求基层填表报数。",
        "citations": (citation(),),
    }
    return Answer(**values | fields)


def no_answer(**fields: Any) -> NoAnswer:
    values: dict[str, Any] = {
        "question": question(),
        "reason": Reason.NO_BASIS,
        "message": "现有的规定里没有查到谈这件事的条款。",
    }
    return NoAnswer(**values | fields)


def clause(of: Passage | None = None, **fields: Any) -> Clause:
    values: dict[str, Any] = {"source": source(), "passage": of or passage()}
    return Clause(**values | fields)


def notice(text: str = f"各村：\n{WORDS}", **fields: Any) -> Notice:
    values: dict[str, Any] = {"text": text, "on": TODAY}
    return Notice(**values | fields)


def finding(text: str, quote: str, **fields: Any) -> Finding:
    """A finding of some words where they first stand in a notice's text."""
    start = text.index(quote)
    values: dict[str, Any] = {
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "topic": "会议",
        "severity": Severity.CONFLICT,
        "why": "上级机关不得随意要求基层填表报数。",
        "citation": citation(),
    }
    return Finding(**values | fields)


def notice_report(**fields: Any) -> NoticeReport:
    """A report without findings, unless some are given."""
    values: dict[str, Any] = {
        "notice": notice(),
        "findings": (),
        "summary": "收到通知，我们对照规定看了看，有几处想请您再斟酌，谢谢。",
    }
    return NoticeReport(**values | fields)
