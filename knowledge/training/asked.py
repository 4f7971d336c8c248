"""Asked: clauses with the lay questions that lead to them, and how they go into batches."""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.corpus import placed
from knowledge.errors import UsageProblem
from knowledge.index import reading_records
from knowledge.training.pairs import Pair

_MOST_ROUNDS = 45  # of one epoch; a clause has about as many questions
_BATCH = 900  # pairs; questions of other clauses fill up what the first ones leave


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause's text, as it is embedded, and what people ask of it."""

    text: str
    questions: tuple[str, ...]


FOLDS = 5  # parts in which documents are held out whole


def fold(ids: Iterable[str], number: int) -> frozenset[str]:
    """Every fifth of some sources, by id: those of a fold from 0 to 4."""
    return frozenset(sorted(set(ids))[number::FOLDS])


def of_home(home: Path, without: frozenset[str] = frozenset(), held_out: int | None = None) -> list[Asked]:
    """The clauses of a home that have lay questions; to measure, without some hands, or without the sources of a fold.

    Raises:
        NotSetUp: there is no index.
    """
    found = []
    with reading_records(home) as records:
        sources = records.sources()
        left_out = (
            fold((source.id for source in sources.values()), held_out)
            if held_out is not None
            else frozenset()
        )
        for key, source in sources.items():
            if source.id in left_out:
                continue
            asked = records.questions(key)
            for passage in records.of_source(key):
                texts = [
                    question.text for question in asked.get(passage.id, ()) if question.hand not in without
                ]
                if texts:
                    text = placed(source.title, passage.heading, passage.text)
                    found.append(Asked(text, tuple(texts)))
    return found


def of_folder(folder: Path) -> list[Asked]:
    """The clauses of a folder with `passages.jsonl` (id, title, heading, text) and `questions.jsonl` (id, q).

    Raises:
        UsageProblem: it is not of this form.
    """
    questions: defaultdict[str, list[str]] = defaultdict(list)
    try:
        for row in _rows(folder / "questions.jsonl"):
            questions[row["id"]].append(row["q"])
        return [
            Asked(placed(row.get("title"), row.get("heading"), row["text"]), tuple(questions[row["id"]]))
            for row in _rows(folder / "passages.jsonl")
            if row["id"] in questions
        ]
    except (OSError, ValueError, KeyError, AttributeError) as problem:
        raise UsageProblem(f"{folder} 里要有 passages.jsonl 和 questions.jsonl。") from problem


def batches(clauses: Sequence[Asked], others: Sequence[Asked], chance: random.Random) -> list[list[Pair]]:
    """One epoch: batches of question and clause, and of two questions of one clause.

    Every clause stands once in each batch, so that all the others are its negatives; `others`, which are trained on for
    their words and not to be found themselves, fill it up.
    """
    order = {
        clause.text: chance.sample(clause.questions, len(clause.questions)) for clause in (*clauses, *others)
    }
    rounds = min(_MOST_ROUNDS, max((len(clause.questions) for clause in clauses), default=0))
    room = max(0, min(len(others), _BATCH - len(clauses)))
    found = []
    for number in range(rounds):
        chosen = [*clauses, *chance.sample(others, room)]
        found.append(
            _distinct((order[clause.text][number % len(clause.questions)], clause.text) for clause in chosen)
        )
        found.append(
            _distinct(
                (order[clause.text][number % count], order[clause.text][(number + 1) % count])
                for clause in clauses
                if (count := len(clause.questions)) > 1
            )
        )
    return found


def _distinct(pairs: Iterator[Pair]) -> list[Pair]:
    """Pairs of which no text occurs twice."""
    taken: set[str] = set()
    kept = []
    for pair in pairs:
        if taken.isdisjoint(pair):
            kept.append(pair)
            taken.update(pair)
    return kept


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
