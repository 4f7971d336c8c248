"""Editions: which official text a digest speaks of, and which of the two is the newer where they are not of one edition.

Once the library holds the official text, answers quote it and the digest explains it. A digest of an older edition ends
with the first day of a newer official text, and an official text of an older edition with the first day of what the digest
speaks of.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ingest.kinds import KIND_NAMES
from knowledge.corpus import OFFICIAL, titles
from knowledge.model import Kind, Source, Status
from knowledge.text import letters

_OF_DOCUMENTS = OFFICIAL | {Kind.DIGEST}
_NO_FORCE = (Status.DRAFT, Status.REPEALED)


class Officials:
    """The official texts and digests of a library, by the documents that they are of."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._of: dict[str, list[Source]] = {}
        for source in sources:
            if source.kind in _OF_DOCUMENTS and source.status not in _NO_FORCE:
                for mark in document_marks(source):
                    self._of.setdefault(mark, []).append(source)

    def applied(self, source: Source) -> Source:
        """A source with what follows from others that are of the same document."""
        others = [other for other in self._same_document(source) if _pairs(source, other)]
        if source.kind is Kind.DIGEST:
            same = [other for other in others if _one_edition(source, other)]
            if same:
                return replace(source, official=max(same, key=lambda other: (other.version, other.key)).key)
        newer = [day for other in others if (day := _later(other, source)) is not None]
        ends = [day for day in (source.expires, *newer) if day is not None]
        return replace(source, expires=min(ends, default=None))

    def _same_document(self, source: Source) -> Iterator[Source]:
        seen = set()
        for mark in document_marks(source):
            for other in self._of.get(mark, ()):
                if other.key not in seen and other.region == source.region:
                    seen.add(other.key)
                    yield other


def told(source: Source, other: Source) -> str | None:
    """What a new source means for one of the library, where one digests the document of the other; in a sentence."""
    alike = other.region == source.region and {*document_marks(source)} & {*document_marks(other)}
    if not alike or not _pairs(source, other):
        return None
    if _one_edition(source, other):
        if source.kind is Kind.DIGEST:
            return f"书库里已有官方原文{named(other)}，答案仍引原文，这份要点留作说明。"
        return f"它是{named(other)}的官方原文：入库后答案引用原文，要点留作说明。"
    ends, begins_ = _later(source, other), _later(other, source)
    if ends:
        return f"{named(other)}说的是旧版，自{ends.isoformat()}起不再作答。"
    if begins_:
        return f"这是旧版，{named(other)}说的是新版：这份自{begins_.isoformat()}起不再作答。"
    return None


def document_marks(source: Source) -> list[str]:
    """What two sources of one document have in common, one mark at least: its number, or a form of its title."""
    return [*number_marks(source), *title_marks(source)]


def number_marks(source: Source) -> list[str]:
    """The mark that the document's number is; none without one."""
    return [f"number {letters(source.number)}"] if source.number else []


def title_marks(source: Source) -> list[str]:
    """The marks that the forms of a title are."""
    return [f"title {title}" for title in sorted(titles(source))]


def named(source: Source) -> str:
    """A source as it is named to people."""
    return f"《{source.title}》（{source.id}，{KIND_NAMES[source.kind]}）"


def _pairs(one: Source, other: Source) -> bool:
    """Whether one is a digest and the other an official text."""
    return (one.kind is Kind.DIGEST) != (other.kind is Kind.DIGEST) and one.kind in _OF_DOCUMENTS


def _one_edition(one: Source, other: Source) -> bool:
    """Whether two are of one edition, by the dates that are known of both."""
    known = [
        (mine, its)
        for mine, its in ((one.issued, other.issued), (one.effective, other.effective))
        if mine and its
    ]
    return not known or any(mine == its for mine, its in known)


def _later(other: Source, source: Source) -> date | None:
    """The first day of another edition, where it is the newer."""
    if _one_edition(source, other):
        return None
    ours, its = (one.effective or one.issued for one in (source, other))
    return its if ours and its and its > ours else None
