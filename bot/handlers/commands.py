"""Commands: the fixed sentences that a reader can ask for, the order to forget, and the greeting in a new group."""

from dataclasses import dataclass

from telegram import Message, Update
from telegram.constants import ChatType

from bot import messages
from bot.handlers import Context
from bot.handlers.address import commanded
from bot.handlers.conversations import Conversations
from bot.handlers.delivery import respond
from bot.handlers.memory import Memory
from bot.render import sentence


@dataclass(frozen=True, slots=True)
class Explanations:
    """Says what this is, and truly what is kept."""

    keeping: bool  # whether questions that were not answered are
    writing: bool = False  # whether a language model is shown questions

    async def start(self, update: Update, context: Context) -> None:
        """Say what this is and how to ask."""
        await _say(self._whole(messages.START_KEEPING if self.keeping else messages.START), update, context)

    async def explain(self, update: Update, context: Context) -> None:
        """Say what it does, what it does not, and what is kept."""
        await _say(self._whole(messages.HELP_KEEPING if self.keeping else messages.HELP), update, context)

    def _whole(self, words: str) -> str:
        return f"{words}\n\n{messages.WRITING}" if self.writing else words


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Lets go of what somebody said, before its time is up."""

    conversations: Conversations
    memory: Memory | None = None

    async def forget(self, update: Update, context: Context) -> None:
        """Forget what the writer said in this chat, and say so."""
        message, user = update.message, update.effective_user
        if message is None or user is None or not commanded(message, context.bot.bot):
            return
        replies = self.conversations.forget(message.chat.id, user.id)
        if self.memory is not None:
            self.memory.forget(message.chat.id, replies)
        await respond(message, sentence(messages.FORGOTTEN))


async def unknown(update: Update, _context: Context) -> None:
    """Say that there is no such command; in a group it is most likely another bot's."""
    if isinstance(update.message, Message) and update.message.chat.type == ChatType.PRIVATE:
        await respond(update.message, sentence(messages.UNKNOWN_COMMAND))


async def greet(update: Update, context: Context) -> None:
    """Say in a group, when the bot has come into it, how to talk to it there."""
    if update.message is not None and any(
        member.id == context.bot.id for member in update.message.new_chat_members
    ):
        await respond(update.message, sentence(messages.GROUP_HELLO))


async def _say(words: str, update: Update, context: Context) -> None:
    if update.message is not None and commanded(update.message, context.bot.bot):
        await respond(update.message, sentence(words))
