"""Readings: the files of notices on their way from Telegram to text, a few at a time, in memory alone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from telegram import Bot

from bot import notice_messages
from bot.handlers.attachments import Attachment, content
from ingest import notices
from ingest.document import Unreadable
from ingest.notices import NoticeText

_PRESENT = 12  # notices being fetched, waiting or read; each may hold 20 megabytes
_PICTURES = 1  # at a time: recognising a page takes a gigabyte, and both cores
_OTHERS = 2


@dataclass(slots=True)
class _Lane:
    """Files that are read so many at a time, and the others wait."""

    width: int
    present: int = 0
    turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """Make as many turns as it is wide."""
        self.turns = asyncio.Semaphore(self.width)


@dataclass(slots=True)
class Readings:
    """Reads files; pictures, which take seconds a page, do not hold up the others."""

    _present: int = field(default=0, init=False)
    _pictures: _Lane = field(default_factory=lambda: _Lane(_PICTURES), init=False)
    _others: _Lane = field(default_factory=lambda: _Lane(_OTHERS), init=False)

    async def read(
        self, bot: Bot, files: Sequence[Attachment], wait: Callable[[int], Awaitable[object]]
    ) -> NoticeText:
        """The text of a notice; `wait` is told how many are before it, where it has to wait.

        Raises:
            Unreadable: there is none to be had, or too many are waiting.
            TelegramError: a file could not be fetched.
        """
        if self._present >= _PRESENT:
            raise Unreadable(notice_messages.FULL)
        self._present += 1
        try:
            parts = [(one.name, await content(bot, one)) for one in files]
            lane = self._pictures if notices.may_show_pictures(parts) else self._others
            return await _in_turn(lane, parts, wait)
        finally:
            self._present -= 1


async def _in_turn(
    lane: _Lane, parts: Sequence[tuple[str, bytes]], wait: Callable[[int], Awaitable[object]]
) -> NoticeText:
    before = lane.present - lane.width + 1
    lane.present += 1
    try:
        if before > 0:
            await wait(before)
        async with lane.turns:
            return await asyncio.to_thread(notices.read, parts)
    finally:
        lane.present -= 1
