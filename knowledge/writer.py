"""The writer: a language model puts an answer into plainer words, and a question that found nothing into the rules' words.

It may change words only. Its draft is checked sentence by sentence as it comes, and at the first that does not hold the
listening ends. What goes out is the clauses, the answer and the question without names, numbers and addresses; never
a notice, and nothing internal unless the operator says that the model may read it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from knowledge import protocol
from knowledge.breaker import Breaker
from knowledge.chat import (
    Chat,
    Fault,
    Heard,
    Messages,
    NoReply,
    Patience,
    Reply,
    open_chat,
    without_thoughts,
)
from knowledge.completeness import faults
from knowledge.grounding import Grounds, Sentence, Why
from knowledge.model import Answer, Kind
from knowledge.numbering import quantities
from knowledge.spending import Price, Spending
from knowledge.text import letters, normalise

Read = TypeVar("Read")
MOST_REWRITINGS = 3
AT_ONCE = 4  # calls; a bot on one core has five threads, and the fifth answers those who come meanwhile
_LEAST = 0.5  # seconds, in less than which no model says anything
_LONGEST_DRAFT = 4000  # characters; four sentences with all that JSON puts around them are a quarter of it
_SHORTEST_REWRITING, _LONGEST_REWRITING = 4, 80  # characters
_LOG = logging.getLogger(__name__)


def open_writer(  # noqa: PLR0913  # what an operator decides about it
    base_url: str | None,
    model: str | None,
    api_key: str | None,
    *,
    seconds: float,
    price: Price | None = None,
    internal: bool = False,
) -> "Writer":
    """A writer at an OpenAI-compatible address.

    `seconds`: that a reader waits at most, the search included. `internal`: it may be shown internal texts, such as a model of
    one's own.

    Raises:
        NotSetUp: a setting is missing, or the extra `llm`.
    """
    return Writer(open_chat(base_url, model, api_key), seconds=seconds, price=price, internal=internal)


class Writer:
    """A language model that rewords. May be asked from several threads at once; whoever finds it busy goes without."""

    def __init__(
        self,
        chat: Chat,
        *,
        seconds: float,
        price: Price | None = None,
        internal: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Use `open_writer`."""
        self.name = chat.name
        self.seconds = seconds
        self.spending = Spending(price)
        self.breaker = Breaker(clock)
        self._chat = chat
        self._internal = internal
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def prepare(self) -> None:
        """Make ready, which takes seconds that else the first reader would have to wait."""
        self._chat.prepare()

    def reach(self, seconds: float) -> float:
        """Seconds in which the model says something, to a word that says nothing.

        Raises:
            NoReply: it says nothing in time.
        """
        began = time.monotonic()
        self._chat.reply(protocol.HELLO, Patience(whole=seconds, attempt=seconds, attempts=1))
        return time.monotonic() - began

    def reworded(self, answer: Answer, seconds: float) -> Answer:
        """The answer in plainer words where a draft holds, else as it is. Verdict, citations and caveats stay."""
        if not self._may_read(answer):
            return answer
        name, summary = _parted(answer)
        listener = _Listener(Grounds(answer, summary))
        messages = (("system", protocol.REWORD), ("human", protocol.material(answer, summary)))
        judged = self._ask(messages, seconds, listener.judged, listener.heard)
        if judged is None:
            return answer
        said = "".join(_closed(sentence.text) for sentence in listener.sentences)
        worded = replace(answer, summary=f"{name}{said}", written_by=self.name)
        # The laws that every answer has to keep hold for this one too.
        broken = faults(worded, {one.source.key for one in answer.citations})
        _LOG.info(
            "draft: %s", judged.why.value if judged.why else broken[0].fault.value if broken else "used"
        )
        if judged.why or broken:
            self.spending.add(refused=1)
            return answer
        self.spending.add(reworded=1)
        return worded

    def rewritings(self, question: str, seconds: float) -> tuple[str, ...]:
        """At most three ways to ask the same in the rules' words; none where nothing came, or it is not for the model."""
        if not protocol.is_short_question(question):
            return ()
        messages = (("system", protocol.REREAD), ("human", protocol.question(question)))
        texts = self._ask(messages, seconds, protocol.questions) or ()
        fit = dict.fromkeys(text for text in texts if _is_rewriting(text, question))
        return tuple(fit)[:MOST_REWRITINGS]

    def _may_read(self, answer: Answer) -> bool:
        kinds = {kind for one in answer.citations for kind in (one.source.kind, one.passage.kind)}
        return self._internal or Kind.INTERNAL not in kinds

    def _ask(
        self,
        messages: Messages,
        seconds: float,
        read: Callable[[str], Read],
        heard: Heard = lambda _text: True,
    ) -> Read | None:
        """What is read in what the model says, in the seconds that there are; None where it is not asked, or says nothing of use."""
        if seconds < _LEAST or not self._places.acquire(blocking=False):
            self.spending.add(skipped=1)
            return None
        try:
            if not self.breaker.admits():
                self.spending.add(skipped=1)
                return None
            return self._asked(messages, Patience(whole=seconds, attempt=seconds), read, heard)
        finally:
            self._places.release()

    def _asked(
        self, messages: Messages, patience: Patience, read: Callable[[str], Read], heard: Heard
    ) -> Read | None:
        self.spending.add(calls=1)
        try:
            reply = self._chat.reply(messages, patience, heard)
            self._count(reply, messages)
            said = read(reply.text)
        except NoReply as failure:
            _LOG.warning("the language model gave nothing: %s", failure.fault.value)
            self.spending.add(failed=1)
            self.breaker.failed(lasting=failure.fault is Fault.LASTING, rest=failure.wait or 0.0)
            return None
        except BaseException:
            self.breaker.failed()  # or the one call that tries it would count as under way for ever
            raise
        self.breaker.succeeded()
        return said

    def _count(self, reply: Reply, messages: Messages) -> None:
        if reply.asked is None or reply.answered is None:
            sent = sum(len(words) for _, words in messages)
            self.spending.add(asked=sent, answered=len(reply.text), estimated=1)
        else:
            self.spending.add(asked=reply.asked, answered=reply.answered)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A whole draft, and what is wrong with it."""

    why: Why | None


class _Listener:
    """Checks the sentences of a draft as they come."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self._known: dict[Sentence, Why | None] = {}  # a second attempt says much of the first again
        self.sentences: list[Sentence] = []

    def heard(self, text: str) -> bool:
        """Whether all whole sentences of what came so far hold, in form too."""
        try:
            return len(without_thoughts(text)) <= _LONGEST_DRAFT and all(
                self._flaw(sentence) is None for sentence in protocol.sentences(text)
            )
        except NoReply:
            return False

    def judged(self, text: str) -> _Judged:
        """A draft of which no more comes.

        Raises:
            NoReply: it is none.
        """
        self.sentences = list(protocol.sentences(text))
        flaw = next((why for sentence in self.sentences if (why := self._flaw(sentence))), None)
        if flaw is None:
            protocol.ends(text)
            flaw = self._grounds.loss(self.sentences)
        return _Judged(flaw)

    def _flaw(self, sentence: Sentence) -> Why | None:
        if sentence not in self._known:
            self._known[sentence] = self._grounds.flaw(sentence)
        return self._known[sentence]


def _parted(answer: Answer) -> tuple[str, str]:
    """The name of the clause before a summary, which stays as it is, and what is said of it."""
    first = answer.citations[0]
    name = f"《{first.source.title}》{first.passage.locator}："
    return (
        (name, answer.summary.removeprefix(name)) if answer.summary.startswith(name) else ("", answer.summary)
    )


def _is_rewriting(text: str, question: str) -> bool:
    chinese = sum("\u3400" <= character <= "\u9fff" for character in text)
    return (
        _SHORTEST_REWRITING <= len(text) <= _LONGEST_REWRITING
        and chinese * 2 > len(text)
        and letters(text) != letters(question)
        and _figures(text) <= _figures(question)
    )


def _figures(text: str) -> set[tuple[Fraction, str]]:
    return {(quantity.value, quantity.unit) for quantity in quantities(normalise(text))}


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？")) else f"{sentence.rstrip('；;，,')}。"
