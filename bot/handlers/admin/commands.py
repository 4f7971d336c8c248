"""Commands of admins: the open drafts, leaving off, and who else is at work."""

import asyncio
from dataclasses import dataclass

from telegram import Message, Update

from bot import admin_messages
from bot.handlers import Context
from bot.handlers.admin.attention import Tried
from bot.handlers.admin.desk import Desk
from bot.handlers.commands import Explanations
from bot.handlers.delivery import respond
from bot.render import sentence
from bot.render.drafts import at_work, listing
from ingest.drafts import Draft


@dataclass(frozen=True, slots=True)
class Commands:
    """What admins can ask for in private."""

    desk: Desk
    explanations: Explanations

    async def start(self, update: Update, context: Context) -> None:
        """Say what this is, and who is at work on what."""
        await self.explanations.start(update, context)
        if update.message is not None:
            _, others = await self._open(update.message)
            if others:
                await respond(update.message, sentence("\n".join(map(at_work, others))))

    async def explain(self, update: Update, context: Context) -> None:
        """Say what it does for readers, and what for admins."""
        await self.explanations.explain(update, context)
        if update.message is not None:
            await respond(update.message, sentence(admin_messages.HELP))

    async def drafts(self, update: Update, _context: Context) -> None:
        """List the open drafts."""
        if update.message is not None:
            await respond(update.message, (listing(*await self._open(update.message)),))

    async def cancel(self, update: Update, _context: Context) -> None:
        """Leave off what an admin was asked for, or a trial."""
        message = update.message
        if message is None:
            return
        purpose = self.desk.attention.drop(message.chat.id)
        if isinstance(purpose, Tried):
            async with self.desk.lock(purpose.draft):
                await self.desk.trials.end(purpose.draft)
            words = admin_messages.TRIAL_ENDED
        else:
            words = admin_messages.LEFT_OFF if purpose else admin_messages.NOTHING_TO_CANCEL
        await respond(message, sentence(words))

    async def _open(self, message: Message) -> tuple[list[Draft], list[Draft]]:
        """The open drafts of whoever writes, and those of others."""
        asking = message.from_user.id if message.from_user else None
        found = [draft for draft in await asyncio.to_thread(self.desk.drafts.all) if draft.open]
        own = [draft for draft in found if draft.owner == asking]
        return own, [draft for draft in found if draft.owner != asking]
