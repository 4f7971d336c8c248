"""Intake: what admins send becomes a draft with a card: a file, a photograph, an album of them, a page's address."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

from telegram import Bot, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import admin_messages
from bot.clock import in_china, today
from bot.handlers import Context
from bot.handlers.admin.desk import Desk
from bot.handlers.admin.publishing import Publishing
from bot.handlers.admin.reading import told
from bot.handlers.delivery import persistently, respond
from bot.render import sentence
from ingest.albums import IMAGES
from ingest.document import Unreadable
from ingest.drafts import Draft, new_id
from ingest.readers.encoding import encodable
from knowledge.errors import JianfuError

_LOG = logging.getLogger(__name__)
_MEBIBYTE = 2**20
_LARGEST = 20 * _MEBIBYTE  # bytes; Telegram gives bots no more
_SEVERAL = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".jsonl", ".ndjson"})  # hold many documents
_SETTLED = 2.0  # seconds after the last picture of an album
_NAME = 120  # characters


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, not fetched yet."""

    file: str  # Telegram's id
    name: str
    size: int

    @property
    def suffix(self) -> str:
        """What its name ends in."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(slots=True)
class _Album:
    messages: list[Message] = field(default_factory=list)
    latest: float = 0.0


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what admins send in private."""

    desk: Desk
    publishing: Publishing
    settled: float = _SETTLED
    _albums: dict[str, _Album] = field(default_factory=dict, init=False, repr=False)

    async def receive(self, update: Update, context: Context) -> None:
        """Take a file or a picture; the pictures of an album together, once no more come."""
        message = update.message
        if message is None:
            return
        if message.media_group_id is None:
            await self._take(context.bot, [message])
        elif (whole := await self._collected(message.media_group_id, message)) is not None:
            await self._take(context.bot, whole)

    async def fetch(self, message: Message, address: str) -> None:
        """Take a page or a file from its address."""
        sent = await respond(message, sentence(admin_messages.FETCHING))
        try:
            document = await asyncio.to_thread(self.desk.stock.fetch, address)
        except Unreadable as problem:
            await _answer(message.get_bot(), sent, message, str(problem))
            return
        await self._keep(message, sent, document.path, [(document.suffix, document.content)], page=True)

    async def _collected(self, group: str, message: Message) -> list[Message] | None:
        """All messages of an album, in order, for the first of them; None for the others."""
        loop = asyncio.get_running_loop()
        album = self._albums.setdefault(group, _Album())
        album.messages.append(message)
        album.latest = loop.time()
        if len(album.messages) > 1:
            return None
        try:
            while (left := album.latest + self.settled - loop.time()) > 0:  # noqa: ASYNC110  # each picture puts it off
                await asyncio.sleep(left)
        finally:
            del self._albums[group]
        return sorted(album.messages, key=lambda one: one.message_id)

    async def _take(self, bot: Bot, messages: Sequence[Message]) -> None:
        """One document of one message or of an album of pictures; of other files sent together one each."""
        found = [(message, one) for message in messages if (one := _attachment(message)) is not None]
        if not found:
            await respond(messages[0], sentence(admin_messages.NOT_A_DOCUMENT))
        elif all(one.suffix in IMAGES for _, one in found):
            await self._download(bot, found[0][0], [one for _, one in found])
        else:
            for message, one in found:
                await self._download(bot, message, [one])

    async def _download(self, bot: Bot, message: Message, files: Sequence[Attachment]) -> None:
        refusal = _refusal(files)
        if refusal is not None:
            await respond(message, sentence(refusal))
            return
        name = files[0].name if len(files) == 1 else f"{admin_messages.ALBUM.format(number=len(files))}.pdf"
        sent = await respond(message, sentence(admin_messages.DOWNLOADING.format(name=name)))
        try:
            parts = [(one.suffix, await _content(bot, one)) for one in files]
        except TelegramError as problem:
            _LOG.warning("a file of %s bytes could not be fetched: %s", files[0].size, type(problem).__name__)
            await _answer(bot, sent, message, admin_messages.NOT_FETCHED)
            return
        await self._keep(message, sent, name, parts, page=False)

    async def _keep(
        self,
        message: Message,
        sent: Message | None,
        name: str,
        parts: Sequence[tuple[str, bytes]],
        *,
        page: bool,
    ) -> None:
        """Put a draft on disk and show what was made of it."""
        owner = message.from_user
        draft = Draft(
            id=new_id(),
            owner=owner.id if owner else message.chat.id,
            name=owner.full_name if owner else "",
            path=name,
            chat=message.chat.id,
            fetched=today() if page else None,
            card=sent.message_id if sent else None,
        )
        bot = message.get_bot()
        try:
            draft = await asyncio.to_thread(self.desk.drafts.create, draft, parts)
        except JianfuError as problem:
            await _answer(bot, sent, message, str(problem))
            return
        _LOG.info("draft %s of %s parts, %s bytes", draft.id, len(parts), sum(len(part) for _, part in parts))
        async with self.desk.lock(draft.id):
            await self._review(bot, draft)

    async def _review(self, bot: Bot, draft: Draft) -> None:
        try:
            async with told(bot, draft) as progress:
                await self.desk.prepared(draft, progress)
        except JianfuError:
            _LOG.info("draft %s could not be read", draft.id)  # the review says so
        await self.publishing.review(bot, draft)


def _attachment(message: Message) -> Attachment | None:
    """The file of a message: of a photograph the largest size that there is."""
    if message.document is not None:
        document = message.document
        name = encodable(document.file_name or "文件")[-_NAME:]
        return Attachment(document.file_id, name, document.file_size or 0)
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        moment = f"{in_china(message.date or datetime.now(UTC)):%m%d-%H%M}"
        name = f"{admin_messages.PHOTO.format(moment=moment)}.jpg"  # Telegram's photographs are all JPEG
        return Attachment(photo.file_id, name, photo.file_size or 0)
    return None


def _refusal(files: Sequence[Attachment]) -> str | None:
    """Why files are not fetched, in words for the admin."""
    largest = max(one.size for one in files)
    if largest > _LARGEST:
        return admin_messages.TOO_LARGE.format(size=f"{largest / _MEBIBYTE:.0f}")
    if any(one.suffix in _SEVERAL for one in files):
        return admin_messages.SEVERAL
    return None


async def _content(bot: Bot, one: Attachment) -> bytes:
    file = await persistently(partial(bot.get_file, one.file), harmless=True)
    return bytes(await persistently(file.download_as_bytearray, harmless=True))


async def _answer(bot: Bot, sent: Message | None, message: Message, words: str) -> None:
    """Say something in the place of the sign that it was being worked on."""
    html = sentence(words)[0].html
    if sent is None:
        await respond(message, sentence(words))
        return
    try:
        edit = partial(bot.edit_message_text, html, sent.chat.id, sent.message_id, parse_mode=ParseMode.HTML)
        await persistently(edit)
    except BadRequest:  # they deleted it meanwhile
        await respond(message, sentence(words))
