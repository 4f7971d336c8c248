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

from bot import admin_messages, messages, render
from bot.handlers import Context
from bot.handlers.address import addressed
from bot.handlers.delivery import respond, typing
from bot.handlers.memory import Memory
from knowledge.model import Answer, NoAnswer, Question

_LOG = logging.getLogger(__name__)
_ALBUMS = 64  # albums remembered, so that one of ten photos gets one reply


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers what is asked, for the operator's region and the day that it is in China."""

    ask: Callable[[Question], Answer | NoAnswer]
    region: str
    today: Callable[[], date]
    memory: Memory | None = None
    admins: frozenset[int] = frozenset()  # whose files are taken in private
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
        """Say of a photo, a voice message, a file and the like that only text is read."""
        message = update.message
        if message is None or addressed(message, context.bot.bot) is None:
            return
        if message.media_group_id is not None:
            if message.media_group_id in self._albums:
                return
            self._albums.append(message.media_group_id)
        admin = message.from_user is not None and message.from_user.id in self.admins
        grouped = message.chat.type != ChatType.PRIVATE
        await respond(
            message, render.sentence(admin_messages.IN_PRIVATE if admin and grouped else messages.ONLY_TEXT)
        )

    def _answered(self, words: str) -> tuple[Answer | NoAnswer, tuple[render.Reply, ...]]:
        """Blocking: the library's answer and what is shown for it."""
        started = time.perf_counter()
        today = self.today()
        result = self.ask(Question(text=words, on=today, region=self.region))
        _LOG.info("answered: %s in %.0f ms", _kind(result), 1000 * (time.perf_counter() - started))
        return result, render.outcome(result, today=today)


def _refusal(message: Message, words: str) -> str | None:
    """Why a text is not taken for a question, in the words for the reader."""
    if message.forward_origin is not None:
        return messages.FORWARDED
    if not words:
        return messages.NO_QUESTION if message.chat.type == ChatType.PRIVATE else messages.GROUP_EMPTY
    if len(words) > messages.LONGEST_QUESTION:
        return messages.TOO_LONG
    return None


def _kind(result: Answer | NoAnswer) -> str:
    if isinstance(result, Answer):
        return f"{result.verdict.value}, {len(result.citations)} citations"
    return result.reason.value
