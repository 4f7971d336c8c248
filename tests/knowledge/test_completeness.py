"""Completeness: what an answer has to hold before it leaves."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from knowledge.answering import compose
from knowledge.citing import cite
from knowledge.completeness import Fault, faults, settled
from knowledge.model import Answer, Hit, Step
from tests.builders import passage, question, source

WORDS = "除部署综合性工作的以外，部门文件一般控制在5000字以内；主报告不超过1小时。"
BINDING = frozenset({source().key})


@pytest.fixture
def answer() -> Answer:
    hit = Hit(source=source(), passage=passage(WORDS, addressee="地方和部门"), score=1.0)
    return compose(question("部门文件最多多少字"), [hit])


def test_what_is_composed_is_whole(answer: Answer) -> None:
    assert faults(answer, BINDING) == ()
    assert settled(answer, BINDING) == answer


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda words: words.replace("5000字", "4000字"), Fault.FIGURE),
        (lambda words: words.replace("5000字", "5000页"), Fault.FIGURE),
        (lambda words: words.replace("5000字以内", "适当篇幅"), Fault.DROPPED),
        (lambda words: words.replace("除部署综合性工作的以外，", ""), Fault.DROPPED),
        (lambda words: words.replace("一般控制", "控制"), Fault.DROPPED),
        (lambda words: words + "建议向组织部门反映。", Fault.UNCITED),
        (lambda words: words + "每年最多开2次会。", Fault.FIGURE),
    ],
)
def test_what_drops_or_adds_is_found_and_gives_way_to_the_clause(
    answer: Answer, spoil: Callable[[str], str], fault: Fault
) -> None:
    bare = replace(answer.citations[0], exceptions=())
    spoiled = replace(answer, summary=spoil(answer.summary), citations=(bare,))
    assert fault in {found.fault for found in faults(spoiled, BINDING)}
    kept = settled(spoiled, BINDING)
    assert kept is not None
    assert kept.summary.endswith("第6条：除部署综合性工作的以外，部门文件一般控制在5000字以内。")


def test_what_does_not_bind_is_not_sent(answer: Answer) -> None:
    assert settled(answer, frozenset()) is None
    elsewhere = source(id="other")
    other = cite("字数", passage("文件不超过3000字。", source=elsewhere.key), elsewhere).citation
    both = replace(
        answer, citations=(*answer.citations, other), steps=(Step(text=other.ground, citation=other),)
    )
    kept = settled(both, BINDING)
    assert kept is not None
    assert (kept.citations, kept.steps) == (answer.citations, ())
