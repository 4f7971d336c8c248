"""Drafted: documents with the lay questions that a language model wrote for those of their clauses that have none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Prepared, Progress
from ingest.drafting import Drafts, Writer, draft, sift
from ingest.publish import plan
from ingest.rehearsal import rehearse
from ingest.shelf import Version
from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.model import Passage, Source


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was drafted for a source, or why nothing was."""

    source: Source
    drafts: Drafts
    refused: str | None = None  # in words


def drafted(
    home: Path,
    model: EmbeddingModel,
    documents: Sequence[Prepared],
    writer: Writer,
    progress: Progress | None = None,
) -> tuple[list[Prepared], list[Drafted]]:
    """The documents with drafted questions, and what to show of these. Nothing is published.

    Raises:
        ModelMismatch: the live index was made with another model.
    """
    versions = {version.source.id: version for version in plan(home, documents).versions}
    brought: list[Prepared] = []
    told: list[Drafted] = []
    for document in documents:
        version = versions.pop(document.source.id, None) if document.source else None
        bare = _bare(version) if version else []
        if version is None or not bare:
            brought.append(document)
            continue
        try:
            drafts = draft(bare, version.source, writer, progress)
        except UsageProblem as problem:  # internal, and not for this writer
            told.append(Drafted(version.source, Drafts(), str(problem)))
            brought.append(document)
            continue
        if drafts.kept:
            drafts = sift(drafts, rehearse(home, model, version))
        told.append(Drafted(version.source, drafts))
        brought.append(replace(document, questions=(*document.questions, *drafts.kept)))
    return brought, told


def _bare(version: Version) -> list[Passage]:
    """The clauses of a version that have no lay questions."""
    with_any = {question.locator for question in version.questions}
    return [passage for passage in version.passages if passage.locator not in with_any]
