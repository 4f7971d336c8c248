"""The vocabulary: frozen values that every other file speaks in."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

COUNTRY = "cn"
EXTRACTIVE = "extractive"  # who writes an answer where no language model had a hand in it


class Kind(StrEnum):
    """What a source is, which decides what its words can carry."""

    RULE = "rule"  # an official text of a party or government organ
    LAW = "law"  # a statute or administrative regulation, verbatim
    DIGEST = "digest"  # our own words about a rule
    CASE = "case"  # an official report of what happened somewhere: precedent, not a rule
    COMMENTARY = "commentary"  # opinion, news of meetings: never carries a verdict
    INTERNAL = "internal"  # an organisation's own text


class Status(StrEnum):
    """Whether a source is in force, as far as anyone could verify."""

    IN_FORCE = "in_force"
    TRIAL = "trial"
    UNKNOWN = "unknown"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"


class Grade(StrEnum):
    """How a statement was verified: the full text, a near-verbatim reprint, an official notice, second hand."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Stance(StrEnum):
    """What a clause does to the act it speaks about."""

    FORBIDS = "forbids"
    LIMITS = "limits"
    REQUIRES = "requires"
    PERMITS = "permits"
    EXEMPTS = "exempts"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    """What an answer says in a word."""

    PROHIBITED = "prohibited"
    LIMITED = "limited"
    PERMITTED = "permitted"
    REQUIRED = "required"
    EXEMPT = "exempt"
    INFORMATIONAL = "informational"


class Reason(StrEnum):
    """Why there is no answer."""

    NO_BASIS = "no_basis"  # nothing in force here speaks about it
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"  # something has to be added to the question
    DECLINED = "declined"  # asks for help to fabricate, or to break a rule


class Mode(StrEnum):
    """Which sides of retrieval take part."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    DENSE = "dense"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One version of one document, with what is known about it. Unknown stays `None`."""

    id: str
    version: int
    title: str
    kind: Kind
    authority: str | None = None  # 党内法规, 法律, 规范性文件 …, as the document calls itself
    issuer: str | None = None
    number: str | None = None  # 国办函〔2026〕12号
    region: str = COUNTRY
    author: str | None = None
    publisher: str | None = None
    issued: date | None = None
    published: date | None = None
    effective: date | None = None
    expires: date | None = None  # first day on which it no longer holds
    status: Status = Status.UNKNOWN
    supersedes: tuple[str, ...] = ()  # ids or titles of other sources
    aliases: tuple[str, ...] = ()  # names by which people call it
    url: str | None = None
    note: str | None = None  # what a reader of any of its clauses has to know
    retrieved: date | None = None
    sha256: str | None = None  # of the original bytes
    added_by: str | None = None
    added_at: str | None = None  # ISO 8601, UTC
    # Computed from what lies around it, and not of the document:
    questions: str | None = None  # fingerprint of its lay questions, so that a change of them is noticed
    official: str | None = None  # key of the official text that it digests, where the library holds that

    @property
    def key(self) -> str:
        """The version's name, unique in a library."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReference:
    """A clause or document that a passage points to: `passage.text[start:end]` is the words that do."""

    start: int
    end: int
    document: str | None = None  # the title as written; None for the passage's own document
    article: str | None = None  # as `Passage.article`; None where the whole document is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A clause: `source_text[start:end] == text`, offsets in Unicode code points of the cleaned text.

    `kind`, `region` and `grade` are the passage's own where it has them, else its source's.
    """

    id: str  # 16 hexadecimal digits, see `ingest.passages`
    source: str  # the source's `key`
    position: int  # from 0, in the order of the text
    locator: str  # 第6条, 第三部分, 第1条（要点2）
    article: str | None  # "6", "10-1" for 第十条之一; None where the document numbers nothing
    heading: str  # ancestors and the clause's own heading, joined by " > "
    text: str
    start: int
    end: int
    kind: Kind
    region: str = COUNTRY
    grade: Grade | None = None
    topics: tuple[str, ...] = ()
    addressee: str | None = None  # whom it binds, in words
    references: tuple[CrossReference, ...] = ()
    written: str | None = (
        None  # its words as the document has them, where they were converted to simplified characters
    )


class Origin(StrEnum):
    """Where a lay question came from."""

    SHIPPED = "shipped"  # with the starter corpus
    ADMIN = "admin"  # typed or imported
    INHERITED = "inherited"  # from the clause that this one replaces
    DRAFTED = "drafted"  # by a language model, and seen in a review
    ASKED = "asked"  # by a reader who got no answer, and tied to a clause by an admin


@dataclass(frozen=True, slots=True, kw_only=True)
class LayQuestion:
    """What a person who meets a clause would type; it makes the clause findable, and answers nothing."""

    locator: str  # of the clause that answers it
    text: str
    origin: Origin = Origin.ADMIN
    hand: str = ""  # who wrote it, where many write


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person asks, where they are, and the day for which they ask."""

    text: str
    on: date
    region: str = COUNTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with its place in each ranking (from 1; None where a side did not find it)."""

    source: Source
    passage: Passage
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None
    lexical_score: float = 0.0  # BM25
    dense_score: float = 0.0  # cosine
    parts: dict[str, float] = field(default_factory=dict, hash=False)  # what each part gave to `score`
    signals: dict[str, float] = field(
        default_factory=dict, hash=False
    )  # what is known of it, before weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words that stand in a passage. It cannot be built from others.

    Raises:
        ValueError: the quote, the ground or an exception does not stand in the passage.
    """

    source: Source
    passage: Passage
    quote: str
    ground: str  # the sentence of the quote that bears on the question
    stance: Stance
    exceptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold promise 1: a quotation stands in its passage."""
        if self.passage.source != self.source.key:
            raise ValueError("the passage belongs to another source")
        for words in (self.quote, self.ground, *self.exceptions):
            if not words or words not in self.passage.text:
                raise ValueError("a quotation has to stand in its passage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that the rules themselves let the reader do, and the clause that says so."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the things that a question may mean, and the question that means it."""

    label: str  # short enough for a button
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verdict with the clauses that carry it, most telling first; at least one.

    Raises:
        ValueError: there is no citation.
    """

    question: Question
    verdict: Verdict
    summary: str
    citations: tuple[Citation, ...]
    caveats: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()  # 可以怎么做
    choices: tuple[
        Choice, ...
    ] = ()  # what the question may mean more narrowly, where that changes the answer
    written_by: str = EXTRACTIVE

    def __post_init__(self) -> None:
        """Hold promise 2: an answer has a citation."""
        if not self.citations:
            raise ValueError("an answer needs a citation")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Why nothing is answered, and the nearest clauses, which are plainly not an answer."""

    question: Question
    reason: Reason
    message: str
    nearest: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()  # what it may mean, where it says too little


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A passage with its source and the passages before and after it."""

    source: Source
    passage: Passage
    previous: Passage | None = None
    following: Passage | None = None
