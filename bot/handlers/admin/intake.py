"""Intake: what admins send becomes a draft with a card: a file, a photograph, an album of them, a page's address."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from telegram import Bot, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import admin_messages
from bot.clock import today
from bot.handlers import Context
from bot.handlers.admin.desk import Desk
from bot.handlers.admin.publishing import Publishing
from bot.handlers.admin.reading import told
from bot.handlers.attachments import LARGEST, MEBIBYTE, Attachment, content, papers
from bot.handlers.delivery import persistently, respond
from bot.handlers.notices import Notices, wants_check
from bot.render import sentence
from ingest.document import Unreadable
from ingest.drafts import Draft, new_id
from knowledge.errors import JianfuError

_LOG = logging.getLogger(__name__)
_SEVERAL = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".jsonl", ".ndjson"})  # hold many documents


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what admins send in private, but for what they want checked as a notice."""

    desk: Desk
    publishing: Publishing
    notices: Notices

    async def receive(self, update: Update, context: Context) -> None:
        """Take a file or a picture; the pictures of an album together, once no more come."""
        message = update.message
        whole = await self.notices.albums.whole(message) if message is not None else None
        if whole is None:
            return
        if any(wants_check(one, context.bot.bot) for one in whole):
            await self.notices.check_files(whole)
        else:
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

    async def _take(self, bot: Bot, messages: Sequence[Message]) -> None:
        """One document of one message or of an album of pictures; of other files sent together one each."""
        found = list(papers(messages))
        for message, files in found:
            await self._download(bot, message, files)
        if not found:
            await respond(messages[0], sentence(admin_messages.NOT_A_DOCUMENT))

    async def _download(self, bot: Bot, message: Message, files: Sequence[Attachment]) -> None:
        refusal = _refusal(files)
        if refusal is not None:
            await respond(message, sentence(refusal))
            return
        name = files[0].name if len(files) == 1 else f"{admin_messages.ALBUM.format(number=len(files))}.pdf"
        sent = await respond(message, sentence(admin_messages.DOWNLOADING.format(name=name)))
        try:
            parts = [(one.suffix, await content(bot, one)) for one in files]
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


def _refusal(files: Sequence[Attachment]) -> str | None:
    """Why files are not fetched, in words for the admin."""
    largest = max(one.size for one in files)
    if largest > LARGEST:
        return admin_messages.TOO_LARGE.format(size=f"{largest / MEBIBYTE:.0f}")
    if any(one.suffix in _SEVERAL for one in files):
        return admin_messages.SEVERAL
    return None


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
