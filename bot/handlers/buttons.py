"""Buttons: what happens when one under a reply is pressed. Whatever it is, the press is answered: the phone waits."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import messages, render
from bot.callbacks import Chosen, FullClause, Missed, NeighbourClause, decode
from bot.handlers import Context
from bot.handlers.delivery import NO_PREVIEW, keyboard, persistently, send
from bot.handlers.dialogue import Dialogue
from bot.handlers.memory import Memory
from bot.journal import Journal
from knowledge.model import Clause

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Buttons:
    """Shows clauses, answers what was chosen, and writes down what missed the point."""

    clause: Callable[[str], Clause | None]
    journal: Journal
    dialogue: Dialogue
    memory: Memory | None = None

    async def press(self, update: Update, _context: Context) -> None:
        """Do what the pressed button says."""
        query = update.callback_query
        if query is None:
            return
        match decode(query.data or ""):
            case FullClause(passage):
                await self._show(query, passage, in_place=False)
            case NeighbourClause(passage):
                await self._show(query, passage, in_place=True)
            case Missed() as missed:
                await self._write_down(query, missed)
            case Chosen() as chosen:
                await self.dialogue.choose(query, chosen)
            case None:
                await query.answer(messages.BUTTON_EXPIRED, show_alert=True)

    async def _show(self, query: CallbackQuery, passage: str, *, in_place: bool) -> None:
        found = await asyncio.to_thread(self.clause, passage)
        if found is None or query.message is None:
            await query.answer(messages.CLAUSE_GONE, show_alert=True)
            return
        replies = render.clause(found)
        if in_place and len(replies) == 1 and isinstance(query.message, Message):
            await _turn(query.message, replies[0])
        else:
            await send(query.message, replies)
        await _settle(query)

    async def _write_down(self, query: CallbackQuery, missed: Missed) -> None:
        await asyncio.to_thread(self.journal.record, missed.outcome.value, missed.passages, press=query.id)
        _LOG.info("a reply missed the point: %s", missed.outcome.value)
        kept = self.memory is not None and await self.memory.missed(query.message, missed.outcome)
        await _settle(query, messages.THANKS_KEEPING if kept else messages.THANKS)
        if isinstance(query.message, Message) and (markup := _without(query.message, query.data)):
            with suppress(BadRequest):  # pressed twice, or deleted meanwhile
                await query.message.edit_reply_markup(markup)


async def _turn(message: Message, reply: render.Reply) -> None:
    """Put a clause in the place of its neighbour."""
    edit = partial(
        message.edit_text,
        reply.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(reply),
    )
    try:
        await persistently(edit)
    except BadRequest as problem:
        if "not modified" not in str(problem):  # pressed twice
            raise


async def _settle(query: CallbackQuery, words: str | None = None) -> None:
    """Tell the phone that the press has been dealt with; Telegram refuses that after a while, and no harm done."""
    with suppress(BadRequest):
        await query.answer(words)


def _without(message: Message, data: str | None) -> InlineKeyboardMarkup | None:
    """A message's buttons but for the one with this data, which has done its work."""
    if message.reply_markup is None:
        return None
    rows = [
        [button for button in row if button.callback_data != data]
        for row in message.reply_markup.inline_keyboard
    ]
    return InlineKeyboardMarkup([row for row in rows if row])
