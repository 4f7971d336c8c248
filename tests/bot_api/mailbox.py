"""The mailbox: updates that wait for a poller, with Telegram's rules for offsets and for a second poller."""

import asyncio
import copy
from typing import Any

from tests.bot_api.faults import Refused

_FIRST_ID = 700_000_001
# What a bot gets that asked for nothing in particular, of the kinds that this server makes.
_USUAL = ("message", "edited_message", "callback_query")


class Mailbox:
    def __init__(self) -> None:
        self._updates: list[dict[str, Any]] = []
        self._next = _FIRST_ID
        self._changed = asyncio.Event()
        self._poller: asyncio.Event | None = None  # set when a newer one comes
        self._closed = False
        self.kinds: tuple[str, ...] = _USUAL
        self.confirmed = asyncio.Event()  # set whenever nothing is waiting

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """An update, unless the bot asked not to get such."""
        if kind in self.kinds:
            self._updates.append({"update_id": self._next, kind: copy.deepcopy(payload)})
            self._next += 1
            self.confirmed.clear()
            self._wake()

    async def fetch(self, *, offset: int = 0, limit: int = 100, hold: float = 0) -> list[dict[str, Any]]:
        """What waits from an offset on, held back for some seconds if that is nothing; all before it is forgotten.

        A poller that is still waiting gets a 409.
        """
        if self._poller is not None:
            self._poller.set()
            self._wake()
        self._poller = displaced = asyncio.Event()
        try:
            self._confirm(offset)
            await self._arrival(displaced, hold)
            return self._updates[:limit]
        finally:
            if self._poller is displaced:
                self._poller = None

    def close(self) -> None:
        """Let the poller go."""
        self._closed = True
        self._wake()

    async def _arrival(self, displaced: asyncio.Event, hold: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + hold
        while not self._updates and not self._closed and loop.time() < until:
            try:
                await asyncio.wait_for(self._changed.wait(), until - loop.time())
            except TimeoutError:
                return
            if displaced.is_set():
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._updates = self._updates[offset:]
        else:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates:
            self.confirmed.set()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
