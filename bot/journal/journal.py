"""The journal: what readers said to us and what admins did, in SQLite or any database that SQLAlchemy knows.

Of 「没答到点子上」 neither the question nor the reader is kept. The words of questions that were not answered are kept where
the admin wants it, masked, by the day and without who asked. What admins did is kept by who did it, and without an end.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, delete, event, func, insert, select, update
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from bot.journal.entries import Act, Deed, Miss, Unanswered
from bot.journal.tables import DEEDS, LONGEST, LONGEST_NOTE, MISSES, UNANSWERED, make, prepare
from knowledge.errors import NotSetUp

_MOST = 10_000  # questions that are kept, should somebody flood the bot
_DAY = len("2026-11-22")


class Journal:
    """What readers said to us, and what admins did. Synchronous, and safe to call from several threads."""

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
            event.listen(engine, "connect", prepare)
        try:
            make(engine)
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
                connection.execute(insert(MISSES).values(row))
        except IntegrityError:
            return

    def misses(self) -> list[Miss]:
        """All that is kept, the oldest first."""
        columns = select(MISSES.c.at, MISSES.c.outcome, MISSES.c.passages).order_by(MISSES.c.at, MISSES.c.id)
        with self._engine.connect() as connection:
            rows: Iterable[Any] = connection.execute(columns).all()  # rows are untyped in SQLAlchemy
        return [
            Miss(datetime.fromisoformat(row.at), row.outcome, tuple(row.passages.split())) for row in rows
        ]

    def keep(self, text: str, outcome: str, *, at: datetime | None = None) -> None:
        """Keep a question's masked words; the same words again are counted, and wait for an admin once more.

        What is too long, or more than there is room for, is not kept.
        """
        if not text or len(text) > LONGEST:
            return
        row = {"day": _stamp(at or datetime.now(UTC))[:_DAY], "outcome": outcome, "done": False}
        again = update(UNANSWERED).where(UNANSWERED.c.text == text)
        again = again.values(**row, times=UNANSWERED.c.times + 1)
        with self._engine.begin() as connection:
            if connection.execute(again).rowcount:
                return
            if (connection.execute(select(func.count()).select_from(UNANSWERED)).scalar() or 0) >= _MOST:
                return
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(UNANSWERED).values(**row, text=text, times=1))
        except IntegrityError:  # somebody else asked it in this very moment
            with self._engine.begin() as connection:
                connection.execute(again)

    def unanswered(self) -> list[Unanswered]:
        """The questions that wait for an admin, those asked most often first."""
        rows = select(UNANSWERED).where(UNANSWERED.c.done.is_(False))
        rows = rows.order_by(UNANSWERED.c.times.desc(), UNANSWERED.c.day.desc(), UNANSWERED.c.id)
        with self._engine.connect() as connection:
            found: Iterable[Any] = connection.execute(rows).all()  # rows are untyped in SQLAlchemy
        return [
            Unanswered(row.id, row.text, date.fromisoformat(row.day), row.times, row.outcome) for row in found
        ]

    def settle(self, id_: int) -> None:
        """A question has been seen to: it waits no longer."""
        with self._engine.begin() as connection:
            connection.execute(update(UNANSWERED).where(UNANSWERED.c.id == id_).values(done=True))

    def note(self, *deeds: Deed) -> None:
        """Write down, durably, what an admin did; all of it or nothing."""
        rows = [
            {
                "at": _stamp(deed.at),
                "by": deed.by,
                "act": deed.act.value,
                "source": deed.source,
                "version": deed.version,
                "generation": deed.generation,
                "note": deed.note[:LONGEST_NOTE],
            }
            for deed in deeds
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(DEEDS), rows)

    def deeds(self, source: str | None = None, *, limit: int | None = None) -> list[Deed]:
        """What admins did, to one source or to all, the latest first."""
        rows = select(DEEDS).order_by(DEEDS.c.at.desc(), DEEDS.c.id.desc()).limit(limit)
        if source is not None:
            rows = rows.where(DEEDS.c.source == source)
        with self._engine.connect() as connection:
            found: Iterable[Any] = connection.execute(rows).all()  # rows are untyped in SQLAlchemy
        return [
            Deed(
                at=datetime.fromisoformat(row.at),
                by=row.by,
                act=Act(row.act),
                source=row.source,
                version=row.version,
                generation=row.generation,
                note=row.note,
            )
            for row in found
        ]

    def purge(self, days: int, *, now: datetime | None = None) -> int:
        """Forget what readers said longer than so many days ago; how much that was.

        What admins did is not forgotten: it says where every clause in the library came from.
        """
        limit = _stamp((now or datetime.now(UTC)) - timedelta(days=days))
        with self._engine.begin() as connection:
            missed = connection.execute(delete(MISSES).where(MISSES.c.at < limit)).rowcount
            kept = delete(UNANSWERED).where(UNANSWERED.c.day < limit[:_DAY])
            return missed + connection.execute(kept).rowcount

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
