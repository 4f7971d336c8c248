"""Follow-ups are read against the last turns, and questions of their own are left alone."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation import (
    Adrift,
    Asked,
    Beside,
    Named,
    Numbered,
    Others,
    Shown,
    Turn,
    Understood,
    leans,
    understand,
)
from knowledge.conversation.completing import completed
from knowledge.library import Library
from knowledge.model import Answer, Choice, Citation, Kind, NoAnswer, Reason
from tests.builders import answer, citation, no_answer, passage, question, source

LABELLED = Path(__file__).parents[1] / "labelled" / "conversation"
TRAINING = Path(__file__).parents[2] / "ingest" / "corpus" / "questions" / "train"

SIXTH = passage("主报告不超过1小时。", locator="第6条", article="6")
SEVENTH = passage("不得以职务高低衡量重视程度。", locator="第7条", article="7")
BORROWING = "县里能从我们镇借调干部吗"


def turn(asked: str = BORROWING, *cited: Citation, **fields: Any) -> Turn:
    result = answer(question=question(asked), citations=cited or (citation(SIXTH), citation(SEVENTH)))
    values: dict[str, Any] = {"question": asked, "result": result}
    return Turn(**values | fields)


def kind(understood: Understood) -> str:
    match understood:
        case Asked(leans=leaning):
            return "follow" if leaning else "new"
        case Shown():
            return "shown"
        case Named():
            return "documents"
        case Others():
            return "more"
        case Numbered():
            return "article"
        case _:
            return "other"


Ask = Callable[[str], Answer | NoAnswer]


@pytest.fixture(scope="module")
def ask(starter: Library) -> Ask:
    """The starter library; conversations begin alike, so what it answered is kept."""
    return cache(lambda asked: starter.ask(question(asked)))


def talked(ask: Ask, before: Sequence[str]) -> list[Turn]:
    """The turns of a conversation with a library."""
    turns: list[Turn] = []
    for words in before:
        understood = understand(words, turns)
        assert isinstance(understood, Asked)
        result = ask(understood.question)
        turns = [*(turns if understood.leans else []), Turn(question=understood.kept, result=result)]
    return turns


def cited(result: Answer | NoAnswer) -> list[str]:
    shown = result.citations if isinstance(result, Answer) else result.nearest
    return [f"{one.source.id} {one.passage.locator}" for one in shown]


@pytest.mark.parametrize(
    ("part", "recall", "precision", "reached"), [("dev", 1.0, 1.0, 0.94), ("held_out", 0.95, 0.97, 0.87)]
)
def test_labelled_conversations_are_read_as_meant(
    ask: Ask, part: str, recall: float, precision: float, reached: float
) -> None:
    rows = [
        json.loads(line) for line in (LABELLED / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    counts: Counter[str] = Counter()
    for row in rows:
        understood = understand(row["text"], talked(ask, row["before"]))
        meant, read = row["kind"], kind(understood)
        counts["on"] += meant != "new"
        counts["read on"] += read != "new"
        counts["rightly"] += meant == read != "new"
        if meant == "follow":
            counts["follow"] += 1
            assert isinstance(understood, Asked)
            counts["reached"] += bool(set(row["gold"]) & set(cited(ask(understood.question))))
    assert counts["rightly"] >= recall * counts["on"]
    assert counts["rightly"] >= precision * counts["read on"]
    assert counts["reached"] >= reached * counts["follow"]


def test_of_two_questions_in_sequence_the_second_stands_alone(ask: Ask) -> None:
    chance = random.Random(7)  # noqa: S311  # a fixed sample
    lines = [
        line
        for path in sorted(TRAINING.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    rows = [json.loads(line) for line in chance.sample(lines, 2000)]
    before = [Turn(question=row["question"], result=ask(row["question"])) for row in rows[:20]]
    alone = sum(kind(understand(row["question"], [chance.choice(before)])) == "new" for row in rows[20:])
    assert alone >= 0.98 * len(rows[20:])  # those that say too little by themselves count as mistakes too


@pytest.mark.parametrize(
    ("before", "text", "made"),
    [
        (BORROWING, "那市里呢", "市里能从我们镇借调干部吗"),
        (BORROWING, "那村里呢", "县里能从村里借调干部吗"),
        (BORROWING, "那从社区呢", "县里能从社区借调干部吗"),
        (BORROWING, "我说的是省里", "省里能从我们镇借调干部吗"),
        (BORROWING, "期限多久", f"{BORROWING}，期限多久"),
        (BORROWING, "例外呢", f"{BORROWING}，例外"),
        (BORROWING, "我们省呢", f"{BORROWING}，我们省"),
        ("中央部门的会能叫县里去吗", "要是市里的局召集的呢", "市里的局的会能叫县里去吗"),
        ("接待8个人能陪几个", "那12个人呢", "接待12个人能陪几个"),
        ("接待的客人有15位，最多陪几个", "如果只来了6个呢", "接待的客人有6位，最多陪几个"),
        ("部署专项工作的文件最多写多少字", "那综合性的呢", "部署综合性的文件最多写多少字"),
        ("政务App能不能强制我们下载", "那公众号呢", "公众号能不能强制我们下载"),
        ("发文数能比去年多吗？", "超过了咋办", "发文数能比去年多吗，超过了咋办"),
        ("can county bureaus borrow staff", "what about the city", "can city bureaus borrow staff"),
    ],
)
def test_a_follow_up_is_put_into_the_last_question_or_behind_it(before: str, text: str, made: str) -> None:
    understood = understand(text, [turn(before)])
    assert isinstance(understood, Asked)
    assert understood.leans
    assert understood.question == made


def test_sides_of_one_matter_do_not_pile_up() -> None:
    first = understand("期限多久", [turn()])
    assert isinstance(first, Asked)
    second = understand("谁批准", [turn(first.kept)])
    assert isinstance(second, Asked)
    assert second.question == f"{BORROWING}，谁批准"


@pytest.mark.parametrize(
    ("asked", "title", "made"),
    [
        ("形式主义会受什么政务处分", "政务处分法", "监察机关给的政务处分，不服怎么办"),
        ("迟到会怎么处理", "中国共产党纪律处分条例", "党员受了党纪处分，不服怎么办"),
        ("政府督查组下了结论", "政府督查工作条例", "政府督查的结论，不服怎么办"),
        (BORROWING, "若干规定", f"{BORROWING}，不服"),
    ],
)
def test_a_remedy_is_asked_of_what_was_decided(asked: str, title: str, made: str) -> None:
    assert completed(asked, [citation(source_=source(title=title))], "不服呢").question == made


@pytest.mark.parametrize(
    "text", ["原文", "全文看一下", "①", "第一条", "打开原文", "这条原文", "为什么", "依据是啥"]
)
def test_the_first_clause_is_shown(text: str) -> None:
    assert understand(text, [turn()]) == Shown(citation=citation(SIXTH))


@pytest.mark.parametrize("text", ["第二条", "②", "第2个", "2", "最后一条", "把第二个的原文发我", "第二"])
def test_the_second_clause_is_shown(text: str) -> None:
    assert understand(text, [turn()]) == Shown(citation=citation(SEVENTH))


def test_who_asks_for_the_original_gets_the_official_text_before_a_digest() -> None:
    digest, official = passage(kind=Kind.DIGEST), passage("官方原文。", kind=Kind.RULE)
    assert understand("原文", [turn(BORROWING, citation(digest), citation(official))]) == Shown(
        citation=citation(official)
    )


@pytest.mark.parametrize(
    ("text", "cited_", "article"),
    [("第二条", 1, "2"), ("第六条呢", 2, "6"), ("那15条呢", 1, "15"), ("第十条之一", 2, "10-1")],
)
def test_an_article_is_one_of_the_document_where_not_so_many_were_cited(
    text: str, cited_: int, article: str
) -> None:
    last = turn(BORROWING, *(citation(SIXTH), citation(SEVENTH))[:cited_])
    assert understand(text, [last]) == Numbered(source=source(), article=article)


def test_the_question_of_an_article_names_its_document() -> None:
    assert Numbered(source=source(title="某法"), article="10-1").question == "《某法》第10条之1"


@pytest.mark.parametrize(
    "text", ["哪个文件说的", "文号是多少", "出处呢", "这是哪年的规定", "现在还有效吗", "谁发的文"]
)
def test_the_documents_are_named(text: str) -> None:
    assert understand(text, [turn()]) == Named(citations=(citation(SIXTH), citation(SEVENTH)))


@pytest.mark.parametrize("text", ["还有吗", "还有别的规定吗", "其他相关的还有没有", "就这些吗"])
def test_more_is_looked_for(text: str) -> None:
    assert understand(text, [turn()]) == Others(turn=turn())


def test_the_neighbour_is_that_of_the_clause_last_looked_at() -> None:
    assert understand("下一条", [turn()]) == Beside(passage=SIXTH.id, following=True)
    assert understand("上一条呢", [turn(shown=SEVENTH)]) == Beside(passage=SEVENTH.id, following=False)


@pytest.mark.parametrize("text", ["原文", "第二条", "哪个文件", "为什么"])
def test_there_is_nothing_to_show_where_nothing_was_cited(text: str) -> None:
    assert understand(text, [turn(result=no_answer())]) == Adrift()


@pytest.mark.parametrize("text", ["原文", "第二条", "还有吗", "那省里开的呢", "哪个文件说的"])
def test_without_a_turn_it_hangs_in_the_air(text: str) -> None:
    assert understand(text, []) == Adrift()


@pytest.mark.parametrize("text", ["期限多久", "一票否决呢", "部门开会能叫镇长参加吗", "?", "", "3月份的"])
def test_without_a_turn_all_else_is_a_question(text: str) -> None:
    assert understand(text, []) == Asked(question=text, kept=text)


@pytest.mark.parametrize("text", ["谢谢", "好的", "明白了，谢谢", "嗯", "知道了", "thanks"])
def test_thanks_are_no_turn(text: str) -> None:
    understood = understand(text, [turn()])
    assert isinstance(understood, Asked)
    assert understood.passing


def test_an_answer_to_what_we_asked_back_completes_the_question() -> None:
    unclear = no_answer(question=question("能不能拒绝"), reason=Reason.UNCLEAR)
    understood = understand("县里让我们天天报表", [turn("能不能拒绝", result=unclear)])
    assert isinstance(understood, Asked)
    assert understood.question == "县里让我们天天报表，能不能拒绝"


def test_a_choice_can_be_typed() -> None:
    choices = (Choice(label="政务App里", question="甲"), Choice(label="工作群里", question="乙"))
    last = turn(result=no_answer(reason=Reason.UNCLEAR, choices=choices))
    understood = understand("工作群", [last])
    assert isinstance(understood, Asked)
    assert (understood.question, understood.leans) == ("乙", True)


def test_what_was_answered_can_be_said_again() -> None:
    understood = understand("再说一遍", [turn()])
    assert isinstance(understood, Asked)
    assert understood.question == BORROWING


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("期限多久", True),
        ("原文", True),
        ("那省里呢", True),
        ("别的问题", False),
        ("开会最长能讲多久", False),
    ],
)
def test_what_goes_on_from_something_is_known_by_itself(text: str, leaning: bool) -> None:
    assert leans(text) is leaning


@given(st.text() | st.text("那省市县呢的第一二条原文多久谁批?，1②"))
def test_whatever_is_said_is_understood(text: str) -> None:
    for turns in ((), (turn(),), (turn(result=no_answer(reason=Reason.UNCLEAR)),)):
        understood = understand(text, turns)
        assert not isinstance(understood, Asked) or understood.question or not text


@pytest.mark.parametrize(
    "word", ["看", "谢", "的", "那", "这", "说的", "还有", "什么", "发给我", "有没有", "不"]
)
def test_no_text_takes_long(word: str) -> None:
    started = time.perf_counter()
    for length in (12, 16, 24, 1000):
        understand((word * 1000)[:length], [turn()])
        understand(f"{(word * 1000)[:length]}。", [turn()])
    assert time.perf_counter() - started < 2  # seconds; nested repetition would take minutes
