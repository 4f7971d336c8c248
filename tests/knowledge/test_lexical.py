"""Terms of the lexical side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import question_terms, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不得打卡", ["不得", "得打", "打卡"]),
        ("会", ["会"]),
        ("政务App打卡", ["政务", "app", "打卡"]),
        ("開會", ["开会"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("written", ["1小时", "一小时", "60分钟", "六十分钟", "１小时", "1個小時"])
def test_equal_durations_share_a_term(written: str) -> None:
    assert "=60分钟" in terms(f"不超过{written}")


@given(st.text())
def test_no_term_holds_white_space(text: str) -> None:
    assert all(term and not any(character.isspace() for character in term) for term in terms(text))


def test_the_index_holds_characters_beside_their_pairs() -> None:
    assert terms("不得打卡APP一", characters=True) == ["不得", "得打", "打卡", *"不得打卡", "app", "一"]
    assert question_terms("能不能不打卡", characters=True) == ["不打", "打卡", *"不打卡"]


def test_words_that_only_ask_are_no_terms_of_a_question() -> None:
    assert question_terms("我们能不能不打卡吗") == ["不打", "打卡"]
