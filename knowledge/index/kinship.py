"""Kinship: which clauses with lay questions are nearest in wording to a clause that has none.

What people type about one rule seldom shares a word with another, but rules about one matter are worded alike. So a
question that finds its clause among those that have questions also points to the clauses worded like it.
"""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.index.plain import PlainRanking
from knowledge.model import Passage

_KIN = 8  # clauses; four did nearly as well on documents held out whole
_READ = 300  # characters of a clause


def kinship(known: Sequence[Passage], others: Iterable[Passage]) -> Iterator[tuple[str, str, float]]:
    """For each other passage its nearest known ones: (passage, the known one, weight), weights summing to one."""
    if not known:
        return
    ranking = PlainRanking((passage.id, passage.text) for passage in known)
    for passage in others:
        found = ranking.scored(passage.text[:_READ], _KIN)
        total = sum(score for _, score in found)
        for id_, score in found:
            yield passage.id, id_, score / total
