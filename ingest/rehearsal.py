"""Rehearsal: a version as it would be found, in a copy of the live index that is thrown away."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ingest.drafting import Finds
from ingest.shelf import Version
from knowledge.embedding import EmbeddingModel
from knowledge.index import IndexWriter, live
from knowledge.library import Library
from knowledge.model import LayQuestion, Question

_FIRST = 3  # places


def rehearse(home: Path, model: EmbeddingModel, version: Version) -> Finds:
    """Whether questions find their clause once the version, with questions that are known, has taken its predecessor's place.

    Raises, when used:
        ModelMismatch: the live index was made with another model.
    """

    def finds(known: Sequence[LayQuestion], tried: Sequence[LayQuestion]) -> list[bool]:
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "generation"
            writer = IndexWriter.create(path, model, base=live(home))
            writer.remove([key for key, source in writer.sources.items() if source.id == version.source.id])
            writer.add(version.source, version.passages, [*version.questions, *known])
            writer.close()
            library = Library.at(path, model)
            try:
                return [_finds(library, version, question) for question in tried]
            finally:
                library.close()

    return finds


def _finds(library: Library, version: Version, question: LayQuestion) -> bool:
    region = max((one.region for one in version.passages if one.locator == question.locator), key=len)
    today = datetime.now(UTC).astimezone().date()
    day = max(today, version.source.effective or version.source.issued or today)
    hits = library.search(Question(text=question.text, on=day, region=region), limit=_FIRST)
    return any((hit.source.id, hit.passage.locator) == (version.source.id, question.locator) for hit in hits)
