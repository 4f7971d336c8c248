"""Questions: a reader's words in, the clauses out. The words are kept nowhere, unless the operator wants a memory."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from telegram import Message, Update
from telegram.constants import ChatType

from bot import messages, render
from bot.handlers import Context
from bot.handlers.address import addressed
from bot.handlers.delivery import respond, typing
from bot.handlers.memory import Memory
from knowledge.model import Answer, NoAnswer, Question

_LOG = logging.getLogger(__name__)
_ALBUMS = 64  # albums remembered, so that one of ten videos gets one reply


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers what is asked, for the operator's region and the day that it is in China."""

    ask: Callable[[Question], Answer | NoAnswer]
    region: str
    today: Callable[[], date]
    memory: Memory | None = None
    _albums: deque[str] = field(default_factory=lambda: deque(maxlen=_ALBUMS), init=False, repr=False)

    async def answer(self, update: Update, context: Context) -> None:
        """Answer a message, or an edited one in a private chat, with what the clauses say."""
        message = update.effective_message
        words = addressed(message, context.bot.bot) if message is not None else None
        if message is None or words is None:
            return
        refusal = _refusal(message, words)
        if refusal is not None:
            await respond(message, render.sentence(refusal))
            return
        async with typing(message):
            result, replies = await asyncio.to_thread(self._answered, words)
        sent = await respond(message, replies)
        if self.memory is not None:
            await self.memory.asked(words, result, sent)
        _LOG.debug(
            "replied to update %s with %s in %s messages",
            update.update_id,
            type(result).__name__,
            len(replies),
        )

    async def turn_down(self, update: Update, context: Context) -> None:
        """Say of a voice message, a video and the like that they are neither heard nor seen."""
        message = update.message
        if message is None or addressed(message, context.bot.bot) is None:
            return
        if message.media_group_id is not None:
            if message.media_group_id in self._albums:
                return
            self._albums.append(message.media_group_id)
        await respond(message, render.sentence(messages.ONLY_TEXT))

    def _answered(self, words: str) -> tuple[Answer | NoAnswer, tuple[render.Reply, ...]]:
        """Blocking: the library's answer and what is shown for it."""
        started = time.perf_counter()
        today = self.today()
        result = self.ask(Question(text=words, on=today, region=self.region))
        _LOG.info("answered: %s in %.0f ms", _kind(result), 1000 * (time.perf_counter() - started))
        return result, render.outcome(result, today=today)


def _refusal(message: Message, words: str) -> str | None:
    """Why a text is not taken for a question, in the words for the reader."""
    if words:
        return None
    return messages.NO_QUESTION if message.chat.type == ChatType.PRIVATE else messages.GROUP_EMPTY


def _kind(result: Answer | NoAnswer) -> str:
    if isinstance(result, Answer):
        return f"{result.verdict.value}, {len(result.citations)} citations"
    return result.reason.value
