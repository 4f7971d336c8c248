"""Lay questions for training, with documents or hands left out of it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import reading_records
from knowledge.training.asked import FOLDS, fold, of_home


@given(st.sets(st.text(min_size=1, max_size=6), max_size=40))
def test_each_source_is_held_out_in_one_fold(ids: set[str]) -> None:
    folds = [fold(ids, number) for number in range(FOLDS)]
    assert sorted(id_ for one in folds for id_ in one) == sorted(ids)
    assert max(map(len, folds)) - min(map(len, folds)) <= 1


def test_no_question_of_a_held_out_source_or_of_a_hand_left_out_is_trained_on(starter_home: Path) -> None:
    with reading_records(starter_home) as records:
        sources = records.sources()
        ids = fold((source.id for source in sources.values()), 2)
        held_out = {
            passage.text
            for key, source in sources.items()
            if source.id in ids
            for passage in records.of_source(key)
        }
        hands = {
            question.text: question.hand
            for key in sources
            for asked in records.questions(key).values()
            for question in asked
        }
    kept = of_home(starter_home, frozenset({"m"}), 2)
    assert kept
    assert not any(one.text.endswith(text) for one in kept for text in held_out)
    assert {hands[question] for one in kept for question in one.questions} >= {"a", "j"}
    assert "m" not in {hands[question] for one in kept for question in one.questions}
