"""Differences: clauses find their successors, and words are marked by what became of them."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.differences import Fate, compared, paired
from knowledge.words import words
from tests.builders import passage

MEETING = "第三条　会议一般不超过一小时，经批准的除外。"
FORMS = "第四条　不得要求基层重复填报表格，已有数据由上级自行调取。"
VISITS = "第五条　上级来检查的，不得层层陪同，陪同人员不超过三人。"


def rows(before: tuple[str, ...], after: tuple[str, ...]) -> list[tuple[str | None, str | None]]:
    old = [passage(text, locator=f"第{place}条") for place, text in enumerate(before, start=3)]
    new = [passage(text, locator=f"第{place}条") for place, text in enumerate(after, start=3)]
    return [(one.text if one else None, other.text if other else None) for one, other in paired(old, new)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((MEETING, FORMS), (MEETING, FORMS), [(MEETING, MEETING), (FORMS, FORMS)]),
        ((MEETING,), (MEETING, FORMS), [(MEETING, MEETING), (None, FORMS)]),
        ((MEETING, FORMS, VISITS), (MEETING, VISITS), [(MEETING, MEETING), (FORMS, None), (VISITS, VISITS)]),
        ((FORMS, VISITS), (MEETING, FORMS, VISITS), [(None, MEETING), (FORMS, FORMS), (VISITS, VISITS)]),
        ((MEETING,), (FORMS,), [(MEETING, FORMS)]),  # nothing in common, but at one place
    ],
)
def test_clauses_find_their_successors(
    before: tuple[str, ...], after: tuple[str, ...], expected: list[tuple[str | None, str | None]]
) -> None:
    assert rows(before, after) == expected


def test_a_clause_that_moved_and_was_changed_is_still_known() -> None:
    moved = FORMS.replace("第四条", "第五条").replace("重复", "多头")
    inserted = "第四条　能合并的会议合并开，能不开的不开。"
    assert rows((MEETING, FORMS), (MEETING, inserted, moved)) == [
        (MEETING, MEETING),
        (None, inserted),
        (FORMS, moved),
    ]


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("会议一般不超过一小时。", "会议一般不超过半小时。", "会议一般不超过[一小时|半小时]。"),
        ("15日内答复。", "10日内答复。", "[15|10]日内答复。"),
        ("确需召开会议的，报批。", "确需召开会议的，提前报批。", "确需召开会议的，[|提前]报批。"),
        ("自2019年3月5日起施行", "自2024年8月6日起施行", "自[2019年3月5|2024年8月6]日起施行"),
        ("", "新的一条。", "[|新的一条。]"),
        ("旧的一条。", "", "[旧的一条。|]"),
    ],
)
def test_words_are_marked_whole(before: str, after: str, marked: str) -> None:
    assert shown(before, after) == marked


def shown(before: str, after: str) -> str:
    """The text with each change as [what was|what is]."""
    parts = []
    for changed, pieces in groupby(compared(before, after), key=lambda piece: piece.fate is not Fate.KEPT):
        by_fate = {piece.fate: piece.text for piece in pieces}
        if changed:
            parts.append(f"[{by_fate.get(Fate.REMOVED, '')}|{by_fate.get(Fate.ADDED, '')}]")
        else:
            parts.append(by_fate[Fate.KEPT])
    return "".join(parts)


TEXTS = st.text(alphabet="会议一般不超过半小时，。15日APP（三） \n", max_size=40)


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate is not Fate.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.fate is not Fate.REMOVED) == after


@given(st.text(max_size=60))
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


CLAUSES = st.lists(st.sampled_from([MEETING, FORMS, VISITS, "第六条　略。"]), max_size=6)


@given(CLAUSES, CLAUSES)
def test_every_clause_of_both_versions_is_in_one_row(before: list[str], after: list[str]) -> None:
    old = [passage(text, locator=f"第{place}条", position=place) for place, text in enumerate(before)]
    new = [passage(text, locator=f"第{place}条", position=place) for place, text in enumerate(after)]
    found = paired(old, new)
    assert [row[1] for row in found if row[1]] == new
    assert sorted(row[0].position for row in found if row[0]) == [one.position for one in old]
