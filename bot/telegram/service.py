"""The service: the bot's life as a process, from its start to a stop that loses nothing.

Not `Application.run_polling`, because that gives up when Telegram cannot be reached at the start, has no place for
the health server before it is connected, and prints a traceback for a wrong token.
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import BotCommand, BotCommandScopeChat
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import admin_messages, messages
from bot.encoding import Json, encode_spending
from bot.handlers.admin.desk import Desk
from bot.handlers.admin.publishing import Publishing
from bot.handlers.admin.stock import Stock
from bot.handlers.conversations import Conversations
from bot.health import Health
from bot.journal import Journal
from bot.settings import Settings
from bot.telegram.application import ALLOWED_UPDATES, Bot, Library, build
from bot.telegram.polling import POLL_SECONDS, TOKEN_REFUSED, Polling, ignore
from knowledge.errors import JianfuError, NotSetUp

if TYPE_CHECKING:
    from knowledge.writer import Writer

_LOG = logging.getLogger(__name__)
_GRACE = 8  # seconds for what is being answered: container engines kill ten after asking to stop
_LONGEST_WAIT = 30  # seconds between attempts to connect
_REACHED = 200  # the status of a request that Telegram answered
_DAY = 24 * 60 * 60  # seconds


def run(
    settings: Settings,
    library: Library,
    journal: Journal,
    stock: Stock | None = None,
    writer: "Writer | None" = None,
) -> None:
    """Run the bot until the process is told to stop (SIGTERM, SIGINT).

    With a stock, admins can add to the library; with a writer, a language model rewords answers.

    Raises:
        NotSetUp: there is no token, Telegram refuses it, or the proxy or the health port cannot be used.
        Busy: another process polls with the same token and does not stop.
    """
    _dump_nothing()
    asyncio.run(_run(settings, library, journal, stock, writer))


def _dump_nothing() -> None:
    """Let a crash write no image of this process's memory, in which notices and the token are."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit and writes no such image
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def serve(  # noqa: PLR0913  # the parts that a bot is made of
    settings: Settings,
    library: Library,
    journal: Journal,
    stop: asyncio.Event,
    *,
    polling: Polling | None = None,
    stock: Stock | None = None,
    conversations: Conversations | None = None,
    writer: "Writer | None" = None,
) -> None:
    """Run the bot in this event loop until `stop` is set. Raises what `run` raises."""
    polling = polling or Polling()
    desk = Desk(stock, journal, settings.admins, settings.region) if stock and settings.admins else None
    application = build(settings, library, journal, polling, desk, conversations=conversations, writer=writer)
    health = Health(lambda: (*polling.problems(), *_index_problems(library)), lambda: _counted(writer))
    if settings.health_port is not None:
        await health.start(settings.health_port)
    try:
        async with (
            _initialized(application, polling, stop),
            _forgetting(journal, settings.retention_days),
            _at_desk(application, desk, stop),
        ):
            if not stop.is_set():
                await _poll(application, polling, stop, desk.admins if desk else frozenset())
    finally:
        await health.stop()


async def _run(
    settings: Settings, library: Library, journal: Journal, stock: Stock | None, writer: "Writer | None"
) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # on Windows there is only the interrupt
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, library, journal, stop, stock=stock, writer=writer)


@asynccontextmanager
async def _initialized(application: Bot, polling: Polling, stop: asyncio.Event) -> AsyncIterator[None]:
    """Connect, however long it takes; a token that is refused ends it."""
    wait = 1.0
    try:
        while not stop.is_set():
            try:
                await _unless(stop, application.initialize())
                if not stop.is_set():
                    polling.note(
                        _REACHED
                    )  # or a quiet bot would not be ready before its first long poll returns
                break
            except InvalidToken:
                raise NotSetUp(TOKEN_REFUSED) from None  # its message holds the token
            except (NetworkError, RetryAfter) as problem:
                _LOG.warning("Telegram cannot be reached, next attempt in %.0f s", wait, exc_info=problem)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        yield
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # an application that never connected leaves its connections open


async def _poll(application: Bot, polling: Polling, stop: asyncio.Event, admins: frozenset[int]) -> None:
    updater = application.updater
    if updater is None:
        raise RuntimeError("an application that polls is built with an updater")
    await application.start()
    try:
        polls = updater.start_polling(
            timeout=timedelta(seconds=POLL_SECONDS),
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            drop_pending_updates=False,  # what was asked while the bot was down is answered
            error_callback=ignore,
        )
        await _unless(stop, polls)
        _LOG.info("polling")
        await _unless(stop, _offer_commands(application, admins))
        await _unless(stop, polling.failed.wait())
        if polling.failure is not None:
            raise polling.failure
    except InvalidToken:
        raise NotSetUp(TOKEN_REFUSED) from None  # its message holds the token
    finally:
        _LOG.info("stopping")
        await _stopped(application)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> None:
    """Do some work, or drop it when the bot is told to stop meanwhile. Raises what the work raises."""
    task, asked = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, asked}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        asked.cancel()
        task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _stopped(application: Bot) -> None:
    """Fetch no more updates, confirm those that were fetched, and finish what is being answered."""
    if application.updater is not None and application.updater.running:
        with suppress(TelegramError, TimeoutError):  # polling may have ended with a refused token
            async with asyncio.timeout(_GRACE):
                await application.updater.stop()
    try:
        async with asyncio.timeout(_GRACE):
            await application.stop()
    except TimeoutError:
        _LOG.warning("stopped before everything was answered")


async def _offer_commands(application: Bot, admins: frozenset[int]) -> None:
    """Set the menu of commands, for admins one of their own."""
    usual = [BotCommand(*command) for command in messages.COMMANDS]
    more = [BotCommand(*command) for command in admin_messages.COMMANDS]
    try:
        await application.bot.set_my_commands(usual)
    except TelegramError as problem:  # the menu is a convenience
        _LOG.warning("the command menu could not be set", exc_info=problem)
    for admin in sorted(admins):
        try:
            await application.bot.set_my_commands([*usual, *more], BotCommandScopeChat(admin))
        except TelegramError:  # an admin who never wrote to the bot has no chat with it yet
            _LOG.info("the command menu of an admin could not be set")


@asynccontextmanager
async def _at_desk(application: Bot, desk: Desk | None, stop: asyncio.Event) -> AsyncIterator[None]:
    """Take up what the last process left of admins' drafts, and keep them within their time while the bot runs."""
    if desk is None or stop.is_set():
        yield
        return
    task = asyncio.create_task(_keep_desk(application, desk))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await desk.close()


async def _keep_desk(application: Bot, desk: Desk) -> None:
    await Publishing(desk).recover(application.bot)
    while True:
        await asyncio.sleep(_DAY)
        gone = await asyncio.to_thread(desk.drafts.sweep)
        _LOG.info("forgot %s drafts", gone)


@asynccontextmanager
async def _forgetting(journal: Journal, days: int) -> AsyncIterator[None]:
    """Keep the journal within its retention while the bot runs."""
    task = asyncio.create_task(_forget_daily(journal, days))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forget_daily(journal: Journal, days: int) -> None:
    while True:
        try:
            gone = await asyncio.to_thread(journal.purge, days)
            _LOG.info("forgot %s entries older than %s days", gone, days)
        except SQLAlchemyError as problem:  # tomorrow is another day; the bot goes on answering
            _LOG.warning("the journal could not be purged", exc_info=problem)
        await asyncio.sleep(_DAY)


def _index_problems(library: Library) -> tuple[str, ...]:
    try:
        return () if library.generation else ("还没有打开规定库。",)
    except JianfuError as problem:
        return (str(problem),)


def _counted(writer: "Writer | None") -> Json | None:
    return encode_spending(writer.spending, resting=writer.breaker.resting) if writer else None
