"""Notices: which demands of a notice the rules speak about, and what they say."""

from knowledge.notices.demands import Reading, read
from knowledge.notices.matching import Mark, marks
from knowledge.notices.model import Condition, Demand, Finding, Notice, NoticeReport, Severity
from knowledge.notices.table import Sign, shipped

__all__ = [
    "Condition",
    "Demand",
    "Finding",
    "Mark",
    "Notice",
    "NoticeReport",
    "Reading",
    "Severity",
    "Sign",
    "marks",
    "read",
    "shipped",
]
