"""Notices as values: what was received, and what in it the rules speak about.

A notice is held in memory while it is read and nowhere else; nothing here has a `repr` that shows its words.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.model import COUNTRY, Citation


class Severity(StrEnum):
    """How sure it is that the rules speak against a demand."""

    CONFLICT = "conflict"  # the words are those that a clause forbids or bounds
    DOUBT = (
        "doubt"  # a clause speaks about it, and whether it applies depends on what the notice does not say
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A text as it was received, for a place and a day."""

    text: str = field(repr=False)
    on: date
    region: str = COUNTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A demand that a clause speaks about: `notice.text[start:end] == quote`, in Unicode code points."""

    start: int
    end: int
    quote: str = field(repr=False)
    topic: str
    severity: Severity
    why: str  # a sentence that says what the clause says; never that somebody broke it
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReport:
    """What was found, in the order of the text, and a summary that can be shown politely to the sender.

    Raises:
        ValueError: a finding's words do not stand where it says.
    """

    notice: Notice
    findings: tuple[Finding, ...]
    summary: str
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold a finding to the notice's own words."""
        for finding in self.findings:
            if not finding.quote or self.notice.text[finding.start : finding.end] != finding.quote:
                raise ValueError("a finding has to quote the notice")
