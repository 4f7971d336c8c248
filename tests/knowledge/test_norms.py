"""Norm words: what a sentence does, and what it excepts."""

import pytest

from knowledge.model import Stance
from knowledge.norms import exceptions, stance
from tests.builders import WORDS

FORBIDS, LIMITS, REQUIRES = Stance.FORBIDS, Stance.LIMITS, Stance.REQUIRES
PERMITS, EXEMPTS, NEUTRAL = Stance.PERMITS, Stance.EXEMPTS, Stance.NEUTRAL


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("不得强制推广下载。", FORBIDS),
        ("严禁重复、多头、越权督查。", FORBIDS),
        ("不能随意要基层填表报数", FORBIDS),
        ("只请与议题直接相关的单位，不搞层层陪会。", FORBIDS),
        ("督查对象不得阻碍、隐瞒、造假、毁证", FORBIDS),
        ("会议主报告不超过1小时", LIMITS),
        ("一般不要求下级主要负责同志到会。", LIMITS),
        ("原则上不能从县及县以下单位借调干部。", LIMITS),
        ("其他会一般半天以内", LIMITS),
        ("没有同级党委批准，不能要求下级党委、政府负责同志参加。", LIMITS),
        ("应当及时澄清事实", REQUIRES),
        ("督查事项要由本级政府决定", REQUIRES),
        ("部门委托的事项必须合法", REQUIRES),
        ("可以在30日内申请复核", PERMITS),
        ("可以不问责或免予问责", EXEMPTS),
        ("不追究党纪责任", EXEMPTS),
        ("被调查对象有权拒绝填报", EXEMPTS),
        ("全国约3.8万个乡镇编完了清单", NEUTRAL),
        ("因不可抗力造成损失", NEUTRAL),
    ],
)
def test_stance(sentence: str, expected: Stance) -> None:
    assert stance(sentence) is expected


def test_words_inside_an_exception_do_not_count() -> None:
    assert stance("除不得公开的外，应当公布。") is REQUIRES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("除安保、应急等特殊场景外，不得设打卡签到。", ("除安保、应急等特殊场景外",)),
        ("没有同级党委批准，不能要求参加。", ("没有同级党委批准",)),
        ("安全生产里属应急的不算在内。", ("安全生产里属应急的不算在内",)),
        (
            "同样可按上面处理；但上级决定明显违法还照办的，仍要担责。",
            ("但上级决定明显违法还照办的，仍要担责",),
        ),
        ("原则上每个部门最多1项。", ("原则上每个部门最多1项",)),
        ("不得收费。", ()),
    ],
)
def test_exceptions(text: str, expected: tuple[str, ...]) -> None:
    assert exceptions(text) == expected


@pytest.mark.parametrize("text", [WORDS, "甲一般不乙；原则上丙；除丁外，戊。", "经批准的除外，但不得己。"])
def test_exceptions_are_slices(text: str) -> None:
    assert all(words in text for words in exceptions(text))


def test_the_softener_of_another_sentence_is_no_exception_to_the_ground_and_a_real_one_is() -> None:
    text = "一般不同时讲话；讲话不超过1小时；除部署综合性工作的以外，不开会。"
    assert exceptions(text, "讲话不超过1小时；") == ("除部署综合性工作的以外",)
    assert exceptions(text, "一般不同时讲话；") == ("一般不同时讲话", "除部署综合性工作的以外")
