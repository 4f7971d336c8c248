"""What `knowledge.notices.likeness` knows: fitted on notices in which people marked the demands that the rules speak about.

Run as `python -m knowledge.fitting.notices HOME MARKED EXAMPLES`, with a home that holds the starter corpus, a folder with a
file of marked notices for each hand that marked some, and a file of single demands with their matters. A marked demand is
of a matter whose clause may be cited for it; of several it is taken for the likeliest.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.checking import Clauses
from knowledge.embedding import open_model
from knowledge.errors import JianfuError, UsageProblem
from knowledge.evaluation.notices import MarkedNotice, read_notices
from knowledge.index import Generation, live
from knowledge.model import COUNTRY
from knowledge.notices import Demand, likeness, matching, read
from knowledge.notices.likeness import Likeness
from knowledge.notices.table import shipped
from knowledge.notices.views import WEIGHTS, Views, views

Floats = NDArray[np.floating[Any]]
EXAMPLES = "examples"  # the hand of single demands
_PENALTY = 1.0
_SHARED = 4  # characters of a marked demand that a sentence has to hold, or half of it
_FEWEST = 2  # texts that hold a run
_STEPS = 50  # of Newton's method
_TURNS = 3  # of telling the likeliest matter and learning from it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sentence of a notice."""

    hand: str
    seen: Views = field(repr=False)
    asks: bool  # something that the rules speak about
    matters: frozenset[str] = frozenset()  # that it may be of


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m knowledge.fitting.notices", description="拟合通知里的哪些要求规定谈到了"
    )
    parser.add_argument("home", type=Path, help="数据目录")
    parser.add_argument("marked", type=Path, help="标过的通知的文件夹，一人一个文件")
    parser.add_argument("examples", type=Path, help="单句的要求")
    given = parser.parse_args(arguments)
    try:
        samples = read_samples(given.home, given.marked, given.examples)
    except JianfuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    _write(fit(samples))
    return 0


def read_samples(home: Path, marked: Path, examples: Path) -> list[Sample]:
    """Every sentence of every marked notice, and the single demands.

    Raises:
        UsageProblem: a file cannot be read.
        NotSetUp: there is no index.
    """
    today = datetime.now(UTC).date()
    citing = _citing(home, today)
    samples = list(_examples(examples))
    for path in sorted(marked.glob("*.jsonl")):
        for one in read_notices(path, today):
            samples.extend(_samples(path.stem, one, citing))
    return samples


def fit(samples: Sequence[Sample]) -> Likeness:
    """What is learnt from samples, the threshold from those that others had marked than whom it was learnt from.

    Source: C. Saunders, A. Gammerman, V. Vovk, Ridge regression learning algorithm in dual variables (1998).
    """
    table = _Table(samples)
    marked = [number for number, one in enumerate(samples) if one.hand != EXAMPLES]
    scores = np.empty(len(samples))
    for hand in sorted({samples[number].hand for number in marked}):
        own = np.array([one.hand == hand for one in samples])
        dual = table.asking(np.flatnonzero(~own))
        scores[own] = table.alike(np.flatnonzero(own), np.flatnonzero(~own)) @ dual
    threshold = _threshold(scores[marked], np.array([samples[number].asks for number in marked]))
    return table.learnt(np.arange(len(samples)), threshold)


class _Table:
    """Samples as rows of weighed runs, of which any two are compared once."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        from scipy.sparse import csr_matrix  # noqa: PLC0415 (only this command needs it)

        self._samples = samples
        spread = Counter(run for one in samples for counts in one.seen for run in counts)
        self._runs = sorted(run for run, texts in spread.items() if texts >= _FEWEST)
        places = {run: place for place, run in enumerate(self._runs)}
        self._rarity = np.log((1 + len(samples)) / (1 + np.array([spread[run] for run in self._runs]))) + 1
        cells = [
            (number, place, weight * value)
            for number, one in enumerate(samples)
            for weight, counts in zip(WEIGHTS, one.seen, strict=True)
            for place, value in zip(*likeness.weighed(counts, places, self._rarity), strict=True)
        ]
        rows, columns, values = zip(*cells, strict=True)
        self._matrix = csr_matrix((values, (rows, columns)), shape=(len(samples), len(self._runs)))
        self._kernel: Floats = (self._matrix @ self._matrix.T).toarray()
        self._asks = np.array([one.asks for one in samples])

    def alike(self, some: NDArray[np.intp], others: NDArray[np.intp]) -> Floats:
        """How much samples share with others."""
        return self._kernel[np.ix_(some, others)]

    def asking(self, some: NDArray[np.intp]) -> Floats:
        """The dual weights that tell samples that ask something from those that do not, whichever are more."""
        asks = self._asks[some]
        slack = _PENALTY * np.where(asks, asks.sum() / (~asks).sum(), 1.0)
        return np.linalg.solve(self.alike(some, some) + np.diag(slack), np.where(asks, 1.0, -1.0))

    def learnt(self, some: NDArray[np.intp], threshold: float) -> Likeness:
        """Everything, learnt from some samples."""
        asking = some[self._asks[some]]
        matters, of_matters = self._matters(asking)
        weights = np.column_stack(
            [self._matrix[some].T @ self.asking(some), self._matrix[asking].T @ of_matters]
        )
        return Likeness(
            matters=matters,
            places={run: place for place, run in enumerate(self._runs)},
            rarity=self._rarity,
            weights=weights,
            threshold=threshold,
        )

    def _matters(self, asking: NDArray[np.intp]) -> tuple[tuple[str, ...], Floats]:
        """The matters, and the dual weights that tell them apart; where several may be meant, by what the last turn took for likeliest."""
        able = [self._samples[number].matters for number in asking]
        names = tuple(sorted(frozenset().union(*able)))
        may = np.array([[name in one for name in names] for one in able])
        kernel = self.alike(asking, asking)
        wanted = np.where(may.sum(axis=1, keepdims=True) == 1, may, 0.0)
        for _ in range(_TURNS):
            told = np.flatnonzero(wanted.any(axis=1))
            dual = np.zeros_like(wanted)
            dual[told] = np.linalg.solve(
                kernel[np.ix_(told, told)] + _PENALTY * np.eye(len(told)), wanted[told]
            )
            likeliest = np.where(may, kernel @ dual, -np.inf)
            wanted = may & (likeliest == likeliest.max(axis=1, keepdims=True))
            wanted = wanted.astype(float)
        return names, dual


def _threshold(scores: Floats, asks: NDArray[np.bool_]) -> float:
    """From which score on more sentences than not ask something: logistic regression by Newton's method."""
    seen = np.column_stack([scores, np.ones(len(scores))])
    weights = np.zeros(2)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (asks - likely)
        weights += np.linalg.solve((seen.T * (likely * (1 - likely))) @ seen + 1e-6 * np.eye(2), slope)
    of_score, always = weights
    return float(-always / of_score)


def _citing(home: Path, on: date) -> dict[str, Any]:
    """The citation that each matter leads to, by its key."""
    path = live(home)
    if path is None:
        raise UsageProblem(f"{home} 里还没有索引，请先运行 jianfu ask。")
    clauses = Clauses(Generation(path, open_model()), COUNTRY, on)
    return {
        matter.key: citation
        for matter in shipped().matters
        if (citation := clauses.citation(matter)) is not None
    }


def _examples(path: Path) -> Iterator[Sample]:
    """Single demands, each with its own words, traits and signs, and nothing around it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = read(row["text"])
        marks = matching.of_signs(reading, shipped().signs)
        matters = frozenset(filter(None, [row.get("matter")]))
        if len(reading.demands) == 1:  # any other is a line that names a notice
            words, *_, traits, signs = views(reading, marks)[0]
            seen = (words, Counter[str](), Counter[str](), Counter[str](), traits, signs)
            yield Sample(hand=EXAMPLES, seen=seen, asks=bool(matters), matters=matters)


def _samples(hand: str, marked: MarkedNotice, citing: dict[str, Any]) -> Iterator[Sample]:
    reading = read(marked.notice.text)
    marks = matching.of_signs(reading, shipped().signs)
    for demand, seen in zip(reading.demands, views(reading, marks), strict=True):
        matters = [
            frozenset(key for key, citation in citing.items() if one.allows(citation))
            for one in marked.demands
            if _holds(demand, one.span.start, one.span.end)
        ]
        yield Sample(
            hand=hand,
            seen=seen,
            asks=bool(matters),
            matters=frozenset().union(*matters),
        )


def _holds(demand: Demand, start: int, end: int) -> bool:
    """Whether a sentence has enough of some words of the notice."""
    shared = min(demand.end, end) - max(demand.start, start)
    return shared >= min(_SHARED, (end - start) / 2)


def _write(learnt: Likeness) -> None:
    """Whole numbers from -127 to 127 for the weights, a scale for each column."""
    scale = np.abs(learnt.weights).max(axis=0) / 127
    with likeness.FITTED.open("wb") as file:
        np.savez_compressed(
            file,
            matters=np.array("\n".join(learnt.matters)),
            runs=np.array("\n".join(learnt.places)),
            rarity=learnt.rarity.astype(np.float16),
            weights=np.round(learnt.weights / scale).astype(np.int8),
            scale=scale.astype(np.float32),
            threshold=np.array(learnt.threshold),
        )
    likeness.fitted.cache_clear()
    sys.stdout.write(
        f"{len(learnt.places)} runs, {len(learnt.matters)} matters, from {learnt.threshold:.3f} on\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
