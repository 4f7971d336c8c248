"""Conversations: the last turns with each reader, for half an hour, in this process's memory and nowhere else.

One conversation for each person, chat and forum topic. What begins another matter ends what follow-ups are read against;
what was said before stays within its half hour for the buttons and for who replies to an older message. Used from the
event loop alone, so that nothing happens between two lines that do not await.
"""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.callbacks import TOKEN_BYTES
from knowledge.conversation import Turn
from knowledge.model import Choice

LIFETIME = 30 * 60  # seconds after its answer that a turn is held
MOST_CONVERSATIONS = 1000
MOST_TURNS = 8  # of one conversation; some 10 KB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who speaks where; a thread is a forum's topic."""

    chat: int
    user: int
    thread: int | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """A question's place in its conversation, held from when it came; the turn comes with the answer."""

    place: Place
    message: int | None  # the question's number in its chat; None where a button asked it
    token: str  # by which buttons name it
    at: float  # seconds of the clock
    turn: Turn | None = None
    opens: bool = False  # begins a matter of its own
    reply: int | None = None  # the last message of the answer
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    def answered_in(self, message: int) -> bool:
        """Whether a message of ours is of its answer, which may have come in several."""
        if self.turn is None or self.reply is None:
            return False
        return message == self.reply or (self.message is not None and self.message < message <= self.reply)


class Conversations:
    """What is held of all conversations, within bounds."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        token: Callable[[], str] = lambda: secrets.token_hex(TOKEN_BYTES),
    ) -> None:
        """`token` makes names that no process makes twice: a button may outlive the process that sent it."""
        self._clock = clock
        self._token = token
        self._held: OrderedDict[Place, list[Entry]] = OrderedDict()  # the one spoken in last is last

    @asynccontextmanager
    async def entry(self, place: Place, message: int | None = None) -> AsyncIterator[Entry]:
        """Hold a place for a question, where an earlier wording of the same message had it; given up if nothing is settled."""
        entry = Entry(place=place, message=message, token=self._token(), at=self._clock())
        self._insert(entry)
        try:
            yield entry
        finally:
            if entry.turn is None:
                self._drop(entry)
            entry.settled.set()

    def settle(self, entry: Entry, turn: Turn, *, opens: bool) -> None:
        """Take the turn that a question came to; its time begins."""
        entry.turn, entry.opens, entry.at = turn, opens, self._clock()

    async def before(self, entry: Entry, *, patient: bool) -> tuple[Turn, ...]:
        """The turns that a question may go on from, the last one last; a patient one waits for those still being answered."""
        earlier = self._earlier(entry)
        if patient:
            for one in earlier:
                await one.settled.wait()
        found: list[Turn] = []
        for one in reversed(self._earlier(entry)):
            if one.turn is not None and self._fresh(one):
                found.append(one.turn)
                if one.opens:
                    break
        return tuple(reversed(found))

    def replied(self, chat: int, message: int) -> Turn | None:
        """The turn to whose answer a message of ours belongs, whoever asked: all in the chat have seen it."""
        found = [one for one in self._in_chat(chat) if one.answered_in(message)]
        return max(found, key=lambda one: one.message or 0).turn if found else None

    def choice(self, chat: int, token: str, index: int) -> Choice | None:
        """What a button under an answer stands for; None where that is forgotten."""
        for one in self._in_chat(chat):
            if one.token == token and one.turn is not None:
                choices = one.turn.result.choices
                return choices[index] if index < len(choices) else None
        return None

    def forget(self, chat: int, user: int) -> tuple[int, ...]:
        """Let go of all that somebody said in a chat, also of what is being answered; the numbers of the replies."""
        places = [place for place in self._held if (place.chat, place.user) == (chat, user)]
        gone = [entry for place in places for entry in self._held.pop(place)]
        return tuple(entry.reply for entry in gone if entry.reply is not None)

    def sweep(self) -> None:
        """Let go of what is older than its lifetime."""
        for place, entries in list(self._held.items()):
            entries[:] = [one for one in entries if not one.settled.is_set() or self._fresh(one)]
            if not entries:
                del self._held[place]

    def __len__(self) -> int:
        """How many turns are held, those being answered included."""
        return sum(map(len, self._held.values()))

    def _insert(self, entry: Entry) -> None:
        self.sweep()
        entries = self._held.setdefault(entry.place, [])
        self._held.move_to_end(entry.place)
        places = (place for place, one in enumerate(entries) if one.message == entry.message is not None)
        mended = next(places, None)
        if mended is None:
            entries.append(entry)
        else:
            entries[mended] = entry
        del entries[:-MOST_TURNS]
        while len(self._held) > MOST_CONVERSATIONS:
            self._held.popitem(last=False)

    def _drop(self, entry: Entry) -> None:
        entries = self._held.get(entry.place, [])
        if entry in entries:
            entries.remove(entry)
        if not entries:
            self._held.pop(entry.place, None)

    def _earlier(self, entry: Entry) -> list[Entry]:
        entries = self._held.get(entry.place, [])
        return entries[: entries.index(entry)] if entry in entries else []

    def _in_chat(self, chat: int) -> Iterator[Entry]:
        for place, entries in self._held.items():
            if place.chat == chat:
                yield from (entry for entry in entries if self._fresh(entry))

    def _fresh(self, entry: Entry) -> bool:
        return self._clock() - entry.at < LIFETIME
