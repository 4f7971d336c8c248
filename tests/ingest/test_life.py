"""The life of a source: out, back, an earlier version again; and a publication taken back whole."""

from datetime import date
from pathlib import Path

import pytest

from ingest import edition, ledger, life, publish, shelf
from ingest.changes import Action
from ingest.ledger import Act, LedgerEntry
from ingest.smoke import Smoke
from knowledge.embedding import EmbeddingModel
from knowledge.errors import JianfuError, UsageProblem
from knowledge.library import Library
from tests.ingest.conftest import Preparing
from tests.ingest.homes import tree
from tests.ingest.samples import DIGEST, STATUTE

STATUTE_ID = "示例省会议管理条例"
ARTICLE_ID = "基层减负不能只看数字"


def held(home: Path, model: EmbeddingModel) -> dict[str, int]:
    """The versions in the index, by source."""
    library = Library.open(home, model)
    try:
        return {card.source.id: card.source.version for card in library.sources()}
    finally:
        library.close()


@pytest.fixture
def second(
    home: Path, model: EmbeddingModel, prepared: Preparing, first: publish.Publication
) -> publish.Publication:
    """The same home with a second version of its statute."""
    return publish.add(home, model, [prepared("a.txt", STATUTE.replace("一小时", "半小时"))], added_by="甲")


@pytest.mark.usefixtures("first")
def test_a_retired_source_answers_nothing_and_comes_back_whole(home: Path, model: EmbeddingModel) -> None:
    done = life.retire(home, model, ARTICLE_ID, by="甲")
    assert [(change.action, change.source) for change in done.documents] == [(Action.RETIRED, ARTICLE_ID)]
    assert held(home, model) == {STATUTE_ID: 1}
    assert len(shelf.versions(home)) == 2  # nothing is deleted
    back = life.reinstate(home, model, ARTICLE_ID, by="乙")
    assert back.generation == "g00000003"
    assert held(home, model) == {STATUTE_ID: 1, ARTICLE_ID: 1}
    assert [(entry.act, entry.by) for entry in ledger.entries(home)] == [
        (Act.ADD, None),
        (Act.RETIRE, "甲"),
        (Act.REINSTATE, "乙"),
    ]


@pytest.mark.usefixtures("first")
def test_what_is_retired_stays_out_of_an_index_made_anew(home: Path, model: EmbeddingModel) -> None:
    life.retire(home, model, ARTICLE_ID)
    publish.rebuild(home, model)
    assert held(home, model) == {STATUTE_ID: 1}


@pytest.mark.usefixtures("first")
def test_a_retired_source_takes_no_new_version_until_it_is_reinstated(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    life.retire(home, model, STATUTE_ID)
    newer = prepared("a.txt", STATUTE.replace("一小时", "半小时"))
    for document in (prepared("a.txt", STATUTE), newer):
        [change] = publish.add(home, model, [document]).documents
        assert (change.action, change.version) == (Action.FAILED, None)
        assert change.because is not None
        assert f"jianfu reinstate {STATUTE_ID}" in change.because
    life.reinstate(home, model, STATUTE_ID)
    assert publish.add(home, model, [newer]).documents[0].version == 2


@pytest.mark.usefixtures("second")
def test_a_source_goes_back_to_the_version_before_and_forward_again(
    home: Path, model: EmbeddingModel
) -> None:
    done = life.rollback(home, model, STATUTE_ID)
    assert [(change.action, change.version) for change in done.documents] == [(Action.WITHDRAWN, 2)]
    assert held(home, model)[STATUTE_ID] == 1
    life.rollback(home, model, f"{STATUTE_ID}@2")
    assert held(home, model)[STATUTE_ID] == 2


@pytest.mark.usefixtures("second")
def test_a_number_is_never_given_twice(home: Path, model: EmbeddingModel, prepared: Preparing) -> None:
    life.rollback(home, model, STATUTE_ID)
    done = publish.add(home, model, [prepared("a.txt", STATUTE.replace("一小时", "半小时"))])
    assert done.documents[0].version == 3  # the words of the withdrawn second one
    assert held(home, model)[STATUTE_ID] == 3
    life.rollback(home, model, STATUTE_ID)
    assert held(home, model)[STATUTE_ID] == 1  # over the withdrawn one


def test_a_publication_is_taken_back_whole(
    home: Path, model: EmbeddingModel, second: publish.Publication
) -> None:
    done = life.undo(home, model, second.generation, by="甲")
    assert held(home, model) == {STATUTE_ID: 1, ARTICLE_ID: 1}
    assert [(change.action, change.path) for change in done.documents] == [
        (Action.WITHDRAWN, f"{STATUTE_ID}@2")
    ]
    with pytest.raises(UsageProblem, match="已经撤回"):
        life.undo(home, model, second.generation)


@pytest.mark.usefixtures("first")
def test_the_last_publication_is_taken_back_where_none_is_named(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    publish.add(home, model, [prepared("c.md", DIGEST)])
    life.retire(home, model, ARTICLE_ID)
    life.undo(home, model)
    assert set(held(home, model)) == {STATUTE_ID, ARTICLE_ID, "shili-yaodian-2024"}
    life.undo(home, model)
    assert set(held(home, model)) == {STATUTE_ID, ARTICLE_ID}


@pytest.mark.usefixtures("second")
def test_a_publication_that_a_later_one_built_on_is_not_taken_back(home: Path, model: EmbeddingModel) -> None:
    before = tree(home)
    with pytest.raises(UsageProblem, match="请先撤回那一次"):
        life.undo(home, model, "g00000001")
    assert tree(home) == before


def test_a_library_is_never_emptied(home: Path, model: EmbeddingModel, first: publish.Publication) -> None:
    before = tree(home)
    with pytest.raises(JianfuError, match="一份文件也没有了"):
        life.undo(home, model, first.generation)
    assert tree(home) == before


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize(
    ("act", "name", "told"),
    [
        (life.retire, "没有这份", "没有“没有这份”这份文件"),
        (life.reinstate, STATUTE_ID, "没有停用"),
        (life.rollback, STATUTE_ID, "没有更早的版本"),
        (life.rollback, f"{STATUTE_ID}@7", "没有第7版"),
        (life.rollback, f"{STATUTE_ID}@1", "现在用的就是第1版"),
        (life.undo, "g00000099", "没有 g00000099"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    home: Path, model: EmbeddingModel, act: type[object], name: str, told: str
) -> None:
    before = tree(home)
    with pytest.raises(UsageProblem, match=told):
        act(home, model, name)  # type: ignore[call-arg]  # one of four functions of the same form
    assert tree(home) == before


@pytest.mark.usefixtures("first")
def test_an_act_that_fails_its_questions_is_not_done(
    home: Path, model: EmbeddingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(home)
    monkeypatch.setattr(edition, "smoke", lambda *_: Smoke(3, 2))
    with pytest.raises(JianfuError, match="没有发布"):
        life.retire(home, model, ARTICLE_ID)
    assert tree(home) == before


@pytest.mark.usefixtures("second")
def test_a_history_tells_versions_and_what_was_done(home: Path, model: EmbeddingModel) -> None:
    life.rollback(home, model, STATUTE_ID, by="乙")
    told = life.history(home, STATUTE_ID)
    assert [(shelved.source.version, in_use) for shelved, in_use in told.versions] == [(1, True), (2, False)]
    assert [(entry.act, entry.by) for entry in told.entries] == [
        (Act.ADD, None),
        (Act.ADD, "甲"),
        (Act.ROLLBACK, "乙"),
    ]
    assert not told.retired


@pytest.mark.usefixtures("first")
def test_a_line_that_a_kill_cut_short_does_not_count_and_is_cut_off(
    home: Path, model: EmbeddingModel
) -> None:
    path = home / "library" / ledger.LEDGER
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"act": "retire", "retired": ["')
    assert [entry.act for entry in ledger.entries(home)] == [Act.ADD]
    life.retire(home, model, ARTICLE_ID)
    assert path.read_bytes().startswith(whole + b'{"act":"retire"')
    assert [entry.act for entry in ledger.entries(home)] == [Act.ADD, Act.RETIRE]


@pytest.mark.usefixtures("first")
def test_a_damaged_line_is_said_and_not_passed_over(home: Path) -> None:
    path = home / "library" / ledger.LEDGER
    path.write_bytes(b"{}\n" + path.read_bytes())
    with pytest.raises(JianfuError, match=r"ledger\.jsonl 读不出来"):
        ledger.entries(home)


def test_entries_in_order_say_what_is_in_use() -> None:
    found = ledger.life(
        [
            LedgerEntry(act=Act.ADD, added=("a@1", "a@2", "b@1")),
            LedgerEntry(act=Act.ROLLBACK, withdrawn=("a@2",)),
            LedgerEntry(act=Act.RETIRE, retired=("b",)),
            LedgerEntry(act=Act.UNDO, restored=("a@2",), reinstated=("b",), withdrawn=("a@1",)),
        ]
    )
    assert (found.withdrawn, found.retired) == (frozenset({"a@1"}), frozenset())


@pytest.mark.usefixtures("first")
def test_a_withdrawn_successor_no_longer_ends_what_it_superseded(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    newer = STATUTE.replace("会议管理条例", "会议新条例").replace("2023年5月6日", "2025年5月6日")
    done = publish.add(home, model, [prepared("n.txt", newer, supersedes=STATUTE_ID)])
    library = Library.open(home, model)
    ended = library.find_source(STATUTE_ID)
    assert ended is not None
    assert ended.expires == date(2025, 5, 6)
    life.undo(home, model, done.generation)
    again = library.find_source(STATUTE_ID)
    library.close()
    assert again is not None
    assert again.expires is None
