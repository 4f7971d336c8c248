"""A trial answers as the library would, and leaves no trace."""

from datetime import date
from pathlib import Path

import pytest

from ingest import publish
from ingest.trial import Trial
from knowledge.embedding import EmbeddingModel
from knowledge.model import Question
from tests.ingest.conftest import Preparing
from tests.ingest.homes import tree
from tests.ingest.samples import STATUTE

DAY = date(2026, 11, 22)


@pytest.mark.usefixtures("first")
def test_a_trial_holds_what_adding_would_make_and_changes_nothing(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    before = tree(home)
    document = prepared("a.txt", STATUTE.replace("一小时", "四十分钟"))
    trial = Trial.open(home, model, [document])
    hits = trial.library.search(Question(text="会议一般不超过四十分钟", on=DAY))
    assert hits[0].source.version == 2
    assert "四十分钟" in hits[0].passage.text
    assert not any("一小时" in hit.passage.text for hit in hits)
    assert trial.ask(Question(text="会议一般不超过多久", on=DAY)).question.text == "会议一般不超过多久"
    folder = trial.folder
    trial.close()
    assert not folder.exists()
    assert tree(home) == before


def test_a_trial_needs_no_library(home: Path, model: EmbeddingModel, prepared: Preparing) -> None:
    trial = Trial.open(home, model, [prepared("a.txt", STATUTE)])
    assert trial.library.sources()[0].source.version == 1
    trial.close()
    assert publish.plan(home, [prepared("a.txt", STATUTE)]).changes[0].version == 1
