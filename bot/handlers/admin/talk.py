"""Talk: an admin's words that are no question to the library: a field's value, a question to a draft, an address."""

import asyncio
from dataclasses import dataclass, replace

from telegram import Message, Update
from telegram.ext import filters

from bot import admin_messages
from bot.clock import today
from bot.handlers import Context
from bot.handlers.admin.attention import Awaited, Purpose, Tried
from bot.handlers.admin.desk import Desk
from bot.handlers.admin.intake import Intake
from bot.handlers.admin.links import link_in
from bot.handlers.delivery import respond, typing
from bot.render import card_pages, replies, sentence
from bot.render.drafts import titled
from ingest import fields
from ingest.drafts import Draft, State
from knowledge.errors import JianfuError
from knowledge.model import Question


class ForTheDesk(filters.MessageFilter):
    """Which messages these are."""

    __slots__ = ("_desk",)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def filter(self, message: Message) -> bool:
        """Whether a message's words are for the desk; what was passed on from elsewhere never is."""
        if message.text is None or message.forward_origin is not None:
            return False
        return self._desk.attention.of(message.chat.id) is not None or link_in(message.text) is not None


@dataclass(frozen=True, slots=True)
class Talk:
    """Hears what is for the desk."""

    desk: Desk
    intake: Intake

    async def hear(self, update: Update, _context: Context) -> None:
        """Do with an admin's words what they are for."""
        message = update.message
        if message is None or message.text is None:
            return
        purpose: Purpose | None = self.desk.attention.of(message.chat.id)
        link = link_in(message.text)
        if isinstance(purpose, Awaited):
            await self._correct(message, purpose, message.text.strip())
        elif link is not None:
            await self.intake.fetch(message, link)
        elif isinstance(purpose, Tried):
            await self._try(message, purpose, message.text.strip())

    async def _correct(self, message: Message, purpose: Awaited, value: str) -> None:
        """Take a value for a field, or say what is wrong with it and wait for another."""
        try:
            fields.parse(purpose.field, value)
        except ValueError as problem:
            name = admin_messages.FIELDS[purpose.field]
            await respond(message, sentence(str(problem).replace(purpose.field, name, 1)))
            return
        self.desk.attention.drop(message.chat.id, purpose.draft)
        async with self.desk.lock(purpose.draft):
            draft = await self.desk.get(purpose.draft)
            if draft is None or draft.state is not State.REVIEWING:
                await respond(message, sentence(admin_messages.EXPIRED))
                return
            draft = await corrected(self.desk, draft, purpose.field, value)
            try:
                await self.desk.show(message.get_bot(), draft, anew=True)
            except JianfuError as problem:
                await respond(message, sentence(str(problem)))

    async def _try(self, message: Message, purpose: Tried, words: str) -> None:
        """Answer a question as the library would with the draft in it."""
        question = Question(text=words, on=today(), region=self.desk.region)
        async with self.desk.lock(purpose.draft), typing(message):
            draft = await self.desk.get(purpose.draft)
            lapse = lambda: self.desk.lapse(purpose.draft)  # noqa: E731
            result = await self.desk.trials.ask(purpose.draft, question, lapse)
        if draft is None or result is None:
            self.desk.attention.drop(message.chat.id, purpose.draft)
            await respond(message, sentence(admin_messages.TRIAL_ENDED))
            return
        self.desk.attention.turn(message.chat.id, purpose)
        mark = admin_messages.TRIAL_MARK.format(title=titled(draft).strip("《》"))
        rows = card_pages.trial_rows(draft)
        shown = await asyncio.to_thread(replies.trial, result, today=question.on, mark=mark, rows=rows)
        await respond(message, shown)


async def corrected(desk: Desk, draft: Draft, field: str, value: str) -> Draft:
    """A draft with a field as its owner wants it; a trial of what it was before ends."""
    await desk.forget(draft)
    return await desk.put(replace(draft, overrides={**draft.overrides, field: value}))
