"""Questions: which message is one, and a sentence for what is none."""

from collections import deque
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.constants import ChatType

from bot import admin_messages, messages, render
from bot.handlers import Context
from bot.handlers.address import addressed
from bot.handlers.delivery import respond
from bot.handlers.dialogue import Dialogue

_ALBUMS = 64  # albums remembered, so that one of ten photos gets one reply


@dataclass(frozen=True, slots=True)
class Questions:
    """Hands on what is asked, and turns down what is not text."""

    dialogue: Dialogue
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
        await self.dialogue.answer(message, words, context.bot.id)

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


def _refusal(message: Message, words: str) -> str | None:
    """Why a text is not taken for a question, in the words for the reader."""
    if message.forward_origin is not None:
        return messages.FORWARDED
    if not words:
        return messages.NO_QUESTION if message.chat.type == ChatType.PRIVATE else messages.GROUP_EMPTY
    if len(words) > messages.LONGEST_QUESTION:
        return messages.TOO_LONG
    return None
