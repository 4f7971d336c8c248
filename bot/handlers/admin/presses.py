"""Presses: what the buttons of a draft's card do. One at a time for a draft, and only its owner's count."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, Update
from telegram.error import BadRequest

from bot import admin_messages, messages
from bot.draft_callbacks import DraftPress, Step, decode
from bot.handlers import Context
from bot.handlers.admin.attention import Awaited, Tried
from bot.handlers.admin.desk import Desk
from bot.handlers.admin.publishing import Publishing
from bot.handlers.admin.talk import corrected
from bot.render import Reply, card_pages, sentence
from bot.render.cards import Card, sure
from ingest import fields
from ingest.drafts import Draft, State
from knowledge.errors import JianfuError

_LOG = logging.getLogger(__name__)
_LONGEST = 200  # characters that a press can be answered with
_OTHER = "region.other"

Act = Callable[["Presses", Bot, Draft, DraftPress], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Presses:
    """Does what a pressed button says."""

    desk: Desk
    publishing: Publishing

    async def press(self, update: Update, context: Context) -> None:
        """Answer a press and do what it says. Long work comes after the answer: the phone waits for that."""
        query = update.callback_query
        if query is None:
            return
        press = decode(query.data or "")
        draft = await self.desk.get(press.draft) if press else None
        refusal = self._refusal(query, press, draft)
        if press is None or draft is None or refusal is not None:
            await _answer(query, refusal or admin_messages.EXPIRED, alert=True)
            return
        async with self.desk.lock(draft.id):
            await self._taken(query, context.bot, press)

    def _refusal(self, query: CallbackQuery, press: DraftPress | None, draft: Draft | None) -> str | None:
        if press is None:
            return messages.BUTTON_EXPIRED
        if query.from_user.id not in self.desk.admins or (draft and draft.owner != query.from_user.id):
            return admin_messages.NOT_YOURS
        return None

    async def _taken(self, query: CallbackQuery, bot: Bot, press: DraftPress) -> None:
        draft = await self.desk.get(press.draft)  # as it is now that nobody else is at it
        stopped = _stopped(draft, press.step)
        if draft is None:
            await _answer(query, stopped, alert=True)
            return
        working = admin_messages.WORKING if press.step is Step.PUBLISH else None
        await _answer(query, stopped or working, alert=stopped is not None)
        try:
            if stopped is None:
                await _ACTS[press.step](self, bot, draft, press)
            else:  # where they had not been told of what came of it
                await self.publishing.resume(bot, draft)
        except JianfuError as problem:
            _LOG.info("a press on draft %s came to nothing: %s", draft.id, type(problem).__name__)
            await bot.send_message(draft.chat, str(problem))

    async def card(self, bot: Bot, draft: Draft, press: DraftPress) -> None:
        """Show the card, in its place or anew."""
        await self.desk.show(bot, draft, anew=press.step is Step.OPEN)

    async def page(self, bot: Bot, draft: Draft, press: DraftPress) -> None:
        """Show what stands behind the card."""
        await self.desk.say(bot, draft, _PAGES[press.step](await self.desk.look(draft), press.page))

    async def field(self, bot: Bot, draft: Draft, press: DraftPress) -> None:
        """Offer the values of a field, or ask for one."""
        name = "region" if press.argument == _OTHER else press.argument
        if name not in admin_messages.FIELDS:
            await bot.send_message(draft.chat, admin_messages.NO_FIELD)
        elif name in card_pages.CHOICES and press.argument != _OTHER:
            await self.desk.say(bot, draft, card_pages.choices(draft, name, self.desk.region))
        else:
            self.desk.attention.turn(draft.chat, Awaited(draft.id, name))
            how = admin_messages.HOW.get(name, "")
            asked = admin_messages.ASK_VALUE.format(field=admin_messages.FIELDS[name], how=how)
            await bot.send_message(draft.chat, asked)

    async def choose(self, bot: Bot, draft: Draft, press: DraftPress) -> None:
        """Take a value that a button offers."""
        name, _, value = press.argument.partition("=")
        try:
            fields.parse(name, value)
        except ValueError as problem:
            await bot.send_message(draft.chat, str(problem))
            return
        await self.desk.show(bot, await corrected(self.desk, draft, name, value))

    async def try_out(self, bot: Bot, draft: Draft, _press: DraftPress) -> None:
        """Let questions be put to the draft."""
        prepared = await self.desk.prepared(draft)
        await self.desk.trials.begin(draft.id, prepared, lambda: self.desk.lapse(draft.id))
        self.desk.attention.turn(draft.chat, Tried(draft.id))
        reply = Reply(sentence(admin_messages.TRIAL)[0].html, card_pages.trial_rows(draft))
        await self.desk.tell(bot, draft, reply)

    async def end_trial(self, bot: Bot, draft: Draft, _press: DraftPress) -> None:
        """End that."""
        self.desk.attention.drop(draft.chat, draft.id)
        await self.desk.trials.end(draft.id)
        await self.desk.show(bot, draft, admin_messages.TRIAL_ENDED, anew=True)

    async def publish(self, bot: Bot, draft: Draft, _press: DraftPress) -> None:
        """Publish, or find out what came of an earlier try."""
        if draft.state is State.PUBLISHING:  # a publication that ended badly: find out first
            await self.publishing.resume(bot, draft)
        else:
            await self.publishing.publish(bot, draft)

    async def release(self, bot: Bot, draft: Draft, press: DraftPress) -> None:
        """Take in what was held back, once that was said twice."""
        if press.step is Step.RELEASE:
            await self.desk.say(bot, draft, sure(await self.desk.look(draft)))
            return
        draft = await self.desk.put(replace(draft, released=True))
        await self.publishing.publish(bot, draft)

    async def cancel(self, bot: Bot, draft: Draft, _press: DraftPress) -> None:
        """Give the draft up."""
        await self.publishing.cancel(bot, draft)

    async def undo(self, bot: Bot, draft: Draft, _press: DraftPress) -> None:
        """Take the publication back."""
        await self.publishing.undo(bot, draft)


def _fields(shown: Card, _page: int) -> Reply:
    return card_pages.fields(shown)


_PAGES: dict[Step, Callable[[Card, int], Reply]] = {
    Step.FIELDS: _fields,
    Step.CLAUSES: card_pages.clauses,
    Step.DIFFERENCES: card_pages.differences,
    Step.REMOVED: card_pages.removed,
}
_ACTS: dict[Step, Act] = {
    Step.CARD: Presses.card,
    Step.OPEN: Presses.card,
    **dict.fromkeys(_PAGES, Presses.page),
    Step.FIELD: Presses.field,
    Step.SET: Presses.choose,
    Step.TRIAL: Presses.try_out,
    Step.END_TRIAL: Presses.end_trial,
    Step.PUBLISH: Presses.publish,
    Step.RELEASE: Presses.release,
    Step.RELEASE_SURELY: Presses.release,
    Step.CANCEL: Presses.cancel,
    Step.UNDO: Presses.undo,
}


def _stopped(draft: Draft | None, step: Step) -> str | None:
    """Why a step cannot be taken any more."""
    if draft is None:
        return admin_messages.EXPIRED
    state = admin_messages.STATES[draft.state]
    if step is Step.UNDO:
        return None if draft.state is State.PUBLISHED else admin_messages.DECIDED.format(state=state)
    if not draft.open:
        return admin_messages.DECIDED.format(state=state)
    if draft.state is State.PUBLISHING and step is not Step.PUBLISH:
        return admin_messages.UNDER_WAY
    return None


async def _answer(query: CallbackQuery, words: str | None, *, alert: bool = False) -> None:
    """Tell the phone that the press has been dealt with; Telegram refuses that after a while, and no harm done."""
    with suppress(BadRequest):
        await query.answer(words[:_LONGEST] if words else None, show_alert=alert)
