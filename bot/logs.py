"""Logging in which neither a secret nor a reader's words can appear, at any level.

Our own messages are written to hold none. Everybody else's are not: httpx puts the token into its lines,
python-telegram-bot prints whole updates (at CRITICAL too, when it cannot parse one), and an exception's text may
quote what a reader wrote. So other libraries speak from WARNING on and without their arguments, a traceback shows
frames and types but only such messages as speak about the network or the machine, and anything that looks like
a bot's token is blotted out last.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

from knowledge.errors import Busy, NotSetUp

OURS = ("bot", "ingest", "knowledge")
_BLOT = "<…>"
# Digits, a colon (perhaps as %3A) and 35 characters; somewhat shorter ones are taken for tokens too.
_TOKEN = re.compile(r"\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_DESCRIBED = (NotSetUp, Busy)  # their messages speak about the machine, never about a question


def configure(
    *,
    form: str = "text",
    level: str = "info",
    secrets: Iterable[str | None] = (),
    stream: TextIO | None = None,
) -> None:
    """Log to a stream, standard error by default, as text or JSON lines. A later call replaces an earlier one."""
    handler = _Console(stream or sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.addFilter(Discretion(secrets))
    root = logging.getLogger()
    for earlier in [handler for handler in root.handlers if isinstance(handler, _Console)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in ("httpx", "httpcore", "telegram", "aiohttp", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())


class Discretion(logging.Filter):
    """Rewrites a record so that it can be shown to anybody who may read logs."""

    def __init__(self, secrets: Iterable[str | None] = ()) -> None:
        super().__init__()
        given = [secret for secret in secrets if secret]
        self._secrets = sorted({*given, *(quote(secret, safe="") for secret in given)}, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, rewritten."""
        words = _words(record)
        if record.exc_info:
            record.exc_text = self._blotted(wordless(record.exc_info))
        elif record.exc_text:
            record.exc_text = self._blotted(record.exc_text)
        record.msg, record.args, record.exc_info = self._blotted(words), None, None
        record.stack_info = self._blotted(record.stack_info) if record.stack_info else None
        return True

    def _blotted(self, words: str) -> str:
        for secret in self._secrets:
            words = words.replace(secret, _BLOT)
        return _TOKEN.sub(_BLOT, words)


def _words(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in OURS:
        try:
            return record.getMessage()
        except (TypeError, ValueError, KeyError):  # a filter that raises would stop whoever logs
            return str(record.msg)
    return str(record.msg).partition("\n")[0]  # asyncio prints tasks and exceptions from the second line on


def wordless(
    failure: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> str:
    """A traceback with its frames and the types of its exceptions, without messages that may quote a reader."""
    return "".join(_chain(failure[1], set())) if failure[1] is not None else ""


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _chain(earlier, seen)
        yield "which led to\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_description(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _chain(inner, seen)


def _description(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror}" if error.strerror else ""
    if isinstance(error, _DESCRIBED):
        return f": {error}"
    # By name, since importing the library would cost the command a third of a second. What it failed to parse or
    # to send, and might hold a reader's words, comes after the first of these.
    if type(error).__module__ == "telegram.error" and not str(error).startswith("Unknown error"):
        return f": {str(error).partition('. Parsing')[0]}"
    return ""


class _Console(logging.StreamHandler[TextIO]):
    """The handler that `configure` made, so that it can find it again."""


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=False)
