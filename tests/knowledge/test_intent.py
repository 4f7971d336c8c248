"""What kind of thing somebody types."""

import math
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.intent import BUCKETS, FITTED, Intent, IntentModel, buckets, weighed
from knowledge.reader import fitted


@given(st.text(max_size=200))
def test_any_text_has_intents_and_finite_odds(text: str) -> None:
    reading = fitted().read(text)
    assert set(reading.intents) == set(Intent)
    assert max(reading.intents.values()) <= 0
    assert all(map(math.isfinite, (reading.answered, reading.meant, *reading.intents.values())))
    assert -1.001 <= reading.around <= reading.beside <= 1.001


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    model = IntentModel.load(FITTED)
    model.save(tmp_path / "intent.npz")
    again = IntentModel.load(tmp_path / "intent.npz")
    assert all(np.array_equal(getattr(model, one.name), getattr(again, one.name)) for one in fields(model))


@given(st.text(min_size=1, max_size=60))
def test_buckets_are_in_range_and_weighed_at_length_one(text: str) -> None:
    found = buckets(text)
    assert all(0 <= bucket < BUCKETS and value >= 1 for bucket, value in found.items())
    shares = weighed(found, IntentModel.load(FITTED).rarity)
    assert not found or math.isclose(float(shares @ shares), 1.0, rel_tol=1e-5)


def test_a_rare_run_weighs_more_than_a_common_one() -> None:
    rarity = np.ones(BUCKETS, dtype=np.float32)
    rarity[7] = 3.0
    assert weighed({5: 1.0, 7: 1.0}, rarity) == pytest.approx([1 / 10**0.5, 3 / 10**0.5])


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
    assert fitted().read(text).likeliest is intent
