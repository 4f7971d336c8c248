"""The desk: the drafts that admins are at work on, with what is remembered of them while the process lives."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import dataclass, field, replace
from functools import partial
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.handlers.admin.attention import Attention
from bot.handlers.admin.stock import Stock
from bot.handlers.admin.trials import Trials
from bot.handlers.delivery import NO_PREVIEW, keyboard, persistently
from bot.journal import Deed, Journal
from bot.render import Reply
from bot.render.cards import Card, card
from ingest.document import Prepared, Progress, released
from ingest.drafts import Draft, Drafts, State

_LOG = logging.getLogger(__name__)
_HELD = 8  # documents as read, so that neither a page turned nor a field corrected reads a scan again


@dataclass(slots=True)
class Desk:
    """What every handler of drafts works with."""

    stock: Stock
    journal: Journal
    admins: frozenset[int]
    region: str
    attention: Attention = field(default_factory=Attention)
    trials: Trials = field(init=False)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary, init=False)
    _read: OrderedDict[str, Prepared] = field(default_factory=OrderedDict, init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        """Trials are of the same stock."""
        self.trials = Trials(self.stock)

    @property
    def drafts(self) -> Drafts:
        """Where drafts lie."""
        return self.stock.drafts

    def lock(self, draft: str) -> asyncio.Lock:
        """What keeps two presses from doing something to one draft at once."""
        return self._locks.setdefault(draft, asyncio.Lock())

    async def get(self, id_: str) -> Draft | None:
        """A draft as it lies on the disk."""
        return await asyncio.to_thread(self.drafts.get, id_)

    async def put(self, draft: Draft) -> Draft:
        """Write a draft's record down."""
        return await asyncio.to_thread(self.drafts.put, draft)

    async def prepared(self, draft: Draft, progress: Progress | None = None) -> Prepared:
        """A draft's document with its corrections, read once.

        Raises:
            JianfuError: it cannot be read any more.
        """
        held = self._read.get(draft.id)
        if held is None:
            held = await asyncio.to_thread(self.stock.read, draft, progress)
        elif dict(held.overrides) != dict(draft.overrides):
            held = await asyncio.to_thread(self.stock.corrected, held, draft)
        self._read[draft.id] = held
        self._read.move_to_end(draft.id)
        while len(self._read) > _HELD:
            self._read.popitem(last=False)
        return released(held) if draft.released else held

    async def look(self, draft: Draft) -> Card:
        """What adding a draft now would do.

        Raises:
            JianfuError: it, or the library, cannot be read.
        """
        return await asyncio.to_thread(self.stock.card, draft, await self.prepared(draft))

    async def show(self, bot: Bot, draft: Draft, note: str | None = None, *, anew: bool = False) -> None:
        """Show the card, in its message or in a new one; what it is compared with is what a publication goes by.

        Raises:
            JianfuError: the draft, or the library, cannot be read.
        """
        shown = replace(await self.look(draft), note=note)
        draft = await self.put(replace(shown.draft, state=State.REVIEWING))
        await self.say(bot, draft, card(shown), anew=anew)

    async def say(self, bot: Bot, draft: Draft, reply: Reply, *, anew: bool = False) -> Draft:
        """Put something in the place of a draft's card, or below everything and the card away."""
        if draft.card is not None and not anew:
            if await edited(bot, draft, reply):
                return draft
        elif draft.card is not None:
            await _quietly(bot.edit_message_reply_markup(draft.chat, draft.card))
        sent = await self.tell(bot, draft, reply)
        return await self.put(replace(draft, card=sent.message_id))

    async def tell(self, bot: Bot, draft: Draft, reply: Reply) -> Message:
        """Say something to a draft's owner beside its card."""
        return await persistently(
            partial(
                bot.send_message,
                draft.chat,
                reply.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard(reply),
            )
        )

    async def note(self, *deeds: Deed) -> None:
        """Write down what was done. It is done: a journal that fails cannot undo it."""
        try:
            await asyncio.to_thread(self.journal.note, *deeds)
        except SQLAlchemyError as problem:
            _LOG.error("%s deeds could not be written down", len(deeds), exc_info=problem)

    async def forget(self, draft: Draft) -> None:
        """Let go of what is held in memory for a draft."""
        self.attention.drop(draft.chat, draft.id)
        self._read.pop(draft.id, None)
        await self.trials.end(draft.id)

    def lapse(self, draft: str) -> None:
        """End a trial that nobody asks any more, beside everything else."""
        task = asyncio.ensure_future(self._lapsed(draft))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let go of everything."""
        await self.trials.close()

    async def _lapsed(self, id_: str) -> None:
        async with self.lock(id_):
            await self.trials.end(id_)


async def edited(bot: Bot, draft: Draft, reply: Reply) -> bool:
    """Edit a draft's card; whether it is still there."""
    edit = partial(
        bot.edit_message_text,
        reply.html,
        draft.chat,
        draft.card,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(reply),
    )
    try:
        await persistently(edit)
    except BadRequest as problem:
        return "not modified" in str(problem).lower()
    return True


async def _quietly(request: Awaitable[object]) -> None:
    """Do what nobody misses if it fails: the card was deleted, or has no buttons."""
    try:
        await request
    except (BadRequest, Forbidden):
        _LOG.debug("an old card was left as it was")
