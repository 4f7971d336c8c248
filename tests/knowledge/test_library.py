"""The facade: one door to whatever generation is live."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import NO_FIGURE
from knowledge.embedding import EmbeddingModel
from knowledge.errors import NotSetUp, UsageProblem
from knowledge.library import Library
from knowledge.model import Answer, Mode, NoAnswer, Reason, Status, Verdict
from tests.builders import TODAY, question
from tests.knowledge.conftest import entry

RULE = entry(
    [
        ("4", "综合性工作会议原则上一年最多1次。"),
        ("5", "部门名义开的会，没有同级党委批准，不能要求下级党委、政府负责同志参加。"),
        ("6", "主要负责同志讲话或会议主报告不超过1小时。"),
        ("10", "原则上不向县及县以下单位借调干部。"),
    ],
    aliases=("若干规定",),
)
LOCAL = entry([("1", "江苏省领导调研，陪同不超过3人。")], id="js", title="江苏办法", region="cn/32")
OLD = entry(
    [("1", "文件一律不超过10页。")],
    id="old",
    title="旧通知",
    effective=date(2019, 3, 1),
    expires=date(2024, 8, 6),
    status=Status.SUPERSEDED,
)


def point(home: Path, name: str) -> None:
    (home / "index" / "CURRENT").write_text(f"{name}\n", encoding="utf-8")


@pytest.fixture
def home(made: Callable[..., Path], tmp_path: Path) -> Path:
    made(RULE, LOCAL, OLD)
    point(tmp_path, "g1")
    return tmp_path


@pytest.fixture
def library(home: Path, model: EmbeddingModel) -> Library:
    return Library.open(home, model)


def texts(library: Library, words: str, **fields: object) -> list[str]:
    return [hit.passage.text for hit in library.search(question(words, **fields))]


def test_a_question_is_answered_with_the_clause_that_says_it(library: Library) -> None:
    answer = library.ask(question("会议主报告不超过多久"))
    assert isinstance(answer, Answer)
    assert answer.verdict is Verdict.LIMITED
    assert answer.citations[0].passage.article == "6"
    assert "1小时" in answer.summary


def test_numbers_are_read_alike_in_question_and_clause(library: Library) -> None:
    for words in ("主报告能讲60分钟吗", "主报告能讲一小时吗", "主報告能講１小時嗎"):
        assert texts(library, words)[0] == "主要负责同志讲话或会议主报告不超过1小时。"


def test_a_foreign_region_binds_only_where_the_reader_is_there_or_names_it(library: Library) -> None:
    words = "领导调研陪同几个人"
    assert LOCAL[1][0].text not in texts(library, words)
    assert LOCAL[1][0].text not in texts(library, words, region="cn/52")
    assert texts(library, words, region="cn/32/06")[0] == LOCAL[1][0].text
    assert texts(library, f"江苏{words}")[0] == LOCAL[1][0].text


def test_a_superseded_source_answers_only_for_its_own_days(library: Library) -> None:
    assert OLD[1][0].text not in texts(library, "文件不超过10页", on=TODAY)
    assert texts(library, "文件不超过10页", on=date(2020, 1, 1)) == [OLD[1][0].text]


def test_a_direct_reference_goes_first_whatever_else_is_similar(library: Library) -> None:
    answer = library.ask(question("若干规定第十条"))
    assert isinstance(answer, Answer)
    assert answer.citations[0].passage.article == "10"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("村医退休金每月发多少钱", Reason.NO_BASIS),
        ("周末去哪钓鱼好", Reason.OFF_TOPIC),
        ("帮我编一份会议记录", Reason.DECLINED),
        ("会", Reason.UNCLEAR),
    ],
)
def test_what_no_clause_answers_gets_a_reason(library: Library, words: str, reason: Reason) -> None:
    result = library.ask(question(words))
    assert isinstance(result, NoAnswer)
    assert result.reason is reason


def test_a_figure_that_no_clause_holds_is_not_made_up(library: Library) -> None:
    result = library.ask(question("县及县以下单位借调干部最长几个月"))
    assert isinstance(result, NoAnswer)
    assert "没有写这个数字" in result.message
    assert any("借调" in near.quote for near in result.nearest)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_searches(library: Library, mode: Mode) -> None:
    assert library.search(question("会议主报告不超过1小时"), mode=mode, limit=1)[0].passage.article == "6"


def test_show_a_source_an_article_and_its_neighbours(library: Library) -> None:
    assert len(library.show("若干规定").passages) == 4
    for asked in ("6", "第6条", "第六条", "六"):
        shown = library.show("若干规定", asked)
        assert [passage.article for passage in shown.passages] == ["6"]
        assert shown.previous is not None
        assert shown.following is not None
        assert (shown.previous.article, shown.following.article) == ("5", "10")


def test_what_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(UsageProblem, match="jianfu sources"):
        library.show("没有这份文件")
    with pytest.raises(UsageProblem, match="99"):
        library.show("若干规定", "99")
    assert library.clause("0" * 16) is None


def test_a_clause_comes_with_its_neighbours(library: Library) -> None:
    clause = library.clause(RULE[1][1].id)
    assert clause is not None
    assert clause.passage == RULE[1][1]
    assert (clause.previous, clause.following) == (RULE[1][0], RULE[1][2])


def test_sources_are_listed_with_their_counts(library: Library) -> None:
    assert {card.source.id: card.passages for card in library.sources()} == {
        "ruogan-guiding-2024": 4,
        "js": 1,
        "old": 1,
    }


def test_a_new_generation_is_read_from_the_next_call_on(
    library: Library, home: Path, made: Callable[..., Path]
) -> None:
    assert library.generation == "g1"
    made(RULE, name="g2")
    assert library.find_source("js") is not None
    point(home, "g2")
    assert library.find_source("js") is None
    assert library.generation == "g2"


def test_threads_read_while_generations_change(
    library: Library, home: Path, made: Callable[..., Path]
) -> None:
    made(RULE, LOCAL, OLD, name="g2")
    failures: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                answer = library.ask(question("会议主报告不超过多久"))
                assert isinstance(answer, Answer)
                assert answer.citations[0].passage.article == "6"
        except BaseException as problem:  # noqa: BLE001 (handed to the test)
            failures.append(problem)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(6):
        point(home, "g2" if turn % 2 == 0 else "g1")
        library.find_source("js")
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []


def test_without_an_index_nothing_opens(tmp_path: Path, model: EmbeddingModel) -> None:
    with pytest.raises(NotSetUp, match="索引"):
        Library.open(tmp_path, model)


@pytest.mark.parametrize("asked", ["责任状一年最多签几份", "一个村最多建几个工作群"])
def test_a_limit_that_no_rule_gives_is_told_as_such_with_what_the_rules_say(
    starter: Library, asked: str
) -> None:
    result = starter.ask(question(asked))
    assert isinstance(result, NoAnswer)
    assert (result.reason, result.message) == (Reason.NO_BASIS, NO_FIGURE)
    assert result.nearest
