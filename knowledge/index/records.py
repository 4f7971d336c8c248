"""Records: the sources and passages of a generation, in SQLite."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge.model import LayQuestion, Passage, Source
from knowledge.text import letters

SCHEMA = "3"  # of the whole generation; another one has to be rebuilt
_SOURCE = TypeAdapter(Source)
_PASSAGE = TypeAdapter(Passage)
_QUESTION = TypeAdapter(LayQuestion)
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (key TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE passages (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, position INTEGER NOT NULL, region TEXT NOT NULL, grade TEXT,
  body BLOB NOT NULL
);
CREATE UNIQUE INDEX passages_in_order ON passages (source, position);
CREATE TABLE questions (passage TEXT NOT NULL, letters TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX questions_of_passage ON questions (passage);
CREATE INDEX questions_by_letters ON questions (letters);
CREATE TABLE kin (passage TEXT NOT NULL, other TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (passage, other));
CREATE INDEX kin_of_other ON kin (other, weight);
"""
_BATCH = 500  # variables of one statement; SQLite's oldest limit is 999


class Records:
    """A connection to one generation's SQLite file."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open the file; a reader's connection cannot change it."""
        mode = "rwc" if writable else "ro"
        # Several threads read through one connection, one at a time: sqlite3 serialises them itself.
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False
        )
        if writable:
            # Nobody reads a generation before it is whole, and one that a failure cut short is thrown away: it needs no
            # journal, and is synced once, at the end, by the writer.
            self._connection.execute("PRAGMA journal_mode = OFF")
            self._connection.execute("PRAGMA synchronous = OFF")
        if writable and not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._connection.executescript(_TABLES)

    def meta(self) -> dict[str, str]:
        """What is noted of the generation: schema, model, fingerprint, parent."""
        return dict(self._rows("SELECT name, value FROM meta"))

    def note(self, **values: str) -> None:
        """Set notes of the generation."""
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def sources(self) -> dict[str, Source]:
        """All sources by key."""
        return {
            key: _SOURCE.validate_json(body)
            for key, body in self._rows("SELECT key, body FROM sources ORDER BY key")
        }

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id; an unknown id is left out."""
        found: dict[str, Passage] = {}
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            rows = self._rows(f"SELECT id, body FROM passages WHERE id IN ({marks})", batch)  # noqa: S608 (marks only)
            found.update((id_, _PASSAGE.validate_json(body)) for id_, body in rows)
        return found

    def of_source(self, key: str) -> list[Passage]:
        """All passages of a source in order."""
        rows = self._rows("SELECT body FROM passages WHERE source = ? ORDER BY position", (key,))
        return [_PASSAGE.validate_json(body) for (body,) in rows]

    def near(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after one."""
        query = "SELECT body FROM passages WHERE source = ? AND position = ?"
        around = [self._rows(query, (passage.source, passage.position + step)) for step in (-1, 1)]
        before, after = (_PASSAGE.validate_json(rows[0][0]) if rows else None for rows in around)
        return before, after

    def regions(self) -> frozenset[str]:
        """Every region that has a passage."""
        return frozenset(region for (region,) in self._rows("SELECT DISTINCT region FROM passages"))

    def counts(self) -> dict[str, tuple[int, frozenset[str]]]:
        """How many passages each source has, and their grades."""
        rows = self._rows(
            "SELECT source, COUNT(*), GROUP_CONCAT(DISTINCT grade) FROM passages GROUP BY source"
        )
        return {key: (count, frozenset((grades or "").split(",")) - {""}) for key, count, grades in rows}

    def ids_of(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The ids of all passages of some sources, by region."""
        found: dict[str, list[str]] = {}
        for key in keys:
            for id_, region in self._rows("SELECT id, region FROM passages WHERE source = ?", (key,)):
                found.setdefault(region, []).append(id_)
        return found

    def questions(self, key: str) -> dict[str, list[LayQuestion]]:
        """The lay questions of a source's passages, by passage."""
        rows = self._rows(
            "SELECT passage, questions.body FROM questions JOIN passages ON id = passage WHERE source = ?",
            (key,),
        )
        found: dict[str, list[LayQuestion]] = {}
        for passage, body in rows:
            found.setdefault(passage, []).append(_QUESTION.validate_json(body))
        return found

    def asked_in_these_words(self, text: str) -> frozenset[str]:
        """Ids of the passages of which a lay question is this very text, marks and blanks apart."""
        rows = self._rows("SELECT passage FROM questions WHERE letters = ?", (letters(text),))
        return frozenset(id_ for (id_,) in rows)

    def asked_counts(self) -> dict[str, tuple[int, int]]:
        """By source: how many lay questions it has, and how many of its passages have any."""
        rows = self._rows(
            "SELECT source, COUNT(*), COUNT(DISTINCT passage) FROM questions JOIN passages ON id = passage GROUP BY source"
        )
        return {key: (questions, passages) for key, questions, passages in rows}

    def kin(self, others: Sequence[str], limit: int) -> list[tuple[str, str, float]]:
        """Passages without questions that are akin to some that have: (passage, the other, weight).

        At most `limit` of each other, in the order of the others, the heaviest first (of equals the one stored last).
        """
        # Not ROW_NUMBER(), which reads and sorts all kin of the others: the index gives the heaviest at a third of that.
        return self._rows(
            """
            SELECT passage, other, weight FROM json_each(?) AS given JOIN kin ON kin.rowid IN (
              SELECT rowid FROM kin WHERE other = given.value ORDER BY weight DESC, rowid DESC LIMIT ?
            ) ORDER BY given.key, weight DESC, kin.rowid DESC
            """,
            (json.dumps(others), limit),
        )

    def put(self, source: Source) -> None:
        """Store a source's card, replacing the one there was."""
        self._connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?)", (source.key, _SOURCE.dump_json(source))
        )

    def add(self, passages: Sequence[Passage], questions: Mapping[str, Sequence[LayQuestion]]) -> None:
        """Store passages with their lay questions, by passage."""
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            [(p.id, p.source, p.position, p.region, p.grade, _PASSAGE.dump_json(p)) for p in passages],
        )
        self._connection.executemany(
            "INSERT INTO questions VALUES (?, ?, ?)",
            [
                (passage, letters(question.text), _QUESTION.dump_json(question))
                for passage, asked in questions.items()
                for question in asked
            ],
        )

    def put_kin(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """Store which passages are akin: (passage, the other, weight)."""
        self._connection.executemany("INSERT OR REPLACE INTO kin VALUES (?, ?, ?)", rows)

    def forget_kin(self) -> None:
        """Forget what was stored by `put_kin`."""
        self._connection.execute("DELETE FROM kin")

    def question_counts(self) -> dict[str, int]:
        """How many lay questions each passage has that has any."""
        return dict(self._rows("SELECT passage, COUNT(*) FROM questions GROUP BY passage"))

    def without_kin(self) -> Iterator[Passage]:
        """The passages that have neither lay questions nor kin."""
        rows = self._rows(
            "SELECT id FROM passages WHERE id NOT IN (SELECT passage FROM questions)"
            " AND id NOT IN (SELECT passage FROM kin) ORDER BY id"
        )
        ids = [id_ for (id_,) in rows]
        for start in range(0, len(ids), _BATCH):
            yield from self.passages(ids[start : start + _BATCH]).values()

    def remove(self, keys: Sequence[str]) -> None:
        """Forget sources with their passages."""
        for key in keys:
            own = "(SELECT id FROM passages WHERE source = ?)"
            self._connection.execute(f"DELETE FROM questions WHERE passage IN {own}", (key,))  # noqa: S608 (constant)
            self._connection.execute(f"DELETE FROM kin WHERE passage IN {own}", (key,))  # noqa: S608 (constant)
            self._connection.execute("DELETE FROM passages WHERE source = ?", (key,))
            self._connection.execute("DELETE FROM sources WHERE key = ?", (key,))

    def commit(self) -> None:
        """Make what was written durable."""
        self._connection.commit()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _rows(
        self, query: str, values: Sequence[str | int] = ()
    ) -> list[Any]:  # rows are whatever was selected
        with closing(self._connection.cursor()) as cursor:
            return cursor.execute(query, values).fetchall()
