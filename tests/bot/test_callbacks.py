"""Callback data come back as they were, within Telegram's 64 bytes; anything else comes back as nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import (
    MAX_BYTES,
    MOST_PASSAGES,
    TOKEN_BYTES,
    Callback,
    Chosen,
    FullClause,
    Missed,
    NeighbourClause,
    Outcome,
    decode,
    encode,
)
from knowledge.model import Reason

ids = st.text("0123456789abcdef", min_size=16, max_size=16)
callbacks: st.SearchStrategy[Callback] = st.one_of(
    st.builds(FullClause, ids),
    st.builds(NeighbourClause, ids),
    st.builds(Chosen, st.text("0123456789abcdef", min_size=12, max_size=12), st.integers(0, 9)),
    st.builds(Missed, st.sampled_from(Outcome), st.lists(ids, max_size=MOST_PASSAGES).map(tuple)),
)


@given(callbacks)
def test_what_was_encoded_is_decoded(callback: Callback) -> None:
    data = encode(callback)
    assert decode(data) == callback
    assert 1 <= len(data.encode()) <= MAX_BYTES


@given(st.text())
def test_nothing_makes_it_raise(data: str) -> None:
    callback = decode(data)
    assert callback is None or encode(callback) == data


ID = "0123456789abcdef"


@pytest.mark.parametrize(
    "data",
    [
        "", "1c:", f"1c:{ID[:-1]}", f"1c:{ID}0", f"1c:{ID.upper()}", f"2c:{ID}", f"1x:{ID}", f" 1c:{ID}", f"1c:{ID}\n",
        "1m:answer", "1m:somewhere:", f"1m:answer:{ID}.", f"1m:answer:{ID}.{ID}.{ID}.{ID}", "menu_1",
        "1q:0123456789ab", "1q:0123456789ab:", "1q:0123456789ab:10", "1q:0123456789AB:1", "1q:0123456789ab0:1",
    ],
)  # fmt: skip
def test_old_and_foreign_data_are_nothing(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("passage", ["", "第6条", ID[:-1], ID.upper()])
def test_only_a_passage_id_can_be_encoded(passage: str) -> None:
    with pytest.raises(ValueError, match="sixteen"):
        FullClause(passage)
    with pytest.raises(ValueError, match="sixteen"):
        Missed(Outcome.ANSWER, (passage,))


def test_more_passages_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        Missed(Outcome.ANSWER, (ID,) * (MOST_PASSAGES + 1))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_outcome(reason: Reason) -> None:
    assert Outcome(reason.value).value == reason.value


@pytest.mark.parametrize(("token", "index"), [("", 0), ("0123456789AB", 0), ("0" * 12, 10), ("0" * 12, -1)])
def test_only_a_token_and_a_digit_make_a_choice(token: str, index: int) -> None:
    assert len("0" * 12) == 2 * TOKEN_BYTES
    with pytest.raises(ValueError, match="token"):
        Chosen(token, index)
