"""The bot as a process: it starts when Telegram can be reached, says why it cannot run, and stops without loss."""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import messages, telegram
from bot.journal import Journal
from bot.settings import Settings
from knowledge.errors import Busy, JianfuError, NotSetUp
from tests.bot.conftest import Start
from tests.bot.shelf import LENGTH, SIXTH, SLOW, Shelf
from tests.bot_api import GROUP, NEIGHBOUR, READER, BotApi, Fault
from tests.bot_api.chats import USERNAME

ROOT = Path(__file__).parents[2]


async def test_started_without_a_token_it_says_how_to_get_one(start: Start) -> None:
    with pytest.raises(NotSetUp, match="@BotFather"):
        await (await start(telegram_token=None)).task


@pytest.mark.parametrize("token", ["7012345678:" + "B" * 35, "no token", "123", "1:a/../b"])
async def test_a_wrong_token_is_one_sentence_without_the_token(start: Start, token: str) -> None:
    with pytest.raises(NotSetUp, match="不认这个令牌") as caught:
        await (await start(telegram_token=token)).task
    assert token not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_token_that_is_revoked_while_it_runs_ends_it(start: Start, server: BotApi) -> None:
    running = await start()
    await server.send_text("/start")
    await server.reply()
    server.token = "1:new"  # noqa: S105  # nobody's
    await server.send_text("/start")  # ends the poll that is being held
    with pytest.raises(NotSetUp, match="不认这个令牌"):
        await asyncio.wait_for(running.task, 15)


async def test_a_second_poller_that_stays_ends_it_with_one_sentence(start: Start, server: BotApi) -> None:
    running = await start(telegram.Polling(patience=0))
    await server.send_text("/start")
    await server.reply()
    await server.mailbox.fetch()
    with pytest.raises(Busy, match="另一个进程"):
        await asyncio.wait_for(running.task, 15)


async def test_a_second_poller_that_goes_away_is_outlived(start: Start, server: BotApi) -> None:
    running = await start()
    await server.send_text("/start")
    await server.reply()
    await server.mailbox.fetch()
    await server.send_text(LENGTH)
    assert SIXTH.text in (await server.reply()).text
    assert not running.task.done()


def test_conflicts_end_it_when_they_go_on_for_longer_than_a_redeployment() -> None:
    moments = iter((0.0, 30.0, 200.0, 230.0, 241.0))
    polling = telegram.Polling(patience=40, clock=lambda: next(moments))
    failed = []
    for _ in range(5):
        polling.note(409)
        failed.append(polling.failed.is_set())
    assert failed == [False, False, False, False, True]


async def test_it_waits_until_telegram_can_be_reached(start: Start, server: BotApi) -> None:
    server.script("getMe", Fault.bad_gateway())
    server.script("setMyCommands", Fault.refused(500, "Internal Server Error"))
    await start()
    await server.send_text("/start")
    assert (await server.reply()).text == messages.START


async def test_what_was_asked_while_it_was_down_is_answered(start: Start, server: BotApi) -> None:
    await server.send_text(LENGTH)
    await server.send_text("别的", user=NEIGHBOUR)
    await start()
    assert {reply.chat for reply in await server.replies(2)} == {READER.id, NEIGHBOUR.id}


async def test_told_to_stop_it_stops_though_telegram_cannot_be_reached(start: Start, port: int) -> None:
    running = await start(bot_api_url=f"http://127.0.0.1:{port}")
    await asyncio.sleep(0.2)
    await running.stopped()


async def test_both_updates_and_replies_go_through_the_proxy(start: Start, server: BotApi) -> None:
    # With a proxy for plain HTTP the whole URL is asked of the proxy, so that the server can be it.
    await start(bot_api_url="http://telegram.invalid", proxy=server.url)
    await server.send_text("/start")
    assert (await server.reply()).text == messages.START


@pytest.mark.parametrize("proxy", ["ftp://127.0.0.1:1", "nonsense://x"])
async def test_a_proxy_that_cannot_be_used_is_one_sentence(start: Start, proxy: str) -> None:
    with pytest.raises(NotSetUp, match="JIANFU_PROXY"):
        await (await start(proxy=proxy)).task


async def test_a_socks_proxy_can_be_given(
    settings: Callable[..., Settings], library: Shelf, journal: Journal
) -> None:
    telegram.build(settings(proxy="socks5://127.0.0.1:1"), library, journal, telegram.Polling())


async def test_it_forgets_what_is_older_than_the_retention(
    start: Start, server: BotApi, journal: Journal
) -> None:
    journal.record("answer", (), press="1", at=datetime.now(UTC) - timedelta(days=31))
    await start(retention_days=30)
    await server.send_text("/start")
    await server.reply()
    for _ in range(100):  # it forgets beside its other work
        if journal.misses():
            await asyncio.sleep(0.05)
    assert journal.misses() == []


async def _status(port: int, path: str) -> tuple[int, dict[str, object]]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.json()


async def test_it_is_ready_once_telegram_answers_and_not_before(
    start: Start, server: BotApi, port: int
) -> None:
    server.script("getMe", Fault.slow(0.5))
    await start(health_port=port)
    await asyncio.sleep(0.2)
    assert await _status(port, "/healthz") == (200, {"alive": True})
    assert (await _status(port, "/readyz"))[0] == 503
    await server.send_text("/start")
    await server.reply()
    assert await _status(port, "/readyz") == (200, {"ready": True, "problems": []})


async def test_it_is_not_ready_when_the_index_is_not(
    start: Start, server: BotApi, port: int, library: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await start(health_port=port)
    await server.send_text("/start")
    await server.reply()
    library.generation = ""
    assert await _status(port, "/readyz") == (503, {"ready": False, "problems": ["还没有打开规定库。"]})


async def test_a_health_port_that_is_taken_is_one_sentence(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        with pytest.raises(NotSetUp, match="JIANFU_HEALTH_PORT"):
            await (await start(health_port=taken.getsockname()[1])).task


async def test_an_unlisted_reader_is_told_how_to_be_listed(
    start: Start, server: BotApi, library: Shelf
) -> None:
    await start(allowed=frozenset({NEIGHBOUR.id}), admins=frozenset({3}))
    await server.send_text(LENGTH)
    assert (await server.reply()).text == messages.STRANGER.format(user=READER.id)
    await server.send_text(f"@{USERNAME} {LENGTH}", user=NEIGHBOUR, chat=GROUP)
    reply = await server.reply()
    assert SIXTH.text in reply.text
    await server.press(reply.keys[0])
    assert await server.toast() == messages.STRANGER_PRESSED
    assert len(library.asked) == 1


async def test_what_is_being_answered_when_it_is_stopped_is_answered(start: Start, server: BotApi) -> None:
    running = await start()
    await server.send_text(SLOW)
    await server.mailbox.confirmed.wait()
    await asyncio.sleep(0.1)
    await running.stopped()
    assert SIXTH.text in (await server.reply()).text


async def test_sigterm_stops_the_process_with_everything_answered_and_confirmed(
    server: BotApi, tmp_path: Path
) -> None:
    arguments = ("-m", "tests.bot.standalone", server.url, server.token, str(tmp_path))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    await server.send_text("/start")
    await server.replies(1, wait=60)
    await server.send_text(SLOW)
    await server.mailbox.confirmed.wait()
    await asyncio.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, log.decode()
    assert SIXTH.text in (await server.reply()).text
    assert await server.mailbox.fetch() == []
    assert server.token.encode() not in log


def test_run_raises_what_serve_raises(
    settings: Callable[..., Settings], library: Shelf, journal: Journal
) -> None:
    with pytest.raises(JianfuError, match="BotFather"):
        telegram.run(settings(telegram_token=None), library, journal)
