"""Attention: what an admin's next words in a chat are for. Held in memory for a while; after that they are a question."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

LASTING = 600  # seconds


@dataclass(frozen=True, slots=True)
class Awaited:
    """The value of a field of a draft."""

    draft: str
    field: str


@dataclass(frozen=True, slots=True)
class Tried:
    """Questions that are put to a draft."""

    draft: str


Purpose = Awaited | Tried


@dataclass(slots=True)
class Attention:
    """By chat, and for how long."""

    clock: Callable[[], float] = time.monotonic
    _held: dict[int, tuple[Purpose, float]] = field(default_factory=dict)

    def turn(self, chat: int, purpose: Purpose) -> None:
        """From now on the next words are for this."""
        self._held[chat] = purpose, self.clock() + LASTING

    def of(self, chat: int) -> Purpose | None:
        """What they are for; None where nothing was asked, or long ago."""
        purpose, until = self._held.get(chat, (None, 0.0))
        if purpose is not None and self.clock() >= until:
            del self._held[chat]
            return None
        return purpose

    def drop(self, chat: int, draft: str | None = None) -> Purpose | None:
        """Words are for nothing in particular again; what they had been for. With a draft only if it was for that."""
        purpose = self.of(chat)
        if purpose is None or draft not in (None, purpose.draft):
            return None
        del self._held[chat]
        return purpose
