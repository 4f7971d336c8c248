"""Memory: questions that were asked in vain, kept for the admin. There is one only where the operator wants it.

Words are masked before anything else is done with them. Those of answered questions are held in memory for a while, in case
their reply is said to miss the point; they are never written down.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError
from telegram import MaybeInaccessibleMessage, Message

from bot.callbacks import Outcome
from bot.journal import Journal
from knowledge.masking import mask
from knowledge.model import Answer, NoAnswer, Reason

_LOG = logging.getLogger(__name__)
_HELD = 1000  # replies; a thumb comes within minutes

Place = tuple[int, int]
"""A message: its chat and its number there."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Keeps what no clause answered, and what was said to be answered beside the point."""

    journal: Journal
    _held: OrderedDict[Place, str] = field(default_factory=OrderedDict, init=False, repr=False)

    async def asked(self, words: str, result: Answer | NoAnswer, reply: Message | None) -> None:
        """Keep a question that nothing here answers; hold any other, by the message that has the buttons."""
        masked = mask(words)
        if isinstance(result, NoAnswer) and result.reason is Reason.NO_BASIS:
            await self._keep(masked, result.reason.value)
        elif reply is not None:
            self._held[_place(reply)] = masked
            while len(self._held) > _HELD:
                self._held.popitem(last=False)

    async def missed(self, reply: MaybeInaccessibleMessage | None, outcome: Outcome) -> bool:
        """Keep the question of a reply that missed the point; whether it was still known."""
        if outcome is Outcome.NO_BASIS:
            return True  # kept when it was asked
        masked = self._held.pop(_place(reply), None) if reply is not None else None
        return masked is not None and await self._keep(masked, outcome.value)

    def forget(self, chat: int, replies: Iterable[int]) -> None:
        """Let go of the questions to which these messages of a chat replied."""
        for reply in replies:
            self._held.pop((chat, reply), None)

    async def _keep(self, masked: str, outcome: str) -> bool:
        try:
            await asyncio.to_thread(self.journal.keep, masked, outcome)
        except SQLAlchemyError as problem:  # the reader has their answer, which is what matters
            _LOG.warning("a question could not be kept", exc_info=problem)
            return False
        return True


def _place(message: MaybeInaccessibleMessage) -> Place:
    return message.chat.id, message.message_id
