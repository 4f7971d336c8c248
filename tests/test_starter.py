"""The starter corpus through the real path: what every answer from it has to hold."""

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.completeness import faults
from knowledge.library import Library
from knowledge.model import COUNTRY, Answer, Grade, Question

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 22)
QUESTIONS = [
    json.loads(line)["question"]
    for line in (ROOT / "ingest/corpus/questions/test/t.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_every_answer_quotes_and_says_what_is_second_hand(starter: Library, start: int) -> None:
    for text in QUESTIONS[start : start + 50]:
        answer = starter.ask(Question(text=text, on=TODAY))
        if not isinstance(answer, Answer):
            continue
        first = answer.citations[0]
        for citation in answer.citations:
            shown = starter.clause(citation.passage.id)
            assert shown is not None
            assert citation.quote in shown.passage.text
            assert all(words in citation.quote for words in citation.exceptions)
        assert first.ground.rstrip("；;，,")[:100] in answer.summary
        if first.passage.grade is Grade.D:
            assert any("二手" in caveat for caveat in answer.caveats)


def test_no_answer_leaves_anything_out_or_makes_anything_up(starter: Library) -> None:
    binding = starter._current.generation.catalogue.binding((COUNTRY,), TODAY)
    for text in QUESTIONS[200:320]:
        answer = starter.ask(Question(text=text, on=TODAY))
        if isinstance(answer, Answer):
            assert faults(answer, binding) == (), text


def test_a_local_rule_never_answers_a_reader_who_is_not_there(starter: Library) -> None:
    words = "省领导调研陪同不超过几个人"
    regions = {hit.passage.region for hit in starter.search(Question(text=words, on=TODAY), limit=50)}
    assert regions == {"cn"}
    named = starter.search(Question(text=f"江苏{words}", on=TODAY), limit=50)
    assert {hit.passage.region for hit in named} == {"cn", "cn/32"}


def test_what_belongs_to_an_unnamed_province_can_be_shown_and_never_found(starter: Library) -> None:
    unnamed = [
        passage
        for card in starter.sources()
        for passage in starter.show(card.source.key).passages
        if passage.region == "cn/00"
    ]
    assert unnamed
    for passage in unnamed:
        hits = starter.search(Question(text=passage.text, on=TODAY, region="cn/52"), limit=100)
        assert passage.id not in {hit.passage.id for hit in hits}


def test_every_passage_has_a_grade_and_none_is_graded_as_remembered_only(starter: Library) -> None:
    grades = {
        passage.grade for card in starter.sources() for passage in starter.show(card.source.key).passages
    }
    assert grades == set(Grade)
