"""How well a text is found that came without lay questions, and with about ten a clause from one hand.

Five folds of documents held out whole: neither the index nor the model nor the weights have seen a question of theirs,
and the questions put to them are the frozen hands'. All other documents keep theirs and stand beside as candidates.
Run as `python -m tests.benchmarks.held_out HOME MODEL_0 … MODEL_4`; HOME holds the starter corpus, the models are those
that `python -m knowledge.fitting --folds` takes.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.questions import SHIPPED
from knowledge import retrieval
from knowledge.corpus import placed
from knowledge.embedding import open_model
from knowledge.evaluation.intervals import estimates
from knowledge.fitting.ranking import fit_ranking
from knowledge.fitting.trials import Body, Case, Trial, held_out_trials, library_without, read_body
from knowledge.index.plain import PlainRanking
from knowledge.model import COUNTRY, LayQuestion, Question, Source
from knowledge.regions import UNNAMED
from knowledge.training.asked import FOLDS, fold

_FITTED_ON = ("j", "l", "m")
_FROZEN = ("s", "t")
_ONE_HAND = frozenset("abcdef")  # of which each clause has about ten questions, all from one of them
_WAYS = ("BM25", "no questions", "ten of one hand")
_WITHIN = (1, 3)

Places = dict[str, list[int | None]]  # by way, the place of the first right clause


def measure(home: Path, models: Sequence[Path]) -> dict[str, Places]:
    """By frozen hand, the place of the right clause for each question of each fold."""
    on = datetime.now(UTC).date()
    body = read_body(home, on)
    held_out = [fold((source.id for source in body.sources.values()), number) for number in range(FOLDS)]
    opened = [open_model(str(path)) for path in models]
    trials = [
        held_out_trials(body, model, _FITTED_ON, ids) for model, ids in zip(opened, held_out, strict=True)
    ]
    plain = PlainRanking(
        (passage.id, placed(body.sources[key].title, passage.heading, passage.text))
        for key, passages in body.passages.items()
        for passage in passages
    )
    found: dict[str, Places] = {hand: {way: [] for way in _WAYS} for hand in _FROZEN}
    for number, (model, ids) in enumerate(zip(opened, held_out, strict=True)):
        cases = [case for case in _frozen(body, on) if case.gold <= _passages(body, ids)]
        for case in cases:
            found[case.hand]["BM25"].append(_place(plain.rank(case.question.text, 10), case))
        with _weights([one for other, some in enumerate(trials) if other != number for one in some]):
            for way, left_out in zip(_WAYS[1:], (_all_of(ids), _all_but_one_hand_of(ids)), strict=True):
                with library_without(body, model, left_out) as library:
                    for case in cases:
                        hits = library.search(case.question, limit=10)
                        found[case.hand][way].append(_place([hit.passage.id for hit in hits], case))
        sys.stderr.write(f"fold {number}: {len(ids)} documents, {len(cases)} questions\n")
    return found


def _frozen(body: Body, on: date) -> Iterator[Case]:
    """The frozen hands' answerable questions."""
    at = {
        f"{body.sources[key].id} {passage.locator}": passage
        for key, passages in body.passages.items()
        for passage in passages
    }
    for hand in _FROZEN:
        for line in (SHIPPED / "test" / f"{hand}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = [at[name] for name in row["gold"]]
            region = max((passage.region for passage in gold), default=COUNTRY)
            if not region.startswith(UNNAMED):
                question = Question(text=row["question"], on=on, region=region)
                yield Case(question, frozenset(passage.id for passage in gold), hand)


def _passages(body: Body, ids: frozenset[str]) -> frozenset[str]:
    return frozenset(
        one.id for key, some in body.passages.items() if body.sources[key].id in ids for one in some
    )


def _all_of(ids: frozenset[str]) -> Callable[[Source, LayQuestion], bool]:
    return lambda source, _question: source.id in ids


def _all_but_one_hand_of(ids: frozenset[str]) -> Callable[[Source, LayQuestion], bool]:
    return lambda source, question: source.id in ids and question.hand not in _ONE_HAND


@contextmanager
def _weights(trials: Sequence[Trial]) -> Iterator[None]:
    """What stands in for missing questions, fitted on other documents than the ones measured on."""
    shipped = retrieval.fitted()
    known = {name: weight for name, weight in shipped.items() if name not in retrieval.INSTEAD}
    weights: Mapping[str, float] = fit_ranking(trials, retrieval.INSTEAD, known)
    retrieval.fitted = lambda: weights  # type: ignore[assignment]
    try:
        yield
    finally:
        retrieval.fitted = lambda: shipped  # type: ignore[assignment]


def _place(ids: Sequence[str], case: Case) -> int | None:
    return next((place for place, id_ in enumerate(ids, start=1) if id_ in case.gold), None)


def main() -> None:
    """Print shares of first right and right among three, with 95 % intervals."""
    found = measure(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
    both = {way: [place for places in found.values() for place in places[way]] for way in _WAYS}
    for hand, places in {**found, "both": both}.items():
        for within in _WITHIN:
            hit = {
                way: [float(place is not None and place <= within) for place in some]
                for way, some in places.items()
            }
            gains = {
                f"{way} - BM25": [ours - its for ours, its in zip(hit[way], hit["BM25"], strict=True)]
                for way in _WAYS[1:]
            }
            for way, estimate in estimates(hit | gains).items():
                sys.stdout.write(
                    f"{hand:5} @{within} {way:24} {estimate.value:+.3f}  {estimate.low:+.3f} ~ {estimate.high:+.3f}  n={estimate.count}\n"
                )


if __name__ == "__main__":
    main()
