"""Whole conversations of the real application with readers, over HTTP, against a strict Bot API server."""

import re

import pytest

from bot import messages
from bot.journal import Journal
from knowledge.model import Reason
from tests.bot.conftest import Start
from tests.bot.shelf import BROKEN, LENGTH, SEVENTH, SIXTH, SLOW, Shelf
from tests.bot_api import READER, BotApi, Fault
from tests.builders import answer, citation, no_answer, passage


@pytest.fixture(autouse=True)
async def bot(start: Start) -> None:
    await start()


@pytest.mark.parametrize(("command", "words"), [("/start", messages.START), ("/help", messages.HELP)])
async def test_a_command_is_answered_with_its_sentences(server: BotApi, command: str, words: str) -> None:
    await server.send_text(command)
    assert (await server.reply()).text == words


async def test_the_menu_offers_the_commands(server: BotApi) -> None:
    await server.send_text("/start")
    await server.reply()
    commands = ["start", "help", "check", "forget"]
    assert [command["command"] for command in server.bot.commands] == commands


async def test_an_unknown_command_is_not_taken_for_a_question(server: BotApi, library: Shelf) -> None:
    await server.send_text("/settings")
    assert (await server.reply()).text == messages.UNKNOWN_COMMAND
    assert library.asked == []


async def test_a_question_gets_the_clause_its_exception_and_its_name(server: BotApi, library: Shelf) -> None:
    await server.send_text(f"  {LENGTH}\n")
    reply = await server.reply()
    assert library.asked[0].text == LENGTH
    for words in (
        "主要负责人讲话一般不超过1小时。",
        "经批准召开的除外。",
        "《整治形式主义为基层减负若干规定》第6条",
    ):
        assert words in reply.text
    assert "expandable_blockquote" in [entity["type"] for entity in reply.entities]


async def test_the_full_clause_comes_as_a_message_and_is_turned_like_a_page(server: BotApi) -> None:
    await server.send_text(LENGTH)
    reply = await server.reply()
    await server.press(reply.key("看整条"))
    full = await server.reply()
    assert await server.toast() == ""
    assert SIXTH.text in full.text
    await server.press(full.key("第7条"))
    turned = await server.edit()
    assert turned.id == full.id
    assert SEVENTH.text in turned.text
    assert [key.label for key in turned.keys] == ["‹ 第6条"]


async def test_a_button_pressed_twice_does_no_harm(server: BotApi) -> None:
    await server.send_text(LENGTH)
    await server.press((await server.reply()).key("看整条"))
    full = await server.reply()
    await server.toast()
    following = full.key("第7条")
    for _ in range(2):
        await server.press(following)
        assert await server.toast() == ""
    assert await server.quiet()


async def test_what_missed_the_point_is_written_down_without_its_question(
    server: BotApi, journal: Journal
) -> None:
    await server.send_text(LENGTH)
    reply = await server.reply()
    await server.press(reply.key(messages.MISSED))
    assert await server.toast() == messages.THANKS
    left = await server.edit()
    assert messages.MISSED not in [key.label for key in left.keys]
    (miss,) = journal.misses()
    assert (miss.outcome, miss.passages) == ("answer", (SIXTH.id,))


@pytest.mark.parametrize("reason", Reason)
async def test_where_there_is_no_answer_it_says_why_and_names_what_is_near(
    server: BotApi, library: Shelf, journal: Journal, reason: Reason
) -> None:
    near = (citation(SIXTH), citation(SEVENTH))
    library.reactions["村干部退休金多少"] = lambda asked: no_answer(
        question=asked, reason=reason, nearest=near
    )
    await server.send_text("村干部退休金多少")
    reply = await server.reply()
    assert reply.text.startswith(messages.REASONS[reason])
    assert messages.NEAREST in reply.text
    assert SIXTH.text not in reply.text
    await server.press(reply.key(messages.MISSED))
    await server.toast()
    assert journal.misses()[0].outcome == reason.value


@pytest.mark.parametrize("data", ["old-button", "1c:zz", "2c:0123456789abcdef", "\U0001f600"])
async def test_a_button_of_another_version_says_so(server: BotApi, data: str) -> None:
    await server.send_text(LENGTH)
    await server.press((await server.reply()).keys[0], data=data)
    assert await server.toast() == messages.BUTTON_EXPIRED


async def test_a_clause_that_is_not_there_any_more_says_so(server: BotApi, library: Shelf) -> None:
    await server.send_text(LENGTH)
    reply = await server.reply()
    library.clauses.clear()
    await server.press(reply.key("看整条"))
    assert await server.toast() == messages.CLAUSE_GONE


async def test_a_long_answer_comes_in_several_messages_with_the_buttons_under_the_last(
    server: BotApi, library: Shelf
) -> None:
    long = tuple(passage(f"第{number}款。" * 700, locator=f"第{number}条") for number in range(3))
    library.reactions["长的"] = lambda asked: answer(question=asked, citations=tuple(map(citation, long)))
    server.limit = 2, 1.0  # so that the third is refused at first
    await server.send_text("长的")
    replies = await server.replies(3)
    assert [len(reply.keys) for reply in replies] == [0, 0, 4]
    assert [number for number in range(3) for reply in replies if f"第{number}款" in reply.text] == [0, 1, 2]


async def test_a_clause_of_several_messages_turns_into_a_new_message(server: BotApi, library: Shelf) -> None:
    long = passage("应当减负。" * 1200)
    library.clauses[SIXTH.id] = library.clauses[SEVENTH.id]
    library.clauses[long.id] = type(library.clauses[SIXTH.id])(
        source=library.clauses[SIXTH.id].source, passage=long, following=SIXTH
    )
    library.reactions["长的"] = lambda asked: answer(question=asked, citations=(citation(long),))
    await server.send_text("长的")
    await server.press((await server.replies(2))[-1].key("看整条"))
    await server.press((await server.replies(2))[-1].key("第6条"))
    assert SEVENTH.text in (await server.reply()).text


async def test_what_is_no_question_is_answered_with_a_sentence(server: BotApi, library: Shelf) -> None:
    await server.send_text("　")
    assert (await server.reply()).text == messages.NO_QUESTION
    assert library.asked == []


FILE = {"file_id": "x", "file_unique_id": "x"}


@pytest.mark.parametrize(
    "fields",
    [
        {"voice": FILE | {"duration": 3}},
        {"video": FILE | {"width": 1, "height": 1, "duration": 3}, "caption": "这个通知对不对"},
        {
            "sticker": FILE
            | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
        },
        {"location": {"longitude": 1.0, "latitude": 1.0}},
    ],
    ids=lambda fields: next(iter(fields)),
)
async def test_what_is_neither_text_nor_file_gets_a_sentence(
    server: BotApi, fields: dict[str, object]
) -> None:
    await server.send(READER, None, fields)
    assert (await server.reply()).text == messages.ONLY_TEXT


async def test_an_album_of_videos_gets_one_sentence(server: BotApi) -> None:
    video = {"video": FILE | {"width": 1, "height": 1, "duration": 3}, "media_group_id": "77"}
    for _ in range(4):
        await server.send(READER, None, video)
    assert (await server.reply()).text == messages.ONLY_TEXT
    assert await server.quiet()


async def test_a_question_that_was_mended_is_answered_anew(server: BotApi, library: Shelf) -> None:
    number = await server.send_text("开会主报告最长能讲多就")
    await server.reply()
    await server.edit_text(number, LENGTH)
    assert SIXTH.text in (await server.reply()).text


async def test_typing_is_shown_while_it_takes_long(server: BotApi) -> None:
    await server.send_text(SLOW)
    await server.reply()
    await server.send_text(LENGTH)
    await server.reply()
    assert [call.parameters["action"] for call in server.called("sendChatAction")] == ["typing"]


async def test_one_slow_question_does_not_hold_up_another(server: BotApi) -> None:
    await server.send_text(SLOW)
    await server.send_text("别的问题")
    assert messages.REASONS[Reason.NO_BASIS] in (await server.reply()).text


async def test_a_failure_gives_the_reader_a_number_and_no_more(server: BotApi) -> None:
    await server.send_text(BROKEN)
    reply = await server.reply()
    found = re.search(r"编号 ([2-9A-Z]{8}) ", reply.text)
    assert found is not None
    assert reply.text == messages.FAILED.format(reference=found[1])


async def test_a_failure_behind_a_button_answers_the_press(
    server: BotApi, library: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await server.send_text(LENGTH)
    reply = await server.reply()
    monkeypatch.delattr(library, "clauses")
    await server.press(reply.key("看整条"))
    assert "编号" in await server.toast()


async def test_too_many_requests_are_sent_again_when_it_is_time(server: BotApi) -> None:
    server.script("sendMessage", Fault.too_many(1))
    await server.send_text("/start")
    assert (await server.reply()).text == messages.START
    assert len(server.called("sendMessage")) == 2


async def test_a_reply_whose_receipt_was_lost_is_not_sent_twice(server: BotApi) -> None:
    server.script("sendMessage", Fault.reply_lost())
    await server.send_text(LENGTH)
    arrived, told = await server.replies(2)
    assert SIXTH.text in arrived.text
    assert "可能没有发全" in told.text
    assert await server.quiet()


async def test_a_reader_who_blocked_the_bot_ends_nothing(server: BotApi) -> None:
    server.bot.chats.blocked.add(READER.id)
    await server.send_text(LENGTH)
    assert await server.quiet()
    server.bot.chats.blocked.clear()
    await server.send_text("/start")
    assert (await server.reply()).text == messages.START


async def test_broken_polls_are_got_over(server: BotApi) -> None:
    server.script("getUpdates", Fault.bad_gateway(), Fault.cut())
    await server.send_text("/start")  # ends the poll that is being held
    assert (await server.reply()).text == messages.START
    await server.send_text("/help")
    assert (await server.reply()).text == messages.HELP
