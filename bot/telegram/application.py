"""The application: which update goes to which handler, and the connection that it all goes over."""

import os
import re
from typing import TYPE_CHECKING, Any, Protocol

from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import draft_callbacks, messages, notice_callbacks
from bot.clock import today
from bot.handlers import Context, commands, dialogue, failures
from bot.handlers.access import Access
from bot.handlers.admin.commands import Commands
from bot.handlers.admin.desk import Desk
from bot.handlers.admin.intake import Intake
from bot.handlers.admin.presses import Presses
from bot.handlers.admin.publishing import Publishing
from bot.handlers.admin.talk import ForTheDesk, Talk
from bot.handlers.buttons import Buttons
from bot.handlers.conversations import Conversations
from bot.handlers.memory import Memory
from bot.handlers.notices import COMMAND, ForACheck, Notices
from bot.handlers.questions import Questions
from bot.journal import Journal
from bot.settings import Settings
from bot.telegram.polling import TOKEN_REFUSED, Polling, PollingRequest
from knowledge.assistant import Assistant, Searches
from knowledge.errors import NotSetUp
from knowledge.notices import Notice, NoticeReport

if TYPE_CHECKING:
    from knowledge.writer import Writer

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
_AT_ONCE = 64  # updates; the blocking work among them waits its turn for a thread
_RETRIES = 3  # after a 429; the library's own default is none
_TIMEOUTS = {
    "connect_timeout": 10.0,
    "read_timeout": 20.0,
    "write_timeout": 20.0,
    "pool_timeout": 5.0,
}  # seconds

_PEOPLE = filters.UpdateType.MESSAGE & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)
_MENDED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE
_WORDS = filters.TEXT & ~filters.COMMAND
_FILES = filters.Document.ALL | filters.PHOTO
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")

Bot = Application[ExtBot[int], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


class Library(dialogue.Library, Searches, Protocol):
    """What the bot asks of the library of sources."""

    @property
    def generation(self) -> str:
        """The name of the index being read."""

    def check(self, notice: Notice) -> NoticeReport:
        """Which demands of a notice the rules speak about."""


def build(  # noqa: PLR0913  # the parts that a bot is made of
    settings: Settings,
    library: Library,
    journal: Journal,
    polling: Polling,
    desk: Desk | None = None,
    *,
    conversations: Conversations | None = None,
    writer: "Writer | None" = None,
) -> Bot:
    """The application, ready to be initialized; with a desk, admins can take in documents, with a writer answers are reworded.

    Raises:
        NotSetUp: there is no token, or the proxy cannot be used.
    """
    # Ask for durations as the library's next version gives them; else each 429 raises a deprecation warning first.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    application = _connected(settings, polling)
    application.add_error_handler(failures.report)
    if settings.allowed:
        access = Access(settings.allowed | settings.admins)
        application.add_handler(TypeHandler(Update, access.check), group=-1)
    memory = Memory(journal) if settings.keep_questions else None
    held = conversations if conversations is not None else Conversations()
    talk = dialogue.Dialogue(library, Assistant(library, writer).ask, settings.region, today, held, memory)
    notices = Notices(library.check, settings.region, today)
    explanations = commands.Explanations(keeping=settings.keep_questions, writing=writer is not None)
    if desk is not None:
        _route_admins(application, explanations, desk, notices)
    _route_notices(application, notices)
    forgetting = commands.Forgetting(held, memory)
    buttons = Buttons(library.clause, journal, talk, memory)
    _route(application, explanations, forgetting, Questions(talk), buttons)
    return application


def _connected(settings: Settings, polling: Polling) -> Bot:
    if settings.telegram_token is None:
        raise NotSetUp(messages.NO_TOKEN)
    if _TOKEN.fullmatch(settings.telegram_token) is None:
        raise NotSetUp(TOKEN_REFUSED)
    try:
        builder = (
            ApplicationBuilder()
            .token(settings.telegram_token)
            .rate_limiter(AIORateLimiter(max_retries=_RETRIES))
            .concurrent_updates(_AT_ONCE)
            .job_queue(None)
            .connect_timeout(_TIMEOUTS["connect_timeout"])
            .read_timeout(_TIMEOUTS["read_timeout"])
            .write_timeout(_TIMEOUTS["write_timeout"])
            .pool_timeout(_TIMEOUTS["pool_timeout"])
            .get_updates_request(PollingRequest(polling, proxy=settings.proxy, **_TIMEOUTS))
        )
        if settings.proxy is not None:  # for messages; updates have it by their own request above
            builder = builder.proxy(settings.proxy)
        if settings.bot_api_url is not None:
            server = settings.bot_api_url.rstrip("/")
            builder = builder.base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
        return builder.build()
    except (
        RuntimeError,
        ValueError,
    ) as problem:  # a scheme that httpx does not know, or SOCKS without its library
        raise NotSetUp("JIANFU_PROXY 用不了，请写成 http://主机:端口 或 socks5://主机:端口。") from problem


def _route_notices(application: Bot, notices: Notices) -> None:
    application.add_handlers(
        (
            CommandHandler(COMMAND, notices.command, _PEOPLE),
            MessageHandler((_PEOPLE | _MENDED) & _WORDS & ForACheck(notices), notices.hear),
            MessageHandler(_PEOPLE & _FILES, notices.receive),
            CallbackQueryHandler(notices.press, notice_callbacks.PATTERN),
        )
    )


def _route(
    application: Bot,
    explanations: commands.Explanations,
    forgetting: commands.Forgetting,
    questions: Questions,
    buttons: Buttons,
) -> None:
    application.add_handlers(
        (
            CommandHandler("start", explanations.start, _PEOPLE),
            CommandHandler("help", explanations.explain, _PEOPLE),
            CommandHandler("forget", forgetting.forget, _PEOPLE),
            MessageHandler(_PEOPLE & filters.COMMAND, commands.unknown),
            MessageHandler((_PEOPLE | _MENDED) & _WORDS, questions.answer),
            MessageHandler(_PEOPLE & filters.StatusUpdate.NEW_CHAT_MEMBERS, commands.greet),
            MessageHandler(_PEOPLE & filters.ATTACHMENT, questions.turn_down),
            CallbackQueryHandler(buttons.press),
        )
    )


def _route_admins(
    application: Bot, explanations: commands.Explanations, desk: Desk, notices: Notices
) -> None:
    """What is for admins alone, in private alone; all else goes on to what is for everybody."""
    publishing = Publishing(desk)
    intake = Intake(desk, publishing, notices)
    asked = Commands(desk, explanations)
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.User(desk.admins)
    application.add_handlers(
        (
            CommandHandler("start", asked.start, private),
            CommandHandler("help", asked.explain, private),
            CommandHandler("drafts", asked.drafts, private),
            CommandHandler("cancel", asked.cancel, private),
            MessageHandler(private & _FILES, intake.receive),
            MessageHandler(private & _WORDS & ForTheDesk(desk), Talk(desk, intake).hear),
            CallbackQueryHandler(Presses(desk, publishing).press, draft_callbacks.PATTERN),
        )
    )
