"""Checking: one notice against one generation, from its words to what the clauses say about them.

A clause that a matter leads to is looked up among the sources that bind the reader; where none of them does, there is no
finding. An official text that an admin has brought in goes before its digest.
"""

from datetime import date
from functools import cache

from knowledge.citing import cite
from knowledge.corpus import articles, carries_verdict
from knowledge.index import Generation
from knowledge.lexical import terms
from knowledge.model import Citation, Hit, Passage
from knowledge.notices import (
    Finding,
    Mark,
    Matter,
    Notice,
    NoticeReport,
    Reading,
    Severity,
    kinds,
    marks,
    read,
    wording,
)
from knowledge.notices.kinds import TextKind
from knowledge.officials import Officials, with_officials
from knowledge.reader import embed
from knowledge.regions import binds

_ASKING = (
    TextKind.NOTICE,
    TextKind.OTHER,
)  # the latter where nobody is called on, yet something may be asked


def check(generation: Generation, notice: Notice) -> NoticeReport:
    """What the rules say about the demands of a notice."""
    reading, clauses = read(notice.text), Clauses(generation, notice.region, notice.on)
    kind = kinds.kind_of(reading)
    findings = tuple(
        _finding(notice, reading, mark, citation)
        for mark in (marks(reading) if kind in _ASKING else ())
        if (citation := clauses.citation(mark.matter))
    )
    return NoticeReport(
        notice=notice,
        findings=findings,
        summary=wording.summary(findings, kind),
        caveats=wording.caveats(findings),
    )


def _finding(notice: Notice, reading: Reading, mark: Mark, citation: Citation) -> Finding:
    span = reading.cleaned.original(mark.span.start, mark.span.end)
    return Finding(
        start=span.start,
        end=span.end,
        quote=notice.text[span.start : span.end],
        topic=mark.matter.topic,
        severity=mark.severity if carries_verdict(citation.passage) else Severity.DOUBT,
        why=wording.why(citation),
        citation=citation,
    )


class Clauses:
    """The clauses that matters lead to, as far as they bind readers of a place on a day."""

    def __init__(self, generation: Generation, region: str, on: date) -> None:
        self._generation = generation
        self._region = region
        binding = generation.catalogue.binding((region,), on)
        self._officials = Officials(generation.catalogue, binding)
        self._keys = {generation.sources[key].id: key for key in sorted(binding)}
        self.citation = cache(self._cited)

    def _cited(self, matter: Matter) -> Citation | None:
        """The first clause of a matter that binds, or the official one of which it is a digest."""
        for place in matter.clauses:
            hit = self._found(place, matter.asks)
            if hit is not None:
                first = with_officials([hit], self._officials, self._generation.of_source)[0]
                return cite(matter.asks, first.passage, first.source, embed).citation
        return None

    def _found(self, place: str, asks: str) -> Hit | None:
        """The clause of a place, where it binds: the very one, or of its article the one that says most of what is asked."""
        id_, _, locator = place.partition(" ")
        key = self._keys.get(id_)
        if key is None:
            return None
        passages = [one for one in self._generation.of_source(key) if binds(one.region, self._region)]
        near = [one for one in passages if one.locator == locator] or _of_article(passages, locator)
        if not near:
            return None
        words = frozenset(terms(asks))
        best = max(near, key=lambda one: len(words & frozenset(terms(one.text))))
        return Hit(source=self._generation.sources[key], passage=best, score=1.0)


def _of_article(passages: list[Passage], locator: str) -> list[Passage]:
    """The passages of the article that a place is of: where an admin's version has other points."""
    wanted = frozenset(
        number for number in locator.partition("（")[0].strip("第条").split("、") if number.isdecimal()
    )
    return [one for one in passages if wanted & articles(one)]
