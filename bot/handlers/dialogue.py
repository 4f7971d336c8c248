"""Dialogue: what somebody says, read in the light of what was said before, and answered.

What is said is held as a turn for half an hour (see `conversations`), and written down nowhere.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from bot import messages, render
from bot.callbacks import Chosen
from bot.handlers.conversations import LIFETIME, Conversations, Entry, Place
from bot.handlers.delivery import respond, send, typing
from bot.handlers.memory import Memory
from knowledge.conversation import (
    Adrift,
    Asked,
    Beside,
    Named,
    Numbered,
    Others,
    Shown,
    Turn,
    Understood,
    leans,
    understand,
)
from knowledge.corpus import covers
from knowledge.model import Answer, Citation, Clause, NoAnswer, Question

_LOG = logging.getLogger(__name__)


class Library(Protocol):
    """What a dialogue asks of the library of sources."""

    def clause(self, passage_id: str) -> Clause | None:
        """A passage with its neighbours; None if it is not there any more."""

    def others(self, question: Question, shown: Collection[str]) -> tuple[Citation, ...]:
        """What else was found for a question, besides the passages that were shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said back, and the turn that it makes; none where there is nothing to go on from."""

    replies: tuple[render.Reply, ...]
    turn: Turn | None = None
    opens: bool = False  # the turn begins a matter of its own
    result: Answer | NoAnswer | None = None  # of a question that was looked up


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Answers for one region and the day that it is in China."""

    library: Library
    ask: Callable[[Question], Answer | NoAnswer]  # of the library, or of an assistant in front of it
    region: str
    today: Callable[[], date]
    conversations: Conversations
    memory: Memory | None = None

    async def answer(self, message: Message, words: str, bot: int) -> None:
        """Answer what a message says; `bot` is our own id, by which a reply to us is known."""
        place, patient = _place(message, _speaker(message)), leans(words)
        async with self.conversations.entry(place, message.message_id) as entry, typing(message):
            turns = self._replied(message, bot) or await self.conversations.before(entry, patient=patient)
            said = await asyncio.to_thread(self._said, understand(words, turns), turns, entry.token)
            self._hold(entry, said)
            sent = await respond(message, said.replies)
            await self._sent(entry, said, sent)

    async def choose(self, query: CallbackQuery, chosen: Chosen) -> None:
        """Answer the question that a button stands for, in a new message, as if the presser had asked it."""
        if query.message is None:
            await query.answer(messages.CHOICE_FORGOTTEN, show_alert=True)
            return
        near = query.message
        choice = self.conversations.choice(near.chat.id, chosen.turn, chosen.index)
        if choice is None:
            await query.answer(messages.CHOICE_FORGOTTEN, show_alert=True)
            return
        await query.answer()
        async with self.conversations.entry(_place(near, query.from_user.id)) as entry:
            asked = Asked(question=choice.question, kept=choice.question, leans=True)
            said = await asyncio.to_thread(self._said, asked, (), entry.token)
            self._hold(entry, said)
            sent = await send(near, said.replies, quoting=near.chat.type != ChatType.PRIVATE)
            await self._sent(entry, said, sent)

    def _replied(self, message: Message, bot: int) -> tuple[Turn, ...]:
        """The turn that a message replies to, if it replies to one that is held."""
        earlier = message.reply_to_message
        if earlier is None or earlier.from_user is None or earlier.from_user.id != bot:
            return ()
        turn = self.conversations.replied(message.chat.id, earlier.message_id)
        return (turn,) if turn is not None else ()

    def _hold(self, entry: Entry, said: Said) -> None:
        if said.turn is not None:
            self.conversations.settle(entry, said.turn, opens=said.opens)
            asyncio.get_running_loop().call_later(LIFETIME, self.conversations.sweep)

    async def _sent(self, entry: Entry, said: Said, sent: Message | None) -> None:
        entry.reply = sent.message_id if sent is not None else None
        if self.memory is not None and said.result is not None:
            await self.memory.asked(said.result.question.text, said.result, sent)

    def _said(self, understood: Understood, turns: tuple[Turn, ...], token: str) -> Said:
        """Blocking: what is said back."""
        match understood:
            case Asked():
                said = self._looked_up(understood, token)
            case Numbered():
                said = self._article(understood, token)
            case Shown(citation=citation):
                said = self._shown(citation.passage.id, turns[-1])
            case Beside():
                said = self._beside(understood, turns[-1])
            case Named(citations=citations):
                said = Said(replies=render.documents(citations), turn=turns[-1])
            case Others(turn=turn):
                seen = {citation.passage.id for citation in turn.citations}
                others = self.library.others(turn.result.question, seen)
                said = Said(replies=render.others(others), turn=turn)
            case Adrift():
                said = Said(replies=render.sentence(messages.ADRIFT))
        return said

    def _looked_up(self, asked: Asked, token: str) -> Said:
        started, today = time.perf_counter(), self.today()
        result = self.ask(Question(text=asked.question, on=today, region=self.region))
        _LOG.info("answered: %s in %.0f ms", _kind(result), 1000 * (time.perf_counter() - started))
        read_as = asked.question if asked.leans else None
        replies = render.outcome(result, today=today, turn=token, read_as=read_as)
        turn = None if asked.passing else Turn(question=asked.kept, result=result)
        return Said(replies=replies, turn=turn, opens=not asked.leans, result=result)

    def _article(self, wanted: Numbered, token: str) -> Said:
        """The article of a document, or that it is not held: what is near would be taken for it."""
        question = Question(text=wanted.question, on=self.today(), region=self.region)
        result = self.ask(question)
        held = isinstance(result, Answer) and any(
            citation.source.id == wanted.source.id and covers(citation.passage, wanted.article)
            for citation in result.citations
        )
        turn = Turn(question=wanted.question, result=result)
        if not held:
            return Said(replies=render.sentence(messages.NO_ARTICLE.format(article=wanted.question)))
        replies = render.outcome(result, today=question.on, turn=token, read_as=wanted.question)
        return Said(replies=replies, turn=turn, result=result)

    def _beside(self, wanted: Beside, last: Turn) -> Said:
        found = self.library.clause(wanted.passage)
        side = (found.following if wanted.following else found.previous) if found else None
        return self._shown(side.id, last) if side else _told(messages.NO_NEIGHBOUR, last)

    def _shown(self, passage: str, last: Turn) -> Said:
        found = self.library.clause(passage)
        if found is None:
            return _told(messages.CLAUSE_GONE, last)
        return Said(replies=render.clause(found), turn=replace(last, shown=found.passage))


def _told(words: str, last: Turn) -> Said:
    return Said(replies=render.sentence(words), turn=last)


def _speaker(message: Message) -> int:
    """Who writes. Those who write as the group itself cannot be told apart, so each of their messages stands alone."""
    if message.from_user is None or message.sender_chat is not None:
        return -message.message_id
    return message.from_user.id


def _place(message: MaybeInaccessibleMessage, user: int) -> Place:
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(chat=message.chat.id, user=user, thread=thread)


def _kind(result: Answer | NoAnswer) -> str:
    if isinstance(result, Answer):
        return f"{result.verdict.value}, {len(result.citations)} citations"
    return result.reason.value
