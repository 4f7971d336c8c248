"""What a reader sees: the right words, in Telegram's HTML, within its limits, whatever the sources contain."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import messages, render
from bot.callbacks import Chosen, decode
from bot.render.paging import LONGEST_LINK, MAX_ENTITIES, MAX_UNITS, Frame, Piece, Run, pages
from knowledge.model import Answer, Choice, Grade, Kind, NoAnswer, Reason, Status, Step, Verdict
from tests.bot_api.markup import parse, units
from tests.builders import TODAY, WORDS, answer, citation, clause, no_answer, passage, question, source

# Beside anything at all, what would break markup and what is cut in the wrong place most easily.
nasty = st.text(st.one_of(st.sampled_from("<>&\"'\n 。；😀减"), st.characters()), min_size=1, max_size=300)
words = nasty.filter(lambda text: bool(text.strip()))
long = st.builds(lambda text, times: text * times, words, st.integers(1, 60))


FOLDED_FROM = 50  # characters


def squashed(text: str) -> str:
    """A text without white space and what cannot be sent."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", "", re.sub("[\ud800-\udfff]", "\ufffd", text))


def held(replies: Sequence[render.Reply]) -> str:
    """The words of replies, after checking that Telegram takes each of them."""
    texts = []
    for reply in replies:
        assert units(reply.html) <= MAX_UNITS
        text, entities = parse(reply.html)
        assert text
        assert len(entities) <= MAX_ENTITIES
        texts.append(text)
    return squashed("".join(texts))


def stand_in_order(fragments: Sequence[str], text: str) -> bool:
    place = 0
    for fragment in map(squashed, fragments):
        found = text.find(fragment, place)
        if found < 0:
            return False
        place = found + len(fragment)
    return True


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    cited = []
    for number in range(draw(st.integers(1, 3))):
        of = source(
            title=draw(words), url=draw(st.one_of(st.none(), st.just("https://x.cn/?a=1&b=\"<'"), nasty))
        )
        clauses = passage(draw(long), locator=draw(words), position=number)
        cited.append(
            citation(clauses, source_=of, exceptions=tuple(draw(st.sampled_from([(), (clauses.text,)]))))
        )
    caveats = tuple(draw(st.lists(words, max_size=3)))
    steps = tuple(Step(text=text, citation=cited[0]) for text in draw(st.lists(words, max_size=2)))
    return answer(summary=draw(words), citations=tuple(cited), steps=steps, caveats=caveats)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers())
def test_no_word_of_an_answer_is_lost_or_breaks_the_markup(given_: Answer) -> None:
    replies = render.outcome(given_, today=TODAY)
    fragments = [given_.summary]
    for cited in given_.citations:
        fragments += [cited.source.title, cited.passage.locator, cited.quote]
        if len(cited.quote) > FOLDED_FROM and cited.exceptions[:1] != (given_.summary,):
            fragments += cited.exceptions
    fragments += [step.text for step in given_.steps]
    assert stand_in_order([*fragments, *given_.caveats], held(replies))
    assert all(not reply.rows for reply in replies[:-1])


@settings(max_examples=40, deadline=None)
@given(long, words)
def test_no_word_of_a_clause_is_lost(text: str, heading: str) -> None:
    shown = clause(passage(text, heading=heading), previous=passage("前。"), following=passage("后。"))
    assert stand_in_order([heading, text], held(render.clause(shown)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.builds(Run, long, st.booleans(), st.sampled_from([None, "https://x.cn"])), max_size=12),
        max_size=4,
    )
)
@example([[Run("<" * 5000)]])
@example([[Run("😀" * 5000)]])
@example([[Run(" " * 9000 + "末")]])
@example([[Run("词", link="x" * 10_000)]])
@example([[Run("b", bold=True)] * 250])
@example([[Run("\ud800半个")]])
@example([[Run("\x1b")]])
def test_pages_hold_all_words_whatever_the_pieces(lines: list[list[Run]]) -> None:
    blocks = [(Piece(tuple(runs)), Piece(tuple(runs), Frame.FOLDED)) for runs in lines]
    fragments = [run.text for block in blocks for piece in block for run in piece.runs]
    assert held([render.Reply(page) for page in pages(blocks)]) == squashed("".join(fragments))


def test_a_message_is_cut_between_clauses_where_that_is_possible() -> None:
    clauses = tuple(
        citation(passage(f"第{number}款。" * 500, locator=f"第{number}条")) for number in range(3)
    )
    replies = render.outcome(answer(citations=clauses), today=TODAY)
    assert [re.findall(r"第(\d)条", reply.html) for reply in replies] == [["0"], ["1"], ["2"]]


def test_a_clause_too_long_for_a_message_is_cut_after_a_sentence() -> None:
    text = "应当减轻基层负担。" * 1000
    replies = render.clause(clause(passage(text)))
    assert len(replies) == 3
    assert all(reply.html.count("<blockquote>") == 1 for reply in replies)
    assert all("。</blockquote>" in reply.html for reply in replies)


@pytest.mark.parametrize(
    ("kind", "verdict", "heading"),
    [
        (Kind.RULE, Verdict.PROHIBITED, messages.VERDICTS[Verdict.PROHIBITED]),
        (Kind.DIGEST, Verdict.LIMITED, messages.VERDICTS[Verdict.LIMITED]),
        (Kind.LAW, Verdict.EXEMPT, messages.VERDICTS[Verdict.EXEMPT]),
        (Kind.CASE, Verdict.PROHIBITED, messages.PRECEDENT),
        (Kind.COMMENTARY, Verdict.INFORMATIONAL, messages.OPINION),
    ],
)
def test_the_first_words_say_what_the_most_telling_clause_does(
    kind: Kind, verdict: Verdict, heading: str
) -> None:
    (reply,) = render.outcome(answer(verdict=verdict, citations=(citation(passage(kind=kind)),)), today=TODAY)
    assert reply.html.startswith(f"<b>{heading}</b>\n")


@pytest.mark.parametrize("verdict", Verdict)
def test_no_verdict_says_that_somebody_broke_a_rule(verdict: Verdict) -> None:
    assert not re.search(r"违规|违纪|违反|违法", messages.VERDICTS[verdict])


def test_exceptions_and_warnings_stand_outside_the_fold() -> None:
    cited = citation(passage("减负。" * 20 + WORDS), exceptions=("确需填报的除外。",))
    (reply,) = render.outcome(answer(citations=(cited,), caveats=("以正式文件为准。",)), today=TODAY)
    unfolded = re.sub(r"<blockquote expandable>.*?</blockquote>", "", reply.html)
    assert "确需填报的除外。" in unfolded
    assert "以正式文件为准。" in unfolded


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, None),
        ({"region": "cn/52"}, "按贵州查的"),
        ({"on": date(2025, 1, 2)}, "按2025年1月2日当天的规定查的。"),
    ],
)
def test_place_and_day_are_named_where_they_are_not_the_usual_ones(
    fields: dict[str, Any], sentence: str | None
) -> None:
    for result in (answer(question=question(**fields)), no_answer(question=question(**fields))):
        (reply,) = render.outcome(result, today=TODAY)
        assert (sentence in reply.html) if sentence else ("按" not in reply.html)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"kind": Kind.DIGEST}, messages.NOT_ORIGINAL),
        ({"grade": Grade.C}, messages.GRADES[Grade.C]),
        ({"grade": Grade.D}, messages.GRADES[Grade.D]),
        ({"region": "cn/32"}, "只在江苏适用。"),
    ],
)
def test_a_clause_by_itself_says_what_its_reader_has_to_know(fields: dict[str, Any], shown: str) -> None:
    (reply,) = render.clause(clause(passage(**fields)))
    assert shown in reply.html


@pytest.mark.parametrize("status", [Status.TRIAL, Status.DRAFT, Status.SUPERSEDED, Status.REPEALED])
def test_a_source_that_is_not_simply_in_force_is_marked(status: Status) -> None:
    (reply,) = render.clause(clause(source=source(status=status)))
    assert messages.STATUSES[status] in reply.html


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://www.gov.cn/a", True),
        (None, False),
        ("javascript:alert(1)", False),
        ("https://" + "x" * LONGEST_LINK, False),
    ],
)
def test_only_a_web_page_is_linked(url: str | None, linked: bool) -> None:
    (reply,) = render.clause(clause(source=source(url=url)))
    assert ("<a href=" in reply.html) is linked


def test_what_can_be_seen_anyway_is_not_said_again() -> None:
    summary = "《整治形式主义为基层减负若干规定》第6条：主报告不超过1小时。"
    short = citation(passage("主报告不超过1小时。"), exceptions=("主报告不超过1小时。",))
    (reply,) = render.outcome(answer(summary=summary, citations=(short,)), today=TODAY)
    assert reply.html.count("《整治形式主义为基层减负若干规定》第6条") == 1
    assert messages.EXCEPTION not in reply.html


def test_what_is_near_is_named_and_not_quoted() -> None:
    (reply,) = render.outcome(no_answer(reason=Reason.NO_BASIS, nearest=(citation(),)), today=TODAY)
    assert "第6条" in reply.html
    assert citation().quote not in reply.html


@pytest.mark.parametrize(("count", "rows"), [(1, [1, 1]), (3, [3, 1]), (5, [3, 2, 1]), (200, [3] * 10 + [1])])
def test_buttons_stay_few_enough_for_a_phone(count: int, rows: list[int]) -> None:
    cited = tuple(citation(passage(f"第{number}款。")) for number in range(count))
    reply = render.outcome(answer(citations=cited), today=TODAY)[-1]
    assert [len(row) for row in reply.rows] == rows


def test_a_clause_that_was_converted_shows_how_it_was_written() -> None:
    [reply] = render.clause(clause(passage("会议要精简。", written="會議要精簡。")))
    assert "會議要精簡。" in reply.html
    assert messages.AS_WRITTEN in reply.html
    assert messages.AS_WRITTEN not in render.clause(clause())[0].html


TURN = "0123456789ab"
WAYS = (Choice(label="省级部门开的会", question="省里"), Choice(label="市县部门开的会", question="市里"))


def test_a_step_stands_with_its_clause_before_the_warnings() -> None:
    steps = (
        Step(text="三十日内可以申请复核。", citation=citation()),
        Step(text="留书面。", citation=citation()),
    )
    (reply,) = render.outcome(answer(steps=steps, caveats=("请核对。",)), today=TODAY)
    text, _ = parse(reply.html)
    assert stand_in_order(
        [messages.STEPS, "1. 三十日内可以申请复核。（《", "第6条）", "2. 留书面。", messages.NOTICE],
        squashed(text),
    )


@pytest.mark.parametrize("result", [answer(choices=WAYS), no_answer(reason=Reason.UNCLEAR, choices=WAYS)])
def test_choices_have_a_row_each_where_their_turn_is_held(result: Answer | NoAnswer) -> None:
    reply = render.outcome(result, today=TODAY, turn=TURN)[-1]
    assert messages.CHOOSE in reply.html
    assert [[button.label for button in row] for row in reply.rows[:2]] == [[way.label] for way in WAYS]
    assert [decode(row[0].data) for row in reply.rows[:2]] == [Chosen(TURN, 0), Chosen(TURN, 1)]
    unheld = render.outcome(result, today=TODAY)[-1]
    assert messages.CHOOSE not in unheld.html
    assert len(unheld.rows) == len(reply.rows) - len(WAYS)


def test_the_question_that_was_looked_up_comes_first_and_not_whole() -> None:
    (reply,) = render.outcome(answer(), today=TODAY, read_as="问<" * 100)
    text, _ = parse(reply.html)
    assert text.startswith(messages.READ_AS.format(question="问<" * 50 + "…"))


def test_a_document_is_named_once_with_what_is_known_of_it() -> None:
    known = source(
        issuer="中共中央办公厅",
        number="中办发〔2024〕1号",
        issued=date(2024, 8, 1),
        effective=date(2024, 8, 6),
        url="https://x.cn",
    )
    unknown = source(
        id="other", title="另一份", issued=date(2013, 1, 1), effective=None, status=Status.UNKNOWN
    )
    cited = (
        citation(source_=known),
        citation(passage(locator="第7条"), source_=known),
        citation(passage(source="other@1"), source_=unknown),
    )
    (reply,) = render.documents(cited)
    text, entities = parse(reply.html)
    assert stand_in_order(
        [
            "发文机关：中共中央办公厅",
            "文号：中办发〔2024〕1号",
            "印发：2024年8月",
            "施行：2024年8月6日",
            "引的是：第6条、第7条",
        ],
        squashed(text),
    )
    assert stand_in_order(["《另一份》", "印发：2013年", "效力：没有核实到", "引的是：第6条"], squashed(text))
    assert "2013年1月" not in text
    assert text.count("《整治形式主义为基层减负若干规定》") == 1
    assert [entity["url"] for entity in entities if entity["type"] == "text_link"] == ["https://x.cn"]


def test_what_else_was_found_can_be_turned_to() -> None:
    (reply,) = render.others((citation(), citation(passage(locator="第7条"))))
    assert reply.html.startswith(messages.OTHERS)
    assert [len(row) for row in reply.rows] == [2]
    assert render.others(()) == render.sentence(messages.NO_OTHERS)
