"""What bringing lay questions to a version, or taking some out, would do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.proposal import Fate, Proposal, bringing, removing
from knowledge.model import LayQuestion, Origin
from tests.builders import passage

LENGTH = "主要负责同志讲话或会议主报告不超过1小时。"
PASSAGES = [
    passage(LENGTH, locator="第6条", article="6"),
    passage("工作群组不得要求打卡接龙。", locator="第8条", article="8"),
]


def asked(text: str, locator: str = "第6条", origin: Origin = Origin.ADMIN) -> LayQuestion:
    return LayQuestion(locator=locator, text=text, origin=origin)


def brought(*questions: LayQuestion, had: tuple[LayQuestion, ...] = ()) -> Proposal:
    return bringing(questions)(PASSAGES, had)


def test_a_new_question_is_added_after_those_that_are_there_under_the_locator_that_is_shown() -> None:
    had = asked("领导能讲多久", origin=Origin.SHIPPED)
    proposal = brought(asked("领导一开口就没完", "第六条"), had=(had,))
    assert proposal.questions == (had, asked("领导一开口就没完"))
    assert [offer.fate for offer in proposal.offers] == [Fate.ADDED]


@pytest.mark.parametrize("again", ["领导能讲多久", "领导能讲多久？", " 领导 能讲多久!", "領導能講多久"])
def test_the_same_words_twice_do_nothing(again: str) -> None:
    had = asked("领导能讲多久")
    proposal = brought(asked(again), asked(again, "8"), had=(had,))
    assert [offer.fate for offer in proposal.offers] == [Fate.KNOWN, Fate.ADDED]
    assert proposal.questions == (had, asked(again, "第8条"))


@pytest.mark.parametrize(
    "copy",
    [
        LENGTH,
        "主要负责同志讲话或会议主报告不超过1小时吗",
        "会议主报告不超过1小时？",
        "主要负责同志讲话",
        "主报告",
    ],
)
def test_the_clauses_own_words_teach_nothing(copy: str) -> None:
    [offer] = brought(asked(copy)).offers
    assert (offer.fate, offer.because) == (
        Fate.REFUSED,
        "和条款原文几乎一样，帮不上搜索，请换成平时的说法。",
    )


@pytest.mark.parametrize("words", ["领导讲话超过1小时行不行", "开会主报告最长能讲多久", "App最多几个"])
def test_sharing_a_few_words_with_the_clause_is_fine(words: str) -> None:
    assert brought(asked(words)).offers[0].fate is Fate.ADDED


@pytest.mark.parametrize("words", ["？？", "😀"])
def test_what_no_search_can_find_is_refused(words: str) -> None:
    assert brought(asked(words)).offers[0].because == "里面没有能用来搜的字。"


def test_an_unknown_place_is_refused_with_the_nearest_named() -> None:
    [offer] = brought(asked("领导能讲多久", "第66条")).offers
    assert offer.fate is Fate.REFUSED
    assert "第6条" in (offer.because or "")


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("领导讲了3小时还不停", "3小时"),
        ("领导讲了半个小时", ""),
        ("讲话能讲一个钟头不", ""),
        ("讲话能讲60分钟不", ""),
        ("讲话能讲2个钟头不", "2个钟头"),
        ("来了30个人听一个人讲", "30个人"),
        ("一个会讲两遍", ""),
    ],
)
def test_a_figure_that_the_clause_does_not_give_is_warned_of(words: str, figures: str) -> None:
    [offer] = brought(asked(words)).offers
    assert offer.fate is Fate.ADDED
    if figures:
        assert figures in offer.warnings[0]
    elif "半" not in words:
        assert offer.warnings == ()


def test_a_question_is_taken_out_of_the_clause_that_is_named_or_of_all() -> None:
    had = (asked("没完没了"), asked("没完没了", "第8条"), asked("别的"))
    one = removing([asked("没完没了。", "8")])(PASSAGES, had)
    assert one.questions == (had[0], had[2])
    every = removing([asked("没完没了", "")])(PASSAGES, had)
    assert every.questions == (had[2],)
    assert [offer.fate for offer in every.offers] == [Fate.REMOVED, Fate.REMOVED]


@pytest.mark.parametrize("locator", ["第6条", "第99条", ""])
def test_what_is_not_there_cannot_be_taken_out(locator: str) -> None:
    proposal = removing([asked("没有这句", locator)])(PASSAGES, ())
    assert [offer.fate for offer in proposal.offers] == [Fate.ABSENT]
    assert proposal.offers[0].because


WORDS = st.text(alphabet="会讲多久谁管我们啊？1 ", min_size=1, max_size=12)
QUESTIONS = st.lists(st.builds(asked, WORDS, st.sampled_from(["第6条", "8", "第9条"])), max_size=12)


@given(QUESTIONS, QUESTIONS)
def test_taking_out_what_was_brought_leaves_what_was_there_before(
    first: list[LayQuestion], second: list[LayQuestion]
) -> None:
    had = bringing(first)(PASSAGES, ()).questions
    proposal = bringing(second)(PASSAGES, had)
    new = [offer.question for offer in proposal.offers if offer.fate is Fate.ADDED]
    assert removing(new)(PASSAGES, proposal.questions).questions == had
    assert bringing(second)(PASSAGES, proposal.questions).questions == proposal.questions
