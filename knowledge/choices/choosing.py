"""Choosing: which ways of a question the clauses tell apart, and what one may mean that says too little.

A choice is offered only if its own answer speaks of what stands on it: words propose, the answers decide.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from knowledge.choices.dimensions import DIMENSIONS, Dimension, Way
from knowledge.choices.openings import openings, stem
from knowledge.corpus import carries_verdict
from knowledge.lexical import question_terms, terms
from knowledge.model import Answer, Choice, Citation, Hit, NoAnswer, Reason
from knowledge.text import normalise, sentences
from knowledge.topics import topics

_MOST = 4  # buttons that a reader looks through
_NEAR = 10  # hits; a clause that stands farther down is about something else
_FEWEST = 2  # a single choice is none

Ask = Callable[[str], Answer | NoAnswer]
"""The answer to a question at the same place and day, without choices of its own."""


def offer(result: Answer | NoAnswer, hits: Sequence[Hit], ask: Ask) -> Answer | NoAnswer:
    """What a question came to, with what it may be narrowed to or may mean; `hits` are what was found, best first."""
    if isinstance(result, Answer):
        first = result.citations[0]
        return replace(result, choices=_narrowing(result.question.text, hits, ask, first))
    return ask_back(result, hits, ask)


def ask_back(result: NoAnswer, hits: Sequence[Hit], ask: Ask) -> NoAnswer:
    """Why there is no answer; where that is because the question leaves too much open, what to choose from."""
    if result.reason not in (Reason.NO_BASIS, Reason.UNCLEAR):
        return result
    question = result.question.text
    ways = _narrowing(question, hits, ask)
    if ways:
        return replace(result, reason=Reason.UNCLEAR, message=_which(ways), choices=ways)
    return (
        replace(result, choices=_meanings(question, hits, ask)) if result.reason is Reason.UNCLEAR else result
    )


def _meanings(question: str, hits: Sequence[Hit], ask: Ask) -> tuple[Choice, ...]:
    """What may be meant by a question that says too little: of its own matter, or else of those that were found."""
    made: list[Choice] = []
    for topic, choice in _proposed(question, hits):
        if len(made) == _MOST:
            break
        answer = ask(choice.question)
        if isinstance(answer, Answer) and (topic is None or topic in answer.citations[0].passage.topics):
            made.append(choice)
    return tuple(made) if len(made) >= _FEWEST else ()


def _proposed(question: str, hits: Sequence[Hit]) -> Iterator[tuple[str | None, Choice]]:
    """What may be meant, with the topic that an answer has to be about, unless the choice itself says it all."""
    own = topics(question)
    if own:  # the first of each, then the second of each
        ranked = zip_longest(*(openings(topic) for topic in own))
        yield from ((None, choice) for choice in chain.from_iterable(ranked) if choice is not None)
        return
    asked = {term for term in question_terms(question) if len(term) > 1}
    sharing = [hit.passage for hit in hits[:_NEAR] if asked & set(terms(hit.passage.text))]
    for topic in dict.fromkeys(topic for passage in sharing for topic in passage.topics):
        words = stem(topic)
        if words is not None:
            yield topic, Choice(label=topic, question=f"{words}，{question}")


def _narrowing(
    question: str, hits: Sequence[Hit], ask: Ask, first: Citation | None = None
) -> tuple[Choice, ...]:
    """The ways in which a question can be meant, where it says none and the answers are of different sentences.

    The first dimension of the table that applies decides. Where there is an answer, its first clause has to turn on it.
    """
    plain = normalise(question)
    for dimension in DIMENSIONS:
        if not dimension.open(plain) or (first is not None and not _turns(dimension, first)):
            continue
        grounds: dict[str, tuple[str, str]] = {}
        for way in _told(dimension, plain, hits):
            answer = ask(_worded(way, question))
            if isinstance(answer, Answer) and _speaks(way, answer.citations[0]):
                grounds[way.label] = (answer.citations[0].passage.id, answer.citations[0].ground)
        if len(set(grounds.values())) >= _FEWEST:
            chosen = [way for way in dimension.ways if way.label in grounds][:_MOST]
            return tuple(Choice(label=way.label, question=_worded(way, question)) for way in chosen)
    return ()


def _worded(way: Way, question: str) -> str:
    return f"{way.words}，{question}"


def _which(ways: Sequence[Choice]) -> str:
    listed = "、".join(f"“{way.label}”" for way in ways[:-1]) + f"，还是“{ways[-1].label}”"
    return f"这要看是哪一种情况：{listed}？都不是的，请写明是谁、为什么事。"


def _told(dimension: Dimension, plain: str, hits: Sequence[Hit]) -> list[Way]:
    """The ways of which the clauses speak; none where they do so in one sentence."""
    places: dict[str, tuple[str, int]] = {}
    for way in dimension.ways_left(plain):
        for hit in hits[:_NEAR]:
            offset = next(_offsets(way, hit), None)
            if offset is not None:
                places.setdefault(way.label, (hit.passage.id, offset))
    distinct = len(set(places.values())) >= _FEWEST
    return [way for way in dimension.ways if way.label in places] if distinct else []


def _turns(dimension: Dimension, first: Citation) -> bool:
    return any(_speaks(way, first) for way in dimension.ways)


def _speaks(way: Way, of: Citation | Hit) -> bool:
    return next(_offsets(way, of), None) is not None


def _offsets(way: Way, of: Citation | Hit) -> Iterator[int]:
    """Where the sentences of a clause begin that speak of a way; what only tells of one says nothing."""
    if not carries_verdict(of.passage):
        return
    for span in sentences(of.passage.text):
        if way.told.search(f"{of.source.title}\n{of.passage.text[span.start : span.end]}"):
            yield span.start
