"""Choices are offered where a question leaves open what its answer turns on, and lead to answers that speak of them."""

from dataclasses import replace

import pytest

from knowledge.choices import DIMENSIONS, SANCTION, Dimension, Way, ask_back, offer
from knowledge.choices.openings import openings, stem
from knowledge.library import Library
from knowledge.model import Answer, Hit, Kind, NoAnswer, Question, Reason
from knowledge.text import normalise
from knowledge.topics import topics
from tests.builders import answer, citation, no_answer, passage, question, source

LONGEST_LABEL = 12  # characters, on a phone
WAYS = [(dimension, way) for dimension in DIMENSIONS for way in dimension.ways]


@pytest.mark.parametrize(("dimension", "way"), WAYS, ids=lambda one: getattr(one, "label", ""))
def test_who_has_chosen_is_not_asked_again(dimension: Dimension, way: Way) -> None:
    assert way.said.search(normalise(way.words))
    assert len(way.label) <= LONGEST_LABEL


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda one: one.name)
def test_the_ways_of_a_dimension_differ(dimension: Dimension) -> None:
    assert len({way.label for way in dimension.ways}) == len(dimension.ways)
    assert all(dimension.way(normalise(way.words)) is way for way in dimension.ways)


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("受了处分不服怎么办", ["监察机关的政务处分", "单位给公务员的处分", "党纪处分、党内问责"]),
        ("开会能叫我们镇长去吗", ["中央部门开的会", "省级部门开的会", "市县部门开的会", "党委政府的会"]),
        ("文件最多写多少字", ["部署综合性工作的", "部署专项工作的"]),
        ("能借调我们的人吗", ["从县、乡单位借人", "从市及以上单位借人"]),
        ("天天让我们打卡合规吗", ["政务App里", "工作群里"]),
        ("检查要谁批准", ["政府督查", "部门的督查检查考核", "执法检查"]),
        ("委托我们办事经费谁出", ["村", "社区"]),
        ("减轻处分的情形", ["党内问责", "党纪处分", "政务处分"]),
    ],
)
def test_what_a_question_leaves_open_can_be_chosen(starter: Library, asked: str, labels: list[str]) -> None:
    result = starter.ask(question(asked))
    assert [choice.label for choice in result.choices] == labels
    grounds = set()
    for choice in result.choices:
        chosen = starter.ask(question(choice.question))
        assert isinstance(chosen, Answer)
        assert choice.label not in [other.label for other in chosen.choices]
        grounds.add(chosen.citations[0].ground)
    assert len(grounds) > 1


@pytest.mark.parametrize(
    "asked",
    [
        "监察机关给的政务处分不服怎么办",
        "省级部门开会能叫县里去吗",
        "部署专项工作的文件最多写多少字",
        "县里能从我们镇借调干部吗",
        "政务App能不能要求打卡签到",
        "开会主报告最长能讲多久",
        "申诉赢了单位必须改吗",  # asked of a decision, but the answer is the same for each
        "今天天气怎么样",
        "帮我编一份会议记录",
        "村干部退休金多少",
    ],
)
def test_nothing_is_offered_where_it_is_said_or_changes_nothing(starter: Library, asked: str) -> None:
    assert starter.ask(question(asked)).choices == ()


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("开会", "最长能开多久"),
        ("借调", "县里从乡镇借人"),
        ("举报", "会不会澄清"),
        ("问责不服怎么办", "哪些情形不问责"),
        ("能不能拒绝", "台账报表"),
    ],
)
def test_who_says_too_little_is_asked_back(starter: Library, asked: str, label: str) -> None:
    result = starter.ask(question(asked))
    assert isinstance(result, NoAnswer)
    assert result.reason is Reason.UNCLEAR
    assert label in [choice.label for choice in result.choices]


@pytest.mark.parametrize("asked", ["啊？", "?", "第三条", "嗯"])
def test_what_says_nothing_at_all_has_nothing_to_choose_from(starter: Library, asked: str) -> None:
    assert starter.ask(question(asked)).choices == ()


TOPICS = ("会议", "文件", "借调", "申诉", "公务接待", "澄清正名", "进校园", "排名", "挂牌")


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_asked_most_of_a_topic_is_answered(starter: Library, topic: str) -> None:
    offered = openings(topic)
    answered = [one for one in offered if isinstance(starter.ask(question(one.question)), Answer)]
    assert len(offered) >= len(answered) >= 2
    assert topic in topics(stem(topic) or "")


def test_an_unknown_topic_has_no_openings() -> None:
    assert openings("天气") == ()
    assert stem("天气") is None


def hit(text: str, title: str) -> Hit:
    of = source(id=title, title=title)
    return Hit(source=of, passage=passage(text, source=of.key), score=1.0)


INSPECTORS = hit("对监察机关的决定，可以申请复审。", "监察法")
EMPLOYERS = hit("对处分不服的，可以申请复核。", "公务员法")


def answering(*hits: Hit) -> Answer:
    return answer(citations=tuple(citation(one.passage, source_=one.source) for one in hits))


def told(asked: str) -> Answer:
    return answering(INSPECTORS if "监察" in asked else EMPLOYERS)


def test_a_way_whose_own_answer_speaks_of_another_is_not_offered() -> None:
    unclear = no_answer(question=question("受了处分不服怎么办"), reason=Reason.NO_BASIS)
    both = ask_back(unclear, [INSPECTORS, EMPLOYERS], told)
    assert [choice.label for choice in both.choices] == ["监察机关的政务处分", "单位给公务员的处分"]
    assert both.reason is Reason.UNCLEAR
    assert "“监察机关的政务处分”，还是“单位给公务员的处分”" in both.message
    one = ask_back(unclear, [INSPECTORS, EMPLOYERS], lambda _: answering(EMPLOYERS))
    assert (one.choices, one.reason, one.message) == ((), Reason.NO_BASIS, unclear.message)


def test_an_answer_that_does_not_turn_on_it_stands_as_it_is() -> None:
    aside = answer(question=question("申诉会被报复吗"), citations=(citation(passage("不得打击报复。")),))
    assert offer(aside, [INSPECTORS, EMPLOYERS], told) == aside


@pytest.mark.parametrize("reason", [Reason.DECLINED, Reason.OFF_TOPIC])
def test_what_is_not_for_us_is_not_asked_back(reason: Reason) -> None:
    refused = no_answer(question=question("受了处分不服怎么办"), reason=reason)
    assert offer(refused, [INSPECTORS, EMPLOYERS], told) is refused


def test_a_case_does_not_tell_of_a_way() -> None:
    unclear = no_answer(question=question("受了处分不服怎么办"), reason=Reason.NO_BASIS)
    case = replace(INSPECTORS, passage=replace(INSPECTORS.passage, kind=Kind.CASE))
    assert ask_back(unclear, [case, EMPLOYERS], told).choices == ()


def test_the_decision_that_a_text_names_is_known() -> None:
    assert SANCTION.way("监委给的政务处分") is SANCTION.ways[0]
    assert SANCTION.way("受了处分") is None
    assert SANCTION.way("公务员受了政务处分") is None


def test_the_answer_to_a_choice_is_asked_at_the_same_place_and_day(starter: Library) -> None:
    asked = Question(text="受了处分不服怎么办", on=question().on, region="cn/52")
    assert starter.ask(asked).choices == starter.ask(question("受了处分不服怎么办")).choices
