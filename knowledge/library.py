"""The library: the one door to a published index. Open, ask, search, check, look up.

All methods are synchronous and may be called from several threads. When another process publishes a new generation,
the next call reads from that one; calls under way finish on the old one.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from knowledge import answering, checking, deciding, references
from knowledge.corpus import covers
from knowledge.embedding import EmbeddingModel
from knowledge.errors import NotSetUp, UsageProblem
from knowledge.index import Generation, live
from knowledge.inquiry import Inquiry
from knowledge.lexicon import Lexicon, of_home
from knowledge.model import (
    Answer,
    Citation,
    Clause,
    Grade,
    Hit,
    LayQuestion,
    Mode,
    NoAnswer,
    Passage,
    Question,
    Reason,
    Source,
)
from knowledge.notices import Notice, NoticeReport
from knowledge.numbering import article_number, parse_numeral
from knowledge.reader import Reader
from knowledge.reranking import Reranker

_ATTEMPTS = 3  # at opening: a generation can be replaced twice while it is being opened


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source with the number of its passages and how they were verified."""

    source: Source
    passages: int
    grades: tuple[Grade, ...]
    questions: int = 0  # lay questions of its clauses
    asked: int = 0  # passages that have any


@dataclass(frozen=True, slots=True)
class Shown:
    """A source with all its passages, or those of one article with the passages before and after."""

    source: Source
    passages: tuple[Passage, ...]
    previous: Passage | None = None
    following: Passage | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A ranking and what the decision makes of it."""

    hits: Sequence[Hit]  # best first, at least one
    features: deciding.Features

    @property
    def probability(self) -> float:
        """That the first hit answers."""
        return deciding.decision_for(self.hits[0]).probability(self.features)


class _Shelter:
    """A generation, closed when it has been replaced and the last call on it has ended."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.readers = 0
        self.replaced = False

    def leave(self) -> None:
        self.readers -= 1
        if self.replaced and self.readers == 0:
            self.generation.close()


class Library:
    """Read access to whatever generation is live."""

    def __init__(
        self,
        locate: Callable[[], Path | None],
        model: EmbeddingModel,
        lexicon: Lexicon | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """Use `open` or `at`."""
        self._lexicon = lexicon
        self._reranker = reranker
        self._locate = locate
        self._model = model
        self._lock = threading.Lock()
        self._current = _Shelter(self._open())

    @classmethod
    def open(cls, home: Path, model: EmbeddingModel, reranker: Reranker | None = None) -> Self:
        """The library of a home.

        Raises:
            NotSetUp: there is no index, or one of another form; or the home's lexicon has a mistake.
            ModelMismatch: the index was made with another embedding model.
        """
        return cls(lambda: live(home), model, of_home(home), reranker)

    @classmethod
    def at(cls, generation: Path, model: EmbeddingModel) -> Self:
        """One given generation, live or not."""
        return cls(lambda: generation, model)

    @property
    def generation(self) -> str:
        """The name of the generation that the last call read."""
        return self._current.generation.name

    def ask(self, question: Question) -> Answer | NoAnswer:
        """The answer to a question, or why there is none."""
        refused = deciding.refused_outright(question.text)
        if refused is not None and refused is not Reason.UNCLEAR:
            return answering.no_answer(question, refused)
        with self._reading() as generation:
            inquiry = self._inquiry(generation, question)
            return inquiry.unclear() if refused else inquiry.answer()

    def others(self, question: Question, shown: Collection[str]) -> tuple[Citation, ...]:
        """What else was found for a question, besides the passages that were shown; plainly not an answer."""
        with self._reading() as generation:
            return self._inquiry(generation, question).others(shown)

    def check(self, notice: Notice) -> NoticeReport:
        """What the rules say about the demands of a notice."""
        with self._reading() as generation:
            return checking.check(generation, notice)

    def search(
        self,
        question: Question,
        *,
        limit: int = 10,
        mode: Mode = Mode.HYBRID,
        without: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        """The passages nearest to a query among those that bind the reader, best first.

        `without` names signals of the ranking to leave out, to measure what they give.
        """
        with self._reading() as generation:
            return self._inquiry(generation, question).hits(mode, without)[:limit]

    def questions(self, source: Source) -> dict[str, list[LayQuestion]]:
        """The lay questions of a source, by the id of the passage that they belong to."""
        with self._reading() as generation:
            return generation.questions(source.key)

    def judge(self, question: Question, reader: Reader | None = None) -> Judged | None:
        """The ranking with what the decision to answer looks at, to fit or to measure it; None where nothing was found.

        `reader` stands in for the fitted one.
        """
        with self._reading() as generation:
            inquiry = self._inquiry(generation, question, reader)
            hits = inquiry.hits(Mode.HYBRID)
            return Judged(hits, inquiry.features(hits)) if hits else None

    def sources(self) -> list[SourceCard]:
        """Every source that the index holds, by title."""
        with self._reading() as generation:
            counts, asked = generation.counts(), generation.asked_counts()
            cards = []
            for source in generation.sources.values():
                count, grades = counts.get(source.key, (0, frozenset()))
                cards.append(
                    SourceCard(
                        source, count, tuple(sorted(map(Grade, grades))), *asked.get(source.key, (0, 0))
                    )
                )
            return sorted(cards, key=lambda card: (card.source.title, card.source.version))

    def find_source(self, name: str) -> Source | None:
        """A source by id, title, alias or number; the newest version."""
        with self._reading() as generation:
            return generation.catalogue.find(name)

    def show(self, name: str, article: str | None = None) -> Shown:
        """A source with its passages, or one article of it.

        Raises:
            UsageProblem: there is no such source or article.
        """
        with self._reading() as generation:
            source = generation.catalogue.find(name)
            if source is None:
                raise UsageProblem(f"没有“{name}”这份文件，请运行 jianfu sources 看有哪些。")
            passages = generation.of_source(source.key)
            if article is None:
                return Shown(source, tuple(passages))
            chosen = _of_article(passages, article)
            if not chosen:
                raise UsageProblem(
                    f"《{source.title}》里没有找到“{article}”，请运行 jianfu show {source.id} 看全部条款。"
                )
            return Shown(source, chosen, generation.near(chosen[0])[0], generation.near(chosen[-1])[1])

    def clause(self, passage_id: str) -> Clause | None:
        """A passage with its neighbours; None where this generation has none of that id."""
        with self._reading() as generation:
            passage = generation.passages([passage_id]).get(passage_id)
            if passage is None:
                return None
            before, after = generation.near(passage)
            return Clause(
                source=generation.sources[passage.source], passage=passage, previous=before, following=after
            )

    def referenced(self, passage: Passage) -> tuple[Clause, ...]:
        """The clauses that a passage of this generation points to, in its own source and in others."""
        with self._reading() as generation:
            return references.referenced(generation, passage)

    def _inquiry(self, generation: Generation, question: Question, reader: Reader | None = None) -> Inquiry:
        return Inquiry(generation, question, self._lexicon, self._reranker, reader)

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._replace(None)

    @contextmanager
    def _reading(self) -> Iterator[Generation]:
        with self._lock:
            path = self._locate()
            if path is not None and path != self._current.generation.path:
                self._replace(_Shelter(self._open()))
            shelter = self._current
            shelter.readers += 1
        try:
            yield shelter.generation
        finally:
            with self._lock:
                shelter.leave()

    def _replace(self, shelter: _Shelter | None) -> None:
        old = self._current
        old.replaced = True
        old.readers += 1
        old.leave()
        if shelter is not None:
            self._current = shelter

    def _open(self) -> Generation:
        for attempt in range(_ATTEMPTS):
            path = self._locate()
            if path is None:
                raise NotSetUp("还没有索引，请先运行 jianfu ask 或 jianfu add。")
            try:
                return Generation(path, self._model)
            except NotSetUp:
                if attempt == _ATTEMPTS - 1 or path == self._locate():
                    raise
        raise AssertionError("unreachable")


def _of_article(passages: Sequence[Passage], asked: str) -> tuple[Passage, ...]:
    number = article_number(asked)
    bare = parse_numeral(asked.strip())
    article = str(number) if number else str(bare) if bare is not None else asked.strip()
    return tuple(
        passage for passage in passages if covers(passage, article) or passage.locator == asked.strip()
    )
