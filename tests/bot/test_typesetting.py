"""Lines as Chinese is set, whatever the text: nothing lost, nothing too wide, no mark where none may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.typesetting import _CLOSING, _OPENING, lines, squeezed

TEXTS = st.text(st.sampled_from("减负会议，。、；：（）《》“”'12.5%kpi …—\n一"), max_size=80)


def width(text: str) -> float:
    return sum(1.0 if character > "\u2000" else 0.5 for character in text)


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("每月报送一次，逾期通报。", ["每月报送", "一次，逾", "期通报。"]),
        ("报送一次，逾期", ["报送一", "次，逾期"]),
        ("请看《规定》第六条", ["请看《规", "定》第六", "条"]),
        ("参加WeChat群", ["参加", "WeChat群"]),
        ("请先看《规定》", ["请先看", "《规定》"]),
        ("大约100.5%的人", ["大约", "100.5%", "的人"]),
        ("会议要从简。", ["会议要", "从简。"]),
        ("每次加3分，", ["每次加", "3分，"]),
        ("第一段\n第二段", ["第一段", "第二段"]),
        ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("", [""]),
        ("看到！！！！！！", ["看", "到！！！", "！！！"]),
    ],
)
def test_lines_break_where_they_may(text: str, set_: list[str]) -> None:
    assert list(lines(text, width, 4)) == set_


@given(TEXTS, st.integers(4, 20))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, room: int) -> None:
    set_ = lines(text, width, room)
    assert "".join(set_).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(width(line) <= room for line in set_)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("会议，文件。", ["会议，文件。"]),
        ("不得搞“一票否决”。", ["不得搞“一票否决”", "。"]),
        ("《规定》（试行）、", ["《规定》", "（试行）", "、"]),
        ("（“减负”）", ["（", "“减负”", "）"]),
        ("", [""]),
    ],
)
def test_marks_that_meet_stand_closer(line: str, pieces: list[str]) -> None:
    assert squeezed(line) == pieces


PHRASES = st.lists(
    st.tuples(
        st.sampled_from(["减负", "《规定》", "不超过12.5%", "KPI", "“一票否决”", "（试行）"]),
        st.sampled_from("，。；、："),
    ),
    max_size=20,
)


@given(PHRASES, st.integers(8, 20))
def test_no_line_begins_or_ends_with_the_wrong_mark(phrases: list[tuple[str, str]], room: int) -> None:
    for line in lines("".join(phrase + mark for phrase, mark in phrases), width, room):
        assert not line.startswith(tuple(_CLOSING))
        assert not line.endswith(tuple(_OPENING))
