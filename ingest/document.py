"""The values that pass from step to step between a file's bytes and a published source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.errors import JianfuError
from knowledge.model import CrossReference, Grade, Kind, LayQuestion, Source

FieldValue = str | tuple[str, ...]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""
RECOGNISING_PAGES = "识别第几页"  # what it is told of pages that are pictures; one takes seconds


class Decision(StrEnum):
    """What is to become of a document."""

    ACCEPT = "accept"
    QUARANTINE = "quarantine"
    FAILED = "failed"


class Unreadable(JianfuError):
    """A file of which no text can be had; the sentence says why."""


class Part(StrEnum):
    """What has to be installed beside us to read some files."""

    RECOGNITION = "recognition"  # of scans and photographs
    CONVERSION = "conversion"  # of old Word files and their like


class NotInstalled(Unreadable):
    """A file that could be read with a part that is not there; the sentence is for whoever can install it."""

    def __init__(self, sentence: str, part: Part) -> None:
        super().__init__(sentence)
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The bytes that somebody brought, and where from."""

    path: str  # as shown to people; a line of a corpus is `corpus.jsonl:12`
    content: bytes
    suffix: str  # lower case with its dot; what the original is stored under


def is_address(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    return text.lower().startswith(("http://", "https://")) and not any(map(str.isspace, text))


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a front matter block, and the line that it stands on (from 1)."""

    value: FieldValue
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """What a reader got out of a document. Pages of a paged format are parted by form feeds in `text`."""

    text: str
    format: str  # markdown, text, html, jsonl, pdf, …
    id: str | None = None
    title: str | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)  # of a front matter block
    said: Mapping[str, str] = field(
        default_factory=dict
    )  # what a page says of itself beside its text, by field
    removed: tuple["Removed", ...] = ()  # what the reader itself left out
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """Text that did not belong, and why: navigation, boilerplate, spam, disclaimer, annotation, duplicate, other."""

    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """Text that was damaged, and what it was taken to be."""

    why: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A passage to be: a piece of a text with its place, before the version is known that its id is made from."""

    start: int
    end: int
    locator: str
    article: str | None = None
    heading: str = ""
    kind: Kind | None = None  # None, here and below: as its source
    region: str | None = None
    grade: Grade | None = None
    topics: tuple[str, ...] = ()
    addressee: str | None = None
    references: tuple[CrossReference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document ready for review. `source` has version 0, and is None where the document failed."""

    path: str
    format: str | None
    original: bytes = field(repr=False)
    suffix: str
    decision: Decision
    because: str | None = None
    source: Source | None = None
    read: SourceText | None = field(
        default=None, repr=False
    )  # what its reader gave; None for our own digests
    text: str = field(default="", repr=False)
    written: str | None = field(
        default=None, repr=False
    )  # the text before conversion to simplified characters, at the same offsets; None where it is the same
    slices: tuple[Slice, ...] = ()
    removed: tuple[Removed, ...] = ()
    repaired: tuple[Repaired, ...] = ()
    warnings: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)  # what the admin said, as said
    questions: tuple[LayQuestion, ...] = ()  # that came with it
    released: bool = False  # accepted though it had been held back, because an admin said so


def released(document: Prepared) -> Prepared:
    """A document that was held back, accepted all the same; any other as it is."""
    if document.decision is not Decision.QUARANTINE:
        return document
    warning = f"本来暂扣，按管理员的要求收下。暂扣的原因：{document.because}"
    return replace(
        document,
        decision=Decision.ACCEPT,
        because=None,
        released=True,
        warnings=(*document.warnings, warning),
    )
