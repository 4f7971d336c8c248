"""Which lines begin an article, and what becomes of all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import markdown
from ingest.structure import Structure, structure
from tests.ingest.samples import ARTICLE, NUMBERED, STATUTE


def places(text: str, title: str | None = None) -> list[tuple[str, str]]:
    found = structure(text, title)
    return [(slice_.locator, text[slice_.start : slice_.end]) for slice_ in found.slices]


def articles(text: str) -> list[str | None]:
    return [slice_.article for slice_ in structure(text).slices]


def test_every_article_of_a_statute_is_one_passage_with_its_paragraphs_and_items() -> None:
    text = markdown.read(STATUTE).text
    found = places(text, "示例省会议管理条例")
    assert [locator for locator, _ in found] == [
        "第一章 第1条",
        "第一章 第2条",
        "第二章 第3条",
        "第二章 第4条",
        "第二章 第4条之一",
        "第三章 第5条",
    ]
    assert found[1][1].endswith("不适用本条例。")
    assert found[2][1].startswith("第三条")
    assert found[2][1].endswith("（二）部署抢险的。")


def test_chapters_and_sections_are_kept_in_the_heading() -> None:
    found = structure(markdown.read(STATUTE).text, "示例省会议管理条例").slices
    assert [slice_.heading for slice_ in found][1:4] == [
        "第一章 总则",
        "第二章 会议 > 第一节 时间",
        "第二章 会议 > 第一节 时间",
    ]
    assert [slice_.article for slice_ in found] == ["1", "2", "3", "4", "4-1", "5"]


@pytest.mark.parametrize(
    "line",
    [
        "第十五条第一款规定的人员，适用本法。",
        "第三条、第四条所列情形，从重处理。",
        "第三条和第五条的规定同时适用。",
        "第三条规定的期限届满后，按前款办理。",
        "第三条所称会议，包括视频会议。",
        "第三条至第五条适用于村。",
        "第三条 第一款规定的会议除外。",
        "第九条之规定不适用。",
        "第三条，第四条同样适用。",
    ],
)
def test_a_line_that_speaks_of_an_article_begins_none(line: str) -> None:
    text = f"第一条 甲。\n\n第二条 乙。\n\n{line}\n\n第三条 丙。\n\n第四条 丁。\n"
    assert articles(text) == ["1", "2", "3", "4"]


def test_a_reference_that_a_line_break_put_at_the_start_of_a_line_begins_none() -> None:
    text = (
        "第一条 甲。\n第二条 违反本条例规定的，由主管机关依照\n第三条 的程序处理，情节严重的加重。\n第三条 丙。\n"
        "第四条 丁。\n"
    )
    assert articles(text) == ["1", "2", "3", "4"]
    assert places(text)[1][1].endswith("情节严重的加重。")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 9 3 4", "1 2 3 4"),  # a far reference forward
        ("1 2 3 1 4 5", "1 2 3 4 5"),  # back to the first
        ("1 2 3 2 4", "1 2 3 4"),
        ("1 2 4 5", "1 2 4 5"),  # one is missing
        ("5 6 7", "5 6 7"),  # an excerpt
        ("1 2 3 1 2 3 4", "1 2 3 1 2 3 4"),  # a second text in the same file
    ],
)
def test_the_order_of_numbers_decides_which_lines_are_articles(numbers: str, expected: str) -> None:
    text = "\n\n".join(f"第{number}条 应当开会。" for number in numbers.split())
    assert articles(text) == expected.split()


@pytest.mark.parametrize(
    ("line", "article"),
    [
        ("第十条 甲", "10"),
        ("第十条　甲", "10"),
        ("第十条甲应当办理", "10"),
        ("第 10 条 甲", "10"),
        ("第１０条 甲", "10"),
        ("第十条【标题】甲", "10"),
        ("第十條 甲", "10"),
        ("第一百一十三条 甲", "113"),
        ("第十条之一 甲", "10-1"),
        ("### 第十条 标题", "10"),
    ],
)
def test_numbers_are_read_in_all_their_forms(line: str, article: str) -> None:
    assert articles(f"{line}\n内容。\n") == [article]


def test_a_table_of_contents_is_no_article() -> None:
    text = (
        "办法\n目 录\n第一条 目的\n第二条 会议\n第三条 文件\n第一条 目的\n为了减负。\n第二条 会议\n少开。\n"
        "第三条 文件\n少发。\n"
    )
    assert [words for _, words in places(text)] == [
        "第一条 目的\n为了减负。",
        "第二条 会议\n少开。",
        "第三条 文件\n少发。",
    ]
    dotted = "第一章 总则……1\n第一条 目的....1\n第一章 总则\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"
    assert articles(dotted) == ["1", "2", "3"]


def test_a_preface_counts_only_where_it_says_something() -> None:
    text = "条例\n（2020年1月1日公布）\n各单位：\n现将条例印发给你们。\n第一条 甲。\n第二条 乙。\n第三条 丙。\n附件1 表\n填表要实。\n"
    assert [locator for locator, _ in places(text, "条例")] == [
        "前言 第1段",
        "第1条",
        "第2条",
        "第3条",
        "附件1 第1段",
    ]


def test_a_numbered_text_gives_a_passage_an_item_and_a_paragraph() -> None:
    found = places(NUMBERED, "关于改进调研的若干意见")
    assert [locator for locator, _ in found] == [
        "一、第1段",
        "一、第2段",
        "二、（一）",
        "二、（二）1.",
        "二、（二）2.",
        "第1段",
    ]
    headings = [slice_.heading for slice_ in structure(NUMBERED, "关于改进调研的若干意见").slices]
    assert headings[2] == "二、主要措施"
    assert headings[3] == "二、主要措施 > （二）精简材料"
    assert headings[5] == "结语"


def test_prose_gives_a_passage_a_paragraph_and_no_article() -> None:
    found = structure(ARTICLE, "基层减负不能只看数字")
    assert found.articles == 0
    assert [slice_.locator for slice_ in found.slices] == ["第1段", "第2段"]  # the byline says nothing


def test_prose_that_quotes_an_article_is_not_one_of_articles() -> None:
    text = "评论一则\n规定写得清楚：\n第六条 会议不超过1小时。\n可是有人不听。\n"
    assert structure(text, "评论一则").articles == 0


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "近年来各地持续推进基层减负工作取得了阶段性成效文山会海现象得\n到有效遏制。\n下一步要巩固成果。\n"
    assert [words for _, words in places(text)] == [
        "近年来各地持续推进基层减负工作取得了阶段性成效文山会海现象得\n到有效遏制。",
        "下一步要巩固成果。",
    ]


LINES = st.sampled_from(
    [
        "第一条 甲。",
        "第二条　乙",
        "第三条、第四条所列。",
        "第三条 丙。",
        "第十条之一 丁",
        "第一章 总 则",
        "## 第二章　会议",
        "# 标题",
        "目录",
        "附件1",
        "一、总体要求",
        "（一）严控。",
        "1. 不要求报材料",
        "正文一句。",
        "这是一行没有句号但是相当长的文字它后面还有下一行",
        "　　缩进的一段。",
        "",
        "   ",
        "——",
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join) | st.text(max_size=200))
def test_passages_are_slices_in_order_without_overlap_that_begin_and_end_with_text(text: str) -> None:
    found: Structure = structure(text)
    reached = 0
    for slice_ in found.slices:
        words = text[slice_.start : slice_.end]
        assert slice_.start >= reached
        assert words
        assert words == words.strip()
        assert slice_.locator
        reached = slice_.end


@given(st.integers(1, 60), st.data())
def test_every_article_is_found_once_with_all_its_paragraphs(count: int, data: st.DataObject) -> None:
    tails = data.draw(
        st.lists(
            st.sampled_from(["", "\n\n另有规定的，从其规定。", "\n\n（一）甲；"]),
            min_size=count,
            max_size=count,
        )
    )
    written = [f"第{number + 1}条　内容{number}。{tail}" for number, tail in enumerate(tails)]
    text = "\n\n".join(written)
    assert [words for _, words in places(text)] == written
