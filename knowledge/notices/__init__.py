"""Notices: which demands of a notice the rules speak about, and what they say."""

from knowledge.notices import kinds, wording
from knowledge.notices.demands import Reading, read
from knowledge.notices.marking import marks, prepare
from knowledge.notices.marks import Mark
from knowledge.notices.model import Condition, Demand, Finding, Notice, NoticeReport, Severity
from knowledge.notices.table import Matter

__all__ = [
    "Condition",
    "Demand",
    "Finding",
    "Mark",
    "Matter",
    "Notice",
    "NoticeReport",
    "Reading",
    "Severity",
    "kinds",
    "marks",
    "prepare",
    "read",
    "wording",
]
