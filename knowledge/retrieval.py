"""Retrieval: two rankings made into one, and the weight of a source's authority. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.corpus import Reference, covers, gives_figures
from knowledge.model import Clause, Grade, Hit, Kind, Mode, Passage
from knowledge.numbering import answers_to, asked_dimensions

POOL = 30  # passages taken from each side; 60 put the same among the first three on 500 lay questions, 15 one in a hundred fewer
# Share of the lexical side in the fused score. Each side is divided by its best score first; equal votes by rank
# lose on public tests when the dense side is weak. See docs/decisions.md for how the share was set.
LEXICAL_SHARE = 0.7
FIGURE = 0.12  # for a passage that holds a figure of the kind asked for
NAMED_SOURCE = 0.5  # for a passage of a source that the question names
NAMED_ARTICLE = 2.0  # for the very article: above anything that similarity can give
# An equally near passage of higher authority goes first; the factors are small, since a rule about something else is
# no better than a digest of the right one.
AUTHORITY: Mapping[Kind, float] = {
    Kind.LAW: 1.0,
    Kind.RULE: 1.0,
    Kind.DIGEST: 0.96,
    Kind.INTERNAL: 0.9,
    Kind.CASE: 0.88,
    Kind.COMMENTARY: 0.75,
}
SECOND_HAND = 0.92  # factor for grade D


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """What the two sides found: ids with their own scores, best first."""

    lexical: Sequence[tuple[str, float]] = ()
    dense: Sequence[tuple[str, float]] = ()

    def ids(self) -> list[str]:
        """All ids, each once."""
        return list(dict.fromkeys(id_ for id_, _ in (*self.lexical, *self.dense)))


def fuse(
    rankings: Rankings, candidates: Sequence[Clause], question: str, named: Reference | None, mode: Mode
) -> list[Hit]:
    """One ranking of the candidates, best first; equals keep the order of their texts.

    What the sides found and is no candidate (not binding, say) is passed over.
    """
    lexical = _Side(rankings.lexical, {Mode.HYBRID: LEXICAL_SHARE, Mode.LEXICAL: 1.0, Mode.DENSE: 0.0}[mode])
    dense = _Side(rankings.dense, 1.0 - lexical.share)
    asked = asked_dimensions(question)
    by_place = named is not None and named.alone and named.article is not None
    hits = []
    for candidate in candidates:
        passage = candidate.passage
        parts = {
            "lexical": lexical.part(passage.id),
            "dense": dense.part(passage.id),
            "figure": FIGURE if gives_figures(passage) and asked and answers_to(asked, passage.text) else 0.0,
            "named": _named(passage, named),
        }
        parts["authority"] = (authority(passage) - 1.0) * sum(parts.values())
        hits.append(
            Hit(
                source=candidate.source,
                passage=passage,
                score=sum(parts.values()),
                lexical_rank=lexical.places.get(passage.id),
                dense_rank=dense.places.get(passage.id),
                lexical_score=lexical.scores.get(passage.id, 0.0),
                dense_score=dense.scores.get(passage.id, 0.0),
                parts=parts,
            )
        )
    return sorted(
        hits,
        key=lambda hit: (
            # All points of an article that was asked for by number alone, in the article's own order.
            0.0 if by_place and hit.parts["named"] == NAMED_ARTICLE else 1.0,
            0.0 if by_place and hit.parts["named"] == NAMED_ARTICLE else -hit.score,
            hit.passage.source,
            hit.passage.position,
        ),
    )


class _Side:
    """One side's scores and places, and its share of the fused score."""

    def __init__(self, ranking: Sequence[tuple[str, float]], share: float) -> None:
        self.share = share
        self.scores = dict(ranking)
        self.places = {id_: place for place, (id_, _) in enumerate(ranking, start=1)}
        self._best = max(self.scores.values(), default=0.0) or 1.0

    def part(self, id_: str) -> float:
        """What this side gives to a passage: its share for the best, in proportion below."""
        return self.share * max(self.scores.get(id_, 0.0), 0.0) / self._best


def authority(passage: Passage) -> float:
    """The factor by which a passage's standing weighs its score."""
    return AUTHORITY[passage.kind] * (SECOND_HAND if passage.grade is Grade.D else 1.0)


def _named(passage: Passage, named: Reference | None) -> float:
    if named is None or passage.source not in named.sources:
        return 0.0
    if named.article is not None and covers(passage, named.article):
        return NAMED_ARTICLE
    return NAMED_SOURCE
