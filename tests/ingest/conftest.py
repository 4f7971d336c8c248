"""Homes and documents of a test's own, and the folder of real texts beside the project where it is there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest import publish
from ingest.document import Prepared
from ingest.preparation import prepare
from ingest.readers import Worker
from knowledge.embedding import EmbeddingModel
from tests.fakes import pair_model
from tests.ingest.samples import ARTICLE, STATUTE, write

Preparing = Callable[..., Prepared]


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """The process in which files are read; one for all tests, as starting it takes longer than most of them."""
    with Worker() as worker:
        yield worker


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def model() -> EmbeddingModel:
    return pair_model()


@pytest.fixture
def prepared(tmp_path: Path) -> Preparing:
    """A document from a name, a text and overrides."""

    def make(name: str, text: str, **overrides: str) -> Prepared:
        [document] = prepare([write(tmp_path, name, text)], overrides)
        return document

    return make


@pytest.fixture
def shared() -> Path:
    folder = Path(__file__).resolve().parents[2].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real texts is not here")
    return folder


@pytest.fixture
def first(home: Path, model: EmbeddingModel, prepared: Preparing) -> publish.Publication:
    """A home with a statute and an article of the press."""
    return publish.add(home, model, [prepared("a.txt", STATUTE), prepared("b.txt", ARTICLE)])
