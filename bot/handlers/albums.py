"""Albums: pictures that were sent together come as messages of their own, and are taken together."""

from collections import OrderedDict
from dataclasses import dataclass, field

from telegram import Message

from bot.handlers.attachments import Attachment, attachment
from bot.handlers.gathering import Gathering
from ingest.albums import IMAGES

_KNOWN = 200  # albums whose files are remembered by name, so that a reply to one picture means all

Place = tuple[int, str]
"""An album: its chat, and the number that Telegram gives it."""


@dataclass(frozen=True, slots=True)
class Albums:
    """Gathers albums, and remembers which pictures were one while the process lives."""

    _gathering: Gathering = field(default_factory=Gathering, init=False, repr=False)
    _known: OrderedDict[Place, tuple[Attachment, ...]] = field(
        default_factory=OrderedDict, init=False, repr=False
    )

    async def whole(self, message: Message) -> tuple[Message, ...] | None:
        """All messages of an album in order, for the first of them once no more come; None for the others.

        A message by itself is whole.
        """
        if message.media_group_id is None:
            return (message,)
        place = message.chat.id, message.media_group_id
        gathered = await self._gathering.whole(place, message)
        if gathered is not None:
            found = (attachment(one) for one in gathered)
            self._known[place] = tuple(one for one in found if one is not None and one.suffix in IMAGES)
            while len(self._known) > _KNOWN:
                self._known.popitem(last=False)
        return gathered

    def pages(self, message: Message) -> tuple[Attachment, ...]:
        """The file of a message, with the pictures that it was sent with if it is one; none where it has no file."""
        own = attachment(message)
        if own is None:
            return ()
        if message.media_group_id is None or own.suffix not in IMAGES:
            return (own,)
        return self._known.get((message.chat.id, message.media_group_id), (own,))
