"""Notices as values: what was received, what it asks, and what in it the rules speak about.

A notice is held in memory while it is read and nowhere else; nothing here has a `repr` that shows its words.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.model import COUNTRY, Citation
from knowledge.text import Span


class Severity(StrEnum):
    """How sure it is that the rules speak against a demand."""

    CONFLICT = "conflict"  # the words are those that a clause forbids or bounds
    DOUBT = (
        "doubt"  # a clause speaks about it, and whether it applies depends on what the notice does not say
    )


class Condition(StrEnum):
    """What makes a demand none, or lets it off."""

    NEGATED = "negated"  # 不要求, 无需, 免于
    VOLUNTARY = "voluntary"  # 自愿, 可选, 不作要求
    EMERGENCY = "emergency"  # 防汛值守, 应急, 安保, 抢险
    APPROVED = "approved"  # 经…批准, 列入年度计划, 表号和批准文号
    INTERNAL = "internal"  # the sender's own sections
    OWN = "own"  # 由我局…: the sender does it


class Rank(StrEnum):
    """Where in the order of offices a sender stands."""

    CENTRAL = "中央"
    PROVINCIAL = "省"
    MUNICIPAL = "市"
    COUNTY = "县"
    TOWNSHIP = "乡"
    VILLAGE = "村"


class Office(StrEnum):
    """What kind of body a sender is."""

    GOVERNMENT = "党政"  # a party committee or government, and its own office
    BUREAU = "部门"  # a bureau, commission or public institution
    TASK_FORCE = "议事协调"  # a headquarters, leading group or 专班
    SOCIETY = "社会组织"  # an association or centre that is no organ
    COMPANY = "企业"
    SCHOOL = "学校"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who asks, as far as title, letterhead and signature tell."""

    name: str = field(default="", repr=False)
    rank: Rank | None = None
    office: Office | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A text as it was received, for a place and a day."""

    text: str = field(repr=False)
    on: date
    region: str = COUNTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a notice asks: `notice.text[start:end] == quote`, in Unicode code points of the original.

    What is read of it are words of the cleaned text (`words`), in which `parts` are those between commas.
    """

    start: int
    end: int
    quote: str = field(repr=False)
    words: str = field(repr=False)
    place: int  # of `words` in the cleaned text
    item: int  # the line of the notice that it stands in
    parts: tuple[Span, ...]
    headings: tuple[str, ...] = field(default=(), repr=False)  # over it, outermost first
    following: str = field(default="", repr=False)  # the next sentence of its line
    whom: str | None = field(default=None, repr=False)  # 各村, 乡镇党委书记
    deadline: str | None = field(default=None, repr=False)  # 今天下班前, 3月15日前
    urgent: bool = False  # the deadline leaves a day at most
    often: str | None = field(default=None, repr=False)  # 每日, 每周五
    form: str | None = field(default=None, repr=False)  # 报表, 照片, 接龙
    conditions: frozenset[Condition] = frozenset()  # of the whole demand; 不 and its like bind tighter


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A demand that a clause speaks about: `notice.text[start:end] == quote`, in Unicode code points."""

    start: int
    end: int
    quote: str = field(repr=False)
    topic: str
    severity: Severity
    why: str = field(repr=False)  # a sentence that says what the clause says; never that somebody broke it
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReport:
    """What was found, in the order of the text, and a summary that can be shown politely to the sender.

    Raises:
        ValueError: a finding's words do not stand where it says.
    """

    notice: Notice
    findings: tuple[Finding, ...]
    summary: str = field(repr=False)  # it quotes
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold a finding to the notice's own words."""
        for finding in self.findings:
            if not finding.quote or self.notice.text[finding.start : finding.end] != finding.quote:
                raise ValueError("a finding has to quote the notice")
