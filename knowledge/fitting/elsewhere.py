"""Questions from elsewhere, put to indexes of texts that nobody has written questions for, as an admin's text is."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.embedding import EmbeddingModel
from knowledge.fitting.trials import Case, Trial, trial
from knowledge.model import Question
from knowledge.scratch import library_of
from knowledge.training.asked import Asked
from knowledge.training.pairs import Pair, Pairs, asking, hold_out

_COUNT = 1000  # questions


def statute_trials(clauses: Sequence[Asked], model: EmbeddingModel, on: date) -> list[Trial]:
    """Lay questions about statutes: they share few words with the clause.

    The model must not have been trained on these questions.
    """
    pairs = [(question, clause.text) for clause in clauses for question in clause.questions]
    return _trials({"statutes": pairs}, [clause.text for clause in clauses], model, on)


def pair_trials(pairs: Pairs, model: EmbeddingModel, on: date) -> list[Trial]:
    """The held-out questions of the training pairs, which share many words with their text."""
    unseen = asking(hold_out(pairs)[1])
    return _trials(unseen, [text for some in asking(pairs).values() for _, text in some], model, on)


def _trials(
    asked: Mapping[str, Sequence[Pair]], texts: Sequence[str], model: EmbeddingModel, on: date
) -> list[Trial]:
    """An even sample of the questions, each put to an index of all texts."""
    known = {str(number): text for number, text in enumerate(dict.fromkeys(texts))}
    with library_of(known, model) as (library, names):
        ids = {known[name]: id_ for id_, name in names.items()}
        cases = [
            Case(Question(text=question, on=on), frozenset({ids[text]}), hand)
            for hand, pairs in asked.items()
            for question, text in pairs
        ]
        chosen = cases[:: max(1, len(cases) // _COUNT)]
        return [one for case in chosen if (one := trial(library, case))]
