"""The server refuses what Telegram refuses, seen through python-telegram-bot."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from tests.bot_api import READER, BotApi, Fault
from tests.bot_api.markup import parse

CHAT = READER.id


def drawn(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("1", (width, height)).save(written, "PNG")
    return written.getvalue()


@pytest.fixture(autouse=True)
def plain_loopback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)  # loading them takes long, and nothing here speaks TLS
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi() as started:
        await started.send_text("hello")
        yield started


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    async with Bot(
        server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot"
    ) as opened:
        yield opened


@pytest.mark.parametrize(
    "markup",
    [
        "<b>open", "<b><i>crossed</b></i>", "</b>", "<u", "a < b", "a & b", "&nbsp;", "<p>no such tag</p>",
        "<b class='x'>attribute</b>", "<a>no address</a>", "<code><b>x</b></code>", "<a href='x'>y</a>",
        "<blockquote>a<blockquote>b</blockquote></blockquote>", '<a href="x">a<a href="y">b</a></a>',
    ],
)  # fmt: skip
async def test_markup_that_cannot_be_parsed_is_refused(bot: Bot, markup: str) -> None:
    with pytest.raises(BadRequest, match="an't parse entities"):
        await bot.send_message(CHAT, markup, parse_mode="HTML")


def test_markup_becomes_text_and_entities_in_utf_16_units() -> None:
    text, entities = parse(
        '\n 😀<b>一<a href="https://x.cn/?a&amp;b">二</a></b> &lt;<blockquote expandable>三</blockquote> '
    )
    assert text == "😀一二 <三"
    assert entities == [
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "text_link", "url": "https://x.cn/?a&b", "offset": 3, "length": 1},
        {"type": "expandable_blockquote", "offset": 6, "length": 1},
    ]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("减" * 4096, True),
        ("减" * 4097, False),
        ("😀" * 2048, True),
        ("😀" * 2049, False),
        ("&lt;" * 4096, True),
        ("<b></b>", False),
        (" \n", False),
        ("<b>x</b> " * 100, True),
        ("<b>x</b> " * 101, False),
    ],
)
async def test_length_is_counted_after_parsing_in_utf_16_units(bot: Bot, text: str, taken: bool) -> None:
    if taken:
        await bot.send_message(CHAT, text, parse_mode="HTML")
    else:
        with pytest.raises(BadRequest):
            await bot.send_message(CHAT, text, parse_mode="HTML")


@pytest.mark.parametrize(("data", "taken"), [("x" * 64, True), ("x" * 65, False), ("减" * 22, False)])
async def test_callback_data_have_at_most_64_bytes(bot: Bot, data: str, taken: bool) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])
    if taken:
        await bot.send_message(CHAT, "x", reply_markup=markup)
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await bot.send_message(CHAT, "x", reply_markup=markup)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, server: BotApi) -> None:
    sent = await bot.send_message(CHAT, "x")
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("x")
    await sent.edit_text("y")
    assert (await server.edit()).text == "y"


async def test_an_unknown_method_and_a_wrong_token_are_refused(bot: Bot, server: BotApi) -> None:
    with pytest.raises(TelegramError, match="not found"):
        await bot.do_api_request("makeCoffee")
    server.token = "1:changed"  # noqa: S105  # nobody's
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_an_unknown_chat_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(1, "x")


async def test_updates_wait_until_they_are_confirmed(bot: Bot, server: BotApi) -> None:
    await server.send_text("again")
    first, second = await bot.get_updates()
    assert await bot.get_updates() == (first, second)
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1) == ()


async def test_updates_that_were_not_asked_for_do_not_come(bot: Bot, server: BotApi) -> None:
    await bot.get_updates(allowed_updates=["callback_query"], offset=-1)
    before = await bot.get_updates()
    await server.send_text("unwanted")
    assert await bot.get_updates() == before


async def test_of_two_pollers_the_earlier_is_sent_away(bot: Bot, server: BotApi) -> None:
    (update,) = await bot.get_updates()
    held = asyncio.create_task(server.mailbox.fetch(offset=update.update_id + 1, hold=5))
    await asyncio.sleep(0.05)
    await bot.get_updates(offset=update.update_id + 1)
    with pytest.raises(Exception, match="terminated by other getUpdates"):
        await held
    server.script("getUpdates", Fault.refused(409, "Conflict: terminated by other getUpdates request"))
    with pytest.raises(Conflict):
        await bot.get_updates()


async def test_files_go_both_ways(bot: Bot, server: BotApi) -> None:
    await bot.send_document(CHAT, b"content", filename="x.txt", caption="<b>x</b>", parse_mode="HTML")
    sent = await server.reply()
    assert (sent.file, sent.text) == (b"content", "x")
    await bot.send_photo(CHAT, drawn(9, 9))
    assert (await server.reply()).file == drawn(9, 9)
    await server.send_document(b"%PDF", "通知.pdf")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    assert await (await message.document.get_file()).download_as_bytearray() == b"%PDF"


@pytest.mark.parametrize("content", [b"no picture", drawn(5_001, 5_000), drawn(2_100, 100)])
async def test_what_is_no_photograph_or_too_large_a_one_is_refused(
    bot: Bot, server: BotApi, content: bytes
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_photo(CHAT, content)


async def test_too_many_messages_to_a_chat_are_refused_for_a_while(bot: Bot, server: BotApi) -> None:
    server.limit = 1, 5.0
    await bot.send_message(CHAT, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(CHAT, "y")


async def test_a_lost_reply_was_carried_out_and_a_cut_call_was_not(bot: Bot, server: BotApi) -> None:
    server.script("sendMessage", Fault.reply_lost(), Fault.cut(), Fault.slow(0.5))
    for text in ("first", "second"):
        with pytest.raises(TelegramError):
            await bot.send_message(CHAT, text)
    with pytest.raises(TimedOut):
        await bot.send_message(CHAT, "third", read_timeout=0.1)
    assert (await server.reply()).text == "first"
    assert (await server.reply()).text == "third"


async def test_a_photograph_comes_in_several_sizes_and_an_album_as_several_updates(
    bot: Bot, server: BotApi
) -> None:
    await server.send_album(b"first", b"second")
    *_, first, second = await bot.get_updates()
    groups = {update.message.media_group_id for update in (first, second) if update.message}
    assert len(groups) == 1
    assert groups != {None}
    assert first.message is not None
    widths = [size.width for size in first.message.photo]
    assert widths == sorted(widths)
    file = await first.message.photo[-1].get_file()
    assert "/photos/" in (file.file_path or "")
    assert await file.download_as_bytearray() == b"first"


async def test_a_file_is_not_given_under_anothers_path_and_a_download_can_be_cut(
    bot: Bot, server: BotApi
) -> None:
    await server.send_photo(b"picture")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    file = await message.photo[-1].get_file()
    server.script("download", Fault.cut())
    with pytest.raises(TelegramError):
        await file.download_as_bytearray()
    server.bot.folders.clear()
    with pytest.raises(TelegramError):
        await file.download_as_bytearray()


async def test_commands_are_set_for_a_chat_that_the_bot_knows(bot: Bot, server: BotApi) -> None:
    commands = [BotCommand("drafts", "drafts")]
    await bot.set_my_commands(commands, BotCommandScopeChat(CHAT))
    assert server.bot.commands == []
    assert server.bot.commands_of == {CHAT: [{"command": "drafts", "description": "drafts"}]}
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.set_my_commands(commands, BotCommandScopeChat(1))
