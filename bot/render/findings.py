"""Findings as readers are shown them, in a message and in a picture alike."""

import re
from dataclasses import dataclass

from bot import messages
from bot.render.replies import clause_name
from knowledge.model import Kind
from knowledge.notices import Finding, NoticeReport, Severity

_BROKEN = re.compile(r"(?<![。；：！？!?;:])[ \t\u3000]*\n\s*")  # a line that ends within a sentence
_PARTED = re.compile(r"[ \t\u3000]*\n\s*")
_PLAIN_KINDS = (Kind.RULE, Kind.LAW)  # of which nothing need be said


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """What is shown of a finding."""

    severity: Severity
    quote: str  # in lines of its own, not of the paper's
    why: str
    exceptions: tuple[str, ...]  # of the clause, that `why` does not say already
    clause: str  # its name
    kind: str  # what it is, where it is no rule
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
        quote=_flowing(finding.quote),
        why=why,
        exceptions=tuple(one for one in finding.citation.exceptions if one not in why),
        clause=name,
        kind="" if passage.kind in _PLAIN_KINDS else messages.KINDS[passage.kind],
        passage=passage.id,
    )


def _flowing(text: str) -> str:
    """A text without the line ends that a page's width put into its sentences."""
    return _PARTED.sub("\n", _BROKEN.sub("", text.strip()))
