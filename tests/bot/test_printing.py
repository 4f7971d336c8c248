"""Steps and choices stand in the terminal and in JSON."""

from bot import messages
from bot.encoding import encode_citation, encode_result
from bot.printing import print_result
from knowledge.model import Choice, Reason, Step
from tests.builders import answer, citation, no_answer

WAYS = (Choice(label="省级部门开的会", question="省级部门开的会，能去吗"),)
STEPS = (Step(text="三十日内可以申请复核。", citation=citation()),)


def test_steps_and_choices_are_printed_with_what_to_ask() -> None:
    printed = print_result(answer(steps=STEPS, choices=WAYS, caveats=("请核对。",)))
    assert (
        f"{messages.STEPS}：\n1. 三十日内可以申请复核。（《整治形式主义为基层减负若干规定》第6条）" in printed
    )
    assert printed.endswith("· 省级部门开的会：省级部门开的会，能去吗")
    assert messages.STEPS not in print_result(answer())
    assert print_result(no_answer(choices=WAYS)).endswith("省级部门开的会，能去吗")


def test_steps_and_choices_are_encoded() -> None:
    encoded = encode_result(answer(steps=STEPS, choices=WAYS), 1.0)
    assert encoded["steps"] == [{"text": "三十日内可以申请复核。", "citation": encode_citation(citation())}]
    assert encoded["choices"] == [{"label": "省级部门开的会", "question": "省级部门开的会，能去吗"}]
    unclear = encode_result(no_answer(reason=Reason.UNCLEAR, choices=WAYS), 1.0)
    assert (unclear["steps"], unclear["choices"]) == ([], encoded["choices"])
