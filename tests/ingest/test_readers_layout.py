"""Layout: what the places of lines say, said in white space."""

import pytest

from ingest.readers import layout
from ingest.readers.layout import Line

WIDE = "会议从简文件从短不得层层加码不得多头报送"  # twenty letters, a full line


def line(indent: float, row: float, text: str, size: float = 10.0) -> Line:
    """A line of letters of ten units, each row twenty under the one before."""
    left = 100 + indent * 10
    return Line(left, row * 20, left + len(text) * size, row * 20 + size, text)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([line(2, 0, WIDE[:18]), line(0, 1, WIDE), line(2, 2, WIDE[:9])],
         f"　　{WIDE[:18]}\n{WIDE}\n　　{WIDE[:9]}\n"),
        ([line(7, 0, "会议管理办法"), line(2, 1, WIDE[:18]), line(0, 2, WIDE)],
         f"会议管理办法\n\n　　{WIDE[:18]}\n{WIDE}\n"),
        ([line(7, 0, "关于会议管理"), line(8, 1, "的通知书"), line(0, 3, WIDE)],
         f"关于会议管理\n的通知书\n\n{WIDE}\n"),
        ([line(7, 0, "会议管理办法"), line(8, 1, "第一章章"), line(8, 2, "第一节节"), line(0, 3, WIDE)],
         f"会议管理办法\n\n第一章章\n\n第一节节\n\n{WIDE}\n"),
        ([line(0, 0, WIDE), line(12, 1, "示例省办公厅"), line(11, 2, "二〇二四年八月")],
         f"{WIDE}\n\n示例省办公厅\n\n二〇二四年八月\n"),
        ([line(0, 0, WIDE), line(0, 1, WIDE), line(0, 2, WIDE), line(0, 5, WIDE)], f"{WIDE}\n{WIDE}\n{WIDE}\n\n{WIDE}\n"),
        ([line(0, 0, WIDE), line(0, 1, "。"), line(0, 2, WIDE)], f"{WIDE}。\n{WIDE}\n"),
        ([], ""),
        ([line(0, 0, " ")], ""),
    ],
)  # fmt: skip
def test_the_white_space_of_a_page_says_what_its_places_said(lines: list[Line], text: str) -> None:
    assert layout.page_text(lines) == text


def test_pieces_of_a_row_are_put_together_from_left_to_right() -> None:
    pieces = [line(12, 1.1, "二"), line(0, 0, "一"), line(0, 1, "甲"), line(1, 1.05, "乙")]
    assert [row.text for row in layout.rows(pieces)] == ["一", "甲乙　二"]


def test_a_page_that_lies_askew_is_put_level_before_its_rows_are_told_apart() -> None:
    askew = [
        Line(left, 20 * row + 0.1 * left, left + 50, 20 * row + 0.1 * left + 10, f"{row}{left}")
        for row in range(2)
        for left in (0, 300)
    ]
    assert [row.text for row in layout.rows(layout.straightened(askew, 0.1))] == ["00　0300", "10　1300"]


def test_punctuation_that_alone_went_over_to_the_next_page_goes_back() -> None:
    assert layout.pages_text(["会议从简\n", "。\n文件从短。\n"]) == "会议从简。\n\f文件从短。\n"


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        ([["事项", "时限"], ["会议", "1天"]], "| 事项 | 时限 |\n| --- | --- |\n| 会议 | 1天 |"),
        ([["a", "b"], ["长\n句", "two\nwords"]], "| a | b |\n| --- | --- |\n| 长句 | two words |"),
        ([["a|b", "c"], ["d"], ["", ""]], "| a｜b | c |\n| --- | --- |\n| d |  |"),
        ([], ""),
        ([[""], [""]], ""),
    ],
)
def test_a_table_is_written_as_markdown_writes_it(cells: list[list[str]], written: str) -> None:
    assert layout.table(cells) == written
