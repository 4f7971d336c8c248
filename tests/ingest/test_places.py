"""Which clause a person means."""

import pytest

from ingest.places import locate
from knowledge.errors import UsageProblem
from tests.builders import passage

STATUTE = [
    passage("甲", locator="第一章 第1条", article="1"),
    passage("乙", locator="第二章 第6条", article="6"),
    passage("丙", locator="第二章 第10条", article="10"),
    passage("丁", locator="第二章 第10条之一", article="10-1"),
]
DIGEST = [
    passage("甲", locator="第6条（要点1）", article="6"),
    passage("乙", locator="第6条（要点2）", article="6"),
    passage("丙", locator="第7条（要点1）", article="7"),
    passage("己", locator="第16、17条", article="16"),
    passage("丁", locator="一、", article=None),
    passage("戊", locator="一、", article=None),
]


@pytest.mark.parametrize(
    ("named", "locator"),
    [
        ("第二章 第6条", "第二章 第6条"),
        ("第二章第6条", "第二章 第6条"),
        ("第6条", "第二章 第6条"),
        ("第六条", "第二章 第6条"),
        ("第　六　條", "第二章 第6条"),
        ("6", "第二章 第6条"),
        ("第十条", "第二章 第10条"),
        ("十条之一", "第二章 第10条之一"),
    ],
)
def test_an_article_is_found_however_it_is_written(named: str, locator: str) -> None:
    assert locate(named, STATUTE) == locator


@pytest.mark.parametrize(
    ("named", "locator"),
    [
        ("第6条(要点2)", "第6条（要点2）"),
        ("第7条", "第7条（要点1）"),
        ("17", "第16、17条"),
        ("一、", "一、"),
    ],
)
def test_a_point_of_an_article_is_named_as_it_is_shown(named: str, locator: str) -> None:
    assert locate(named, DIGEST) == locator


def test_an_article_of_several_points_has_to_be_told_apart() -> None:
    with pytest.raises(UsageProblem, match="“第6条”有2条（第6条（要点1）、第6条（要点2））"):
        locate("第6条", DIGEST)


@pytest.mark.parametrize(
    ("named", "near"),
    [("第6条（要点9）", "第6条（要点1）"), ("第7条（要点2）", "第7条（要点1）"), ("第77条", "第7条")],
)
def test_an_unknown_place_is_told_with_the_nearest(named: str, near: str) -> None:
    with pytest.raises(UsageProblem, match=f"没有“{named}”这一条，相近的有.*{near}"):
        locate(named, DIGEST)


@pytest.mark.parametrize("named", ["", "第", "条", "之", "x", "千百", "第零条"])
def test_what_names_no_place_is_told_so(named: str) -> None:
    with pytest.raises(UsageProblem, match="这一条"):
        locate(named, STATUTE)
