"""Reading: the sign on a draft's message of how far it has been read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import admin_messages
from bot.handlers.admin.desk import edited
from bot.render import sentence
from bot.render.drafts import titled
from ingest.document import Progress
from ingest.drafts import Draft

_EVERY = 3.0  # seconds between two edits; Telegram lets a chat have one a second


@asynccontextmanager
async def told(bot: Bot, draft: Draft) -> AsyncIterator[Progress]:
    """Show on a draft's message how far it is, now and then; yields what is to be called, from any thread."""
    latest: list[tuple[str, int, int]] = []

    def advance(label: str, done: int, total: int) -> None:
        latest[:] = [(label, done, total)]

    showing = asyncio.create_task(_shown(bot, draft, latest))
    try:
        yield advance
    finally:
        showing.cancel()
        with suppress(asyncio.CancelledError):
            await showing


async def _shown(bot: Bot, draft: Draft, latest: list[tuple[str, int, int]]) -> None:
    said: tuple[str, int, int] | None = None
    while True:
        with suppress(TelegramError):  # a sign that is not shown harms nobody
            await bot.send_chat_action(draft.chat, ChatAction.TYPING)
            await asyncio.sleep(_EVERY)
            if latest and latest[0] != said and latest[0][2]:
                said = latest[0]
                label, done, total = said
                words = admin_messages.READING_PAGES.format(
                    name=titled(draft).strip("《》"), label=label, done=done, total=total
                )
                await edited(bot, draft, sentence(words)[0])
