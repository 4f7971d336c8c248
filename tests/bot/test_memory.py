"""What the bot keeps of questions: nothing, unless the operator wants it; then masked, and only those asked in vain."""

import sqlite3
from pathlib import Path

import pytest

from bot import messages
from bot.handlers import memory
from bot.journal import Journal
from knowledge.model import Reason
from tests.bot.conftest import Start, logging_at
from tests.bot.shelf import LENGTH, SLOW, Shelf
from tests.bot_api import GROUP, READER, BotApi
from tests.bot_api.chats import USERNAME
from tests.builders import no_answer

VAIN = "张书记让我13912345678天天打卡"
MASKED = "某书记让我〔电话〕天天打卡"


def kept(journal: Journal) -> list[tuple[str, str, int]]:
    return [(one.text, one.outcome, one.times) for one in journal.unanswered()]


async def test_by_default_nothing_is_kept_and_the_bot_says_so(
    start: Start, server: BotApi, journal: Journal
) -> None:
    await start()
    for text in ("/start", VAIN, LENGTH):
        await server.send_text(text)
    said = await server.replies(3)
    assert said[0].text == messages.START
    missed = next(reply for reply in said if reply.keys)
    await server.press(missed.key(messages.MISSED))
    assert await server.toast() == messages.THANKS
    assert kept(journal) == []


async def test_an_unanswered_question_is_kept_masked_and_nobodys(
    start: Start, server: BotApi, journal: Journal, tmp_path: Path
) -> None:
    await start(keep_questions=True)
    async with logging_at("debug") as log:
        for _ in range(2):
            await server.send_text(VAIN)
            await server.reply()
        await server.quiet()
    assert kept(journal) == [(MASKED, "no_basis", 2)]
    assert "打卡" not in log.getvalue()
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        whole = "\n".join(connection.iterdump())
    connection.close()
    for secret in ("张书记", "13912345678", str(READER.id)):
        assert secret not in whole


async def test_a_press_keeps_the_question_of_the_reply_that_was_pressed(
    start: Start, server: BotApi, journal: Journal
) -> None:
    await start(keep_questions=True)
    await server.send_text(LENGTH)
    first = await server.reply()
    await server.send_text(SLOW)
    await server.reply()
    assert kept(journal) == []
    await server.press(first.key(messages.MISSED))
    assert await server.toast() == messages.THANKS_KEEPING
    assert kept(journal) == [(LENGTH, "answer", 1)]
    assert len(journal.misses()) == 1


async def test_in_a_group_it_is_the_same_without_the_bots_name(
    start: Start, server: BotApi, journal: Journal
) -> None:
    await start(keep_questions=True)
    await server.send_text(f"@{USERNAME} {LENGTH}", chat=GROUP)
    reply = await server.reply()
    await server.press(reply.key(messages.MISSED))
    await server.toast()
    assert kept(journal) == [(LENGTH, "answer", 1)]


async def test_a_press_on_an_unanswered_question_counts_it_once(
    start: Start, server: BotApi, journal: Journal
) -> None:
    await start(keep_questions=True)
    await server.send_text(VAIN)
    await server.press((await server.reply()).key(messages.MISSED))
    assert await server.toast() == messages.THANKS_KEEPING
    await server.quiet()  # the question is kept behind its reply, which the press may overtake
    assert kept(journal) == [(MASKED, "no_basis", 1)]


@pytest.mark.parametrize("reason", [Reason.OFF_TOPIC, Reason.UNCLEAR, Reason.DECLINED])
async def test_what_is_no_question_for_a_rule_is_kept_only_when_the_reader_says_so(
    start: Start, server: BotApi, library: Shelf, journal: Journal, reason: Reason
) -> None:
    library.reactions["别的"] = lambda asked: no_answer(question=asked, reason=reason)
    await start(keep_questions=True)
    await server.send_text("别的")
    reply = await server.reply()
    await server.quiet()
    assert kept(journal) == []
    await server.press(reply.key(messages.MISSED))
    await server.toast()
    assert kept(journal) == [("别的", reason.value, 1)]


async def test_a_reply_that_is_long_past_is_thanked_for_without_its_question(
    start: Start, server: BotApi, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_HELD", 1)
    await start(keep_questions=True)
    await server.send_text(LENGTH)
    first = await server.reply()
    await server.send_text(SLOW)
    await server.reply()
    await server.quiet()
    await server.press(first.key(messages.MISSED))
    assert await server.toast() == messages.THANKS
    assert kept(journal) == []


async def test_who_wants_to_be_forgotten_is_not_kept_by_a_later_press(
    start: Start, server: BotApi, journal: Journal
) -> None:
    await start(keep_questions=True)
    await server.send_text(LENGTH)
    first = await server.reply()
    await server.send_text("/forget")
    assert (await server.reply()).text == messages.FORGOTTEN
    await server.press(first.key(messages.MISSED))
    assert await server.toast() == messages.THANKS
    assert kept(journal) == []


async def test_the_answer_comes_though_the_journal_is_broken(
    start: Start, server: BotApi, journal: Journal, tmp_path: Path
) -> None:
    await start(keep_questions=True)
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        connection.execute("DROP TABLE unanswered")
    connection.close()
    await server.send_text(VAIN)
    assert messages.REASONS[Reason.NO_BASIS] in (await server.reply()).text
    assert await server.quiet()


async def test_the_bot_says_truly_what_it_keeps(start: Start, server: BotApi) -> None:
    await start(keep_questions=True)
    for command, words in (("/start", messages.START_KEEPING), ("/help", messages.HELP_KEEPING)):
        await server.send_text(command)
        assert (await server.reply()).text == words
        assert "不保存。" not in words.replace("别的话不保存。", "")
        assert "问了什么" not in words
