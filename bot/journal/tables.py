"""Tables: how the journal lies in its database, and how an older one becomes one of today."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    inspect,
    select,
    update,
)

from knowledge.errors import NotSetUp

SCHEMA = 3  # raised with every change of the tables
LONGEST = 300  # characters of a question that is kept: of a whole story too much would escape masking
LONGEST_NOTE = 200  # characters of a remark beside a deed
_TAKEN_OVER = (1, 2)  # schemas before, without questions and without deeds: tables are added, none is changed
_WAIT_SECONDS = 10  # for another process's write

_TABLES = MetaData()
_SCHEMAS = Table("journal_schema", _TABLES, Column("number", Integer, primary_key=True))
MISSES = Table(
    "missed",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),  # ISO 8601, UTC, so that order is order in time
    # Telegram's id of the press: one that is delivered twice counts once. It leads to no person and no chat.
    Column("press", String(64), nullable=False, unique=True),
    Column("outcome", String(16), nullable=False),
    Column("passages", String(128), nullable=False),  # ids, a blank between
)
UNANSWERED = Table(
    "unanswered",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("text", String(LONGEST), nullable=False, unique=True),  # masked
    Column(
        "day", String(10), nullable=False, index=True
    ),  # ISO 8601, UTC, of the last time; no hour leads to a chat
    Column("times", Integer, nullable=False),
    Column(
        "outcome", String(16), nullable=False
    ),  # what they got the last time: `answer`, or why there was none
    Column("done", Boolean, nullable=False),
)
DEEDS = Table(
    "deeds",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),  # ISO 8601, UTC
    Column("by", String(128), nullable=False),
    Column("act", String(16), nullable=False),
    Column("source", String(128), nullable=True, index=True),
    Column("version", Integer, nullable=True),
    Column("generation", String(32), nullable=True),
    Column("note", String(LONGEST_NOTE), nullable=False),
)


def make(engine: Engine) -> None:
    """Make the tables where there are none, and add those that an older journal lacks.

    Raises:
        NotSetUp: the journal is of another version of this program.
    """
    with engine.begin() as connection:
        found = _number(connection)
        if found is None:
            _TABLES.create_all(connection)
            connection.execute(insert(_SCHEMAS).values(number=SCHEMA))
        elif found in _TAKEN_OVER:
            _TABLES.create_all(connection)
            connection.execute(update(_SCHEMAS).values(number=SCHEMA))
        elif found != SCHEMA:
            raise NotSetUp(
                f"反馈记录是另一个版本（{found}）写的，本程序只认第 {SCHEMA} 版，请换用对应版本的程序。"
            )


def prepare(connection: Any, _record: object) -> None:  # a DBAPI connection has no type of its own
    """Set up a new connection to SQLite."""
    for pragma in (
        f"busy_timeout={_WAIT_SECONDS * 1000}",
        "journal_mode=WAL",  # readers do not wait for the writer
        "synchronous=FULL",  # what was acknowledged survives a power cut
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _number(connection: Connection) -> int | None:
    known = inspect(connection).has_table(_SCHEMAS.name)
    return connection.execute(select(_SCHEMAS.c.number)).scalar() if known else None
