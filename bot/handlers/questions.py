"""Questions: which message is one, and a sentence for what is none."""

from collections import deque
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.constants import ChatType

from bot import messages, render
from bot.handlers import Context
from bot.handlers.address import addressed
from bot.handlers.delivery import respond
from bot.handlers.dialogue import Dialogue

_ALBUMS = 64  # albums remembered, so that one of ten videos gets one reply


@dataclass(frozen=True, slots=True)
class Questions:
    """Hands on what is asked, and turns down what is not text."""

    dialogue: Dialogue
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
        """Say of a voice message, a video and the like that they are neither heard nor seen."""
        message = update.message
        if message is None or addressed(message, context.bot.bot) is None:
            return
        if message.media_group_id is not None:
            if message.media_group_id in self._albums:
                return
            self._albums.append(message.media_group_id)
        await respond(message, render.sentence(messages.ONLY_TEXT))


def _refusal(message: Message, words: str) -> str | None:
    """Why a text is not taken for a question, in the words for the reader."""
    if words:
        return None
    return messages.NO_QUESTION if message.chat.type == ChatType.PRIVATE else messages.GROUP_EMPTY
