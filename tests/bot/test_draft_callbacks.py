"""What a draft's button says comes back as it was, within Telegram's 64 bytes; anything else comes back as nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import callbacks
from bot.draft_callbacks import DraftPress, Step, decode, encode
from ingest import fields
from knowledge.model import Kind, Status

ID = "0123456789ab"
presses = st.builds(
    DraftPress,
    st.text("0123456789abcdef", min_size=12, max_size=12),
    st.sampled_from(Step),
    st.from_regex(r"[a-z0-9_=/.-]{0,40}", fullmatch=True),
)


@given(presses)
def test_what_was_encoded_is_decoded(press: DraftPress) -> None:
    data = encode(press)
    assert decode(data) == press
    assert 1 <= len(data.encode()) <= callbacks.MAX_BYTES
    assert callbacks.decode(data) is None


@given(st.text())
def test_nothing_makes_it_raise(data: str) -> None:
    press = decode(data)
    assert press is None or encode(press) == data


@pytest.mark.parametrize(
    "data",
    ["", "1d:", f"1d:{ID}", f"1d:{ID}:p", f"1d:{ID}:q:", f"2d:{ID}:p:", f"1d:{ID}:p:\n", f"1d:{ID}:p:减"],
)
def test_old_and_foreign_data_are_nothing(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    ("draft", "argument"), [("", ""), (ID.upper(), ""), (ID, "减"), (ID, "x" * 41), (ID, "a\n")]
)
def test_what_cannot_be_decoded_cannot_be_made(draft: str, argument: str) -> None:
    with pytest.raises(ValueError, match="twelve"):
        DraftPress(draft, Step.CARD, argument)


@pytest.mark.parametrize(
    "argument",
    [
        *fields.FIELDS,
        *(f"kind={kind}" for kind in Kind),
        *(f"status={status}" for status in Status),
        "region=cn/52/27/31",
    ],
)
def test_every_field_and_choice_fits(argument: str) -> None:
    assert DraftPress(ID, Step.SET, argument).argument == argument


@pytest.mark.parametrize(("argument", "page"), [("", 0), ("0", 0), ("12", 12), ("kind", 0)])
def test_a_page_is_a_number(argument: str, page: int) -> None:
    assert DraftPress(ID, Step.CLAUSES, argument).page == page
