"""Days and documents: which rule answers on which day, what is named of one that does not, and what clauses point to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.library import Library
from knowledge.model import Answer, CrossReference
from tests.builders import question
from tests.knowledge.conftest import entry

TURN = date(2026, 1, 1)
OLD = {"id": "old", "title": "乡镇公文老办法", "effective": date(2019, 1, 1), "issued": None, "expires": TURN}
NEW = {
    "id": "new",
    "title": "乡镇公文新办法",
    "effective": TURN,
    "issued": None,
    "supersedes": ("乡镇公文老办法",),
}


@pytest.mark.parametrize(
    ("on", "title", "figure"),
    [(date(2025, 12, 31), "乡镇公文老办法", "8000字"), (TURN, "乡镇公文新办法", "5000字")],
)
def test_each_day_has_the_answer_of_the_rule_that_held(
    made: Callable[..., Path], model: EmbeddingModel, on: date, title: str, figure: str
) -> None:
    old = entry([("2", "乡镇公文不超过8000字。")], **OLD)
    new = entry([("2", "乡镇公文不超过5000字。")], **NEW)
    library = Library.at(made(old, new), model)
    result = library.ask(question("乡镇公文不超过多少字", on=on))
    library.close()
    assert isinstance(result, Answer)
    assert [citation.source.title for citation in result.citations] == [title]
    assert figure in result.summary
    assert not any("不能再作依据" in caveat for caveat in result.caveats)


def test_a_rule_that_has_ended_is_named_where_the_question_names_it(
    made: Callable[..., Path], model: EmbeddingModel
) -> None:
    old = entry([("2", "乡镇公文不超过8000字。")], **OLD)
    new = entry([("2", "乡镇公文不超过5000字。")], **NEW)
    library = Library.at(made(old, new), model)
    result = library.ask(question("《乡镇公文老办法》说乡镇公文不超过多少字", on=date(2026, 6, 1)))
    library.close()
    assert isinstance(result, Answer)
    assert {citation.source.id for citation in result.citations} == {"new"}
    assert any(
        "《乡镇公文老办法》从2026-01-01起已被《乡镇公文新办法》代替" in caveat for caveat in result.caveats
    )


def test_a_clause_that_the_first_one_points_to_stands_beside_it(
    made: Callable[..., Path], model: EmbeddingModel
) -> None:
    card, (limit, where) = entry(
        [("2", "对考核结果不服的，可以在30日内按第九条申请复核。"), ("9", "复核向作出结果的机关提出。")],
    )
    words = "第九条"
    start = limit.text.index(words)
    pointing = CrossReference(start=start, end=start + len(words), article="9")
    library = Library.at(made((card, [replace(limit, references=(pointing,)), where])), model)
    result = library.ask(question("对考核结果不服的，可以在30日内申请复核吗"))
    library.close()
    assert isinstance(result, Answer)
    assert [citation.passage.article for citation in result.citations][:2] == ["2", "9"]
