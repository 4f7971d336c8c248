"""Lay questions on their way into the library and the index: with a document, to a clause, and out again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import edition, publish, shelf
from ingest.changes import Action
from ingest.lock import LOCK
from ingest.preparation import starter
from ingest.proposal import Fate, bringing, removing
from ingest.smoke import Smoke
from knowledge.embedding import EmbeddingModel
from knowledge.errors import Busy, JianfuError, UsageProblem
from knowledge.index import current_name
from knowledge.library import Library
from knowledge.model import LayQuestion, Origin, Question
from tests.builders import TODAY
from tests.ingest.conftest import Preparing
from tests.ingest.homes import generations, tree
from tests.ingest.samples import STATUTE

ID = "示例省会议管理条例"
THIRD = "第二章 第3条"
LAY = "领导一讲就是老半天谁管得了"
pytestmark = pytest.mark.usefixtures("first")


def asked(text: str = LAY, locator: str = "3", origin: Origin = Origin.ADMIN) -> LayQuestion:
    return LayQuestion(locator=locator, text=text, origin=origin)


def file(home: Path, version: int = 1) -> Path:
    return home / "library" / ID / str(version) / "questions.jsonl"


@pytest.fixture
def tied(first: publish.Publication, home: Path, model: EmbeddingModel) -> publish.Questioning:
    return publish.put_questions(home, model, ID, bringing([asked()]))


@pytest.fixture
def library(first: publish.Publication, home: Path, model: EmbeddingModel) -> Iterator[Library]:
    opened = Library.open(home, model)
    yield opened
    opened.close()


def test_a_question_makes_its_clause_findable(home: Path, model: EmbeddingModel, library: Library) -> None:
    words = Question(text=LAY, on=TODAY)
    assert THIRD not in [hit.passage.locator for hit in library.search(words, limit=1)]
    done = publish.put_questions(home, model, ID, bringing([asked()]))
    assert (done.generation, done.source.id) == ("g00000002", ID)
    assert done.smoke.asked == done.smoke.passed > 0
    assert library.search(words, limit=1)[0].passage.locator == THIRD
    [card] = [card for card in library.sources() if card.source.id == ID]
    assert (card.questions, card.asked, card.passages) == (1, 1, 6)


@pytest.mark.usefixtures("tied")
def test_the_same_words_again_change_nothing(home: Path, model: EmbeddingModel) -> None:
    before = tree(home)
    done = publish.put_questions(home, model, ID, bringing([asked(f" {LAY}？")]))
    assert [offer.fate for offer in done.proposal.offers] == [Fate.KNOWN]
    assert (done.generation, done.smoke.asked) == ("g00000002", 0)
    assert tree(home) == before


def test_a_plan_changes_nothing(home: Path) -> None:
    before = tree(home)
    planned = publish.plan_questions(home, ID, bringing([asked(), asked("多久", "99")]))
    assert [offer.fate for offer in planned.proposal.offers] == [Fate.ADDED, Fate.REFUSED]
    assert tree(home) == before


@pytest.mark.usefixtures("tied")
def test_what_was_brought_and_taken_out_leaves_the_file_as_it_was(home: Path, model: EmbeddingModel) -> None:
    before = file(home).read_bytes()
    new = [asked("会能不能短些"), asked("材料谁来写", "4")]
    publish.put_questions(home, model, ID, bringing(new))
    assert file(home).read_bytes().startswith(before)
    publish.put_questions(home, model, ID, removing(new))
    assert file(home).read_bytes() == before
    publish.put_questions(home, model, ID, removing([asked()]))
    assert not file(home).exists()
    assert generations(home) == ["CURRENT", "g00000004", "g00000005"]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.builds(asked, st.text(min_size=1, max_size=8), st.sampled_from(["3", "第4条", "五"])), max_size=6
    )
)
def test_taking_out_what_was_brought_restores_the_file(home: Path, new: list[LayQuestion]) -> None:
    shelved = next(one for one in shelf.versions(home) if one.source.id == ID)
    passages = shelf.passages(shelved)
    old = bringing([asked(), asked("材料谁来写", "4")])(passages, ()).questions
    shelf.put_questions(home, shelved, old)
    before = file(home).read_bytes()
    proposal = bringing(new)(passages, shelf.questions(shelved))
    shelf.put_questions(home, shelved, proposal.questions)
    fresh = [offer.question for offer in proposal.offers if offer.fate is Fate.ADDED]
    shelf.put_questions(home, shelved, removing(fresh)(passages, shelf.questions(shelved)).questions)
    assert file(home).read_bytes() == before
    assert shelf.reasked(shelved, old).source.questions == shelf.versions(home)[-1].source.questions


def test_an_unknown_source_is_told(home: Path, model: EmbeddingModel) -> None:
    with pytest.raises(UsageProblem, match="没有“别的”这份文件"):
        publish.put_questions(home, model, "别的", bringing([asked()]))


def test_a_second_writer_is_told_to_wait(home: Path, model: EmbeddingModel) -> None:
    before = tree(home)
    with FileLock(home / LOCK), pytest.raises(Busy, match="正在写入"):
        publish.put_questions(home, model, ID, bringing([asked()]))
    assert tree(home) == before


def test_a_generation_that_fails_its_questions_is_not_published(
    home: Path, model: EmbeddingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(home)
    monkeypatch.setattr(edition, "smoke", lambda *_: Smoke(3, 2))
    with pytest.raises(JianfuError, match="没有发布"):
        publish.put_questions(home, model, ID, bringing([asked()]))
    assert tree(home) == before


def test_questions_on_the_shelf_that_the_index_lacks_are_taken_in_by_the_next_writer(
    home: Path, model: EmbeddingModel, library: Library
) -> None:
    shelved = next(one for one in shelf.versions(home) if one.source.id == ID)
    shelf.put_questions(home, shelved, [asked(locator=THIRD)])  # as a kill before the pointer leaves it
    done = publish.put_questions(home, model, ID, bringing([asked()]))
    assert [offer.fate for offer in done.proposal.offers] == [Fate.KNOWN]
    assert done.generation == "g00000002"
    assert library.search(Question(text=LAY, on=TODAY), limit=1)[0].passage.locator == THIRD


@pytest.mark.usefixtures("tied")
def test_a_rebuild_keeps_the_questions(home: Path, model: EmbeddingModel, library: Library) -> None:
    publish.rebuild(home, model)
    source = library.find_source(ID)
    assert source is not None
    assert [[one.text for one in found] for found in library.questions(source).values()] == [[LAY]]


@pytest.mark.usefixtures("tied")
@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(("依照第十五条", "依照第十六条"), THIRD, id="the same text at its place"),
        pytest.param(("一小时", "半小时"), THIRD, id="changed words at the same place"),
        pytest.param(
            ("**第三条**　会议", "**第三条**　不得层层陪会。\n\n**第三条之一**　会议"),
            "第二章 第3条之一",
            id="renumbered",
        ),
    ],
)
def test_a_new_version_inherits_them(
    home: Path, model: EmbeddingModel, prepared: Preparing, change: tuple[str, str], place: str
) -> None:
    [done] = publish.add(home, model, [prepared("a.txt", STATUTE.replace(*change))]).documents
    assert (done.version, done.questions.inherited) == (2, 1)
    assert shelf.questions(shelf.versions(home)[-1]) == (asked(locator=place, origin=Origin.INHERITED),)
    library = Library.open(home, model)
    assert library.search(Question(text=LAY, on=TODAY), limit=1)[0].passage.locator == place
    library.close()


@pytest.mark.usefixtures("tied")
def test_the_questions_of_a_dropped_clause_go_with_it(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    start, end = STATUTE.index("**第三条**"), STATUTE.index("**第四条**")
    [change] = publish.add(home, model, [prepared("a.txt", STATUTE[:start] + STATUTE[end:])]).documents
    assert change.questions.inherited == 0
    assert not file(home, 2).exists()
    assert file(home, 1).exists()  # what was is kept with its version


def test_questions_come_with_a_document_new_changed_or_known(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    def bring(text: str, *questions: LayQuestion) -> publish.Publication:
        return publish.add(
            home, model, [replace(prepared("c.txt", text, id="c", title="办法"), questions=questions)]
        )

    text = STATUTE.replace("示例省", "示例市")
    [added] = bring(text, asked()).documents
    assert (added.action, added.questions.added) == (Action.ADDED, 1)
    assert any("6条里有5条还没有口语问法" in warning for warning in added.warnings)
    done = bring(text, asked(), asked("材料谁来写", "4"), asked("多久", "99"))
    [known] = done.documents
    assert (known.action, known.version) == (Action.UNCHANGED, 1)
    assert (known.questions.added, known.questions.known, known.questions.refused) == (1, 1, 1)
    assert any("“多久”没有收：没有“99”这一条" in warning for warning in known.warnings)
    assert done.generation == "g00000003"
    [changed] = bring(text.replace("一小时", "半小时"), asked("会能不能短些")).documents
    assert (changed.action, changed.questions.added, changed.questions.inherited) == (Action.UPDATED, 1, 2)
    before = tree(home)
    bring(text.replace("一小时", "半小时"), asked("会能不能短些"))
    assert tree(home) == before


def test_shipped_questions_take_the_place_of_those_shipped_before_and_leave_an_admins(
    home: Path, model: EmbeddingModel
) -> None:
    document = next(one for one in starter() if one.source and one.source.id == "ruogan-guiding-2024")
    older = replace(document, questions=document.questions[:3])
    publish.add(home, model, [older])
    place = document.questions[0].locator
    publish.put_questions(home, model, "ruogan-guiding-2024", bringing([asked("领导画饼咋整", place)]))
    newer = replace(document, questions=document.questions[2:5])
    [change] = publish.add(home, model, [newer]).documents
    assert (change.action, change.questions.added, change.questions.known) == (Action.UNCHANGED, 2, 1)
    [shelved] = [one for one in shelf.versions(home) if one.source.id == "ruogan-guiding-2024"]
    assert shelf.questions(shelved) == (*document.questions[2:5], asked("领导画饼咋整", place))
    name = current_name(home)
    assert publish.add(home, model, [newer]).generation == name


@pytest.mark.usefixtures("tied")
def test_a_damaged_file_is_named_and_nothing_changes(home: Path, model: EmbeddingModel) -> None:
    file(home).write_bytes(b'{"locator": ')
    before = tree(home)
    with pytest.raises(JianfuError, match=r"questions\.jsonl 读不出来"):
        publish.put_questions(home, model, ID, bringing([asked("别的")]))
    assert tree(home) == before
