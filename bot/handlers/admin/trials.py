"""Trials: libraries with a draft in them, each open while its owner asks, and thrown away a while after."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.handlers.admin.stock import Stock
from ingest.document import Prepared
from ingest.trial import Trial
from knowledge.model import Answer, NoAnswer, Question

LASTING = 600  # seconds without a question


@dataclass(slots=True)
class Trials:
    """The open ones, by draft. The caller sees to it that nothing happens twice at once to a draft."""

    stock: Stock
    lasting: float = LASTING
    _open: dict[str, Trial] = field(default_factory=dict)
    _endings: dict[str, asyncio.TimerHandle] = field(default_factory=dict)

    async def begin(self, draft: str, prepared: Prepared, lapse: Callable[[], None]) -> None:
        """Have a trial of a draft, a new one unless it is open; `lapse` is called when nobody asks any more.

        Raises:
            JianfuError: the library cannot be read.
        """
        if draft not in self._open:
            self._open[draft] = await asyncio.to_thread(self.stock.try_out, prepared)
        self._postpone(draft, lapse)

    async def ask(
        self, draft: str, question: Question, lapse: Callable[[], None]
    ) -> Answer | NoAnswer | None:
        """The answer with the draft in the library; None where there is no trial of it."""
        trial = self._open.get(draft)
        if trial is None:
            return None
        self._postpone(draft, lapse)
        return await asyncio.to_thread(trial.ask, question)

    async def end(self, draft: str) -> bool:
        """Throw a draft's trial away; whether there was one."""
        ending = self._endings.pop(draft, None)
        if ending is not None:
            ending.cancel()
        trial = self._open.pop(draft, None)
        if trial is not None:
            await asyncio.to_thread(trial.close)
        return trial is not None

    async def close(self) -> None:
        """Throw all away."""
        for draft in list(self._open):
            await self.end(draft)

    def _postpone(self, draft: str, lapse: Callable[[], None]) -> None:
        ending = self._endings.pop(draft, None)
        if ending is not None:
            ending.cancel()
        self._endings[draft] = asyncio.get_running_loop().call_later(self.lasting, lapse)
