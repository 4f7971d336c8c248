"""Questions from elsewhere, put to texts that nobody has written questions for."""

from datetime import date

from knowledge.embedding import EmbeddingModel
from knowledge.fitting.elsewhere import pair_trials, statute_trials
from knowledge.retrieval import OWN_WORDS, SIGNALS
from knowledge.training.asked import Asked
from knowledge.training.pairs import hold_out

ON = date(2026, 11, 26)


def test_each_question_meets_its_clause_by_its_own_words_alone(model: EmbeddingModel) -> None:
    clauses = [
        Asked(f"{word}由县级人民政府统一组织实施。", (f"{word}归谁管",)) for word in ("防汛", "统计", "信访")
    ]
    trials = statute_trials(clauses, model, ON)
    assert len(trials) == 3
    for one in trials:
        assert one.gold.sum() == 1
        own = one.seen[:, [SIGNALS.index(name) for name in OWN_WORDS]]
        assert own[one.gold].min() > 0
        assert (one.seen[:, SIGNALS.index("asked")] == 0).all()


def test_only_held_out_questions_are_put_and_all_texts_stand_beside(model: EmbeddingModel) -> None:
    pairs = {
        "toy_q_context": [(f"第{n}号文件说什么", f"第{n}号文件规定了会议。") for n in range(200)],
        "law_halves": [("甲", "乙")],
    }
    trials = pair_trials(pairs, model, ON)
    unseen = hold_out(pairs)[1]["toy_q_context"]
    assert [one.case.question.text for one in trials] == [question for question, _ in unseen]
    assert all(one.case.hand == "toy_q_context" for one in trials)
