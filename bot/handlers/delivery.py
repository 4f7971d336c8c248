"""Delivery: replies on their way to a chat, and the sign that one is being thought about."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TypeVar

import httpx
from telegram import (
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.render import Reply

Result = TypeVar("Result")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PATIENCE = 0.4  # seconds of thinking before it is shown: most answers are there sooner
_REPEAT = 4.5  # seconds; Telegram shows an action for five
_AGAIN_AFTER = (1.0, 3.0)  # seconds
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


async def send(
    near: MaybeInaccessibleMessage, replies: Sequence[Reply], *, quoting: bool = False
) -> Message | None:
    """Send replies, in order, to where a message stands; the first may quote it. The last message that was sent."""
    sent = None
    quoted = ReplyParameters(near.message_id, allow_sending_without_reply=True) if quoting else None
    for reply in replies:
        sent = await persistently(partial(_send_one, near, reply, quoted))
        quoted = None
    return sent


async def respond(message: Message, replies: Sequence[Reply]) -> Message | None:
    """Answer a message; in a group the answer quotes it, so that all see whose question it is.

    The last message that was sent.
    """
    return await send(message, replies, quoting=message.chat.type != ChatType.PRIVATE)


async def send_picture(near: MaybeInaccessibleMessage, content: bytes, name: str, *, photo: bool) -> None:
    """Send a picture to where a message stands, as a photograph, or as a file that Telegram leaves as it is."""
    send_file = near.chat.send_photo if photo else near.chat.send_document
    await persistently(partial(send_file, content, filename=name, message_thread_id=_topic(near)))


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """A reply's buttons as Telegram wants them."""
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
        for row in reply.rows
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def persistently(request: Callable[[], Awaitable[Result]], *, harmless: bool = False) -> Result:
    """Make a request again while it certainly did not reach Telegram. What may have arrived is not sent twice.

    One that is `harmless` only asks for something, and is made again after any failure of the network.
    """
    for seconds in _AGAIN_AFTER:
        try:
            return await request()
        except NetworkError as problem:
            if isinstance(problem, BadRequest) or not (harmless or isinstance(problem.__cause__, _NOT_SENT)):
                raise
            await asyncio.sleep(seconds)
    return await request()


def perhaps_arrived(problem: BaseException) -> bool:
    """Whether what failed may have reached the reader all the same."""
    if not isinstance(problem, NetworkError) or isinstance(problem, BadRequest):
        return False
    return not isinstance(problem.__cause__, _NOT_SENT)


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show that an answer is being thought about, if that takes long enough to wonder."""
    showing = asyncio.create_task(_show_typing(message.chat, _topic(message)))
    try:
        yield
    finally:
        showing.cancel()
        with suppress(asyncio.CancelledError):
            await showing


async def _show_typing(chat: Chat, topic: int | None) -> None:
    await asyncio.sleep(_PATIENCE)
    while True:
        with suppress(TelegramError):  # a sign that is not shown harms nobody
            await chat.send_action(ChatAction.TYPING, message_thread_id=topic)
        await asyncio.sleep(_REPEAT)


async def _send_one(near: MaybeInaccessibleMessage, reply: Reply, quoted: ReplyParameters | None) -> Message:
    return await near.chat.send_message(
        reply.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(reply),
        reply_parameters=quoted,
        message_thread_id=_topic(near),
    )


def _topic(near: MaybeInaccessibleMessage) -> int | None:
    return near.message_thread_id if isinstance(near, Message) and near.is_topic_message else None
