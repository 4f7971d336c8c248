"""Intervals of the bootstrap: where they have to lie, and that they come out the same again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.intervals import estimates, relative

SHARES = st.lists(st.sampled_from([0.0, 1.0, None]), min_size=1, max_size=30)


def test_an_interval_of_a_share_is_about_as_wide_as_the_formula_says() -> None:
    one = estimates({"right": [1.0] * 40 + [0.0] * 60})["right"]
    half = 1.96 * (0.4 * 0.6 / 100) ** 0.5
    assert one.value == pytest.approx(0.4)
    assert one.count == 100
    assert one.total == pytest.approx(40)
    assert one.low == pytest.approx(0.4 - half, abs=0.02)
    assert one.high == pytest.approx(0.4 + half, abs=0.02)


def test_the_same_outcomes_give_the_same_interval() -> None:
    column = {"right": [1.0, 0.0, 1.0, 1.0, 0.0]}
    assert estimates(column) == estimates(column)


def test_a_difference_is_paired() -> None:
    ours = [1.0, 0.0] * 50
    theirs = [0.0, 0.0] * 25 + [1.0, 0.0] * 25
    table = estimates({"gain": [a - b for a, b in zip(ours, theirs, strict=True)], "ours": ours})
    assert table["gain"].value == pytest.approx(0.25)
    # Of two unpaired shares of .5 and .25 it would be about .25 wide; question by question it is .17.
    assert table["gain"].high - table["gain"].low < 0.2


def test_what_does_not_apply_is_not_counted() -> None:
    table = estimates({"of two": [1.0, None, 0.0], "of none": [None, None, None]})
    assert table["of two"].value == 0.5
    assert table["of two"].count == 2
    assert "of none" not in table
    assert estimates({}) == {}


def test_values_that_are_all_equal_have_an_interval_without_width() -> None:
    one = estimates({"right": [1.0] * 5})["right"]
    assert (one.low, one.value, one.high) == (1.0, 1.0, 1.0)


@given(SHARES)
def test_an_interval_stays_among_the_values(column: list[float | None]) -> None:
    for one in estimates({"right": column}).values():
        assert 0.0 <= one.low <= one.high <= 1.0
        assert 0.0 <= one.value <= 1.0


def test_a_relative_difference() -> None:
    one = relative([0.6, 0.4, 0.5, 0.5], [0.5, 0.3, 0.4, 0.4])
    assert one is not None
    assert one.value == pytest.approx(2.0 / 1.6 - 1)
    assert one.low <= one.value <= one.high


def test_there_is_no_relative_difference_to_nothing() -> None:
    assert relative([0.5], [0.0]) is None
    assert relative([None], [1.0]) is None
