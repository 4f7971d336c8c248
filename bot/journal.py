"""The journal: what readers said to us, in SQLite or any database that SQLAlchemy knows.

So far that is one thing, 「没答到点子上」. Neither the question nor the reader is kept: a question's text may name
people and places and would have to be masked first, and who asked is nobody's business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from knowledge.errors import NotSetUp

SCHEMA = 1  # raised with every change of the tables
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

    def purge(self, days: int, *, now: datetime | None = None) -> int:
        """Forget what is older than so many days; how much that was."""
        limit = _stamp((now or datetime.now(UTC)) - timedelta(days=days))
        with self._engine.begin() as connection:
            return connection.execute(delete(_MISSES).where(_MISSES.c.at < limit)).rowcount

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
