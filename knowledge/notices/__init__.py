"""Notices: which demands of a notice the rules speak about, and what they say."""

from knowledge.notices.model import Finding, Notice, NoticeReport, Severity

__all__ = ["Finding", "Notice", "NoticeReport", "Severity"]
