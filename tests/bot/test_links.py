"""A message that gives a page's address is told from one that asks about it."""

import pytest

from bot.handlers.admin.links import link_in

ADDRESS = "https://www.gov.cn/zhengce/a.html"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (ADDRESS, ADDRESS),
        (f"  {ADDRESS}\n", ADDRESS),
        (f"关于为基层减负的若干规定 {ADDRESS}", ADDRESS),
        (f"【人民网】{ADDRESS}。", ADDRESS),
        ("https://例子.中国/通知.html", "https://例子.中国/通知.html"),
        (f"{ADDRESS}请收一下", ADDRESS),
        ("https://www.gov.cn/a.pdf这份", "https://www.gov.cn/a.pdf"),
        (f"这个{ADDRESS}说的能报销吗", None),
        (f"{ADDRESS} 是否还有效", None),
        (f"{ADDRESS}?", f"{ADDRESS}?"),
        (f"{ADDRESS} 这个怎么看", None),
        (f"{ADDRESS} {ADDRESS}2", None),
        (f"{'很长的话' * 40}{ADDRESS}", None),
        ("www.gov.cn", None),
        ("ftp://www.gov.cn/", None),
        ("开会主报告最长能讲多久", None),
        ("", None),
    ],
)
def test_one_address_and_no_question(text: str, link: str | None) -> None:
    assert link_in(text) == link
