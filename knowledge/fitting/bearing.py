"""The weights of `knowledge.bearing`: which sense of a clause a question is about, fitted on labelled verdicts.

Run as `python -m knowledge.fitting.bearing HOME QUESTIONS`, with a home that holds the starter corpus and the folder of
training questions, of which those with a `verdict` take part. A sense counts as right where its verdict is among those
that a person accepted, having seen question and clause alone.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import tomlkit
from numpy.typing import NDArray

from knowledge import bearing
from knowledge.corpus import informs
from knowledge.errors import JianfuError
from knowledge.evaluation.cases import Place, read_cases
from knowledge.index import reading_records
from knowledge.model import Passage, Verdict
from knowledge.reader import embed

_REGULARISATION = 1e-4
_OF_DIRECTIONS = 3e-4
_VERDICTS = list(Verdict)
_FOLDS = 5
_SEED = 20_261_127


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with the senses of its clause."""

    question: str
    passage: Passage
    direction: NDArray[np.float32]  # of the question, (dimensions,)
    senses: Sequence[bearing.Sense]
    right: NDArray[np.float64]  # (senses,)


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m knowledge.fitting.bearing", description="拟合一问问的是条款里的哪一项规定"
    )
    parser.add_argument("home", type=Path, help="数据目录")
    parser.add_argument("questions", type=Path, help="训练用问题的文件夹，取其中标了结论的")
    given = parser.parse_args(arguments)
    try:
        trials = read_trials(given.home, given.questions)
    except JianfuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    by_question = cross_validated(trials, lambda trial: trial.question)
    _write(fit(trials), len(trials), by_question, cross_validated(trials, lambda trial: trial.passage.source))
    return 0


def read_trials(home: Path, questions: Path) -> list[Trial]:
    """The labelled questions with the senses of the clause that answers each; opinion and cases leave no choice.

    Raises:
        UsageProblem: the questions cannot be read.
        NotSetUp: there is no index.
    """
    with reading_records(home) as records:
        places = {
            f"{key.rpartition('@')[0]} {passage.locator}": passage
            for key in records.sources()
            for passage in records.of_source(key)
        }
    trials = []
    for case in read_cases(questions, datetime.now(UTC).date()):
        gold = case.gold[0] if case.gold else None
        passage = places.get(str(gold)) if isinstance(gold, Place) else None
        if not case.verdicts or passage is None or informs(passage):
            continue
        found = bearing.senses(case.question.text, passage, embed)
        right = np.array([one.verdict in case.verdicts for one in found], dtype=np.float64)
        trials.append(Trial(case.question.text, passage, embed([case.question.text])[0], found, right))
    return trials


def fit(trials: Sequence[Trial]) -> bearing.Weights:
    """The weights; a question of which no sense is right tells nothing.

    Source: D. McFadden, Conditional logit analysis of qualitative choice behavior (1974).
    """
    from scipy.optimize import minimize  # noqa: PLC0415 (only this command needs it)

    usable = [one for one in trials if one.right.any()]
    names = sorted({name for one in usable for sense in one.senses for name in sense.seen})
    seen = np.concatenate([_matrix(one, names) for one in usable])
    right = np.concatenate([one.right for one in usable])
    verdicts = np.array([_VERDICTS.index(sense.verdict) for one in usable for sense in one.senses])
    sizes = [len(one.right) for one in usable]
    starts, group = np.cumsum([0, *sizes])[:-1], np.repeat(np.arange(len(usable)), sizes)
    asked = np.array([one.direction for one in usable], dtype=np.float64)
    shape = (len(_VERDICTS), asked.shape[1])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        named, directions = weights[: len(names)], weights[len(names) :].reshape(shape)
        scores = seen @ named + (asked @ directions.T)[group, verdicts]
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, good = np.add.reduceat(likely, starts), np.add.reduceat(likely * right, starts)
        pull = (likely / total[group] - likely * right / good[group]) / len(usable)
        by_verdict = np.zeros((len(usable), len(_VERDICTS)))
        np.add.at(by_verdict, (group, verdicts), pull)
        value = (
            -np.log(good / total).mean()
            + _REGULARISATION * named @ named
            + _OF_DIRECTIONS * (directions**2).sum()
        )
        slope = (
            seen.T @ pull + 2 * _REGULARISATION * named,
            (by_verdict.T @ asked + 2 * _OF_DIRECTIONS * directions).ravel(),
        )
        return float(value), np.concatenate(slope)

    start = np.zeros(len(names) + shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return bearing.Weights(
        {name: round(float(weight), 3) for name, weight in zip(names, found, strict=False)},
        found[len(names) :].reshape(shape).astype(np.float16).astype(np.float32),
    )


def cross_validated(trials: Sequence[Trial], group: Callable[[Trial], str]) -> float:
    """The share of questions whose chosen sense has a right verdict, weights fitted without the question's group."""
    names = sorted({group(trial) for trial in trials})
    random.Random(_SEED).shuffle(names)  # noqa: S311 (no secret)
    fold = {name: place % _FOLDS for place, name in enumerate(names)}
    good = 0
    for number in range(_FOLDS):
        weights = fit([trial for trial in trials if fold[group(trial)] != number])
        good += sum(chosen_right(trial, weights) for trial in trials if fold[group(trial)] == number)
    return good / len(trials)


def chosen_right(trial: Trial, weights: bearing.Weights) -> bool:
    """Whether the best sense's verdict is right."""
    scores = [weights.score(sense, trial.direction) for sense in trial.senses]
    return bool(trial.right[int(np.argmax(scores))])


def _matrix(trial: Trial, names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[sense.seen.get(name, 0.0) for name in names] for sense in trial.senses])


def _write(weights: bearing.Weights, count: int, by_question: float, by_document: float) -> None:
    document = tomlkit.document()
    for line in (
        "Fitted by `python -m knowledge.fitting.bearing`: conditional logit over the senses of a clause.",
        f"{count} labelled questions. Five-fold, the chosen sense's verdict is right in {by_question:.3f} of the questions,",
        f"and in {by_document:.3f} where the folds hold documents out whole.",
    ):
        document.add(tomlkit.comment(line))
    document["weights"] = {name: weight for name, weight in weights.named.items() if weight}
    bearing.FITTED.write_text(tomlkit.dumps(document), encoding="utf-8")
    with bearing.DIRECTIONS.open("wb") as file:
        np.savez_compressed(file, directions=weights.directions.astype(np.float16))
    bearing.fitted.cache_clear()
    sys.stdout.write(tomlkit.dumps(document))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
