"""Which of a new version's clauses take over the lay questions of which old ones."""

from collections.abc import Mapping

import pytest

from ingest.inheritance import inherited
from knowledge.model import LayQuestion, Origin, Passage
from tests.builders import passage

LENGTH = "会议主报告一般不超过一小时，经批准的除外。"
LENGTH_NEW = "会议主报告一般不超过四十分钟，经批准的除外。"
GROUPS = "工作群组不得要求打卡接龙、即时响应。"
LOANS = "不得从乡镇、街道借调干部。"
SIGNS = "门口只挂规定的牌子，其余一律清理。"


def clauses(texts: Mapping[str, str]) -> list[Passage]:
    return [passage(text, locator=locator) for locator, text in texts.items()]


def asked(locator: str, origin: Origin = Origin.ADMIN) -> LayQuestion:
    return LayQuestion(locator=locator, text=f"问{locator}", origin=origin)


def heirs(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The new locator by the old one."""
    questions = [asked(locator) for locator in before]
    found = inherited(clauses(before), questions, clauses(after))
    return {question.text.removeprefix("问"): question.locator for question in found}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"1": LENGTH}, {"1": LENGTH}, {"1": "1"}, id="unchanged"),
        pytest.param({"1": LENGTH}, {"1": GROUPS, "2": LENGTH}, {"1": "2"}, id="the same text elsewhere"),
        pytest.param({"1": LENGTH}, {"1": LENGTH_NEW}, {"1": "1"}, id="changed at the same place"),
        pytest.param({"1": LENGTH}, {"1": GROUPS, "2": LENGTH_NEW}, {"1": "2"}, id="changed and renumbered"),
        pytest.param({"1": LENGTH, "2": GROUPS}, {"1": LENGTH}, {"1": "1"}, id="dropped"),
        pytest.param({"1": LENGTH}, {"1": GROUPS}, {}, id="replaced by another matter"),
        pytest.param(
            {"1": LENGTH, "2": GROUPS, "3": LOANS},
            {"1": LENGTH, "2": SIGNS, "3": GROUPS, "4": LOANS},
            {"1": "1", "2": "3", "3": "4"},
            id="one put between",
        ),
        pytest.param({"1": LENGTH, "2": LENGTH_NEW}, {"1": LENGTH_NEW}, {"1": "1", "2": "1"}, id="merged"),
        pytest.param(
            {"1": LENGTH, "9": LENGTH}, {"1": LENGTH, "9": LENGTH}, {"1": "1", "9": "9"}, id="twice"
        ),
        pytest.param({"1": LENGTH}, {}, {}, id="nothing left"),
    ],
)
def test_questions_follow_their_clause(
    before: dict[str, str], after: dict[str, str], expected: dict[str, str]
) -> None:
    assert heirs(before, after) == expected


def test_a_clause_that_was_dropped_leaves_nothing_to_the_one_that_moved_up_into_its_place() -> None:
    gone = "会议主报告要提前一天发出，会后一天内收回。"
    assert heirs({"1": gone, "2": LENGTH}, {"1": LENGTH}) == {"2": "1"}


def test_inherited_questions_say_so_and_shipped_ones_stay_shipped() -> None:
    questions = [asked("1"), asked("1", Origin.SHIPPED), asked("1", Origin.ASKED)]
    found = inherited(clauses({"1": LENGTH}), questions, clauses({"2": LENGTH}))
    assert [question.origin for question in found] == [Origin.INHERITED, Origin.SHIPPED, Origin.INHERITED]
    assert {question.text for question in found} == {"问1"}


def test_a_locator_of_several_clauses_keeps_its_place_or_follows_the_first() -> None:
    before = [passage(LENGTH, locator="一、"), passage(GROUPS, locator="一、")]
    after = [passage(GROUPS, locator="一、"), passage(LENGTH, locator="二、")]
    assert [question.locator for question in inherited(before, [asked("一、")], after)] == ["二、"]


def test_a_question_of_a_place_that_never_was_is_left_out() -> None:
    assert inherited(clauses({"1": LENGTH}), [asked("7")], clauses({"1": LENGTH})) == ()


def test_a_long_statute_rewritten_throughout_is_compared_in_no_time() -> None:
    before = {str(number): f"{LENGTH}第{number}项。{GROUPS * 5}" for number in range(300)}
    after = {str(number + 1): f"{LENGTH_NEW}第{number}项。{GROUPS * 5}" for number in range(300)}
    assert len(heirs(before, after)) == 300
