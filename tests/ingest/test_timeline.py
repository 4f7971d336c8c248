"""Which versions stand in the index and until when: the old rule stands until its successor takes effect."""

from datetime import date
from typing import Any

import pytest

from ingest.timeline import standing
from knowledge.corpus import in_force
from knowledge.model import Source, Status
from tests.builders import source

Y2018, Y2020, Y2024, Y2030 = (date(year, 1, 1) for year in (2018, 2020, 2024, 2030))


def version(number: int, effective: date | None, **fields: Any) -> Source:
    return source(version=number, effective=effective, issued=effective, sha256=f"sha{number}", **fields)


def other(id_: str, effective: date | None, **fields: Any) -> Source:
    values: dict[str, Any] = {"id": id_, "title": f"题{id_}", "effective": effective, "issued": effective}
    return source(**values | fields)


def ends(*sources: Source) -> dict[str, date | None]:
    return {key: source.expires for key, source in standing(sources).items()}


@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        ([Y2020], {1: None}),
        ([Y2018, Y2020], {1: Y2020, 2: None}),
        ([Y2018, Y2020, Y2024], {1: Y2020, 2: Y2024, 3: None}),
        ([Y2020, Y2020], {2: None}),  # a correction
        ([Y2020, Y2018], {2: None}),  # a correction that goes back
        ([Y2018, Y2024, Y2020], {1: Y2020, 3: None}),
        ([Y2018, None], {2: None}),
        ([None, Y2020], {1: Y2020, 2: None}),
    ],
)
def test_an_older_version_stands_until_the_next_takes_effect(
    effective: list[date | None], expected: dict[int, date | None]
) -> None:
    versions = [version(number, day) for number, day in enumerate(effective, start=1)]
    assert ends(*versions) == {f"ruogan-guiding-2024@{number}": day for number, day in expected.items()}


def test_the_same_bytes_with_other_metadata_replace_the_version_before() -> None:
    one, two = source(effective=None, sha256="same"), source(version=2, effective=Y2020, sha256="same")
    assert list(standing([one, two])) == [two.key]


@pytest.mark.parametrize("name", ["old", "题old", "《题old》", "旧规"])
def test_a_source_that_another_supersedes_expires_when_that_one_takes_effect(name: str) -> None:
    old, new = other("old", Y2018, aliases=("旧规",)), other("new", Y2024, supersedes=(name,))
    assert ends(old, new) == {"old@1": Y2024, "new@1": None}


def test_both_rules_are_there_and_the_day_tells_which_holds() -> None:
    rows = standing([other("old", Y2018), other("new", Y2030, supersedes=("old",))])
    today = date(2026, 11, 22)
    assert [key for key, row in rows.items() if in_force(row, today)] == ["old@1"]
    assert [key for key, row in rows.items() if in_force(row, Y2030)] == ["new@1"]


@pytest.mark.parametrize(
    "successor",
    [
        other("new", Y2024, supersedes=("old",), status=Status.DRAFT),
        other("new", Y2024, supersedes=("old",), region="cn/52"),  # a province does not end a national rule
        other("new", date(2017, 1, 1), supersedes=("old",)),  # not later
        other("new", None, supersedes=("old",), title="题old"),  # another account of the same document
        other("new", Y2024, supersedes=("something else",)),
    ],
)
def test_what_cannot_supersede_ends_nothing(successor: Source) -> None:
    rows = standing([other("old", Y2018), successor])
    assert (rows["old@1"].expires, rows["old@1"].status) == (None, Status.IN_FORCE)


def test_a_successor_without_any_date_supersedes_at_once() -> None:
    rows = standing([other("old", Y2018), other("new", None, supersedes=("old",))])
    assert rows["old@1"].status is Status.SUPERSEDED


def test_the_first_successor_counts_and_an_earlier_end_stays() -> None:
    rows = ends(
        other("old", Y2018),
        other("new", Y2024, supersedes=("old",)),
        other("newer", Y2030, supersedes=("old", "ended")),
        other("ended", Y2018, expires=Y2020),
    )
    assert rows == {"old@1": Y2024, "new@1": None, "newer@1": None, "ended@1": Y2020}


def test_the_order_of_the_library_is_irrelevant() -> None:
    sources = [version(1, Y2018), version(2, Y2024), other("new", Y2030, supersedes=("ruogan-guiding-2024",))]
    assert standing(sources) == standing(sources[::-1])
