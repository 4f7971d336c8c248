"""The assistant: the library's answer, and where there is a writer, that answer in plainer words within a reader's patience.

A question that found nothing may be read in other words; those are searched and decided like any other, and the reader
is told how the question was read. Without a writer it is the library.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from knowledge.figures import wanted
from knowledge.model import Answer, Hit, NoAnswer, Question, Reason

if TYPE_CHECKING:
    from knowledge.writer import Writer  # which loads what only it needs

READ_AS = "没有直接查到，这里按“{text}”查的；和想问的不是一回事的话，请换个说法再问。"
_REREAD = frozenset({Reason.NO_BASIS, Reason.UNCLEAR})
_AMONG = 20  # hits of the question as it was asked, one of which the answer to another wording has to cite
_OURS = 0.1  # share of the time limit that is left for all that is not waiting for the model
_REREADING = 0.5  # share of the rest in which a question is put into other words


class Searches(Protocol):
    """What is asked of the library."""

    def ask(self, question: Question) -> Answer | NoAnswer:
        """The clauses that answer, or why there are none."""

    def search(self, question: Question, *, limit: int) -> list[Hit]:
        """The nearest clauses, best first."""


class Assistant:
    """Answers from a library, with or without a writer. May be asked from several threads."""

    def __init__(
        self, library: Searches, writer: "Writer | None" = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._writer = writer
        self._clock = clock

    def ask(self, question: Question) -> Answer | NoAnswer:
        """The answer to a question, or why there is none."""
        began = self._clock()
        result = self._library.ask(question)
        if self._writer is None:
            return result
        until = began + self._writer.seconds * (1 - _OURS)
        if isinstance(result, NoAnswer):
            result = self._reread(result, self._writer, until)
        if isinstance(result, Answer):
            result = self._writer.reworded(result, until - self._clock())
        return result

    def _reread(self, result: NoAnswer, writer: "Writer", until: float) -> Answer | NoAnswer:
        """What a question that found nothing finds in other words; what it found, where that is nothing too.

        One that may mean several things is asked back and not guessed at.
        """
        asked = result.question
        if result.reason not in _REREAD or result.choices:
            return result
        texts = writer.rewritings(asked.text, (until - self._clock()) * _REREADING)
        near = {hit.passage.id for hit in self._library.search(asked, limit=_AMONG)} if texts else set()
        for text in (text for text in texts if _wants_the_same(text, asked.text)):
            found = self._library.ask(replace(asked, text=text))
            if isinstance(found, Answer) and any(one.passage.id in near for one in found.citations):
                writer.spending.add(reread=1)
                return replace(found, question=asked, caveats=(READ_AS.format(text=text), *found.caveats))
        return result


def _wants_the_same(text: str, asked: str) -> bool:
    """Whether a question asks for a figure where another does, of the same kind, and for a limit where that one does."""
    figure, other = wanted(text), wanted(asked)
    if figure is None or other is None:
        return figure is other
    return figure.dimensions == other.dimensions and figure.limit >= other.limit
