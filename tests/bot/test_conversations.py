"""What is held of conversations stays within its bounds and its time, and is let go of at once where that is asked."""

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers import conversations
from bot.handlers.conversations import LIFETIME, Conversations, Entry, Place
from knowledge.conversation import Turn
from knowledge.model import Choice
from tests.builders import answer, no_answer, question

HERE = Place(chat=1, user=10)
CHOICES = (Choice(label="省里", question="省里开会"), Choice(label="市里", question="市里开会"))


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Held:
    """Conversations with a clock of their own."""

    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.all = Conversations(self.clock)

    async def say(
        self, words: str, place: Place = HERE, message: int | None = None, *, opens: bool = False
    ) -> Entry:
        async with self.all.entry(place, message) as entry:
            turn = Turn(question=words, result=answer(question=question(words), choices=CHOICES))
            self.all.settle(entry, turn, opens=opens)
        return entry

    async def before(self, place: Place = HERE) -> list[str]:
        """The questions that the next one could go on from."""
        async with self.all.entry(place) as entry:
            return [turn.question for turn in await self.all.before(entry, patient=True)]


@pytest.fixture
def held() -> Held:
    return Held()


async def test_the_last_turns_of_a_matter_are_gone_on_from(held: Held) -> None:
    for words, opens in (("甲", True), ("乙", True), ("丙", False), ("丁", False)):
        await held.say(words, opens=opens)
    assert await held.before() == ["乙", "丙", "丁"]


@pytest.mark.parametrize(
    "other", [Place(chat=1, user=11), Place(chat=2, user=10), Place(chat=1, user=10, thread=7)]
)
async def test_each_person_chat_and_topic_has_its_own(held: Held, other: Place) -> None:
    await held.say("甲")
    assert await held.before(other) == []


async def test_a_turn_is_held_for_half_an_hour(held: Held) -> None:
    entry = await held.say("甲")
    held.clock.now = LIFETIME - 1
    assert await held.before() == ["甲"]
    assert held.all.choice(1, entry.token, 0) == CHOICES[0]
    held.clock.now = LIFETIME
    assert await held.before() == []
    assert held.all.choice(1, entry.token, 0) is None
    held.all.sweep()
    assert len(held.all) == 0


async def test_a_failure_leaves_nothing(held: Held) -> None:
    with pytest.raises(LookupError):
        async with held.all.entry(HERE):
            raise LookupError
    assert len(held.all) == 0


async def test_a_mended_message_takes_the_place_of_its_turn(held: Held) -> None:
    await held.say("甲", message=5, opens=True)
    first = await held.say("乙", message=6)
    await held.say("乙改", message=6)
    assert await held.before() == ["甲", "乙改"]
    assert held.all.choice(1, first.token, 0) is None
    await held.say("甲改", message=5, opens=True)
    assert await held.before() == ["甲改", "乙改"]


async def test_what_is_mended_goes_on_from_what_came_before_it(held: Held) -> None:
    for number, words in enumerate("甲乙丙"):
        await held.say(words, message=number)
    async with held.all.entry(HERE, 1) as entry:
        assert [turn.question for turn in await held.all.before(entry, patient=False)] == ["甲"]


async def test_a_follow_up_waits_for_the_question_before_it_and_no_other_does(held: Held) -> None:
    async with held.all.entry(HERE) as slow:
        async with held.all.entry(HERE) as other:
            assert await held.all.before(other, patient=False) == ()
        follow_up = asyncio.create_task(held.before())
        await asyncio.sleep(0)
        assert not follow_up.done()
        held.all.settle(slow, Turn(question="慢", result=no_answer()), opens=True)
    assert await follow_up == ["慢"]


async def test_turns_stand_in_the_order_of_the_questions(held: Held) -> None:
    async with held.all.entry(HERE) as slow:
        await held.say("后问先答", opens=True)
        held.all.settle(slow, Turn(question="先问后答", result=no_answer()), opens=True)
    assert await held.before() == ["后问先答"]


async def test_a_reply_finds_its_turn_even_after_another_matter_began(held: Held) -> None:
    for number, words in ((100, "甲"), (200, "乙")):
        entry = await held.say(words, message=number, opens=True)
        entry.reply = number + 3  # an answer in several messages
    for message, words in ((101, "甲"), (103, "甲"), (203, "乙")):
        found = held.all.replied(1, message)
        assert found is not None
        assert found.question == words
    assert held.all.replied(1, 104) is None
    assert held.all.replied(2, 103) is None


async def test_a_choice_is_known_in_its_chat_alone(held: Held) -> None:
    entry = await held.say("甲")
    assert held.all.choice(1, entry.token, 1) == CHOICES[1]
    assert held.all.choice(1, entry.token, 2) is None
    assert held.all.choice(2, entry.token, 0) is None
    assert held.all.choice(1, "0" * len(entry.token), 0) is None


async def test_who_wants_to_be_forgotten_is(held: Held) -> None:
    thread = Place(chat=1, user=10, thread=7)
    for place in (HERE, thread, Place(chat=1, user=11), Place(chat=2, user=10)):
        entry = await held.say("甲", place)
        entry.reply = 50 if place == HERE else None
    assert held.all.forget(1, 10) == (50,)
    assert await held.before() == []
    assert await held.before(thread) == []
    assert await held.before(Place(chat=1, user=11)) == ["甲"]
    assert await held.before(Place(chat=2, user=10)) == ["甲"]
    assert held.all.forget(1, 10) == ()


async def test_what_is_being_answered_is_forgotten_too(held: Held) -> None:
    async with held.all.entry(HERE) as entry:
        held.all.forget(1, 10)
        held.all.settle(entry, Turn(question="甲", result=no_answer()), opens=True)
    assert await held.before() == []
    assert len(held.all) == 0


steps = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.booleans(), st.integers(0, 700)),
    min_size=1,
    max_size=40,
)


@given(steps)
async def test_however_much_is_said_it_stays_within_bounds(said: list[tuple[int, int, bool, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversations, "MOST_CONVERSATIONS", 3)
        patch.setattr(conversations, "MOST_TURNS", 2)
        held = Held()
        spoken: list[tuple[float, Place, str]] = []
        for number, (user, message, opens, pause) in enumerate(said):
            held.clock.now += pause
            place = Place(chat=1, user=user)
            await held.say(str(number), place, message, opens=opens)
            spoken.append((held.clock.now, place, str(number)))
            assert len(held.all) <= 3 * 2
        for user in range(5):
            place = Place(chat=1, user=user)
            young = {
                words for at, where, words in spoken if where == place and held.clock.now - at < LIFETIME
            }
            assert set(await held.before(place)) <= young
        held.clock.now += LIFETIME
        held.all.sweep()
        assert len(held.all) == 0
