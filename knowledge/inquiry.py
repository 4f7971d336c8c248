"""An inquiry: one question against one generation, from what binds the reader to the answer.

One pass over values; nothing is looked up twice.
"""

from collections.abc import Sequence

from knowledge import answering, deciding
from knowledge.corpus import Reference, covers, gives_figures
from knowledge.index import Generation
from knowledge.lexical import question_terms
from knowledge.model import Answer, Citation, Clause, Hit, Mode, NoAnswer, Passage, Question, Reason
from knowledge.regions import enclosing, named_regions
from knowledge.retrieval import POOL, Rankings, fuse
from knowledge.text import normalise

_OVERFETCH = (
    2  # times POOL: what does not bind the reader on the day is dropped after fetching, not filtered before
)
_NEAREST_SHOWN = 3


class Inquiry:
    """One question against one generation."""

    def __init__(self, generation: Generation, question: Question) -> None:
        self._generation = generation
        self._question = question
        places = (question.region, *named_regions(normalise(question.text)))
        self._regions = frozenset(region for place in places for region in enclosing(place))
        self._binding = generation.catalogue.binding(places, question.on)

    def answer(self) -> Answer | NoAnswer:
        """The answer, or why there is none."""
        question = self._question
        hits = self.hits(Mode.HYBRID)
        if not hits:
            return answering.no_answer(question, deciding.reason_without_basis(question.text))
        if not hits[0].parts["named"] and not deciding.fitted().answers(self.features(hits)):
            reason = deciding.reason_without_basis(question.text)
            return answering.no_answer(
                question, reason, self._nearest(hits) if reason is Reason.NO_BASIS else ()
            )
        answer = answering.compose(question, hits)
        given = [citation.quote for citation in answer.citations if gives_figures(citation.passage)]
        if deciding.lacks_figure(question.text, given):
            near = self._nearest([hit for hit in hits if gives_figures(hit.passage)])
            return answering.no_answer(question, Reason.NO_BASIS, near, answering.NO_FIGURE)
        return answer

    def hits(self, mode: Mode) -> list[Hit]:
        """The passages that bind the reader, best first."""
        generation, text = self._generation, normalise(self._question.text)
        fetched = POOL * _OVERFETCH
        named = generation.catalogue.reference(text, self._binding)
        if named is not None and not named.alone:
            text = named.rest  # the words of a title say where to look, not what for
        rankings = Rankings(
            lexical=()
            if mode is Mode.DENSE
            else generation.lexical(question_terms(text), self._regions, fetched),
            dense=()
            if mode is Mode.LEXICAL or (named and named.alone and named.article)
            else generation.nearest(text, self._regions, fetched),
        )
        found = {**generation.passages(rankings.ids()), **self._named_passages(named)}
        candidates = [
            Clause(source=generation.sources[passage.source], passage=passage)
            for passage in found.values()
            if passage.source in self._binding
        ]
        return fuse(rankings, candidates, text, named, mode)

    def features(self, hits: Sequence[Hit]) -> deciding.Features:
        """What the decision to answer looks at; there has to be a hit."""
        rarity = self._generation.rarity(question_terms(self._question.text))
        around = f"{hits[0].source.title}\n{hits[0].passage.heading}"
        return deciding.features(self._question.text, hits, rarity, around)

    def _named_passages(self, named: Reference | None) -> dict[str, Passage]:
        if named is None or named.article is None:
            return {}
        return {
            passage.id: passage
            for key in named.sources
            for passage in self._generation.of_source(key)
            if covers(passage, named.article) and passage.region in self._regions
        }

    def _nearest(self, hits: Sequence[Hit]) -> list[Citation]:
        return [answering.cite(self._question.text, hit.passage, hit.source) for hit in hits[:_NEAREST_SHOWN]]
