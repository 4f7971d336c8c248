"""What a failure, a second writer or an interrupted one leaves behind: nothing that the next writer minds."""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from ingest import edition, publish, shelf
from ingest.changes import Action
from ingest.lock import LOCK
from ingest.review import Known, newest, review
from ingest.smoke import Smoke
from knowledge.embedding import EmbeddingModel
from knowledge.errors import Busy, JianfuError, NotSetUp
from knowledge.index import current_name
from knowledge.library import Library
from tests.fakes import PairEmbeddings
from tests.ingest.conftest import Preparing
from tests.ingest.homes import generations, on_disk, tree
from tests.ingest.samples import DIGEST


@pytest.mark.usefixtures("first")
def test_a_second_writer_is_told_to_wait(home: Path, model: EmbeddingModel, prepared: Preparing) -> None:
    before = tree(home)
    with FileLock(home / LOCK), pytest.raises(Busy, match="正在写入"):
        publish.add(home, model, [prepared("c.md", DIGEST)])
    assert tree(home) == before


class Forgetful(PairEmbeddings):
    """A model that breaks down while it embeds."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise JianfuError("模型坏了。")


@pytest.mark.usefixtures("first")
def test_a_failure_while_building_leaves_everything_as_it_was(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    before = tree(home)
    broken = EmbeddingModel(model.name, model.fingerprint, Forgetful())
    with pytest.raises(JianfuError, match="模型坏了"):
        publish.add(home, broken, [prepared("c.md", DIGEST)])
    assert tree(home) == before
    done = publish.add(home, model, [prepared("c.md", DIGEST)])
    assert done.generation == "g00000003"  # the name of the broken one is not used again
    assert generations(home) == ["CURRENT", "g00000001", "g00000003"]


@pytest.mark.usefixtures("first")
def test_a_generation_that_fails_its_questions_is_not_published(
    home: Path, model: EmbeddingModel, prepared: Preparing, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(home)
    monkeypatch.setattr(edition, "smoke", lambda *_: Smoke(3, 2))
    with pytest.raises(JianfuError, match="3个试问只答对2个"):
        publish.add(home, model, [prepared("c.md", DIGEST)])
    assert tree(home) == before


@pytest.mark.usefixtures("first")
def test_a_version_on_the_shelf_that_the_index_lacks_is_taken_in_by_the_next_writer(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    digest = prepared("c.md", DIGEST)
    reviewed = review([digest], Known(newest(shelf.versions(home)), shelf.passages, shelf.questions))
    shelf.settle(home, shelf.stage(home, reviewed.versions))  # as a kill before the pointer leaves it
    done = publish.add(home, model, [digest])
    assert done.documents[0].action is Action.UNCHANGED
    assert done.generation == "g00000002"
    library = Library.open(home, model)
    assert library.find_source("示例减负办法") is not None
    library.close()


@pytest.mark.usefixtures("first")
def test_what_an_interrupted_writer_left_behind_is_cleared_away(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    (home / "library" / ".incoming" / "x" / "1").mkdir(parents=True)
    (home / "library" / "x").mkdir()
    (home / "index" / "g00000005").mkdir()
    (home / "index" / "CURRENT.new").write_text("g0", encoding="utf-8")
    done = publish.add(home, model, [prepared("c.md", DIGEST)])
    assert done.generation == "g00000006"
    assert generations(home) == ["CURRENT", "g00000001", "g00000006"]
    assert on_disk(home) == {
        "shili-yaodian-2024",
        "基层减负不能只看数字",
        "示例省会议管理条例",
    }


def test_a_home_that_cannot_be_written_is_told(
    tmp_path: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JianfuError, match="不能写入"):
        publish.add(tmp_path / "file" / "home", model, [prepared("c.md", DIGEST)])


def test_an_empty_library_is_not_rebuilt(home: Path, model: EmbeddingModel) -> None:
    with pytest.raises(NotSetUp, match="还没有文件"):
        publish.rebuild(home, model)
    assert current_name(home) is None


@pytest.mark.usefixtures("first")
def test_an_index_that_somebody_deleted_is_made_again_by_the_next_writer(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    shutil.rmtree(home / "index" / "g00000001")
    done = publish.add(home, model, [prepared("c.md", DIGEST)])
    library = Library.open(home, model)
    assert (done.generation, len(library.sources())) == ("g00000002", 3)
    library.close()
