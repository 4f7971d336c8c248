"""Access: where the operator has listed who may ask, nobody else is answered."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot import messages
from bot.handlers import Context
from bot.handlers.delivery import respond
from bot.render import sentence


@dataclass(frozen=True, slots=True)
class Access:
    """Lets through whom the operator listed, by a person's or a chat's id."""

    listed: frozenset[int]

    async def check(self, update: Update, _context: Context) -> None:
        """Stop what comes from anybody else, and tell them in private how to be listed.

        Raises:
            ApplicationHandlerStop: nothing else is to be done with the update.
        """
        user, chat = update.effective_user, update.effective_chat
        if (user and user.id in self.listed) or (chat and chat.id in self.listed):
            return
        if update.callback_query:
            await update.callback_query.answer(messages.STRANGER_PRESSED, show_alert=True)
        elif user and isinstance(update.message, Message) and update.message.chat.type == ChatType.PRIVATE:
            await respond(update.message, sentence(messages.STRANGER.format(user=user.id)))
        raise ApplicationHandlerStop
