"""One form for matching, and sentences as slices."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import letters, normalise, sentences


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("開會", "开会"),
        ("ＡＰＰ　打卡", "app 打卡"),
        ("１小时", "1小时"),
        ("  督查\n\t检查 ", "督查 检查"),
        ("会（议）", "会(议)"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize("text", ["開會，打卡！", " 开 会 打卡", "「开会」(打卡)\n"])
def test_letters_leave_marks_blanks_and_variants_out(text: str) -> None:
    assert letters(text) == "开会打卡"


@given(st.text(alphabet="不得会议。；！？\n ”（）a"))
def test_sentences_are_slices_in_order_and_lose_only_white_space_and_marks(text: str) -> None:
    spans = list(sentences(text))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    kept = "".join(text[span.start : span.end] for span in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_semicolon_ends_a_sentence_and_closing_quotes_stay_with_it() -> None:
    text = "甲不得乙；他说：“可以。”丙应当丁"
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "甲不得乙；",
        "他说：“可以。”",
        "丙应当丁",
    ]
