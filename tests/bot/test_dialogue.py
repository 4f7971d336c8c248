"""Readers go on from what was said: whole conversations with the real application, over HTTP."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot import messages
from bot.handlers.conversations import LIFETIME, Conversations
from bot.journal import Journal
from knowledge.model import Choice, Passage, Reason
from tests.bot.conftest import Start, logging_at
from tests.bot.shelf import FIFTH, LENGTH, SEVENTH, SIXTH, SLOW, Shelf
from tests.bot.test_conversations import Clock
from tests.bot_api import GROUP, NEIGHBOUR, BotApi, Sent
from tests.bot_api.chats import USERNAME
from tests.builders import answer, citation, no_answer

BORROWING = "县里能从我们镇借调干部吗"
SANCTION = "受了处分不服怎么办"
WAYS = (
    Choice(label="监察机关的政务处分", question="监察机关给的政务处分，不服怎么办"),
    Choice(label="单位给公务员的处分", question="公务员的处分，不服怎么办"),
)
NAMED = f"@{USERNAME}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
async def bot(start: Start, library: Shelf, clock: Clock) -> None:
    two = (citation(SIXTH), citation(SEVENTH))
    library.reactions[BORROWING] = lambda asked: answer(question=asked, citations=two)
    library.reactions[SANCTION] = lambda asked: no_answer(
        question=asked, reason=Reason.UNCLEAR, message="这要看是哪一种情况？", choices=WAYS
    )
    await start(conversations=Conversations(clock))


async def said(server: BotApi, text: str, **fields: Any) -> Sent:
    """Somebody says something, and the bot answers."""
    await server.send_text(text, **fields)
    return await server.reply()


def asked(library: Shelf) -> list[str]:
    return [one.text for one in library.asked]


async def test_a_follow_up_is_completed_and_the_reader_sees_how(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    reply = await said(server, "那市里呢")
    assert asked(library) == [BORROWING, "市里能从我们镇借调干部吗"]
    assert reply.text.startswith(messages.READ_AS.format(question="市里能从我们镇借调干部吗"))
    await said(server, "期限多久")
    assert asked(library)[-1] == "市里能从我们镇借调干部吗，期限多久"


async def test_a_question_of_its_own_begins_another_matter(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    reply = await said(server, LENGTH)
    assert messages.READ_AS.format(question="") not in reply.text
    await said(server, "期限多久")
    assert asked(library)[1:] == [LENGTH, f"{LENGTH}，期限多久"]


async def test_thanks_do_not_end_a_matter(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    await said(server, "谢谢")
    await said(server, "那市里呢")
    assert asked(library)[-1] == "市里能从我们镇借调干部吗"


@pytest.mark.parametrize(("later", "remembered"), [(LIFETIME - 1, True), (LIFETIME, False)])
async def test_after_half_an_hour_it_is_forgotten(
    server: BotApi, library: Shelf, clock: Clock, later: int, remembered: bool
) -> None:
    await said(server, BORROWING)
    clock.now += later
    reply = await said(server, "那市里呢")
    assert (reply.text == messages.ADRIFT) is not remembered
    assert len(library.asked) == 1 + remembered


async def test_forget_forgets_at_once(server: BotApi, library: Shelf) -> None:
    first = await said(server, SANCTION)
    assert (await said(server, "/forget")).text == messages.FORGOTTEN
    assert (await said(server, "那省里呢")).text == messages.ADRIFT
    await server.press(first.key(WAYS[0].label))
    assert await server.toast() == messages.CHOICE_FORGOTTEN
    assert asked(library) == [SANCTION]


async def test_in_a_group_two_people_are_not_mixed_up(server: BotApi, library: Shelf) -> None:
    await said(server, f"{NAMED} {BORROWING}", chat=GROUP)
    await said(server, f"{NAMED} {LENGTH}", user=NEIGHBOUR, chat=GROUP)
    await said(server, f"{NAMED} 那市里呢", chat=GROUP)
    await said(server, f"{NAMED} 期限多久", user=NEIGHBOUR, chat=GROUP)
    assert asked(library)[2:] == ["市里能从我们镇借调干部吗", f"{LENGTH}，期限多久"]


async def test_what_is_said_in_private_is_not_gone_on_from_in_a_group(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    assert (await said(server, f"{NAMED} 那市里呢", chat=GROUP)).text == messages.ADRIFT


async def test_each_topic_of_a_forum_is_a_conversation_of_its_own(server: BotApi, library: Shelf) -> None:
    def topic(number: int) -> dict[str, Any]:
        return {"chat": GROUP, "is_topic_message": True, "message_thread_id": number}

    await said(server, f"{NAMED} {BORROWING}", **topic(1))
    assert (await said(server, f"{NAMED} 那市里呢", **topic(2))).text == messages.ADRIFT
    await said(server, f"{NAMED} 那市里呢", **topic(1))
    assert asked(library)[-1] == "市里能从我们镇借调干部吗"


async def test_those_who_write_as_the_group_are_not_taken_for_one(server: BotApi) -> None:
    nameless = {"chat": GROUP, "sender_chat": GROUP.json}
    await said(server, f"{NAMED} {BORROWING}", **nameless)
    assert (await said(server, f"{NAMED} 那市里呢", **nameless)).text == messages.ADRIFT


async def test_a_reply_goes_on_from_the_answer_it_replies_to(server: BotApi, library: Shelf) -> None:
    first = await said(server, BORROWING)
    await said(server, LENGTH)
    await said(server, "那市里呢", reply_to=first.id)
    assert asked(library)[-1] == "市里能从我们镇借调干部吗"


async def test_in_a_group_anybody_can_reply_to_an_answer(server: BotApi, library: Shelf) -> None:
    first = await said(server, f"{NAMED} {BORROWING}", chat=GROUP)
    await said(server, "那市里呢", user=NEIGHBOUR, chat=GROUP, reply_to=first.id)
    assert asked(library)[-1] == "市里能从我们镇借调干部吗"


async def test_a_mended_question_takes_the_place_of_its_turn(server: BotApi, library: Shelf) -> None:
    number = await server.send_text("县里能从我们县借调干部吗")
    await server.reply()
    await server.edit_text(number, BORROWING)
    await server.reply()
    await said(server, "那市里呢")
    assert asked(library)[-1] == "市里能从我们镇借调干部吗"


async def test_a_follow_up_sent_at_once_waits_for_its_question(server: BotApi, library: Shelf) -> None:
    await server.send_text(SLOW)
    await server.send_text("期限多久")
    await server.replies(2)
    assert asked(library) == [SLOW, f"{SLOW}，期限多久"]


@pytest.mark.parametrize(
    ("text", "clause"), [("原文", SIXTH), ("第二条", SEVENTH), ("②", SEVENTH), ("为什么", SIXTH)]
)
async def test_a_clause_that_was_cited_is_shown_in_full(
    server: BotApi, library: Shelf, text: str, clause: Passage
) -> None:
    await said(server, BORROWING)
    reply = await said(server, text)
    assert clause.text in reply.text
    assert asked(library) == [BORROWING]


async def test_one_can_leaf_through_clauses_in_words(server: BotApi) -> None:
    await said(server, BORROWING)
    assert SEVENTH.text in (await said(server, "下一条")).text
    assert (await said(server, "下一条")).text == messages.NO_NEIGHBOUR
    assert SIXTH.text in (await said(server, "上一条")).text
    assert FIFTH.text in (await said(server, "上一条")).text


async def test_the_document_is_named_and_the_matter_goes_on(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    reply = await said(server, "哪个文件说的")
    for words in (
        "《整治形式主义为基层减负若干规定》",
        "印发：2024年8月6日",
        "现行有效",
        "引的是：第6条、第7条",
    ):
        assert words in reply.text
    await said(server, "那市里呢")
    assert asked(library) == [BORROWING, "市里能从我们镇借调干部吗"]


async def test_what_else_was_found_is_shown_as_what_it_is(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    reply = await said(server, "还有吗")
    assert reply.text.startswith(messages.OTHERS)
    assert FIFTH.text in reply.text
    assert SIXTH.text not in reply.text
    library.clauses.clear()
    assert (await said(server, "还有吗")).text == messages.NO_OTHERS


async def test_an_article_is_shown_or_said_not_to_be_held(server: BotApi, library: Shelf) -> None:
    named = "《整治形式主义为基层减负若干规定》第5条"
    library.reactions[named] = lambda asked: answer(question=asked, citations=(citation(FIFTH),))
    await said(server, BORROWING)
    assert FIFTH.text in (await said(server, "第五条呢")).text
    missing = named.replace("第5条", "第19条")
    library.reactions[missing] = library.reactions[named]  # something else comes up in its place
    reply = await said(server, "第十九条呢")
    assert reply.text == messages.NO_ARTICLE.format(article=missing)


async def test_a_clause_that_is_not_there_any_more_says_so(server: BotApi, library: Shelf) -> None:
    await said(server, BORROWING)
    library.clauses.clear()
    assert (await said(server, "原文")).text == messages.CLAUSE_GONE


async def test_a_choice_is_answered_in_a_new_message_and_is_a_turn(server: BotApi, library: Shelf) -> None:
    reply = await said(server, SANCTION)
    assert messages.CHOOSE in reply.text
    assert [key.label for key in reply.keys][:2] == [way.label for way in WAYS]
    await server.press(reply.key(WAYS[1].label))
    assert await server.toast() == ""
    chosen = await server.reply()
    assert chosen.text.startswith(messages.READ_AS.format(question=WAYS[1].question))
    await said(server, "期限多久")
    assert asked(library) == [SANCTION, WAYS[1].question, f"{WAYS[1].question}，期限多久"]


async def test_a_choice_can_be_typed(server: BotApi, library: Shelf) -> None:
    await said(server, SANCTION)
    await said(server, "政务处分")
    assert asked(library)[-1] == WAYS[0].question


async def test_a_choice_can_be_made_after_another_matter_began(server: BotApi, library: Shelf) -> None:
    reply = await said(server, SANCTION)
    await said(server, LENGTH)
    await server.press(reply.key(WAYS[0].label))
    await server.reply()
    assert asked(library)[-1] == WAYS[0].question


async def test_a_choice_that_is_forgotten_says_so(server: BotApi, library: Shelf, clock: Clock) -> None:
    reply = await said(server, SANCTION)
    clock.now += LIFETIME
    await server.press(reply.key(WAYS[0].label))
    assert await server.toast() == messages.CHOICE_FORGOTTEN
    assert asked(library) == [SANCTION]
    assert await server.quiet()


async def test_in_a_group_a_choice_is_the_turn_of_who_pressed(server: BotApi, library: Shelf) -> None:
    reply = await said(server, f"{NAMED} {SANCTION}", chat=GROUP)
    await server.press(reply.key(WAYS[0].label), user=NEIGHBOUR)
    chosen = await server.reply()
    assert chosen.reply_to == reply.id
    await said(server, f"{NAMED} 期限多久", user=NEIGHBOUR, chat=GROUP)
    assert asked(library)[-1] == f"{WAYS[0].question}，期限多久"


async def test_narrowing_stands_under_an_answer_before_the_other_buttons(
    server: BotApi, library: Shelf
) -> None:
    library.reactions[LENGTH] = lambda asked: answer(question=asked, choices=WAYS)
    reply = await said(server, LENGTH)
    assert [key.label for key in reply.keys] == [
        *(way.label for way in WAYS),
        messages.FULL_CLAUSE,
        messages.MISSED,
    ]
    assert reply.rows == (1, 1, 1, 1)


async def test_what_follows_a_failure_hangs_in_the_air(server: BotApi, library: Shelf) -> None:
    library.reactions["坏的"] = library.reactions["这个问题会让程序出错"]
    await said(server, "坏的")
    assert (await said(server, "那市里呢")).text == messages.ADRIFT


async def test_nothing_of_it_is_written_down(server: BotApi, journal: Journal, tmp_path: Path) -> None:
    async with logging_at("debug") as log:
        await said(server, BORROWING)
        await said(server, "那市里呢")
        await said(server, "原文")
        await asyncio.sleep(0)
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        whole = "\n".join(connection.iterdump())
    connection.close()
    for words in ("借调", "市里"):
        assert words not in log.getvalue()
        assert words not in whole
