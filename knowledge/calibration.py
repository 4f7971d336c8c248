"""Calibration: fits the decision to answer. Run as `python -m knowledge.calibration HOME`; needs the extra `models`.

Label: whether one of the first three passages is a gold one. Questions that nothing answers count as not. The
threshold is the lowest at which the agreed share of unanswerable questions is refused, on probabilities that five-fold
cross-validation gave, so that no question is judged by weights that it helped to fit. Refusing costs a reader less than
a wrong clause: the nearest clauses are shown beside a refusal, plainly not as an answer.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

import tomlkit

from knowledge.deciding import FITTED, Features
from knowledge.embedding import open_model
from knowledge.library import Library
from knowledge.model import Question

QUESTIONS = FITTED.with_name("questions.jsonl")
_FOLDS = 5
_REGULARISATION = 10.0  # scikit-learn's C; 1 to 100 gave the same to two digits
_THRESHOLDS = tuple(step / 100 for step in range(5, 101))
_REFUSED = 0.65  # share of unanswerable questions; more would refuse most right answers with them


@dataclass(frozen=True, slots=True)
class Example:
    """A question as the decision sees it, and what became of it."""

    seen: tuple[float, ...]
    right: bool  # one of the first three passages is a gold one
    answerable: bool


def gather(library: Library, on: date) -> list[Example]:
    """Put all questions through retrieval; one that finds nothing at all is left out."""
    examples = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        question = Question(text=row["question"], on=on)
        seen = library.features(question)
        if seen is not None:
            places = [f"{hit.source.id} {hit.passage.locator}" for hit in library.search(question, limit=3)]
            right = any(place in row["gold"] for place in places)
            examples.append(Example(astuple(seen), right, bool(row["gold"])))
    return examples


def fit(examples: Sequence[Example]) -> tomlkit.TOMLDocument:
    """The weights, the threshold, and what they give, as the file that `deciding` reads."""
    # Only this command needs scikit-learn, and it takes a second to import.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import cross_val_predict  # noqa: PLC0415

    seen, right = [list(example.seen) for example in examples], [example.right for example in examples]
    model = LogisticRegression(C=_REGULARISATION)
    held_out = cross_val_predict(model, seen, right, cv=_FOLDS, method="predict_proba")[:, 1]
    chances = [float(chance) for chance in held_out]

    def shares(threshold: float) -> tuple[float, float, float]:
        kept = _share(examples, chances, lambda example: example.right, lambda chance: chance >= threshold)
        wrong = _share(
            examples,
            chances,
            lambda example: example.answerable and not example.right,
            lambda chance: chance < threshold,
        )
        refused = _share(
            examples, chances, lambda example: not example.answerable, lambda chance: chance < threshold
        )
        return kept, wrong, refused

    threshold = next(candidate for candidate in _THRESHOLDS if shares(candidate)[2] >= _REFUSED)
    model.fit(seen, right)
    return _document(model.intercept_[0], model.coef_[0], threshold, examples, shares(threshold))


def _share(
    examples: Sequence[Example],
    chances: Sequence[float],
    belongs: Callable[[Example], bool],
    holds: Callable[[float], bool],
) -> float:
    chosen = [chance for example, chance in zip(examples, chances, strict=True) if belongs(example)]
    return sum(map(holds, chosen)) / len(chosen) if chosen else 0.0


def _document(
    bias: float,
    weights: Sequence[float],
    threshold: float,
    examples: Sequence[Example],
    shares: tuple[float, float, float],
) -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    for line in (
        "Fitted by `python -m knowledge.calibration`: logistic regression, label: one of the first three passages is right.",
        f"{len(examples)} questions of questions.jsonl: {sum(example.right for example in examples)} with a right passage,",
        f"{sum(not example.answerable for example in examples)} that nothing answers. Five-fold, at the threshold:",
        f"right kept {shares[0]:.2f}, wrong refused {shares[1]:.2f}, unanswerable refused {shares[2]:.2f}.",
    ):
        document.add(tomlkit.comment(line))
    document["bias"] = round(float(bias), 4)
    document["threshold"] = threshold
    table = tomlkit.table()
    for field, weight in zip(fields(Features), weights, strict=True):
        table[field.name] = round(float(weight), 4)
    document["weights"] = table
    return document


def main(home: Path) -> None:
    """Fit on a home's index and write the file."""
    library = Library.open(home, open_model())
    FITTED.write_text(tomlkit.dumps(fit(gather(library, date.today()))), encoding="utf-8")  # noqa: DTZ011


if __name__ == "__main__":
    main(Path(sys.argv[1]))
