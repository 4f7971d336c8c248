"""What a text is called, without what sites and letterheads print around it."""

import pytest

from ingest.metadata import title_of
from ingest.metadata.bylines import Byline
from ingest.metadata.titles import own

BODY = "会议要开短，文件要写短，这是规矩。\n"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("【示例论坛】减负要减到根子上", "减负要减到根子上"),
        ("每日快讯!减负要减到根子上", "减负要减到根子上"),
        ("今日热闻：减负要减到根子上", "今日热闻：减负要减到根子上"),  # not known to be a label
        ("每日快讯!示例社:减负要减到根子上", "减负要减到根子上"),
        ("【地方】示例网评:减负要减到根子上", "减负要减到根子上"),
        ("张小明：减负要减到根子上", "减负要减到根子上"),
        ("县委书记：减负要减到根子上", "县委书记：减负要减到根子上"),
        ("减负要减到根子上_示例新闻网", "减负要减到根子上"),
        ("减负要减到根子上 - 时政频道 - 示例网", "减负要减到根子上"),
        ("减负要减到根子上——来自示例县的报道", "减负要减到根子上——来自示例县的报道"),
        ("【短】好", "【短】好"),
    ],
)
def test_labels_of_sites_columns_and_authors_are_no_part_of_a_title(title: str, plain: str) -> None:
    assert own(title, Byline(author="张小明", publisher="示例社")) == plain


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("示例县关于改进作风的\n若干规定\n", "示例县关于改进作风的若干规定"),
        ("示例县人民政府文件\n示府发〔2024〕1号\n关于精简会议的通知\n", "关于精简会议的通知"),
        (
            "中共示例县委\n示例县人民政府\n关于精简会议的\n意见\n（2024年3月5日）\n",
            "中共示例县委 示例县人民政府关于精简会议的意见",
        ),
        ("示例县会议管理办法\n（试行）\n", "示例县会议管理办法（试行）"),
        ("首页\n要闻\n减负要减到根子上\n2024-03-05 来源：示例网\n", "减负要减到根子上"),
        ("减负要减到根子上\n——示例县调查\n2024-03-05 来源：示例网\n", "减负要减到根子上"),
        ("标　题：关于精简会议的通知\n发文机关：示例县人民政府\n", "关于精简会议的通知"),
        ("特急\n示府发〔2024〕1号\n示例县人民政府关于防汛的通知\n", "示例县人民政府关于防汛的通知"),
        ("示例县人民政府\n减负工作怎么看怎么干\n", "减负工作怎么看怎么干"),
    ],
)
def test_a_title_stands_above_the_words_on_one_line_or_several(head: str, title: str) -> None:
    assert title_of(head + BODY, head + BODY) == title


def test_a_title_that_the_format_marks_comes_first_and_one_that_a_page_only_says_last() -> None:
    text = f"页面的标题在这里\n{BODY}"
    assert title_of(text, text, "标记的标题在这里") == "标记的标题在这里"
    assert title_of(text, text, None, {"title": "所说的标题在这里"}) == "页面的标题在这里"
    assert title_of(BODY, BODY, None, {"title": "所说的标题在这里_示例网"}) == "所说的标题在这里"
    assert title_of(BODY, BODY) is None


def test_a_line_that_was_taken_off_is_no_title() -> None:
    whole = f"精品推荐大全点击进入\n减负要减到根子上\n2024-03-05 来源：示例网\n{BODY}"
    assert title_of(whole, f"减负要减到根子上\n{BODY}") == "减负要减到根子上"
