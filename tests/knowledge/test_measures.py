"""Measures, checked against figures worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.measures import (
    calibration_error,
    discounted,
    hit,
    ndcg,
    percentile,
    reciprocal,
    reliability,
    squared_error,
)
from knowledge.evaluation.rounding import at_least, at_most, signed

CHANCES = st.floats(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("place", "first", "three", "mrr", "gain"),
    [
        (1, 1.0, 1.0, 1.0, 1.0),
        (3, 0.0, 1.0, 1 / 3, 0.5),
        (4, 0.0, 0.0, 1 / 4, 1 / math.log2(5)),
        (11, 0.0, 0.0, 0.0, 0.0),
        (None, 0.0, 0.0, 0.0, 0.0),
    ],
)
def test_what_a_place_is_worth(
    place: int | None, first: float, three: float, mrr: float, gain: float
) -> None:
    assert (hit(place, 1), hit(place, 3)) == (first, three)
    assert reciprocal(place) == pytest.approx(mrr)
    assert discounted(place) == pytest.approx(gain)


@pytest.mark.parametrize(
    ("ranking", "relevant", "expected"),
    [
        (["a"], {"a": 1}, 1.0),
        (["x", "a"], {"a": 1}, 1 / math.log2(3)),
        (["x"], {"a": 1}, 0.0),
        (["a", "x", "b"], {"a": 1, "b": 1}, (1 + 1 / 2) / (1 + 1 / math.log2(3))),
        (["b", "a"], {"a": 2, "b": 1}, (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))),
        (["a"], {}, 0.0),
    ],
)
def test_ndcg(ranking: list[str], relevant: dict[str, int], expected: float) -> None:
    assert ndcg(ranking, relevant) == pytest.approx(expected)


@given(st.integers(min_value=1, max_value=20))
def test_one_right_passage_is_the_common_ndcg(place: int) -> None:
    ranking = ["x"] * (place - 1) + ["right"]
    assert discounted(place) == pytest.approx(ndcg(ranking, {"right": 1}))


def test_the_calibration_error_weighs_bins_by_their_questions() -> None:
    bins = reliability([0.15, 0.15, 0.15, 0.95], [True, False, False, True])
    assert [one.questions for one in bins] == [0, 3, 0, 0, 0, 0, 0, 0, 0, 1]
    assert bins[1].predicted == pytest.approx(0.15)
    assert bins[1].observed == pytest.approx(1 / 3)
    assert calibration_error(bins) == pytest.approx((3 * (1 / 3 - 0.15) + 1 * 0.05) / 4)


def test_a_certain_probability_falls_into_the_last_bin() -> None:
    assert reliability([1.0, 0.0], [True, False])[-1].questions == 1
    assert calibration_error(reliability([1.0, 0.0], [True, False])) == 0.0
    assert calibration_error(reliability([], [])) == 0.0


@given(st.lists(st.tuples(CHANCES, st.booleans())))
def test_every_probability_falls_into_one_bin(judged: list[tuple[float, bool]]) -> None:
    bins = reliability([chance for chance, _ in judged], [true for _, true in judged])
    assert sum(one.questions for one in bins) == len(judged)
    assert 0.0 <= calibration_error(bins) <= 1.0


def test_the_squared_error_of_a_probability() -> None:
    assert squared_error(0.8, came_true=True) == pytest.approx(0.04)
    assert squared_error(0.8, came_true=False) == pytest.approx(0.64)


def test_percentiles_by_nearest_rank() -> None:
    assert percentile([4, 1, 3, 2], 0.5) == 2
    assert percentile([4, 1, 3, 2], 0.95) == 4
    assert percentile([], 0.5) == 0.0


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (0.9996, "0.999", "1.000"),
        (0.57, "0.570", "0.570"),
        (-0.0314, "-0.032", "-0.031"),
        (1.0, "1.000", "1.000"),
        (0.0, "0.000", "0.000"),
        (-0.0001, "-0.001", "0.000"),
    ],
)
def test_nothing_is_rounded_in_our_favour(value: float, least: str, most: str) -> None:
    assert (at_least(value), at_most(value)) == (least, most)


def test_a_difference_has_a_sign() -> None:
    assert signed(at_least(0.03)) == "+0.030"
    assert signed(at_least(-0.03)) == "-0.030"
