"""A strict Bot API server and the real application beside it."""

import asyncio
import io
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import logs, telegram
from bot.cli import main
from bot.handlers.conversations import Conversations
from bot.journal import Journal
from bot.settings import Settings
from knowledge.writer import Writer
from tests.bot.runner import Jianfu, Ran
from tests.bot.shelf import Shelf
from tests.bot_api import BotApi


@dataclass(frozen=True, slots=True)
class Running:
    """The bot as it runs."""

    stop: asyncio.Event
    task: asyncio.Task[None]

    async def stopped(self) -> None:
        """Tell it to stop, and wait until it has."""
        self.stop.set()
        await asyncio.wait_for(self.task, 10)


Start = Callable[..., Awaitable[Running]]


@pytest.fixture(autouse=True)
def plain_loopback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Past any proxy, and without the certificates, which take 0.4 s to load for each bot and secure nothing here."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi() as started:
        yield started


@pytest.fixture
def library() -> Shelf:
    return Shelf()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def settings(server: BotApi, tmp_path: Path) -> Callable[..., Settings]:
    def made(**fields: Any) -> Settings:
        values: dict[str, Any] = {"home": tmp_path, "telegram_token": server.token, "bot_api_url": server.url}
        return Settings(**(values | fields))

    return made


@pytest.fixture
async def start(
    settings: Callable[..., Settings], library: telegram.Library, journal: Journal
) -> AsyncIterator[Start]:
    """Starts the bot, with any settings, and stops it after the test."""
    running: list[Running] = []

    async def started(
        polling: telegram.Polling | None = None,
        stock: telegram.Stock | None = None,
        conversations: Conversations | None = None,
        writer: Writer | None = None,
        **fields: Any,
    ) -> Running:
        stop = asyncio.Event()
        serving = telegram.serve(
            settings(**fields),
            library,
            journal,
            stop,
            polling=polling,
            stock=stock,
            conversations=conversations,
            writer=writer,
        )
        running.append(Running(stop, asyncio.create_task(serving)))
        return running[-1]

    yield started
    for one in running:
        with suppress(Exception):  # what it failed with is the test's business
            await one.stopped()


@asynccontextmanager
async def logging_at(level: str, form: str = "text", **options: Any) -> AsyncIterator[io.StringIO]:
    """Everything that is logged, as an operator would see it."""
    names = ("", *logs.OURS, "httpx", "httpcore", "telegram", "aiohttp", "sqlalchemy")
    before = {name: logging.getLogger(name).level for name in names}
    handlers = list(logging.getLogger().handlers)
    stream = io.StringIO()
    logs.configure(form=form, level=level, stream=stream, **options)
    try:
        yield stream
    finally:
        logging.getLogger().handlers[:] = handlers
        for name, number in before.items():
            logging.getLogger(name).setLevel(number)


@pytest.fixture
def jianfu(
    starter_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Jianfu:
    """Runs the command in this process, in an empty folder, on the starter corpus unless told otherwise."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, home: Path = starter_home, **environment: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["jianfu", *arguments])
        for name, value in {"JIANFU_HOME": str(home), **environment}.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        output = capsys.readouterr()
        for name in environment:
            monkeypatch.delenv(name)
        assert "Traceback" not in output.err
        return Ran(code if isinstance(code, int) else 0, output.out, output.err)

    return run
