"""References followed: from a clause to the clauses that its words point to."""

from collections.abc import Iterator

from knowledge.corpus import covers
from knowledge.index import Generation
from knowledge.model import Clause, CrossReference, Passage


def referenced(generation: Generation, passage: Passage) -> tuple[Clause, ...]:
    """The clauses that a passage points to, in the order of its words, each once and never the passage itself.

    A document that the index has not, and one that is only named without an article, give none.
    """
    found: dict[str, Clause] = {}
    for reference in passage.references:
        for clause in _clauses(generation, passage, reference):
            if clause.passage.id != passage.id:
                found.setdefault(clause.passage.id, clause)
    return tuple(found.values())


def _clauses(generation: Generation, passage: Passage, reference: CrossReference) -> Iterator[Clause]:
    if reference.article is None:
        return
    source = (
        generation.sources.get(passage.source)
        if reference.document is None
        else generation.catalogue.find(reference.document)
    )
    if source is None:
        return
    for other in generation.of_source(source.key):
        if covers(other, reference.article):
            before, after = generation.near(other)
            yield Clause(source=source, passage=other, previous=before, following=after)
