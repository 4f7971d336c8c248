"""The command: fit on a home's lay questions and a folder of unanswerable ones; write the files that the product reads."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import tomlkit

from knowledge import deciding, intent, lexicon, retrieval
from knowledge.embedding import EmbeddingModel, open_model
from knowledge.errors import JianfuError
from knowledge.fitting.decision import Fit, examples, fit_decision, table
from knowledge.fitting.elsewhere import pair_trials, statute_trials
from knowledge.fitting.intents import fit_intents
from knowledge.fitting.lexicon import fit_lexicon, rewrite
from knowledge.fitting.ranking import fit_ranking, shares
from knowledge.fitting.trials import (
    Body,
    Case,
    Trial,
    hand_trials,
    held_out_trials,
    read_body,
    read_unanswerable,
)
from knowledge.reader import Reader
from knowledge.training.asked import FOLDS, fold, of_folder
from knowledge.training.pairs import read_pairs

# Without lay questions the first clause is right two times in three at best: one that is likelier wrong stays unsaid.
_LEAST = 0.4
_ASKED = tuple(name for name in retrieval.SIGNALS if name not in (*retrieval.OWN_WORDS, *retrieval.INSTEAD))


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    given = _parsed(arguments)
    try:
        on = datetime.now(UTC).date()
        body = read_body(given.home, on)
        models = _Models(open_model(given.model), [open_model(str(path)) for path in given.folds])
        hands = given.hands.split(",")
        entries = list(lexicon.read(lexicon.SHIPPED))
        unseen = [case for case in body.cases if case.hand not in hands]
        rewrite(lexicon.SHIPPED, fit_lexicon(entries, body, unseen))
        lexicon.shipped.cache_clear()
        elsewhere = _elsewhere(given, models.folds[0], on)
        _fit_ranking(body, models, hands, elsewhere)
        _fit_decision(body, models, hands, read_unanswerable(given.questions, on))
        rewrite(lexicon.SHIPPED, fit_lexicon(entries, body, body.cases))
    except JianfuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


@dataclass(frozen=True, slots=True)
class _Models:
    """Embedding models that have not seen what they are fitted on."""

    whole: EmbeddingModel  # nor the hands
    folds: Sequence[EmbeddingModel]  # nor the documents of a fold

    def held_out(self, body: Body) -> Iterator[tuple[EmbeddingModel, frozenset[str]]]:
        """Each fold's model with the ids of its documents."""
        for number, model in enumerate(self.folds):
            yield model, fold((source.id for source in body.sources.values()), number)


def _elsewhere(given: argparse.Namespace, model: EmbeddingModel, on: date) -> list[Trial]:
    """Trials on texts from elsewhere, each kind counting alike: many shared words are as common as few."""
    statutes = statute_trials(of_folder(given.asked), model, on)
    pairs = pair_trials(read_pairs(given.pairs), model, on)
    return [*statutes, *pairs * max(1, len(statutes) // max(1, len(pairs)))]


def _fit_ranking(body: Body, models: _Models, hands: Sequence[str], elsewhere: Sequence[Trial]) -> None:
    """Fit what there are lay questions for, then a clause's own words, then what stands in for missing questions."""
    trials = hand_trials(body, models.whole, hands)
    bare = [one for model, ids in models.held_out(body) for one in held_out_trials(body, model, hands, ids)]
    weights = fit_ranking(trials, _ASKED)
    weights = fit_ranking(elsewhere, retrieval.OWN_WORDS, weights)
    weights = fit_ranking(bare, retrieval.INSTEAD, weights)
    _write_ranking(weights, trials, hands)


def _fit_decision(body: Body, models: _Models, hands: Sequence[str], unanswerable: Sequence[Case]) -> None:
    """Fit the shipped reader, and the decision on what readers make of hands that they have not seen."""
    cases = [*body.cases, *unanswerable]
    fit_intents(cases, open_model().embeddings).save(intent.FITTED)
    embeddings = models.whole.embeddings
    readers = {
        hand: Reader(fit_intents([case for case in cases if case.hand != hand], embeddings), embeddings)
        for hand in (*hands, *sorted({case.hand for case in unanswerable}))
    }
    known = examples(body, cases, models.whole, readers, frozenset())
    unknown = [
        example
        for model, ids in models.held_out(body)
        for example in examples(body, cases, model, readers, ids)
    ]
    _write_decision({"asked": fit_decision(known), "unasked": fit_decision(unknown, _LEAST)})


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What was given."""
    parser = argparse.ArgumentParser(
        prog="python -m knowledge.fitting", description="拟合排序和作答判断的参数"
    )
    parser.add_argument("home", type=Path, help="数据目录")
    parser.add_argument("questions", type=Path, help="训练用问题的文件夹，取其中无条款可答的")
    parser.add_argument("--hands", required=True, help="拿哪几只手写的问法来拟合（逗号分开）")
    parser.add_argument("--model", required=True, help="没有见过这几只手的向量模型")
    parser.add_argument(
        "--folds",
        type=Path,
        nargs=FOLDS,
        required=True,
        help="也没有见过第 0、1……折文件、没有见过 --asked 的问法的向量模型，依次给出",
    )
    parser.add_argument(
        "--asked",
        type=Path,
        required=True,
        help="另一批带问法的条款（passages.jsonl 和 questions.jsonl），拟合没有问法的条款",
    )
    parser.add_argument("--pairs", type=Path, required=True, help="训练用的文本对，取其中留下没训练的问题")
    return parser.parse_args(arguments)


def _write_ranking(weights: Mapping[str, float], trials: Sequence[Trial], hands: Sequence[str]) -> None:
    first, three = shares(trials, {name: value for name, value in weights.items() if name in _ASKED})
    document = tomlkit.document()
    for line in (
        "Fitted by `python -m knowledge.fitting`: conditional logit, no weight below zero.",
        f"{len(trials)} questions of the hands {', '.join(hands)}, each put to an index without that hand:",
        f"a right clause first {first:.3f}, among three {three:.3f}.",
    ):
        document.add(tomlkit.comment(line))
    document["weights"] = dict(weights)
    retrieval.FITTED.write_text(tomlkit.dumps(document), encoding="utf-8")
    retrieval.fitted.cache_clear()
    sys.stdout.write(tomlkit.dumps(document))


def _write_decision(fits: Mapping[str, Fit]) -> None:
    document = tomlkit.document()
    document.add(
        tomlkit.comment(
            "Fitted by `python -m knowledge.fitting`: logistic regression, label: the first clause answers."
        )
    )
    document.add(tomlkit.comment("`unasked` is for a first clause without lay questions."))
    for name, fit in fits.items():
        part = tomlkit.table()
        part.add(
            tomlkit.comment(
                f"{fit.count} questions, each seen without its hand. Five-fold, at the threshold:"
            )
        )
        part.add(
            tomlkit.comment(f"answerable answered {fit.kept:.3f}, unanswerable refused {fit.refused:.3f}.")
        )
        part["bias"], part["threshold"], part["weights"] = round(fit.bias, 4), fit.threshold, table(fit)
        document[name] = part
    deciding.FITTED.write_text(tomlkit.dumps(document), encoding="utf-8")
    deciding.fitted.cache_clear()
    sys.stdout.write(tomlkit.dumps(document))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
