"""Officials: a digest's clause gives way to the official one of which it is a digest, and stays as its explanation. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache, cached_property

from knowledge.corpus import OFFICIAL, Catalogue, articles
from knowledge.lexical import terms
from knowledge.model import Hit, Kind, Passage, Source

_SAME_MATTER = (
    0.5  # share of a digest's terms; an official clause that numbers nothing alike has to hold as many
)


def with_officials(
    hits: Sequence[Hit],
    official: Callable[[Hit], Source | None],
    of_source: Callable[[str], Sequence[Passage]],
) -> list[Hit]:
    """The hits, best first, with official clauses in the place of digested ones.

    `official` names the official text that a digest's clause speaks of, where it binds the reader. Right behind the first
    official clause stands the digest that led to it; of the others only the official clause is left, and no clause stands
    twice.
    """
    clauses = cache(of_source)
    led: dict[str, Hit] = {}
    explained = False
    for hit in hits:
        source = official(hit) if hit.passage.kind is Kind.DIGEST else None
        passage = _official(hit.passage, clauses(source.key)) if source else None
        if source is None or passage is None:
            led.setdefault(hit.passage.id, hit)
            continue
        led.setdefault(passage.id, replace(hit, source=source, passage=passage))
        if not explained:
            led.setdefault(hit.passage.id, hit)
            explained = True
    return list(led.values())


class Officials:
    """Which official text a digest's clause speaks of, among the sources that bind a reader (`binding`, by key)."""

    def __init__(self, catalogue: Catalogue, binding: Collection[str]) -> None:
        self._catalogue = catalogue
        self._binding = binding

    def __call__(self, hit: Hit) -> Source | None:
        """The official text of the clause's own document, or of one that its place names."""
        key = hit.source.official
        if key is None and self._reachable:
            named = self._catalogue.reference(hit.passage.locator, self._reachable.keys())
            key = self._reachable[min(named.sources)] if named and named.article else None
        return self._catalogue.sources[key] if key is not None and key in self._binding else None

    @cached_property
    def _reachable(self) -> dict[str, str]:
        """The sources that bind and are official, or digest a text that is, with that text's key."""
        bound = {key: self._catalogue.sources[key] for key in self._binding}
        return {
            key: source.official or key
            for key, source in bound.items()
            if source.official or source.kind in OFFICIAL
        }


def _official(digest: Passage, clauses: Sequence[Passage]) -> Passage | None:
    """The official clause that a digest's clause speaks of; None where none is sure."""
    own = frozenset(terms(digest.text))
    told = articles(digest)
    numbered = [clause for clause in clauses if clause.article in told]
    best = max(numbered or clauses, key=lambda clause: _held(own, clause), default=None)
    return best if best and (numbered or _held(own, best) >= _SAME_MATTER) else None


def _held(own: frozenset[str], clause: Passage) -> float:
    return len(own & frozenset(terms(clause.text))) / len(own) if own else 0.0
