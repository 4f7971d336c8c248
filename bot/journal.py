"""The journal: what readers said to us, in SQLite or any database that SQLAlchemy knows.

That is 「没答到点子上」, of which neither the question nor the reader is kept; and, where the admin wants it, the words of
questions that were not answered, masked, by the day and without who asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from knowledge.errors import NotSetUp

SCHEMA = 2  # raised with every change of the tables
_WITHOUT_QUESTIONS = 1  # the schema before; nothing of it has to be changed
_LONGEST = 300  # characters of a question that is kept: of a whole story too much would escape masking
_MOST = 10_000  # questions that are kept, should somebody flood the bot
_DAY = len("2026-11-22")
_WAIT_SECONDS = 10  # for another process's write

_TABLES = MetaData()
_SCHEMAS = Table("journal_schema", _TABLES, Column("number", Integer, primary_key=True))
_MISSES = Table(
    "missed",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),  # ISO 8601, UTC, so that order is order in time
    # Telegram's id of the press: one that is delivered twice counts once. It leads to no person and no chat.
    Column("press", String(64), nullable=False, unique=True),
    Column("outcome", String(16), nullable=False),
    Column("passages", String(128), nullable=False),  # ids, a blank between
)
_UNANSWERED = Table(
    "unanswered",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("text", String(_LONGEST), nullable=False, unique=True),  # masked
    Column(
        "day", String(10), nullable=False, index=True
    ),  # ISO 8601, UTC, of the last time; no hour leads to a chat
    Column("times", Integer, nullable=False),
    Column(
        "outcome", String(16), nullable=False
    ),  # what they got the last time: `answer`, or why there was none
    Column("done", Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer, or one that missed the point: masked, and nobody's."""

    id: int
    text: str
    day: date
    times: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A reader's word that a reply missed the point."""

    at: datetime
    outcome: str  # what they had been given: `answer`, or the reason why there was none
    passages: tuple[str, ...]


class Journal:
    """What readers said to us. Synchronous, and safe to call from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, home: Path, url: str | None = None) -> "Journal":
        """The journal at a database's URL, else `journal.db` in the home; made where there is none.

        Raises:
            NotSetUp: the database cannot be opened, or is of another version of this program.
        """
        try:
            if url is None:
                home.mkdir(parents=True, exist_ok=True)
            engine = create_engine(url or f"sqlite:///{home / 'journal.db'}", hide_parameters=True)
        except (ArgumentError, NoSuchModuleError, ImportError) as problem:
            # The URL itself stays out of the sentence: it may hold a password.
            raise NotSetUp(
                "JIANFU_DATABASE_URL 用不了，请检查写法，并确认装了那种数据库的驱动。"
            ) from problem
        except OSError as problem:
            raise NotSetUp(f"建不了目录 {home}，请检查路径和权限。") from problem
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare)
        try:
            _make(engine)
        except (SQLAlchemyError, NotSetUp) as problem:
            engine.dispose()
            if isinstance(problem, NotSetUp):
                raise
            place = "JIANFU_DATABASE_URL 指的数据库" if url else f"{home / 'journal.db'}"
            raise NotSetUp(f"打不开反馈记录（{place}），请检查它是否存在、完好、可写。") from problem
        return cls(engine)

    def record(
        self, outcome: str, passages: Sequence[str], *, press: str, at: datetime | None = None
    ) -> None:
        """Write down, durably, that a reply missed the point; the same press a second time changes nothing."""
        stamp = _stamp(at or datetime.now(UTC))
        row = {"at": stamp, "press": press, "outcome": outcome, "passages": " ".join(passages)}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_MISSES).values(row))
        except IntegrityError:
            return

    def misses(self) -> list[Miss]:
        """All that is kept, the oldest first."""
        columns = select(_MISSES.c.at, _MISSES.c.outcome, _MISSES.c.passages).order_by(
            _MISSES.c.at, _MISSES.c.id
        )
        with self._engine.connect() as connection:
            rows: Iterable[Any] = connection.execute(columns).all()  # rows are untyped in SQLAlchemy
        return [
            Miss(datetime.fromisoformat(row.at), row.outcome, tuple(row.passages.split())) for row in rows
        ]

    def keep(self, text: str, outcome: str, *, at: datetime | None = None) -> None:
        """Keep a question's masked words; the same words again are counted, and wait for an admin once more.

        What is too long, or more than there is room for, is not kept.
        """
        if not text or len(text) > _LONGEST:
            return
        row = {"day": _stamp(at or datetime.now(UTC))[:_DAY], "outcome": outcome, "done": False}
        again = update(_UNANSWERED).where(_UNANSWERED.c.text == text)
        again = again.values(**row, times=_UNANSWERED.c.times + 1)
        with self._engine.begin() as connection:
            if connection.execute(again).rowcount:
                return
            if (connection.execute(select(func.count()).select_from(_UNANSWERED)).scalar() or 0) >= _MOST:
                return
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_UNANSWERED).values(**row, text=text, times=1))
        except IntegrityError:  # somebody else asked it in this very moment
            with self._engine.begin() as connection:
                connection.execute(again)

    def unanswered(self) -> list[Unanswered]:
        """The questions that wait for an admin, those asked most often first."""
        rows = select(_UNANSWERED).where(_UNANSWERED.c.done.is_(False))
        rows = rows.order_by(_UNANSWERED.c.times.desc(), _UNANSWERED.c.day.desc(), _UNANSWERED.c.id)
        with self._engine.connect() as connection:
            found: Iterable[Any] = connection.execute(rows).all()  # rows are untyped in SQLAlchemy
        return [
            Unanswered(row.id, row.text, date.fromisoformat(row.day), row.times, row.outcome) for row in found
        ]

    def settle(self, id_: int) -> None:
        """A question has been seen to: it waits no longer."""
        with self._engine.begin() as connection:
            connection.execute(update(_UNANSWERED).where(_UNANSWERED.c.id == id_).values(done=True))

    def purge(self, days: int, *, now: datetime | None = None) -> int:
        """Forget what is older than so many days; how much that was."""
        limit = _stamp((now or datetime.now(UTC)) - timedelta(days=days))
        with self._engine.begin() as connection:
            missed = connection.execute(delete(_MISSES).where(_MISSES.c.at < limit)).rowcount
            kept = delete(_UNANSWERED).where(_UNANSWERED.c.day < limit[:_DAY])
            return missed + connection.execute(kept).rowcount

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _make(engine: Engine) -> None:
    with engine.begin() as connection:
        known = inspect(connection).has_table(_SCHEMAS.name)
        found = connection.execute(select(_SCHEMAS.c.number)).scalar() if known else None
        if found is None:
            _TABLES.create_all(connection)
            connection.execute(insert(_SCHEMAS).values(number=SCHEMA))
        elif found == _WITHOUT_QUESTIONS:
            _TABLES.create_all(connection)
            connection.execute(update(_SCHEMAS).values(number=SCHEMA))
        elif found != SCHEMA:
            raise NotSetUp(
                f"反馈记录是另一个版本（{found}）写的，本程序只认第 {SCHEMA} 版，请换用对应版本的程序。"
            )


def _prepare(connection: Any, _record: object) -> None:  # a DBAPI connection has no type of its own
    for pragma in (
        f"busy_timeout={_WAIT_SECONDS * 1000}",
        "journal_mode=WAL",  # readers do not wait for the writer
        "synchronous=FULL",  # what was acknowledged survives a power cut
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
