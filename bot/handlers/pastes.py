"""Pastes: a text longer than a message comes as several, which applications cut where they like."""

from dataclasses import dataclass, field

from telegram import Message

from bot.handlers.gathering import Gathering
from bot.render.paging import MAX_UNITS, units

_CUT = MAX_UNITS // 2  # UTF-16 units; applications look for a place to cut in the second half of what fits

Writer = tuple[int, int, bool]
"""Who writes where, and whether it is passed on: a chat, a person; what is written about a text is no part of it."""


@dataclass(frozen=True, slots=True)
class Pastes:
    """Puts the parts of a long text together again."""

    _gathering: Gathering = field(default_factory=Gathering, init=False, repr=False)

    def awaits(self, message: Message) -> bool:
        """Whether a text may go on what the same person has just written."""
        return self._gathering.awaits(_writer(message))

    async def whole(self, message: Message) -> tuple[Message, ...] | None:
        """The messages of a text in order, for the first of them once no more come; None for the others.

        A text that is short enough, or was edited, is whole.
        """
        if message.edit_date is not None or not (self.awaits(message) or units(message.text or "") >= _CUT):
            return (message,)
        return await self._gathering.whole(_writer(message), message)


def _writer(message: Message) -> Writer:
    person = message.from_user.id if message.from_user is not None else 0
    return message.chat.id, person, message.forward_origin is not None
