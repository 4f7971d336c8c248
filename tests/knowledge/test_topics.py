"""Topics are known by the words with which people name them."""

import pytest

from knowledge.topics import topic_words, topics


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("部门开会能叫镇长参加吗", ("会议",)),
        ("一年能开几次综合性的会", ("会议",)),
        ("他不会来", ()),
        ("群里天天接龙", ("工作群",)),
        ("群众来反映", ()),
        ("上級要我們填表", ("台账报表",)),
        ("處分不服怎麼辦", ("问责", "申诉")),
        ("不服从命令会被处分吗", ("问责",)),
        ("App打卡签到", ("政务APP",)),
        ("今天天气怎么样", ()),
    ],
)
def test_a_text_names_its_topics(text: str, named: tuple[str, ...]) -> None:
    assert topics(text) == named


def test_every_word_is_told() -> None:
    assert topic_words("打卡签到，再开会") == (("会议", "开会"), ("政务APP", "打卡"), ("政务APP", "签到"))
