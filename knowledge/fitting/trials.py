"""Trials: questions put to an index that does not hold them, and what retrieval then knows of each candidate."""

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.index import IndexWriter, reading_records
from knowledge.library import Library
from knowledge.model import COUNTRY, LayQuestion, Passage, Question, Source
from knowledge.regions import UNNAMED
from knowledge.retrieval import SIGNALS

_CANDIDATES = 90
_EACH = 600  # questions of a hand that are put to the index


@dataclass(frozen=True, slots=True)
class Case:
    """A question of the body, and the passages that answer it (none where nothing does)."""

    question: Question
    gold: frozenset[str]
    hand: str
    reason: str = ""  # why nothing answers: no_basis, off_topic, unclear, declined
    kind: str = ""  # of what nothing answers, finer


@dataclass(frozen=True, slots=True)
class Trial:
    """A case with its candidates: (candidates, signals), and which of them are gold."""

    case: Case
    seen: NDArray[np.float32]
    gold: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Body:
    """Everything that a home holds: sources, passages, and lay questions with who wrote them."""

    sources: Mapping[str, Source]
    passages: Mapping[str, Sequence[Passage]]
    questions: Mapping[str, Sequence[LayQuestion]]
    cases: Sequence[Case]


def read_body(home: Path, on: date) -> Body:
    """The body of a home's live index; a question that several clauses answer is one case.

    Raises:
        NotSetUp: there is no index.
    """
    with reading_records(home) as records:
        sources = records.sources()
        passages = {key: records.of_source(key) for key in sources}
        asked = {key: records.questions(key) for key in sources}
    gold: dict[tuple[str, str], set[str]] = {}
    regions: dict[tuple[str, str], str] = {}
    for key in sources:
        for passage in passages[key]:
            for question in asked[key].get(passage.id, ()):
                gold.setdefault((question.hand, question.text), set()).add(passage.id)
                # A clause of one place is asked for by somebody who is there.
                regions[question.hand, question.text] = max(
                    regions.get((question.hand, question.text), COUNTRY), passage.region
                )
    cases = [
        Case(Question(text=text, on=on, region=regions[hand, text]), frozenset(ids), hand)
        for (hand, text), ids in gold.items()
        if not regions[hand, text].startswith(UNNAMED)
    ]
    flat = {key: [one for some in asked[key].values() for one in some] for key in sources}
    return Body(sources, passages, flat, cases)


def read_unanswerable(folder: Path, on: date) -> list[Case]:
    """The questions of a folder's JSONL files that nothing answers; the files' names are the hands.

    Raises:
        UsageProblem: a line is none.
    """
    cases = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                row = json.loads(line)
                if not row["gold"]:
                    question = Question(text=row["question"], on=on)
                    cases.append(
                        Case(question, frozenset(), path.stem, str(row["reason"]), str(row.get("kind", "")))
                    )
            except (ValueError, KeyError, TypeError) as problem:
                raise UsageProblem(f"{path.name} 第{number}行不是一条问题。") from problem
    return cases


@contextmanager
def library_without(
    body: Body, model: EmbeddingModel, left_out: Callable[[Source, LayQuestion], bool]
) -> Iterator[Library]:
    """A library over a body from which some lay questions are left out."""
    scratch = Path(tempfile.mkdtemp())
    path = scratch / "generation"
    try:
        writer = IndexWriter.create(path, model)
        for key, source in body.sources.items():
            kept = [question for question in body.questions[key] if not left_out(source, question)]
            writer.add(source, body.passages[key], kept)
        writer.close()
        library = Library.at(path, model)
        try:
            yield library
        finally:
            library.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def written_by(
    hands: Collection[str], held_out: frozenset[str] = frozenset()
) -> Callable[[Source, LayQuestion], bool]:
    """Whether a question is of one of these hands, or of a document that is held out."""

    def left_out(source: Source, question: LayQuestion) -> bool:
        return question.hand in hands or source.id in held_out

    return left_out


def of_hand(cases: Sequence[Case], hand: str) -> list[Case]:
    """An even sample of a hand's cases."""
    own = [case for case in cases if case.hand == hand]
    return own[:: max(1, len(own) // _EACH)][:_EACH]


def hand_trials(body: Body, model: EmbeddingModel, hands: Sequence[str]) -> list[Trial]:
    """Questions of some hands, each hand's put to an index without them."""
    found = []
    for hand in hands:
        with library_without(body, model, written_by([hand])) as library:
            found += [one for case in of_hand(body.cases, hand) if (one := trial(library, case))]
    return found


def held_out_trials(
    body: Body, model: EmbeddingModel, hands: Sequence[str], held_out: frozenset[str]
) -> list[Trial]:
    """Questions of some hands, to an index without these and in which some documents have no questions."""
    found = []
    for hand in hands:
        cases = apart(body, of_hand(body.cases, hand), held_out)
        with library_without(body, model, written_by([hand], held_out)) as library:
            found += [one for case in cases if (one := trial(library, case))]
    return found


def apart(body: Body, cases: Sequence[Case], held_out: frozenset[str]) -> list[Case]:
    """The cases that clauses of held-out documents alone answer, or none of them: one of both kinds tells nothing of either."""
    bare = {
        passage.id for key in body.sources for passage in body.passages[key] if key.split("@")[0] in held_out
    }
    return [case for case in cases if case.gold <= bare or not case.gold & bare]


def trial(library: Library, case: Case) -> Trial | None:
    """One case's candidates; None where nothing was found."""
    hits = library.search(case.question, limit=_CANDIDATES)
    if not hits:
        return None
    return Trial(
        case,
        np.array([[hit.signals[name] for name in SIGNALS] for hit in hits], dtype=np.float32),
        np.array([hit.passage.id in case.gold for hit in hits]),
    )
