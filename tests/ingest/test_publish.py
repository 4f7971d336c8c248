"""From documents to the live index: the order of the steps, and what a failure leaves."""

import threading
from pathlib import Path

import pytest

from ingest import publish, shelf
from ingest.changes import Action
from knowledge.embedding import EmbeddingModel
from knowledge.errors import ModelMismatch
from knowledge.index import current_name
from knowledge.library import Library
from knowledge.model import Kind, Question
from tests.builders import TODAY
from tests.fakes import PairEmbeddings, pair_model
from tests.ingest.conftest import Preparing
from tests.ingest.homes import generations, tree
from tests.ingest.samples import ARTICLE, DIGEST, STATUTE


def embedded(model: EmbeddingModel) -> int:
    assert isinstance(model.embeddings, PairEmbeddings)
    return model.embeddings.embedded


@pytest.mark.usefixtures("first")
def test_what_was_added_can_be_asked_for(home: Path, model: EmbeddingModel) -> None:
    library = Library.open(home, model)
    shown = library.show("示例省会议管理条例", "3")
    assert [passage.locator for passage in shown.passages] == ["第二章 第3条"]
    hits = library.search(Question(text="会议一般不超过几小时", on=TODAY))
    assert hits[0].passage.text.startswith("第三条　会议一般不超过一小时")
    assert {card.source.kind for card in library.sources()} == {Kind.LAW, Kind.COMMENTARY}
    library.close()


def test_a_publication_says_what_was_done(first: publish.Publication) -> None:
    assert first.generation == "g00000001"
    assert [change.action for change in first.documents] == [Action.ADDED, Action.ADDED]
    assert first.smoke.asked == first.smoke.passed > 0


@pytest.mark.usefixtures("first")
def test_adding_the_same_again_changes_nothing_and_embeds_nothing(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    before, count = tree(home), embedded(model)
    again = publish.add(home, model, [prepared("a.txt", STATUTE), prepared("b.txt", ARTICLE)])
    assert {change.action for change in again.documents} == {Action.UNCHANGED}
    assert (again.generation, again.smoke.asked) == ("g00000001", 0)
    assert tree(home) == before
    assert embedded(model) == count


@pytest.mark.usefixtures("first")
def test_a_new_version_embeds_only_itself_and_replaces_the_old_one(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    count = embedded(model)
    done = publish.add(home, model, [prepared("a.txt", STATUTE.replace("一小时", "半小时"))])
    assert (done.generation, done.documents[0].version) == ("g00000002", 2)
    assert embedded(model) == count + 6
    library = Library.open(home, model)
    assert {card.source.key for card in library.sources() if card.source.kind is Kind.LAW} == {
        "示例省会议管理条例@2"
    }
    library.close()
    assert [found.source.key for found in shelf.versions(home)][-2:] == [
        "示例省会议管理条例@1",
        "示例省会议管理条例@2",
    ]


@pytest.mark.usefixtures("first")
def test_the_generation_before_stays_and_older_ones_go(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    for number in range(2):
        publish.add(home, model, [prepared(f"{number}.txt", ARTICLE, id=f"page-{number}")])
    assert generations(home) == ["CURRENT", "g00000002", "g00000003"]


@pytest.mark.usefixtures("first")
def test_a_reader_goes_over_to_the_new_generation_by_itself(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    library = Library.open(home, model)
    assert library.find_source("示例减负办法") is None
    publish.add(home, model, [prepared("c.md", DIGEST)])
    assert library.find_source("示例减负办法") is not None
    library.close()


@pytest.mark.usefixtures("first")
def test_another_model_is_refused_and_a_rebuild_takes_it(
    home: Path, prepared: Preparing, model: EmbeddingModel
) -> None:
    other = pair_model("other")
    before = tree(home)
    with pytest.raises(ModelMismatch, match="jianfu rebuild"):
        publish.add(home, other, [prepared("c.md", DIGEST)])
    assert tree(home) == before
    assert publish.rebuild(home, other) == "g00000002"
    assert generations(home) == ["CURRENT", "g00000001", "g00000002"]
    assert len(Library.open(home, other).sources()) == 2
    assert len(Library.at(home / "index" / "g00000001", model).sources()) == 2


@pytest.mark.usefixtures("first")
def test_a_plan_changes_nothing(home: Path, prepared: Preparing) -> None:
    before = tree(home)
    planned = publish.plan(home, [prepared("c.md", DIGEST), prepared("a.txt", STATUTE)])
    assert [change.action for change in planned.changes] == [Action.ADDED, Action.UNCHANGED]
    assert tree(home) == before


def test_an_old_rule_stays_in_the_index_until_its_successor_takes_effect(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    publish.add(home, model, [prepared("a.txt", STATUTE)])
    publish.add(home, model, [prepared("a.txt", STATUTE.replace("一小时", "半小时"), effective="2030-01-01")])
    library = Library.open(home, model)
    ends = {card.source.key: str(card.source.expires) for card in library.sources()}
    assert ends == {"示例省会议管理条例@1": "2030-01-01", "示例省会议管理条例@2": "None"}
    [hit] = library.search(Question(text="示例省会议管理条例第三条", on=TODAY), limit=1)
    assert "一小时" in hit.passage.text
    library.close()


def test_two_first_users_build_one_index(home: Path) -> None:
    model, told = pair_model(), list[str]()
    runs = [
        threading.Thread(target=publish.ensure, args=(home, model, lambda what, *_: told.append(what)))
        for _ in range(2)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert generations(home) == ["CURRENT", "g00000001"]
    assert current_name(home) == "g00000001"
    assert "等待另一个进程建好索引" in told
    count = embedded(model)
    publish.ensure(home, model)
    assert embedded(model) == count
    library = Library.open(home, model)
    assert library.find_source("整治形式主义为基层减负若干规定") is not None
    library.close()
