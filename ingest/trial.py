"""A trial: the library as it would be with some documents, in a copy of the live index that is thrown away."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ingest import generations, shelf
from ingest.document import Prepared
from ingest.edition import live_path
from ingest.generations import Content
from ingest.holdings import holdings
from ingest.review import review
from ingest.timeline import standing
from knowledge.embedding import EmbeddingModel
from knowledge.lexicon import of_home
from knowledge.library import Library
from knowledge.model import Answer, NoAnswer, Question, Source
from knowledge.reranking import Reranker


@dataclass(frozen=True, slots=True)
class Trial:
    """Answers as the library would once the documents are in."""

    library: Library
    folder: Path

    @classmethod
    def open(
        cls,
        home: Path,
        model: EmbeddingModel,
        documents: Sequence[Prepared],
        reranker: Reranker | None = None,
    ) -> Self:
        """The library with these documents; those that could not be added are left out.

        Raises:
            ModelMismatch: the live index was made with another model.
            JianfuError: the library cannot be read.
        """
        folder = Path(tempfile.mkdtemp(prefix="jianfu-trial-"))
        try:
            path = folder / "generation"
            _build(path, home, model, documents)
            return cls(Library(lambda: path, model, of_home(home), reranker), folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def ask(self, question: Question) -> Answer | NoAnswer:
        """The answer to a question, or why there is none."""
        return self.library.ask(question)

    def close(self) -> None:
        """Throw the copy away."""
        self.library.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _build(path: Path, home: Path, model: EmbeddingModel, documents: Sequence[Prepared]) -> None:
    held = holdings(home)
    new = {version.source.key: version for version in review(documents, held.known).versions}
    on_shelf = {shelved.source.key: shelved for shelved in held.in_use}
    sources = [shelved.source for shelved in on_shelf.values()] + [one.source for one in new.values()]
    base = live_path(home)
    change = generations.difference(generations.held(base, model), standing(sources))

    def content(source: Source) -> Content:
        version = new.get(source.key)
        if version is not None:
            return version.passages, version.questions
        return shelf.passages(on_shelf[source.key]), shelf.questions(on_shelf[source.key])

    generations.build(path, model, change, content, base=base)
