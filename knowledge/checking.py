"""Checking: one notice against one generation, from its words to what the clauses say about them.

A clause that a sign leads to is looked up among the sources that bind the reader; where none of them does, there is no
finding. An official text that an admin has brought in goes before its digest.
"""

from functools import cache

from knowledge.citing import cite
from knowledge.corpus import carries_verdict, covers
from knowledge.index import Generation
from knowledge.lexical import terms
from knowledge.model import Citation, Clause
from knowledge.notices import (
    Finding,
    Mark,
    Matter,
    Notice,
    NoticeReport,
    Severity,
    marks,
    read,
    wording,
)
from knowledge.numbering import article_number
from knowledge.reader import embed
from knowledge.regions import binds
from knowledge.text import Span


def check(generation: Generation, notice: Notice) -> NoticeReport:
    """What the rules say about the demands of a notice."""
    return _Check(generation, notice).report()


class _Check:
    """One notice against one generation."""

    def __init__(self, generation: Generation, notice: Notice) -> None:
        self._generation = generation
        self._notice = notice
        self._binding = generation.catalogue.binding((notice.region,), notice.on)
        self._keys = {generation.sources[key].id: key for key in sorted(self._binding)}
        self._clause = cache(self._found)

    def report(self) -> NoticeReport:
        reading = read(self._notice.text)
        findings = tuple(
            finding
            for mark in marks(reading)
            if (finding := self._finding(mark, reading.cleaned.original(mark.span.start, mark.span.end)))
        )
        return NoticeReport(notice=self._notice, findings=findings, summary=wording.summary(findings))

    def _finding(self, mark: Mark, span: Span) -> Finding | None:
        citation = self._citation(mark.matter)
        if citation is None:
            return None
        sure = carries_verdict(citation.passage)
        return Finding(
            start=span.start,
            end=span.end,
            quote=self._notice.text[span.start : span.end],
            topic=mark.matter.topic,
            severity=mark.severity if sure else Severity.DOUBT,
            why=wording.why(citation),
            citation=citation,
        )

    def _citation(self, matter: Matter) -> Citation | None:
        for place in matter.clauses:
            clause = self._clause(place, matter.asks)
            if clause is not None:
                return cite(matter.asks, clause.passage, clause.source, embed).citation
        return None

    def _found(self, place: str, asks: str) -> Clause | None:
        """The clause of a place, where it binds: the very one, or of its article the one that says most of what is asked."""
        id_, _, locator = place.partition(" ")
        key = self._keys.get(id_)
        if key is None:
            return None
        passages = [one for one in self._generation.of_source(key) if binds(one.region, self._notice.region)]
        same = [one for one in passages if one.locator == locator]
        article = article_number(locator)
        near = same or [one for one in passages if article and covers(one, str(article))]
        if not near:
            return None
        words = frozenset(terms(asks))
        best = max(near, key=lambda one: len(words & frozenset(terms(one.text))))
        return Clause(source=self._generation.sources[key], passage=best)
