"""Notices: texts in which a person marked the demands that the rules speak about, put through the check.

A marked demand is found where one of the findings shares words with it and cites one of the clauses named for it; a
finding is right where it does. What is marked as clean must share words with none.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import UsageProblem
from knowledge.evaluation.cases import Gold
from knowledge.model import COUNTRY, Citation
from knowledge.notices import Finding, Notice, NoticeReport
from knowledge.text import Span

Advance = Callable[[int, int], None]  # notices done, and all


@dataclass(frozen=True, slots=True)
class Marked:
    """A demand that a person marked, with the clauses that may be cited for it."""

    span: Span
    topic: str
    gold: tuple[Gold, ...]

    def is_met_by(self, finding: Finding) -> bool:
        """Whether a finding is about these words and cites one of the clauses."""
        return _meet(self.span, finding) and self.allows(finding.citation)

    def allows(self, citation: Citation) -> bool:
        """Whether it is one of the clauses."""
        return any(
            gold.matches(citation.source.title, citation.passage, citation.quote) for gold in self.gold
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedNotice:
    """A notice as a person marked it."""

    id: str
    notice: Notice
    demands: tuple[Marked, ...]
    clean: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the check made of a marked notice."""

    marked: MarkedNotice
    report: NoticeReport = field(repr=False)
    elapsed_ms: float

    @property
    def missed(self) -> tuple[Marked, ...]:
        """Marked demands that no finding meets."""
        return tuple(one for one in self.marked.demands if not any(map(one.is_met_by, self.report.findings)))

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """Findings that meet no marked demand."""
        return tuple(
            finding
            for finding in self.report.findings
            if not any(one.is_met_by(finding) for one in self.marked.demands)
        )

    @property
    def flagged(self) -> tuple[Span, ...]:
        """Clean words that a finding touches."""
        return tuple(
            clean for clean in self.marked.clean if any(_meet(clean, one) for one in self.report.findings)
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some notices; of one topic the demands marked with it and the findings that carry it."""

    marked: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        """Of the marked demands, the share that is found."""
        return self.found / self.marked if self.marked else None

    @property
    def precision(self) -> float | None:
        """Of the findings, the share that is right."""
        return self.right / self.findings if self.findings else None


@dataclass(frozen=True, slots=True)
class NoticesReport:
    """What was measured."""

    total: Tally
    topics: Mapping[str, Tally]
    clean: int
    flagged: int
    outcomes: Sequence[Outcome]


def is_notices_file(path: Path) -> bool:
    """Whether the first row of a file marks a notice, and asks no question."""
    if not path.is_file():
        return False
    try:
        row = json.loads(
            next(line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip())
        )
    except (OSError, ValueError, StopIteration):
        return False
    return isinstance(row, dict) and "findings" in row


def read_notices(path: Path, on: date) -> list[MarkedNotice]:
    """The marked notices of a file.

    Raises:
        UsageProblem: a line is none; the sentence names it.
    """
    notices = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                notices.append(_notice(json.loads(line), f"{path.stem}:{number}", on))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise UsageProblem(
                    f"{path.name} 第{number}行不是标注过的通知：要有 text、findings（span、gold）和 clean_spans，"
                    "标出的话要在 text 里。"
                ) from problem
    return notices


def run(
    notices: Sequence[MarkedNotice],
    check: Callable[[Notice], NoticeReport],
    advance: Advance = lambda _done, _all: None,
) -> NoticesReport:
    """Check every notice and count."""
    outcomes = []
    for done, marked in enumerate(notices, start=1):
        started = time.perf_counter()
        report = check(marked.notice)
        outcomes.append(
            Outcome(marked=marked, report=report, elapsed_ms=(time.perf_counter() - started) * 1000)
        )
        advance(done, len(notices))
    topics = sorted({topic for outcome in outcomes for topic in _topics(outcome)})
    return NoticesReport(
        total=_tally(outcomes, None),
        topics={topic: _tally(outcomes, topic) for topic in topics},
        clean=sum(len(outcome.marked.clean) for outcome in outcomes),
        flagged=sum(len(outcome.flagged) for outcome in outcomes),
        outcomes=outcomes,
    )


def _topics(outcome: Outcome) -> Iterator[str]:
    yield from (one.topic for one in outcome.marked.demands)
    yield from (one.topic for one in outcome.report.findings)


def _tally(outcomes: Sequence[Outcome], topic: str | None) -> Tally:
    def of(things: Iterable[Marked | Finding]) -> int:
        return sum(topic in (None, one.topic) for one in things)

    marked = sum(of(outcome.marked.demands) for outcome in outcomes)
    findings = sum(of(outcome.report.findings) for outcome in outcomes)
    return Tally(
        marked=marked,
        found=marked - sum(of(outcome.missed) for outcome in outcomes),
        findings=findings,
        right=findings - sum(of(outcome.wrong) for outcome in outcomes),
    )


def _notice(row: Mapping[str, Any], name: str, on: date) -> MarkedNotice:
    text = str(row["text"])
    written = row.get("on")
    return MarkedNotice(
        id=str(row.get("id") or name),
        notice=Notice(
            text=text,
            on=date.fromisoformat(str(written)) if written else on,
            region=str(row.get("region") or COUNTRY),
        ),
        demands=tuple(
            Marked(
                _place(text, one["span"]),
                str(one["topic"]),
                tuple(Gold(str(gold["title"]), str(gold.get("clause") or ""), ()) for gold in one["gold"]),
            )
            for one in row["findings"]
        ),
        clean=tuple(_place(text, words) for words in row.get("clean_spans", ())),
    )


def _place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _meet(one: Span, other: Span | Finding) -> bool:
    return one.start < other.end and other.start < one.end
