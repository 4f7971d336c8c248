"""Entitled: a permission that names by rank who has it says nothing to others, and is not read to them as one."""

import pytest

from knowledge.bearing import weigh
from knowledge.entitled import leaves_out
from knowledge.model import Verdict
from tests.builders import passage

WHO = "谁能办（都要先批准）：中央和省级党政机关、群团机关；市级、县级党委和政府。"


@pytest.mark.parametrize(
    "question",
    [
        "市水利局搞示范村创建行吗",
        "市妇联能办创建示范活动吗",
        "县卫健委能评示范村吗",
        "县委宣传部能评示范点吗",
        "团市委能评示范社区吗",
        "区民政局评示范社区行不行",
        "镇政府能搞示范户评选吗",
    ],
)
def test_who_is_not_named_is_left_out(question: str) -> None:
    assert leaves_out(WHO, question)
    assert weigh(question, passage(text=WHO)).sense.verdict is not Verdict.PERMITTED


@pytest.mark.parametrize(
    "question",
    [
        "市委能搞示范创建吗",
        "县政府办示范村创建可以吗",
        "省妇联能办创建示范活动吗",
        "省教育厅能评示范学校吗",
        "哪些单位能办创建示范活动",
        "我们能办示范创建吗",
    ],
)
def test_who_is_named_or_nobody_is_not(question: str) -> None:
    assert not leaves_out(WHO, question)


def test_a_permission_that_tells_no_ranks_apart_leaves_nobody_out() -> None:
    assert not leaves_out("有关机关可以先行调查。", "镇政府能先调查吗")
    assert not leaves_out("县级以上人民政府可以组织评估。", "县水利局能评估吗")
