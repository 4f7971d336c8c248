"""Fitting likeness: what marked demands share is learnt, by matter, with thresholds from hands that were not learnt from."""

import numpy as np
import pytest

from knowledge.fitting.notices import EXAMPLES, Sample, fit
from knowledge.notices import read
from knowledge.notices.likeness import Likeness
from knowledge.notices.matching import of_signs
from knowledge.notices.table import shipped
from knowledge.notices.views import WEIGHTS, of_words, views

SIGNED = ("每户都要签字画押", "人人签字按手印", "各家签字画押", "户户都要签字按手印")
WALKED = ("天天沿河走十里", "沿河走满三公里", "每天沿河走八里", "天天沿河走满四公里")
INNOCENT = ("今天天气很好", "请按时吃饭", "种子已经发到各村", "明天天气不错", "吃饭时间照旧", "种子发完为止")


def sample(hand: str, words: str, *matters: str) -> Sample:
    return Sample(hand=hand, seen=of_words(words), asks=bool(matters), matters=frozenset(matters))


@pytest.fixture(scope="module")
def learnt() -> Likeness:
    samples = [sample(EXAMPLES, words, "签字") for words in SIGNED[:1]]
    samples += [sample(EXAMPLES, words, "巡河") for words in WALKED[:1]]
    for hand in "ab":
        samples += [sample(hand, words, "签字") for words in SIGNED[1:]]
        samples += [sample(hand, words, "巡河", "签字") for words in WALKED[1:]]
        samples += [sample(hand, words) for words in INNOCENT]
    return fit(samples)


def test_demands_are_told_from_what_asks_nothing(learnt: Likeness) -> None:
    like, unlike = (
        learnt.scores(of_words(words))[0] for words in ("组长要天天沿河走五里", "天气不错，按时吃饭")
    )
    assert like > learnt.threshold > unlike


def test_of_several_matters_that_a_demand_may_be_of_the_likeliest_is_learnt(learnt: Likeness) -> None:
    scores = learnt.scores(of_words("组长要天天沿河走五里"))[1:]
    assert learnt.matters[int(np.argmax(scores))] == "巡河"


def test_numbers_headings_traits_and_signs_are_seen() -> None:
    reading = read("县水利局关于巡河的通知\n各村：\n一、巡河次数：\n1.每天巡河打卡3次。\n2.每天巡河打卡5次。")
    seen = views(reading, of_signs(reading, shipped().signs))[-2:]
    assert seen[0][0] == seen[1][0]
    assert all(len(one) == len(WEIGHTS) for one in seen)
    assert any(run.startswith("^巡") for run in seen[0][1])
    assert {"@often", "@office 部门"} <= seen[0][4].keys()
    assert "!政务APP 打卡" in seen[0][5]
