"""Gathering: messages that belong together and come one after the other, taken as one once no more come."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field

from telegram import Message

SETTLED = 2.0  # seconds after the last of them


@dataclass(slots=True)
class _Gathered:
    messages: list[Message] = field(default_factory=list)
    latest: float = 0.0


@dataclass(frozen=True, slots=True)
class Gathering:
    """By a key that such messages have in common."""

    _open: dict[Hashable, _Gathered] = field(default_factory=dict, init=False, repr=False)

    def awaits(self, key: Hashable) -> bool:
        """Whether more of them may be coming."""
        return key in self._open

    async def whole(self, key: Hashable, message: Message) -> tuple[Message, ...] | None:
        """All of them, in order, for the first once no more come; None for the others."""
        loop = asyncio.get_running_loop()
        gathered = self._open.setdefault(key, _Gathered())
        gathered.messages.append(message)
        gathered.latest = loop.time()
        if len(gathered.messages) > 1:
            return None
        try:
            while (left := gathered.latest + SETTLED - loop.time()) > 0:  # noqa: ASYNC110  # each puts it off
                await asyncio.sleep(left)
        finally:
            del self._open[key]
        return tuple(sorted(gathered.messages, key=lambda one: one.message_id))
