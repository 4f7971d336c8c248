"""Sketches: what they estimate is what counting all shingles gives."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.resemblance import Resembling, pack, resemblance, sketch, unpack
from tests.builders import source

_SHINGLE = 8


def exactly(one: str, other: str) -> float:
    first, second = (
        {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)} for text in (one, other)
    )
    return len(first & second) / len(first | second)


@pytest.mark.parametrize("changed", [0.0, 0.05, 0.2, 0.5, 1.0])
def test_the_estimate_is_near_what_counting_gives(changed: float) -> None:
    chance = random.Random(7)  # noqa: S311
    letters = [chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(3000)]
    kept = round(len(letters) * (1 - changed))
    one, other = "".join(letters), "".join(letters[:kept]) + "".join(reversed(letters[kept:]))
    assert resemblance(sketch(one), sketch(other)) == pytest.approx(
        exactly(one, other), abs=0.13
    )  # three errors


@given(st.text(max_size=200), st.text(max_size=200))
def test_resemblance_is_mutual_and_whole_with_itself(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    assert resemblance(first, second) == resemblance(second, first)
    assert resemblance(first, first) == (1.0 if first else 0.0)
    assert unpack(pack(first)) == first


def test_marks_blanks_and_variants_of_characters_do_not_count() -> None:
    assert sketch("会议一般不超过１小时，经批准的除外。") == sketch("會議一般 不超過1小時。經批准的\n除外")


def test_only_what_shares_half_is_a_twin_and_the_nearest_comes_first() -> None:
    text = "".join(chr(0x4E00 + at) for at in range(400))
    other = "".join(chr(0x6E00 + at) for at in range(400))
    known = Resembling(
        [
            (source(id="half"), sketch(text[:300] + other[:100])),
            (source(id="same"), sketch(text)),
            (source(id="little"), sketch(text[:100] + other[:300])),
            (source(id="none"), sketch(other)),
        ]
    )
    assert [twin.source.id for twin in known.twins(sketch(text))] == ["same", "half"]
    assert known.twins(sketch("")) == []
