"""What is taken off a text, and what only looks as if it should be."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.cleaning import clean


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("返回首頁 傾聽民意 為民發聲", "navigation"),
        ("您的位置:首页 > 时政 > 列表", "navigation"),
        ("上一篇：加强作风建设", "navigation"),
        ("首页 | 国内 | 国际 | 评论 | 视频", "navigation"),
        ("更多", "navigation"),
        ("Copyright © 2008-2018 某网 版权所有", "boilerplate"),
        ("京ICP备12345678号-1", "boilerplate"),
        ("- 4、该文档为VIP文档，下载要成为会员。", "boilerplate"),
        ("文档评论(0)", "boilerplate"),
        ("声明：本网站为非营利性网站，若有侵权请联系。", "disclaimer"),
        ("凡本网注明“来源：某网”的作品，版权均属本网。", "disclaimer"),
        ("甲 | 乙 | 丙 | 丁 | 戊 | 己 | 庚 | 辛 | 壬", "spam"),
        ("?", "other"),
    ],
)
def test_a_line_around_an_article_is_taken_off_and_recorded(line: str, why: str) -> None:
    cleaned = clean(f"正文第一句。\n{line}\n")
    assert cleaned.text == "正文第一句。\n"
    assert [removed.why for removed in cleaned.removed] == [why]


@pytest.mark.parametrize(
    "line",
    [
        "要让群众在首页就能找到办事入口。",
        "声明：本办法由县委办公室负责解释。",
        "更多时间要用在服务群众上。",
        "不得转载、摘编内部文件，版权所有者另有约定的除外，违反的依照《著作权法》第五十三条处理。",
        "| 项目 | 次数 | 时间 |",
        "一篇讲话不超过1小时；上一篇没讲完的不再讲。",
        "推广（APP）、试行(试行)、补贴(yuan)按规定执行。",
        "# 首页",
        "?这是什么问题",
    ],
)
def test_a_line_that_only_looks_so_stays(line: str) -> None:
    assert clean(f"正文。\n{line}\n尾句。\n").text == f"正文。\n{line}\n尾句。\n"


def test_pinyin_that_scrapers_leave_is_taken_off() -> None:
    cleaned = clean("返回首頁(yè)看來(lái)源，為基層減負(fù)(de)。\n")
    assert cleaned.text == "返回首页看来源，为基层减负(de)。\n"
    assert [(removed.why, removed.text) for removed in cleaned.removed] == [("annotation", "(fù) (lái) (yè)")]


def test_control_and_invisible_characters_go() -> None:
    cleaned = clean("\ufeff甲\u200b乙\x07。　\n\n\n\n丙。\n")
    assert cleaned.text == "甲乙。\n\n丙。\n"
    assert {removed.text for removed in cleaned.removed} == {"控制字符1个", "不可见字符2个"}


@given(st.text(max_size=300))
@example(" \r0")
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    cleaned = clean(text).text
    assert clean(cleaned).text == cleaned or "?" in text or "\ufffd" in text
