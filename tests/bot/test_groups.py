"""In groups the bot speaks when it is spoken to, and listens to nothing else."""

import pytest

from bot import messages
from tests.bot.conftest import Start
from tests.bot.shelf import LENGTH, SIXTH, Shelf
from tests.bot_api import GROUP, NEIGHBOUR, READER, BotApi
from tests.bot_api.chats import USERNAME


@pytest.fixture(autouse=True)
async def bot(start: Start) -> None:
    await start()


@pytest.mark.parametrize(
    "text",
    [
        LENGTH,
        f"@somebody_else {LENGTH}",
        "/start",
        "/help@another_bot",
        "/settings",
        f"write to x@{USERNAME[1:]}",
    ],
)
async def test_it_says_nothing_to_what_is_not_meant_for_it(server: BotApi, library: Shelf, text: str) -> None:
    await server.send_text(text, chat=GROUP)
    assert await server.quiet()
    assert library.asked == []


@pytest.mark.parametrize(
    "text",
    [
        f"@{USERNAME} {LENGTH}",
        f"{LENGTH}@{USERNAME.upper()}",
        f"😀😀 @{USERNAME} {LENGTH}",
        f"@{USERNAME} {LENGTH} @{USERNAME}",
    ],
)
async def test_a_mention_is_taken_off_wherever_it_stands(server: BotApi, library: Shelf, text: str) -> None:
    number = await server.send_text(text, chat=GROUP)
    reply = await server.reply()
    assert library.asked[0].text.removeprefix("😀😀 ").strip() == LENGTH
    assert (reply.chat, reply.reply_to) == (GROUP.id, number)


async def test_a_mention_by_id_is_one_too(server: BotApi, library: Shelf) -> None:
    mention = {"type": "text_mention", "offset": 3, "length": 2, "user": server.me}
    await server.send_text(f"😀 助手{LENGTH}", chat=GROUP, entities=[mention])
    await server.reply()
    assert library.asked[0].text == f"😀 {LENGTH}"


async def test_a_reply_to_the_bot_is_a_question_from_anybody(server: BotApi) -> None:
    await server.send_text(f"@{USERNAME} 别的", chat=GROUP)
    said = await server.reply()
    await server.send_text(LENGTH, user=NEIGHBOUR, chat=GROUP, reply_to=said.id)
    assert SIXTH.text in (await server.reply()).text


async def test_a_reply_to_somebody_else_is_not(server: BotApi) -> None:
    number = await server.send_text("各位", chat=GROUP)
    await server.send_text(LENGTH, user=NEIGHBOUR, chat=GROUP, reply_to=number)
    assert await server.quiet()


@pytest.mark.parametrize(
    ("text", "words"),
    [(f"@{USERNAME}", messages.GROUP_EMPTY), (f"/help@{USERNAME}", messages.HELP)],
)
async def test_its_name_alone_and_a_command_to_it_get_a_sentence(
    server: BotApi, text: str, words: str
) -> None:
    await server.send_text(text, chat=GROUP)
    assert (await server.reply()).text == words


async def test_a_voice_message_is_its_business_only_in_reply_to_it(server: BotApi) -> None:
    voice = {"voice": {"file_id": "x", "file_unique_id": "x", "duration": 3}}
    await server.send(READER, GROUP, voice)
    assert await server.quiet()
    await server.send_text(f"@{USERNAME} 别的", chat=GROUP)
    await server.send(READER, GROUP, voice, reply_to=(await server.reply()).id)
    assert (await server.reply()).text == messages.ONLY_TEXT


async def test_an_edited_message_is_left_alone(server: BotApi) -> None:
    number = await server.send_text("各位", chat=GROUP)
    await server.edit_text(number, f"@{USERNAME} {LENGTH}", chat=GROUP)
    assert await server.quiet()


async def test_it_says_how_to_talk_to_it_when_it_comes_into_a_group(server: BotApi) -> None:
    await server.send(READER, GROUP, {"new_chat_members": [NEIGHBOUR.json]})
    assert await server.quiet()
    await server.send(READER, GROUP, {"new_chat_members": [server.me]})
    assert (await server.reply()).text == messages.GROUP_HELLO
