"""Remedies: what the rules themselves let a reader do."""

import pytest

from knowledge.model import Hit, Kind
from knowledge.remedies import steps
from tests.builders import passage, source


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "对结论有异议，可以自收到之日起30日内申请复核。",
            ["对结论有异议，可以自收到之日起30日内申请复核。"],
        ),
        (
            "没有标明文号的，调查对象有权拒绝填报；统计机构应当责令停止。",
            ["没有标明文号的，调查对象有权拒绝填报。"],
        ),
        ("市网信办受理指尖上的形式主义线索。", ["市网信办受理指尖上的形式主义线索。"]),
        ("压制申诉的，可以给予处分。", []),
        ("不得打击报复举报人。", []),
        ("申诉应当在60日内作出决定。", []),
        ("检举属实，可以从轻处分。", []),
        ("文件不超过5000字。", []),
    ],
)
def test_a_step_is_a_right_of_the_reader_in_the_words_of_its_clause(words: str, expected: list[str]) -> None:
    found = steps((), [Hit(source=source(), passage=passage(words), score=1.0)])
    assert [step.text for step in found] == expected
    assert all(step.text.rstrip("。") in step.citation.quote for step in found)


def test_opinion_far_clauses_and_what_the_answer_says_give_no_step() -> None:
    words = "可以申请复核。"
    near = Hit(source=source(), passage=passage(words), score=1.0)
    far = Hit(source=source(), passage=passage("可以提出申诉。", locator="第9条"), score=0.1)
    opinion = Hit(source=source(), passage=passage("建议可以申诉。", kind=Kind.COMMENTARY), score=1.0)
    (step,) = steps((), [near, far, opinion])
    assert step.text == words
    assert steps((step.citation,), [near, far, opinion]) == ()
