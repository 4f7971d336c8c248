"""`jianfu examples`: a page of questions with the replies that a reader gets."""

from pathlib import Path

import pytest

from bot.render.markdown import markdown
from bot.render.replies import Button, Reply
from tests.bot.runner import Jianfu


def test_the_page_shows_each_question_with_its_reply(jianfu: Jianfu, tmp_path: Path) -> None:
    questions = tmp_path / "问题.txt"
    questions.write_text("开会主报告最长能讲多久\n\n今天天气怎么样\n", encoding="utf-8")
    page = tmp_path / "样例.md"
    ran = jianfu("examples", str(questions), "--output", str(page))
    assert ran.code == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("\n## ") == 2
    assert "## 1. 开会主报告最长能讲多久" in text
    assert "> 地方党政主要负责同志都到场的会" in text
    assert "［没答到点子上］" in text


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff", b"\n\n"])
def test_a_file_without_questions_is_told_in_a_sentence(
    jianfu: Jianfu, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "问题.txt"
    if content is not None:
        path.write_bytes(content)
    ran = jianfu("examples", str(path))
    assert ran.code == 2
    assert "问题" in ran.err


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>禁止</b>\n一行", "**禁止**  \n一行"),
        ("<blockquote expandable>甲\n乙</blockquote>", "> 甲  \n> 乙"),
        ('见<a href="https://a.cn/?x=1&amp;y=2">网页</a>', "见[网页](https://a.cn/?x=1&y=2)"),
        ("1 &lt; 2 和 *星*", "1 < 2 和 \\*星\\*"),
    ],
)
def test_telegram_html_becomes_markdown(html: str, expected: str) -> None:
    assert markdown(Reply(html)) == expected


def test_buttons_stand_below() -> None:
    assert (
        markdown(Reply("好", ((Button("看整条", "x"), Button("不对", "y")),))) == "好\n\n［看整条］　［不对］"
    )
