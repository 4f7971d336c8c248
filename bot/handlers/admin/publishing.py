"""Publishing: a draft into the library, told for certain, and back out again."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import TelegramError

from bot import admin_messages
from bot.audited import of_life, of_publication
from bot.handlers.admin.desk import Desk, edited
from bot.journal import Act, Deed
from bot.render import sentence
from bot.render.cards import Card
from bot.render.drafts import published, undone
from ingest.changes import Action
from ingest.document import Decision
from ingest.drafts import Draft, State
from ingest.publish import Publication
from knowledge.errors import Busy, JianfuError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Publishing:
    """What is done holds a draft's lock, which the caller has."""

    desk: Desk

    async def publish(self, bot: Bot, draft: Draft) -> None:
        """Publish a draft, unless its card is out of date: then it is shown anew.

        That somebody said so is on disk before anything else is, so that a process that ends here is finished by the next.
        """
        shown = await self.desk.look(draft)
        if shown.draft.basis != draft.basis:
            await self.desk.show(bot, draft, admin_messages.CHANGED_MEANWHILE)
            return
        if not shown.publishable or shown.held_back:
            await self.desk.show(bot, draft)
            return
        draft = await self.desk.put(replace(shown.draft, state=State.PUBLISHING))
        try:
            done = await asyncio.to_thread(self.desk.stock.publish, replace(shown, draft=draft))
        except JianfuError as problem:
            await self._failed(bot, draft, problem)
            return
        if done is None or done.documents[0].action not in {Action.ADDED, Action.UPDATED}:
            await self.desk.show(bot, draft, admin_messages.CHANGED_MEANWHILE)
            return
        await self._done(bot, draft, shown, done)

    async def undo(self, bot: Bot, draft: Draft) -> None:
        """Take a draft's publication back.

        Raises:
            JianfuError: that cannot be done; the sentence says why.
        """
        done = await asyncio.to_thread(self.desk.stock.take_back, draft)
        draft = await self.desk.put(replace(draft, state=State.UNDONE))
        await self.desk.note(*of_life(done, draft.actor, Act.UNDO))
        _LOG.info("draft %s taken back", draft.id)
        await self.desk.say(bot, draft, undone(draft, done.generation))

    async def cancel(self, bot: Bot, draft: Draft) -> None:
        """Give a draft up; its content goes."""
        await self.desk.forget(draft)
        draft = await self.desk.put(replace(draft, state=State.CANCELLED))
        await self.desk.note(_deed(draft, Act.CANCEL))
        await self.desk.say(bot, draft, sentence(admin_messages.CANCELLED)[0])

    async def recover(self, bot: Bot) -> None:
        """Finish what the last process left: say what was published, publish or offer again what was under way."""
        await asyncio.to_thread(self.desk.drafts.sweep)
        for draft in await asyncio.to_thread(self.desk.drafts.all):
            try:
                async with self.desk.lock(draft.id):
                    if (found := await self.desk.get(draft.id)) is not None:
                        await self.resume(bot, found)
            except (TelegramError, JianfuError, SQLAlchemyError) as problem:
                _LOG.warning("draft %s could not be taken up again", draft.id, exc_info=problem)

    async def resume(self, bot: Bot, draft: Draft) -> None:
        """Take a draft up where the last process left it."""
        if draft.state is State.READING and draft.owner in self.desk.admins:
            await self.review(bot, draft)
        elif draft.state is State.PUBLISHING:
            await self._settle(bot, draft)
        elif draft.state is State.PUBLISHED and not draft.told:
            await self._note_missing(draft)
            await self._tell(bot, draft)

    async def review(self, bot: Bot, draft: Draft) -> None:
        """Show what was made of a draft; one that cannot be read is dropped with a sentence."""
        try:
            prepared = await self.desk.prepared(draft)
            because = prepared.because if prepared.decision is Decision.FAILED else None
        except JianfuError as problem:
            because = str(problem)
        if because is None:
            await self.desk.show(bot, draft)
            return
        await self.desk.forget(draft)
        await asyncio.to_thread(self.desk.drafts.drop, draft)
        if not await edited(bot, draft, sentence(because)[0]):
            await self.desk.tell(bot, draft, sentence(because)[0])

    async def _settle(self, bot: Bot, draft: Draft) -> None:
        """Find out whether a publication came about."""
        found = await asyncio.to_thread(self.desk.stock.finish, draft, await self.desk.prepared(draft))
        if found is None:
            await self.desk.show(bot, draft, admin_messages.INTERRUPTED)
            return
        found = await self.desk.put(replace(found, state=State.PUBLISHED))
        await self._note_missing(found)
        await self._tell(bot, found)

    async def _note_missing(self, draft: Draft) -> None:
        """Write down a publication that the last process did not come to write down."""
        deeds = await asyncio.to_thread(self.desk.journal.deeds, draft.source)
        known = {(deed.by, deed.version, deed.generation) for deed in deeds}
        if (draft.actor, draft.version, draft.generation) not in known:
            await self.desk.note(_deed(draft, _act(draft), note=admin_messages.NOTED_LATE))

    async def _done(self, bot: Bot, draft: Draft, shown: Card, done: Publication) -> None:
        smoke = done.smoke.asked, done.smoke.passed
        version = done.documents[0].version
        draft = replace(
            draft, state=State.PUBLISHED, generation=done.generation, smoke=smoke, version=version
        )
        draft = await self.desk.put(draft)
        await self.desk.note(*of_publication(done, draft.actor))
        _LOG.info("draft %s published as %s with %s passages", draft.id, done.generation, len(shown.passages))
        await self._tell(bot, draft)

    async def _tell(self, bot: Bot, draft: Draft) -> None:
        await self.desk.forget(draft)
        draft = await self.desk.say(bot, draft, published(draft))
        await self.desk.put(replace(draft, told=True))

    async def _failed(self, bot: Bot, draft: Draft, problem: JianfuError) -> None:
        _LOG.warning("draft %s was not published: %s", draft.id, type(problem).__name__)
        because = (
            admin_messages.BUSY
            if isinstance(problem, Busy)
            else admin_messages.NOT_PUBLISHED.format(because=problem)
        )
        await self.desk.show(bot, draft, f"⚠️ {because}")


def _act(draft: Draft) -> Act:
    return Act.RELEASE if draft.released else Act.ADD


def _deed(draft: Draft, act: Act, *, note: str = "") -> Deed:
    return Deed(
        at=datetime.now(UTC),
        by=draft.actor,
        act=act,
        source=draft.source,
        version=draft.version,
        generation=draft.generation,
        note=note,
    )
