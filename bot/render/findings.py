"""Findings as readers are shown them, in a message and in a picture alike."""

import re
from dataclasses import dataclass

from bot import messages
from bot.render.replies import clause_name
from knowledge.model import Kind, Passage
from knowledge.notices import Finding, NoticeReport, Severity

_BROKEN = re.compile(r"(?<![。；：！？!?;:])[ \t\u3000]*\n\s*")  # a line that ends within a sentence
_PARTED = re.compile(r"[ \t\u3000]*\n\s*")
_PLAIN_KINDS = (Kind.RULE, Kind.LAW)  # of which nothing need be said
_DIGESTED = "要点"  # in the locator of a clause, where our words about a rule are numbered


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """What is shown of a finding."""

    severity: Severity
    topic: str
    quote: str  # in lines of its own, not of the paper's
    why: str
    exceptions: tuple[str, ...]  # of the clause, that `why` does not say already
    title: str  # of the source, in its marks
    locator: str
    kind: str  # what it is, where it is no rule and its locator does not say so
    passage: str  # its id


def shown_findings(report: NoticeReport) -> tuple[ShownFinding, ...]:
    """The findings in the order of the notice."""
    return tuple(map(_shown, report.findings))


def _shown(finding: Finding) -> ShownFinding:
    source, passage = finding.citation.source, finding.citation.passage
    name = clause_name(source, passage)
    why = finding.why.removeprefix(f"{name}：")
    return ShownFinding(
        severity=finding.severity,
        topic=finding.topic,
        quote=_flowing(finding.quote),
        why=why,
        exceptions=tuple(one for one in finding.citation.exceptions if one not in why),
        title=name.removesuffix(passage.locator),
        locator=passage.locator,
        kind=_kind(passage),
        passage=passage.id,
    )


def _kind(passage: Passage) -> str:
    if passage.kind in _PLAIN_KINDS or (passage.kind is Kind.DIGEST and _DIGESTED in passage.locator):
        return ""
    return messages.KINDS[passage.kind]


def _flowing(text: str) -> str:
    """A text without the line ends that a page's width put into its sentences."""
    return _PARTED.sub("\n", _BROKEN.sub("", text.strip()))
