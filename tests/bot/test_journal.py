"""The journal keeps what missed the point, for so long, and nothing about who asked what."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.audited import encode_deed, print_deeds
from bot.journal import Act, Deed, Journal, Miss
from knowledge.errors import NotSetUp

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSAGES = ("0123456789abcdef", "fedcba9876543210")


def test_what_was_recorded_is_there_after_opening_again(tmp_path: Path) -> None:
    first = Journal.open(tmp_path / "new" / "home")
    first.record("answer", PASSAGES, press="1", at=NOON)
    first.close()
    second = Journal.open(tmp_path / "new" / "home")
    assert second.misses() == [Miss(NOON, "answer", PASSAGES)]
    second.close()


def test_the_same_press_counts_once(journal: Journal) -> None:
    for _ in range(2):
        journal.record("no_basis", (), press="1")
    journal.record("no_basis", (), press="2")
    assert len(journal.misses()) == 2


def test_what_is_older_than_the_retention_is_forgotten(journal: Journal) -> None:
    for days in (0, 29, 31, 400):
        journal.record("answer", (), press=str(days), at=NOON - timedelta(days=days))
    assert journal.purge(30, now=NOON) == 2
    assert [miss.at for miss in journal.misses()] == [NOON - timedelta(days=29), NOON]


def test_several_threads_write_at_once(journal: Journal) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: journal.record("answer", (), press=str(number)), range(40)))
    assert len(journal.misses()) == 40


def test_it_has_no_place_for_a_question_or_a_reader(journal: Journal, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(missed)")]
    connection.close()
    assert columns == ["id", "at", "press", "outcome", "passages"]


def test_a_kept_question_has_a_day_and_nobody(journal: Journal, tmp_path: Path) -> None:
    journal.keep("领导能讲多久", "no_basis", at=NOON)
    assert [(one.text, one.day, one.times) for one in journal.unanswered()] == [
        ("领导能讲多久", NOON.date(), 1)
    ]
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(unanswered)")]
        [row] = connection.execute("SELECT * FROM unanswered")
    connection.close()
    assert columns == ["id", "text", "day", "times", "outcome", "done"]
    assert row == (1, "领导能讲多久", "2026-11-22", 1, "no_basis", 0)


def test_the_same_words_are_counted_and_wait_again(journal: Journal) -> None:
    journal.keep("多久", "no_basis", at=NOON)
    journal.keep("几个人", "answer", at=NOON)
    journal.keep("多久", "answer", at=NOON + timedelta(days=3))
    first, second = journal.unanswered()
    assert (first.text, first.times, first.outcome) == ("多久", 2, "answer")
    assert (first.day - second.day).days == 3
    journal.settle(first.id)
    assert [one.text for one in journal.unanswered()] == ["几个人"]
    journal.keep("多久", "no_basis", at=NOON)
    assert [one.times for one in journal.unanswered()] == [3, 1]


def test_kept_questions_are_forgotten_by_their_last_day(journal: Journal) -> None:
    for days in (0, 30, 31, 400):
        journal.keep(f"第{days}天", "no_basis", at=NOON - timedelta(days=days))
    journal.keep("第31天", "no_basis", at=NOON)
    journal.settle(4)
    assert journal.purge(30, now=NOON) == 1
    assert {one.text for one in journal.unanswered()} == {"第0天", "第30天", "第31天"}


def test_what_is_too_long_or_too_much_is_not_kept(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.keep("长" * 301, "no_basis")
    journal.keep("", "no_basis")
    assert journal.unanswered() == []
    monkeypatch.setattr("bot.journal.journal._MOST", 2)
    for text in ("甲", "乙", "丙", "甲"):
        journal.keep(text, "no_basis")
    assert [(one.text, one.times) for one in journal.unanswered()] == [("甲", 2), ("乙", 1)]


def test_several_threads_keep_the_same_words_once(journal: Journal) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: journal.keep(f"第{number % 3}句", "no_basis"), range(30)))
    assert [one.times for one in journal.unanswered()] == [10, 10, 10]


def test_a_journal_of_the_version_before_is_taken_over(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        connection.executescript(
            "CREATE TABLE journal_schema (number INTEGER PRIMARY KEY); INSERT INTO journal_schema VALUES (1);"
            "CREATE TABLE missed (id INTEGER PRIMARY KEY, at VARCHAR(32) NOT NULL, press VARCHAR(64) NOT NULL UNIQUE,"
            " outcome VARCHAR(16) NOT NULL, passages VARCHAR(128) NOT NULL);"
            "INSERT INTO missed VALUES (1, '2026-11-22T12:00:00.000000+00:00', '7', 'answer', '');"
        )
    connection.close()
    for _ in range(2):
        opened = Journal.open(tmp_path)
        assert opened.misses() == [Miss(NOON, "answer", ())]
        opened.keep("多久", "no_basis")
        opened.close()


def test_readers_do_not_wait_for_the_writer(journal: Journal, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "journal.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_database_elsewhere_is_given_by_its_url(tmp_path: Path) -> None:
    opened = Journal.open(tmp_path, f"sqlite:///{tmp_path / 'elsewhere.db'}")
    opened.close()
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "journal.db").exists()


@pytest.mark.parametrize(
    "url", ["nonsense", "no_such_database://user:secret@host/db", "sqlite:////no/such/place.db"]
)
def test_a_url_that_cannot_be_used_is_one_sentence_without_the_url(tmp_path: Path, url: str) -> None:
    with pytest.raises(NotSetUp, match="JIANFU_DATABASE_URL") as caught:
        Journal.open(tmp_path, url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("content", [b"this is no database, however long it may be" * 100])
def test_a_file_that_is_no_journal_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.db").write_bytes(content)
    with pytest.raises(NotSetUp, match="打不开反馈记录"):
        Journal.open(tmp_path)


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotSetUp, match="建不了目录"):
        Journal.open(tmp_path / "file" / "home")


def test_a_journal_of_another_version_is_left_alone(tmp_path: Path) -> None:
    Journal.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "journal.db")
    connection.execute("UPDATE journal_schema SET number = 99")
    connection.commit()
    connection.close()
    with pytest.raises(NotSetUp, match="另一个版本"):
        Journal.open(tmp_path)


def deed(**fields: object) -> Deed:
    values: dict[str, object] = {"at": NOON, "by": "telegram:7", "act": Act.ADD, "source": "a"}
    return Deed(**(values | fields))  # type: ignore[arg-type]  # a test names what it is about


def test_deeds_come_back_the_latest_first_and_by_source(journal: Journal) -> None:
    first = deed(version=2, generation="g00000002", note="增3改0删0条")
    second = deed(at=NOON + timedelta(minutes=1), act=Act.UNDO)
    other = deed(at=NOON + timedelta(minutes=2), by="cli:root", act=Act.REBUILD, source=None)
    journal.note(first, second)
    journal.note(other)
    assert journal.deeds() == [other, second, first]
    assert journal.deeds("a", limit=1) == [second]
    assert journal.deeds("b") == []


def test_a_deed_that_cannot_be_written_takes_none_of_its_fellows_along(journal: Journal) -> None:
    with pytest.raises(IntegrityError):
        journal.note(deed(), deed(by=None))
    assert journal.deeds() == []


def test_deeds_are_not_forgotten_with_what_readers_said(journal: Journal) -> None:
    journal.note(deed(at=NOON - timedelta(days=4000)))
    assert journal.purge(30, now=NOON) == 0
    assert len(journal.deeds()) == 1


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_words_and_its_json(act: Act) -> None:
    [heading, row] = print_deeds([deed(act=act, version=1)]).splitlines()
    assert heading.startswith("时间")
    assert "2026-11-22 20:00" in row  # by the clock in China
    assert encode_deed(deed(act=act))["act"] == act.value
