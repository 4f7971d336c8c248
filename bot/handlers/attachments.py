"""Attachments: the files of messages, and how they are fetched, into memory alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

from telegram import Bot, Message

from bot import admin_messages
from bot.clock import in_china
from bot.handlers.delivery import persistently
from ingest.albums import IMAGES
from ingest.readers.encoding import encodable

MEBIBYTE = 2**20
LARGEST = 20 * MEBIBYTE  # bytes; Telegram gives bots no more
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


def attachment(message: Message) -> Attachment | None:
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


def papers(messages: Sequence[Message]) -> Iterator[tuple[Message, Sequence[Attachment]]]:
    """The papers that messages sent together hold: pictures are the pages of one, any other file is one by itself."""
    found = [(message, one) for message in messages if (one := attachment(message)) is not None]
    if found and all(one.suffix in IMAGES for _, one in found):
        yield found[0][0], [one for _, one in found]
        return
    for message, one in found:
        yield message, [one]


async def content(bot: Bot, one: Attachment) -> bytes:
    """The bytes of a file.

    Raises:
        TelegramError: Telegram does not give them.
    """
    file = await persistently(partial(bot.get_file, one.file), harmless=True)
    return bytes(await persistently(file.download_as_bytearray, harmless=True))
