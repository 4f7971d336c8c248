"""A home with the starter corpus, built once for the whole run; a test that writes takes a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.publish import ensure
from knowledge.embedding import EmbeddingModel, open_model
from knowledge.library import Library


@pytest.fixture(scope="session")
def shipped() -> EmbeddingModel:
    return open_model()


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory, shipped: EmbeddingModel) -> Path:
    home = tmp_path_factory.mktemp("starter")
    ensure(home, shipped)
    return home


@pytest.fixture
def own_home(starter_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(starter_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def starter(starter_home: Path, shipped: EmbeddingModel) -> Iterator[Library]:
    library = Library.open(starter_home, shipped)
    yield library
    library.close()


@pytest.fixture(scope="session")
def starter_locators(starter_home: Path, shipped: EmbeddingModel) -> set[str]:
    """Every clause of the starter corpus as `source locator`."""
    library = Library.open(starter_home, shipped)
    try:
        return {
            f"{card.source.id} {passage.locator}"
            for card in library.sources()
            for passage in library.show(card.source.key).passages
        }
    finally:
        library.close()
