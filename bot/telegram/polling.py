"""Polling: how the fetching of updates goes, seen where its requests go out.

python-telegram-bot retries by itself and says so only in its log. Whether the bot is ready, whether its token is
refused, and whether another process takes the updates away has to be known outside of it.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from knowledge.errors import Busy, JianfuError, NotSetUp

POLL_SECONDS = 25  # that Telegram holds a request back while there is nothing
RECENT = 3 * POLL_SECONDS  # seconds; a success older than that is none
TOKEN_REFUSED = "Telegram 不认这个令牌，请到 @BotFather 核对，再改 JIANFU_TELEGRAM_TOKEN。"  # noqa: S105  # a sentence
TAKEN_AWAY = "另一个进程正用同一个令牌收消息，请先停掉它，或给这里换一个令牌。"
_CONFLICT = 409
_APART = 120  # seconds; conflicts further apart have nothing to do with each other


class Polling:
    """The state of the connection to Telegram, and the failure that ends it."""

    def __init__(self, *, patience: float = 40, clock: Callable[[], float] = time.monotonic) -> None:
        """`patience`: seconds that conflicts may go on, since at a redeployment two processes overlap for a while."""
        self._patience = patience
        self._clock = clock
        self._succeeded: float | None = None
        self._conflicts: tuple[float, float] | None = None  # the first and the last of a series
        self.failure: JianfuError | None = None
        self.failed = asyncio.Event()

    def problems(self) -> tuple[str, ...]:
        """What stands in the way, in words."""
        if self._succeeded is None:
            return ("还没有连上 Telegram。",)
        silent = self._clock() - self._succeeded
        return (f"已经 {silent:.0f} 秒没有连上 Telegram。",) if silent > RECENT else ()

    def note(self, status: int) -> None:
        """Take note of how a request for updates was answered."""
        if status in (401, 404):  # 404 is what a malformed token gets
            self._fail(NotSetUp(TOKEN_REFUSED))
        elif status == _CONFLICT:
            self._note_conflict(self._clock())
        elif status == 200:
            self._succeeded = self._clock()

    def _note_conflict(self, now: float) -> None:
        first, last = self._conflicts or (now, now)
        if now - last > _APART:
            first = now
        self._conflicts = first, now
        if now - first >= self._patience:
            self._fail(Busy(TAKEN_AWAY))

    def _fail(self, problem: JianfuError) -> None:
        self.failure = self.failure or problem
        self.failed.set()


class PollingRequest(HTTPXRequest):
    """The requests for updates, which tell the state how they went."""

    def __init__(self, polling: Polling, **options: Any) -> None:  # the options are HTTPXRequest's
        super().__init__(connection_pool_size=1, **options)
        self._polling = polling

    async def do_request(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:  # handed through
        """As it is, with the status noted."""
        status, payload = await super().do_request(*arguments, **options)
        self._polling.note(status)
        return status, payload


def ignore(_problem: TelegramError) -> None:
    """Leave a failed request for updates to python-telegram-bot's retries; its default would log a traceback each."""
