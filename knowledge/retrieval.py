"""Retrieval: what several rankings know of a passage, weighed into one. Pure.

Each ranking gives named signals; their weights stand in `ranking/weights.toml` with how they were fitted. A hit keeps
what every signal gave it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from knowledge.corpus import Reference, covers, gives_figures
from knowledge.figures import gives, wanted
from knowledge.lexicon import evidence
from knowledge.model import Clause, Grade, Hit, Kind, Mode, Passage

FITTED = Path(__file__).parent / "ranking" / "weights.toml"
POOL = 30  # passages taken from each side; 60 put the same among the first three on 500 lay questions, 15 one in a hundred fewer
NAMED_SOURCE = 4.0  # for a passage of a source that the question names: as much as half of a sure hit has
NAMED_ARTICLE = 30.0  # for the very article: above anything that similarity can give
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
SAME_WORDS = 30.0  # for a clause of which somebody noted this very question: that is what it was noted for
_DENSE = ("dense", "dense_lead", "dense_asked", "dense_asked_lead")
_LEXICAL = ("lexical", "lexical_lead")
# What a clause without lay questions is judged by: its own words, weighed for themselves, since there the lay questions
# do not speak; and what makes up for these, the kin's and a constant that shrinks as other clauses' questions fit better.
ENOUGH = 40  # lay questions of a clause, as every shipped one has; with fewer, all this counts by the share that is missing
OWN_WORDS = ("bare_lexical", "bare_lexical_lead", "bare_dense")
INSTEAD = ("kin", "kin_lead", "unasked", "unasked_near")
SIGNALS = (*_LEXICAL, "asked", "asked_lead", *_DENSE, "figure", "lexicon", *OWN_WORDS, *INSTEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """What the sides found: ids with their own scores, best first, and the score that a perfect match would come near."""

    lexical: Sequence[tuple[str, float]] = ()
    dense: Sequence[tuple[str, float]] = ()
    dense_asked: Sequence[tuple[str, float]] = ()
    asked: Sequence[tuple[str, float]] = ()  # by the clauses' lay questions
    kin: Sequence[tuple[str, float]] = ()  # by those of clauses worded alike, where a clause has none
    asked_counts: Mapping[str, int] = field(default_factory=dict)  # lay questions of those found, if known
    same_words: frozenset[str] = frozenset()  # those of which a lay question is the question itself
    expansion: Mapping[str, float] = field(
        default_factory=dict
    )  # the rules' words for the question's, see `lexicon`
    ideal_lexical: float = 1.0
    ideal_asked: float = 1.0

    def ids(self) -> list[str]:
        """All ids, each once."""
        sides = (self.lexical, self.asked, self.dense, self.dense_asked, self.kin)
        return list(dict.fromkeys((*(id_ for side in sides for id_, _ in side), *sorted(self.same_words))))


@cache
def fitted() -> Mapping[str, float]:
    """The weights of the signals; the file says on what they were fitted."""
    table = tomllib.loads(FITTED.read_text(encoding="utf-8"))
    return {name: float(value) for name, value in table["weights"].items()}


def weights_of(mode: Mode, without: frozenset[str] = frozenset()) -> Mapping[str, float]:
    """The fitted weights of the sides that take part; `without` turns signals off, to measure what they give."""
    dense = frozenset(name for name in SIGNALS if "dense" in name or name == "unasked_near")
    off = {Mode.HYBRID: frozenset[str](), Mode.LEXICAL: dense, Mode.DENSE: frozenset(SIGNALS) - dense}[mode]
    return {name: weight for name, weight in fitted().items() if name not in off | without}


def signals(rankings: Rankings, candidates: Sequence[Clause], question: str) -> list[dict[str, float]]:
    """What is known of each candidate, by signal. All are between 0 and about 1.

    `lexical`, `asked` and `kin` are shares of the best that the question's terms could give, `dense` and `dense_asked` are cosines; a
    `_lead` is the share of that side's best. `unasked` makes up for what a clause with few or no lay questions cannot score
    there, the less the better the questions of others fit, by their words and (`unasked_near`) by meaning; as far as they are
    few, what its own words score is called `bare_`, and `bare_dense` counts only for the share that the best words leave open. `lexicon` is how much of the rules' words for what was said stands in a clause.
    """
    lexical = _Side("lexical", rankings.lexical, rankings.ideal_lexical)
    asked = _Side("asked", rankings.asked, rankings.ideal_asked)
    dense_asked = _Side("dense_asked", rankings.dense_asked, 1.0)
    kin, dense = _Side("kin", rankings.kin, rankings.ideal_asked), _Side("dense", rankings.dense, 1.0)
    figure = wanted(question)
    found = []
    for candidate in candidates:
        passage = candidate.passage
        seen = dict.fromkeys(SIGNALS, 0.0)
        for side in (lexical, asked, dense, dense_asked, kin):
            seen |= side.signals(passage.id)
        missing = max(0.0, 1.0 - rankings.asked_counts.get(passage.id, ENOUGH) / ENOUGH)
        for name in _LEXICAL:
            seen[f"bare_{name}"] = missing * seen[name]
        seen["bare_dense"] = missing * seen["dense"] * (1.0 - lexical.best)
        for name in (*_LEXICAL, "dense", "dense_lead"):
            seen[name] *= 1.0 - missing
        seen["unasked"], seen["unasked_near"] = (
            missing * (1.0 - asked.best),
            missing * (1.0 - dense_asked.best),
        )
        seen["figure"] = float(figure is not None and gives_figures(passage) and gives(passage.text, figure))
        seen["lexicon"] = evidence(rankings.expansion, passage.text)
        found.append(seen)
    return found


def fuse(
    rankings: Rankings,
    candidates: Sequence[Clause],
    question: str,
    named: Reference | None,
    weights: Mapping[str, float],
) -> list[Hit]:
    """One ranking of the candidates, best first; equals keep the order of their texts.

    What the sides found and is no candidate (not binding, say) is passed over. `weights` is what `weights_of` gives.
    """
    places = {"lexical": _places(rankings.lexical), "dense": _places(rankings.dense)}
    lexical, dense = dict(rankings.lexical), dict(rankings.dense)
    by_place = named is not None and named.alone and named.article is not None
    hits = []
    for candidate, seen in zip(candidates, signals(rankings, candidates, question), strict=True):
        passage = candidate.passage
        parts = {name: weights.get(name, 0.0) * value for name, value in seen.items()}
        parts["named"] = _named(passage, named)
        parts["same_words"] = SAME_WORDS if passage.id in rankings.same_words else 0.0
        parts["authority"] = (authority(passage) - 1.0) * sum(parts.values())
        hits.append(
            Hit(
                source=candidate.source,
                passage=passage,
                score=sum(parts.values()),
                lexical_rank=places["lexical"].get(passage.id),
                dense_rank=places["dense"].get(passage.id),
                lexical_score=lexical.get(passage.id, 0.0),
                dense_score=dense.get(passage.id, 0.0),
                parts=parts,
                signals=seen,
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
    """One side's scores as signals."""

    def __init__(self, name: str, ranking: Sequence[tuple[str, float]], ideal: float) -> None:
        self._name = name
        self._shares = {id_: max(score, 0.0) / (ideal or 1.0) for id_, score in ranking}
        self.best = min(max(self._shares.values(), default=0.0), 1.0)  # share of the best candidate

    def signals(self, id_: str) -> dict[str, float]:
        share = self._shares.get(id_, 0.0)
        return {self._name: share, f"{self._name}_lead": share / (self.best or 1.0)}


def _places(ranking: Sequence[tuple[str, float]]) -> dict[str, int]:
    return {id_: place for place, (id_, _) in enumerate(ranking, start=1)}


def authority(passage: Passage) -> float:
    """The factor by which a passage's standing weighs its score."""
    return AUTHORITY[passage.kind] * (SECOND_HAND if passage.grade is Grade.D else 1.0)


def _named(passage: Passage, named: Reference | None) -> float:
    if named is None or passage.source not in named.sources:
        return 0.0
    if named.article is not None and covers(passage, named.article):
        return NAMED_ARTICLE
    return NAMED_SOURCE
