"""Notices: what readers were sent and show us is read, checked and let go of.

Texts, files and photographs are held in memory alone. The journal, the log and the writer never see any of them.
"""

import asyncio
import logging
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import filters

from bot import notice_messages
from bot.handlers import Context
from bot.handlers.address import addressed, commanded
from bot.handlers.albums import Albums
from bot.handlers.attachments import LARGEST, MEBIBYTE, Attachment, papers
from bot.handlers.delivery import respond, send, send_picture, typing
from bot.handlers.pastes import Pastes
from bot.handlers.readings import Readings
from bot.handlers.reports import Reports
from bot.notice_callbacks import Wish, decode
from bot.notices import LONGEST_NOTICE, looks_like_notice, refers_to_notice
from bot.render import notices as shown
from bot.render import sentence
from bot.render.picture import picture
from ingest.document import NotInstalled, Part, Unreadable
from ingest.notices import NoticeText
from knowledge.notices import Notice, NoticeReport

_LOG = logging.getLogger(__name__)
_MISSING = {
    Part.RECOGNITION: notice_messages.NO_RECOGNITION,
    Part.CONVERSION: notice_messages.NO_CONVERSION,
}
COMMAND = "check"
_COMMAND = re.compile(rf"/{COMMAND}(?:@\w+)?(?!\w)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notices:
    """Checks what is shown, for the operator's region and the day that it is in China."""

    check: Callable[[Notice], NoticeReport]
    region: str
    today: Callable[[], date]
    albums: Albums = field(default_factory=Albums)
    pastes: Pastes = field(default_factory=Pastes)
    reports: Reports = field(default_factory=Reports)
    readings: Readings = field(default_factory=Readings)

    async def hear(self, update: Update, context: Context) -> None:
        """Check a text, or an edited one in a private chat; or the message that it replies to and points at."""
        message = update.effective_message
        words = addressed(message, context.bot.bot) if message is not None else None
        if message is None or (words is None and not self.pastes.awaits(message)):
            return
        whole = await self.pastes.whole(message)
        if whole is None or words is None:
            return
        earlier = _shown_by(message, context.bot.bot)
        if earlier is not None and message.forward_origin is None and refers_to_notice(words):
            await self._check_earlier(message, earlier)
        else:
            await self._check_text(message, "\n".join((words, *(one.text or "" for one in whole[1:]))))

    async def command(self, update: Update, context: Context) -> None:
        """Check what follows the command, or the message that it replies to; with neither, say how to show a notice."""
        message = update.message
        if message is None or not commanded(message, context.bot.bot):
            return
        words = _COMMAND.sub("", message.text or "", count=1)
        earlier = _shown_by(message, context.bot.bot)
        if words:
            await self._check_text(message, words)
        elif earlier is not None:
            await self._check_earlier(message, earlier)
        else:
            grouped = message.chat.type != ChatType.PRIVATE
            await respond(
                message,
                sentence(notice_messages.EXPLANATION_GROUP if grouped else notice_messages.EXPLANATION),
            )

    async def receive(self, update: Update, context: Context) -> None:
        """Check a file or a photograph; the photographs of an album as the pages of one notice."""
        message = update.message
        whole = await self.albums.whole(message) if message is not None else None
        if whole is None:
            return
        bot = context.bot.bot
        if any(addressed(one, bot) is not None or wants_check(one, bot) for one in whole):
            await self.check_files(whole)

    async def check_files(self, messages: Sequence[Message]) -> None:
        """Check the files of messages that were sent together."""
        for message, files in papers(messages):
            await self._check_files(message, files)

    async def press(self, update: Update, _context: Context) -> None:
        """Give what the pressed button offers, from the report that is held in memory."""
        query = update.callback_query
        press = decode(query.data or "") if query is not None else None
        report = self.reports.get(press.report) if press is not None else None
        if query is None:
            return
        if press is None or report is None or query.message is None:
            await query.answer(notice_messages.EXPIRED, show_alert=True)
        elif press.wish is Wish.WORDS:
            await send(query.message, shown.words(report))
            await _settle(query)
        else:
            drawn = await asyncio.to_thread(picture, report)
            await send_picture(
                query.message, drawn.content, notice_messages.PICTURE_NAME, photo=drawn.suits_photo
            )
            await _settle(query)

    async def _check_earlier(self, message: Message, earlier: Message) -> None:
        files = self.albums.pages(earlier)
        if files:
            await self._check_files(message, files)
        else:
            await self._check_text(message, (earlier.text or earlier.caption or "").strip())

    async def _check_files(self, message: Message, files: Sequence[Attachment]) -> None:
        largest = max(one.size for one in files)
        if largest > LARGEST:
            size, most = f"{largest / MEBIBYTE:.0f}", LARGEST // MEBIBYTE
            await respond(message, sentence(notice_messages.TOO_LARGE.format(size=size, most=most)))
            return

        async def wait(before: int) -> None:
            await respond(message, sentence(notice_messages.WAITING.format(number=before)))

        try:
            async with typing(message):
                found = await self.readings.read(message.get_bot(), files, wait)
        except NotInstalled as problem:
            await respond(message, sentence(_MISSING[problem.part]))
        except Unreadable as problem:
            # Said to whoever adds a document; here it is somebody who sends one.
            await respond(message, sentence(str(problem).replace("再加", "再发")))
        except TelegramError as problem:
            _LOG.warning("a file of %s bytes could not be fetched: %s", largest, type(problem).__name__)
            await respond(message, sentence(notice_messages.NOT_FETCHED))
        else:
            await self._check_text(message, found.text, notes=_notes(found))

    async def _check_text(self, message: Message, text: str, notes: Sequence[str] = ()) -> None:
        if not text:
            await respond(message, sentence(notice_messages.EMPTY))
        elif len(text) > LONGEST_NOTICE:
            await respond(message, sentence(notice_messages.TOO_LONG))
        else:
            async with typing(message):
                report = await asyncio.to_thread(self._checked, text)
                held = self.reports.hold(report) if report.findings else None
            await respond(message, shown.checked(report, today=self.today(), held_as=held, notes=notes))

    def _checked(self, text: str) -> NoticeReport:
        """Blocking: what the library makes of a notice."""
        started = time.perf_counter()
        report = self.check(Notice(text=text, on=self.today(), region=self.region))
        elapsed = 1000 * (time.perf_counter() - started)
        _LOG.info("checked a notice: %s findings in %.0f ms", len(report.findings), elapsed)
        return report


class ForACheck(filters.MessageFilter):
    """Which texts are notices, go on one, or point at one."""

    __slots__ = ("_pastes",)

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._pastes = notices.pastes

    def filter(self, message: Message) -> bool:
        """Whether a text was passed on, looks like a notice, or replies to a message only to point at it."""
        if message.text is None:
            return False
        if message.forward_origin is not None or self._pastes.awaits(message):
            return True
        bot = message.get_bot().bot
        words = addressed(message, bot)
        if words is None:
            return False
        return looks_like_notice(words) or (refers_to_notice(words) and _shown_by(message, bot) is not None)


def wants_check(message: Message, bot: User) -> bool:
    """Whether a file's caption is the command to check it."""
    return _COMMAND.match(message.caption or "") is not None and commanded(message, bot)


def _shown_by(message: Message, bot: User) -> Message | None:
    """The message that another one replies to, where that can be a notice: it holds something, and not of ours."""
    earlier = message.reply_to_message
    if earlier is None or (earlier.from_user is not None and earlier.from_user.id == bot.id):
        return None
    return earlier if earlier.text or earlier.caption or earlier.document or earlier.photo else None


def _notes(found: NoticeText) -> tuple[str, ...]:
    """What a reader should know of how the text was come by."""
    unread = "、".join(map(str, found.unread))
    return (
        *((notice_messages.RECOGNISED,) if found.recognised else ()),
        *((notice_messages.UNREAD.format(numbers=unread),) if unread else ()),
    )


async def _settle(query: CallbackQuery) -> None:
    """Tell the phone that the press has been dealt with; Telegram refuses that after a while, and no harm done."""
    with suppress(BadRequest):
        await query.answer()
