"""An inquiry: one question against one generation, from what binds the reader to the answer.

One pass over values; nothing is looked up twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from knowledge import answering, choices, completeness, deciding, precedence, remedies
from knowledge.citing import cite
from knowledge.corpus import Reference, covers, gives_figures
from knowledge.figures import Figure
from knowledge.index import Generation
from knowledge.intent import Reading
from knowledge.lexical import question_terms
from knowledge.lexicon import Lexicon, shipped
from knowledge.model import Answer, Citation, Clause, Hit, Mode, NoAnswer, Passage, Question, Reason
from knowledge.officials import Officials, with_officials
from knowledge.reader import Reader, embed, fitted
from knowledge.references import referenced
from knowledge.regions import enclosing, named_regions
from knowledge.reranking import FIRST, Reranker, reranked, text_of
from knowledge.retrieval import POOL, Rankings, fuse, weights_of
from knowledge.text import normalise

_OVERFETCH = (
    2  # times POOL: what does not bind the reader on the day is dropped after fetching, not filtered before
)
_NEAREST_SHOWN = 3
_FOLLOWED = 1  # clauses that the first one points to


class Inquiry:
    """One question against one generation."""

    def __init__(
        self,
        generation: Generation,
        question: Question,
        lexicon: Lexicon | None = None,
        reranker: Reranker | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._reader = reader
        self._lexicon = lexicon or shipped()
        self._reranker = reranker
        self._generation = generation
        self._question = question
        places = (question.region, *named_regions(normalise(question.text)))
        self._regions = frozenset(region for place in places for region in enclosing(place))
        self._binding = generation.catalogue.binding(places, question.on)
        self._officials = Officials(generation.catalogue, self._binding)

    @cached_property
    def _reading(self) -> Reading:
        return (self._reader or fitted()).read(self._question.text)

    def answer(self) -> Answer | NoAnswer:
        """The answer, or why there is none, with what the question may mean more narrowly."""
        return choices.offer(self.plainly(), self._found, self._asked)

    def unclear(self) -> NoAnswer:
        """What to add to a question that is one word long."""
        return choices.ask_back(answering.no_answer(self._question, Reason.UNCLEAR), (), self._asked)

    def others(self, shown: Collection[str]) -> tuple[Citation, ...]:
        """What comes after the passages that were shown, as long as it is near enough to be cited beside them."""
        left = [
            hit
            for hit in self._found
            if hit.passage.id not in shown and hit.score >= answering.NEAR_ENOUGH * self._found[0].score
        ]
        return tuple(self._cited(left[:_NEAREST_SHOWN]))

    def plainly(self) -> Answer | NoAnswer:
        """The same without choices."""
        question = self._question
        if deciding.declines(self._reading):
            return answering.no_answer(question, Reason.DECLINED)
        hits = self._found
        if not hits:
            return answering.no_answer(question, deciding.reason_without_basis(self._reading))
        lacking = deciding.lacking_figure(question.text, hits)
        pointed = hits[0].parts["named"] or hits[0].parts["same_words"]
        answers = pointed or deciding.decision_for(hits[0]).answers(self.features(hits))
        if answers and not (lacking and lacking.limit):
            return self._settled(hits)
        reason = Reason.NO_BASIS if answers else deciding.reason_without_basis(self._reading)
        return self._refusal(reason, hits, lacking)

    def _settled(self, hits: Sequence[Hit]) -> Answer | NoAnswer:
        """The answer with what goes along with it, as far as it holds; else what refuses."""
        composed = answering.compose(self._question, self._followed(self._led_to_officials(hits)), embed)
        caveats = (*composed.caveats, *precedence.disagreements(composed.citations), *self._formerly())
        answer = replace(composed, caveats=caveats, steps=remedies.steps(composed.citations, hits, embed))
        settled = completeness.settled(answer, self._binding)
        return settled or answering.no_answer(self._question, Reason.NO_BASIS, self._nearest(hits))

    def _followed(self, hits: list[Hit]) -> list[Hit]:
        """The hits with the clauses behind the first that its words point to, as far as they bind the reader."""
        first = hits[0]
        pointed = [
            replace(first, source=clause.source, passage=clause.passage)
            for clause in referenced(self._generation, first.passage)
            if clause.source.key in self._binding and clause.passage.region in self._regions
        ]
        known = {hit.passage.id for hit in hits[: answering.MOST_CITATIONS]}
        fresh = [hit for hit in pointed if hit.passage.id not in known][:_FOLLOWED]
        return (
            [*hits[: answering.MOST_CITATIONS - len(fresh)], *fresh, *hits[answering.MOST_CITATIONS :]]
            if fresh
            else hits
        )

    def _formerly(self) -> tuple[str, ...]:
        """What to know of documents that the question names and that do not hold on its day."""
        catalogue = self._generation.catalogue
        named = catalogue.reference(normalise(self._question.text), catalogue.sources.keys())
        sources = [catalogue.sources[key] for key in sorted(named.sources)] if named else []
        if any(source.key in self._binding for source in sources):
            return ()  # a version of it holds
        found = (
            precedence.formerly(one, self._question.on, list(catalogue.sources.values())) for one in sources
        )
        return tuple(dict.fromkeys(words for words in found if words))

    @cached_property
    def _found(self) -> list[Hit]:
        return self.hits(Mode.HYBRID)

    def _asked(self, text: str) -> Answer | NoAnswer:
        """The answer to another question at the same place and day."""
        question = replace(self._question, text=text)
        return Inquiry(self._generation, question, self._lexicon, self._reranker, self._reader).plainly()

    def _refusal(self, reason: Reason, hits: Sequence[Hit], lacking: Figure | None) -> NoAnswer:
        """Why there is no answer, with what may help."""
        if lacking and reason in (Reason.NO_BASIS, Reason.UNCLEAR):  # who asks how many asks clearly
            nearest = self._nearest([hit for hit in hits if gives_figures(hit.passage)])
            return answering.no_answer(self._question, Reason.NO_BASIS, nearest, answering.NO_FIGURE)
        if reason is Reason.UNCLEAR:
            return answering.ask_back(self._question, hits)
        nearest = self._nearest(hits) if reason is Reason.NO_BASIS else []
        return answering.no_answer(self._question, reason, nearest)

    def hits(self, mode: Mode, without: frozenset[str] = frozenset()) -> list[Hit]:
        """The passages that bind the reader, best first; `without` leaves signals out, to measure what they give."""
        generation, text = self._generation, normalise(self._question.text)
        named = generation.catalogue.reference(text, self._binding)
        if named is not None and not named.alone:
            text = named.rest  # the words of a title say where to look, not what for
        text = self._lexicon.reworded(text, self._question.region)
        rankings = self._rankings(text, mode, dense=not (named and named.alone and named.article))
        found = {**generation.passages(rankings.ids()), **self._named_passages(named)}
        candidates = [
            Clause(source=generation.sources[passage.source], passage=passage)
            for passage in found.values()
            if passage.source in self._binding
        ]
        hits = fuse(rankings, candidates, text, named, weights_of(mode, without))
        by_place = named is not None and named.alone and named.article is not None
        if self._reranker is None or mode is not Mode.HYBRID or by_place:
            return hits
        return reranked(hits, self._reranker.scores(text, [text_of(hit) for hit in hits[:FIRST]]))

    def _rankings(self, text: str, mode: Mode, *, dense: bool) -> Rankings:
        generation, fetched = self._generation, POOL * _OVERFETCH
        words = () if mode is Mode.DENSE else question_terms(text, characters=True)
        ideal_lexical, ideal_asked = generation.ideal(words)
        asked = generation.asked(words, self._regions, fetched) if words else []
        near, near_asked = (
            ([], [])
            if mode is Mode.LEXICAL or not dense
            else generation.nearest(text, self._regions, fetched)
        )
        rankings = Rankings(
            lexical=generation.lexical(words, self._regions, fetched) if words else (),
            asked=asked,
            kin=self._kin(asked[:POOL]),
            dense=near,
            dense_asked=near_asked,
            same_words=generation.asked_in_these_words(self._question.text) if words else frozenset(),
            expansion=self._lexicon.expand(text, self._question.region) if words else {},
            ideal_lexical=ideal_lexical,
            ideal_asked=ideal_asked,
        )
        counts = generation.question_counts
        return replace(rankings, asked_counts={id_: counts.get(id_, 0) for id_ in rankings.ids()})

    def _kin(self, asked: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """Clauses without lay questions, scored by those that are worded alike and have them."""
        scores = dict(asked)
        totals: dict[str, float] = {}
        for passage, other, weight in self._generation.kin(list(scores), POOL):
            totals[passage] = totals.get(passage, 0.0) + weight * scores[other]
        return sorted(totals.items(), key=lambda scored: (-scored[1], scored[0]))[: POOL * _OVERFETCH]

    def features(self, hits: Sequence[Hit]) -> deciding.Features:
        """What the decision to answer looks at; there has to be a hit."""
        return deciding.features(self._question.text, hits, self._reading)

    def _named_passages(self, named: Reference | None) -> dict[str, Passage]:
        if named is None or named.article is None:
            return {}
        return {
            passage.id: passage
            for key in named.sources
            for passage in self._generation.of_source(key)
            if covers(passage, named.article) and passage.region in self._regions
        }

    def _led_to_officials(self, hits: Sequence[Hit]) -> list[Hit]:
        return with_officials(
            hits[: answering.MOST_OF_AN_ARTICLE], self._officials, self._generation.of_source
        )

    def _nearest(self, hits: Sequence[Hit]) -> list[Citation]:
        led = self._led_to_officials(hits)[:_NEAREST_SHOWN]
        return self._cited(led)

    def _cited(self, hits: Sequence[Hit]) -> list[Citation]:
        return [cite(self._question.text, hit.passage, hit.source, embed).citation for hit in hits]
