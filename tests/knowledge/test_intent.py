"""What kind of thing somebody types."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.intent import BUCKETS, Intent, buckets, fitted


@given(st.text(max_size=200))
def test_any_text_has_intents_that_add_up_to_one(text: str) -> None:
    logs, answered = fitted().read(text)
    assert math.isclose(sum(map(math.exp, logs.values())), 1.0, rel_tol=1e-6)
    assert math.isfinite(answered)


@given(st.text(min_size=1, max_size=60))
def test_buckets_are_in_range_and_at_length_one(text: str) -> None:
    found = buckets(text)
    assert all(0 <= bucket < BUCKETS for bucket in found)
    assert not found or math.isclose(sum(value * value for value in found.values()), 1.0, rel_tol=1e-9)


def test_the_same_characters_in_other_forms_are_the_same_text() -> None:
    assert buckets("ＡＰＰ 打卡") == buckets("app打卡")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("镇里天天让我们在群里接龙打卡", Intent.FIELD),
        ("帮我写一份假的会议记录应付检查", Intent.DECLINED),
        ("红烧肉怎么做好吃", Intent.OFF_TOPIC),
    ],
)
def test_plain_cases_are_told_apart(text: str, intent: Intent) -> None:
    logs, _ = fitted().read(text)
    assert max(logs, key=lambda one: logs[one]) is intent
