"""Who wrote an article, who published it and when; what its sentences mention is somebody else's."""

from datetime import date

import pytest

from ingest.metadata.bylines import Byline, byline
from ingest.metadata.frame import frame
from ingest.metadata.people import is_name, names

FIRST = "减负要减到根子上，这是规矩。"
LAST = "基层盼着实招，上级要带头。"


def read(above: str = "", below: str = "", said: dict[str, str] | None = None) -> Byline:
    text = f"减负要减到根子上\n{above}\n{FIRST}\n{LAST}\n{below}"
    return byline(frame(text, text), said or {})


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024-03-05 10:20:30", date(2024, 3, 5)),
        ("发布时间：2024年3月5日", date(2024, 3, 5)),
        ("2024/03/05 来源：示例网", date(2024, 3, 5)),
        ("２０２４年３月５日 来源：示例网", date(2024, 3, 5)),
        ("来源：示例网　日期：2024.3.5　编辑：某某", date(2024, 3, 5)),
        ("成文日期：2024年3月1日 发布日期：2024年3月5日", date(2024, 3, 5)),
        ("（2024年3月5日）", None),  # that of a speech
        ("2024年13月45日 来源：示例网", None),
        ("03-05 10:20 来源：示例网", None),
        ("（2024年3月5日示例县人民代表大会通过）", None),
    ],
)
def test_the_day_of_publication(line: str, day: date | None) -> None:
    assert read(line).published == day


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("来源：示例日报", "示例日报"),
        ("来源:示例界 有0人发表了看法", "示例界"),
        ("稿源：示例网  编辑：某某", "示例网"),
        ("来源：《示例月刊》2024年第3期", "示例月刊"),
        ("信息来源：示例县人民政府网 浏览次数：12", "示例县人民政府网"),
        ("来 源： 示例社", "示例社"),
        ("2024-03-05 10:20 | 示例新闻网", "示例新闻网"),
        ("来源：网络", None),
        ("来源：本站", None),
        ("来源：", None),
    ],
)
def test_the_publisher(line: str, publisher: str | None) -> None:
    assert read(line).publisher == publisher


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者：李思明", "李思明"),
        ("作者:李思明(示例大学教授)", "李思明"),
        ("作者：李思明、王小芳", "李思明、王小芳"),
        ("作者：李思明 来源：示例网", "李思明"),
        ("文/李思明", "李思明"),
        ("□ 李思明", "李思明"),
        ("本报记者 李思明 王 芳", "李思明、王芳"),
        ("作者：钟声远", "钟声远"),
        ("本报评论员", "本报评论员"),
        ("作者：佚名", None),
        ("作者：admin", None),
        ("责任编辑：李思明", None),
    ],
)
def test_the_author_above_the_words(line: str, author: str | None) -> None:
    assert read(line).author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("(李思明 王奋芳)", "李思明、王奋芳"),
        ("（作者：李思明，系示例大学教授）", "李思明"),
        ("（记者李思明 王小芳）", "李思明、王小芳"),
        ("（作者系示例大学教授）", None),
        ("（图片来自网络）", None),
        ("（完）", None),
        ("上级要带头。（李思明）", "李思明"),
    ],
)
def test_the_author_below_the_words(line: str, author: str | None) -> None:
    assert read(below=line).author == author


def test_what_sentences_mention_and_teasers_say_is_not_the_articles_own() -> None:
    text = (
        f"减负要减到根子上\n{FIRST}\n2021年3月4日，示例网记者高远报道了此事，来源：别的网站。\n{LAST}中新网2月18日电 (记者 徐某) "
        "相关数据增长，2024年2月20日发布。"
    )
    assert byline(frame(text, text), {}) == Byline()


def test_what_a_page_says_of_itself_counts_where_no_line_says_it() -> None:
    said = {"author": "王小芳", "publisher": "别的网", "published": "2020-01-02T03:04:05+08:00"}
    assert read("", said=said) == Byline(author="王小芳", publisher="别的网", published=date(2020, 1, 2))
    assert read("2024-03-05 来源：示例网 作者：李思明", said=said) == Byline(
        author="李思明", publisher="示例网", published=date(2024, 3, 5)
    )
    assert read("", said={"author": "admin", "publisher": "http://a.cn", "published": "昨天"}) == Byline()


@pytest.mark.parametrize("word", ["李思明", "欧阳文", "买买提·艾力", "王芳"])
def test_names(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize("word", ["编辑", "图片来自网络", "的", "减负要减", "全文", ""])
def test_other_words_are_no_names(word: str) -> None:
    assert not is_name(word)


def test_a_list_of_names_is_one_only_where_every_word_is_a_name() -> None:
    assert names("李思明、王 芳 张三") == ("李思明", "王芳", "张三")
    assert names("李思明 某某单位") == ()
