"""Which generation is live, which names are taken, and what a difference costs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest import generations
from ingest.generations import Difference, difference
from knowledge.index import current_name
from knowledge.model import Status
from tests.builders import source

ONE, TWO = source(id="a"), source(id="b")


def test_what_is_missing_is_added_and_what_is_too_much_removed() -> None:
    assert difference({ONE.key: ONE}, {TWO.key: TWO}) == Difference((ONE.key,), (TWO,), ())
    assert not difference({ONE.key: ONE}, {ONE.key: ONE})


def test_an_end_or_a_status_is_updated_without_embedding_anything() -> None:
    ended = replace(ONE, expires=date(2030, 1, 1), status=Status.SUPERSEDED)
    assert difference({ONE.key: ONE}, {ONE.key: ended}) == Difference((), (), (ended,))


def test_other_words_on_a_card_mean_a_new_entry() -> None:
    renamed = replace(ONE, title="新名")
    assert difference({ONE.key: ONE}, {ONE.key: renamed}) == Difference((ONE.key,), (renamed,), ())


def make(home: Path, *names: str) -> None:
    for name in names:
        (home / "index" / name).mkdir(parents=True)


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "index").iterdir())


def test_names_rise_and_are_never_used_twice(home: Path) -> None:
    assert generations.next_name(home) == "g00000001"
    make(home, "g00000007", "g00000003", "other")
    assert generations.next_name(home) == "g00000008"
    generations.publish(home, "g00000009")
    assert generations.next_name(home) == "g00000010"


def test_a_discarded_generation_keeps_its_name_taken_until_the_next_writer(home: Path) -> None:
    make(home, "g00000001", "g00000002")
    generations.publish(home, "g00000001")
    (home / "index" / "g00000002" / "file").touch()
    generations.discard(home / "index" / "g00000002")
    assert list((home / "index" / "g00000002").iterdir()) == []
    assert generations.next_name(home) == "g00000003"


def test_only_the_live_generation_and_the_one_before_it_stay(home: Path) -> None:
    make(home, "g00000001", "g00000004", "g00000005", "g00000006")
    generations.publish(home, "g00000005")
    (home / "index" / "CURRENT.new").touch()
    generations.sweep(home)
    assert folders(home) == ["CURRENT", "g00000004", "g00000005"]


def test_without_a_live_generation_all_are_left_over(home: Path) -> None:
    make(home, "g00000001")
    generations.sweep(home)
    assert folders(home) == []


def test_publishing_names_the_live_generation_in_one_line(home: Path) -> None:
    make(home, "g00000001")
    generations.publish(home, "g00000001")
    assert (home / "index" / "CURRENT").read_bytes() == b"g00000001\n"
    assert current_name(home) == "g00000001"
