"""Neither a token nor a reader's words can be found in the log, at any level, whatever goes wrong."""

import json
import logging
import sys
from collections.abc import Callable

import pytest

from bot import logs
from knowledge.errors import NotSetUp
from tests.bot.conftest import Start, logging_at
from tests.bot.shelf import BROKEN, LENGTH, SIXTH
from tests.bot_api import BotApi, Fault
from tests.bot_api.server import TOKEN

SECRET = "pass/word"  # noqa: S105  # nobody's
WORDS = "县里天天让我们填表"
FORGOTTEN = f"Task exception was never retrieved\nfuture: {WORDS!r}"

Speak = Callable[[], None]
ours, theirs = logging.getLogger("bot.somewhere"), logging.getLogger("httpx")


def _look_up() -> None:
    raise LookupError(WORDS)


def _fail(error: Exception) -> None:
    try:
        _look_up()
    except LookupError as cause:
        raise error from cause


def _raise(error: Exception) -> None:
    try:
        _fail(error)
    except type(error):
        ours.exception("failed")


@pytest.mark.parametrize(
    "speak",
    [
        lambda: ours.info("GET https://api.telegram.org/bot%s/getMe", TOKEN),
        lambda: ours.info(f"GET https://api.telegram.org/file/bot{TOKEN}/x"),
        lambda: ours.info("bot%s", TOKEN.replace(":", "%3A")),
        lambda: ours.info("%(token)s", {"token": TOKEN}),
        lambda: ours.info("proxy http://user:%s@host", SECRET),
        lambda: ours.info("proxy http://user:%s@host", "pass%2Fword"),
        lambda: ours.info("here", stack_info=True),
        lambda: theirs.error("update %s", WORDS),
        lambda: theirs.info("POST https://api.telegram.org/bot%s/getMe", TOKEN),
        lambda: logging.getLogger("asyncio").error(FORGOTTEN),
        lambda: _raise(ValueError(WORDS)),
        lambda: _raise(OSError(5, "Input/output error", WORDS)),
        lambda: _raise(NotSetUp(f"打不开 {TOKEN}")),
        lambda: _raise(ExceptionGroup(WORDS, [ValueError(WORDS)])),
        lambda: _raise(UnicodeEncodeError("utf-8", WORDS, 0, 1, "surrogates not allowed")),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
async def test_nothing_that_is_said_shows_a_secret_or_a_readers_words(speak: Speak, form: str) -> None:
    async with logging_at("debug", form, secrets=(TOKEN, SECRET, None)) as log:
        speak()
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET, "pass%2Fword", WORDS):
        assert secret not in log.getvalue()


async def test_a_traceback_keeps_what_helps() -> None:
    async with logging_at("info") as log:
        _raise(NotSetUp("没有索引"))
    for words in (
        "failed",
        "builtins.LookupError\n",
        "which led to",
        "knowledge.errors.NotSetUp: 没有索引",
        "test_logs.py",
    ):
        assert words in log.getvalue()


async def test_json_lines_are_json() -> None:
    async with logging_at("info", "json") as log:
        ours.info("有 %s 条", 3)
        _raise(ValueError("x"))
    first, second = map(json.loads, log.getvalue().splitlines())
    assert (first["level"], first["logger"], first["message"]) == ("info", "bot.somewhere", "有 3 条")
    assert first["time"].endswith("+00:00")
    assert "ValueError" in second["exception"]


def test_a_record_with_wrong_arguments_stops_nobody() -> None:
    record = ours.makeRecord(ours.name, logging.INFO, __file__, 1, "%d and %d", (1,), None)
    assert logs.Discretion().filter(record)
    assert record.getMessage() == "%d and %d"


async def test_configured_twice_it_says_things_once() -> None:
    async with logging_at("info") as log:
        logs.configure(level="warning", stream=log)
        ours.info("once")
        ours.warning("twice")
    assert log.getvalue().count("twice") == 1
    assert "once" not in log.getvalue()


async def test_a_conversation_leaves_neither_token_nor_words(start: Start, server: BotApi) -> None:
    async with logging_at("debug", secrets=(server.token,)) as log:
        running = await start()
        poison = {"ok": True, "result": [{"update_id": 1, "message": {"text": LENGTH}}]}
        server.script(
            "getUpdates",
            Fault(body=f'{{"ok": true, "result": [{{"text": "{LENGTH}'.encode()),
            Fault(body=json.dumps(poison, ensure_ascii=False).encode()),
        )
        server.script("sendMessage", Fault.too_many(1))
        await server.send_text(LENGTH)
        await server.press((await server.reply()).key("看整条"))
        await server.reply()
        await server.send_text(BROKEN)
        told = (await server.reply()).text
        server.script("sendMessage", Fault.reply_lost())
        await server.send_text("还有别的问题吗")
        await server.replies(2)
        await running.stopped()
    for words in (server.token, server.token.partition(":")[2], LENGTH, BROKEN, SIXTH.text, "还有别的问题吗"):
        assert words not in log.getvalue()
    reference = told.partition("编号 ")[2][:8]
    assert f"failure {reference} in update" in log.getvalue()
    assert "builtins.LookupError" in log.getvalue()
    assert "shelf.py" in log.getvalue()


def test_standard_error_is_where_it_goes(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logs.configure(stream=sys.stderr)
    ours.warning("to standard error")
    root.handlers[:] = handlers
    root.setLevel(level)
    assert "to standard error" in capsys.readouterr().err
