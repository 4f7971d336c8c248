"""The command: fit on a home's lay questions and a folder of unanswerable ones; write the files that the product reads."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import tomlkit

from knowledge import deciding, intent, lexicon, retrieval
from knowledge.embedding import EmbeddingModel, open_model
from knowledge.errors import JianfuError
from knowledge.fitting.decision import Example, Fit, fit_decision, table
from knowledge.fitting.intents import fit_intents
from knowledge.fitting.lexicon import fit_lexicon, rewrite
from knowledge.fitting.ranking import fit_ranking, shares
from knowledge.fitting.trials import (
    Body,
    Case,
    Trial,
    first_right,
    library_without,
    read_body,
    read_unanswerable,
    trial,
)
from knowledge.intent import IntentModel
from knowledge.model import LayQuestion, Source

# Without lay questions the first clause is right two times in three at best: one that is likelier wrong stays unsaid.
_LEAST = 0.4
_EACH = 600  # questions of a hand that are put to the index


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    given = _parsed(arguments)
    try:
        on = datetime.now(UTC).date()
        body = read_body(given.home, on)
        unanswerable = read_unanswerable(given.questions, on)
        hands = given.hands.split(",")
        model = open_model(given.model)
        entries = list(lexicon.read(lexicon.SHIPPED))
        unseen = [case for case in body.cases if case.hand not in hands]
        rewrite(lexicon.SHIPPED, fit_lexicon(entries, body, unseen))
        lexicon.shipped.cache_clear()
        trials = _trials(body, model, hands)
        weights = fit_ranking(trials)
        held_out, other = frozenset(given.held_out.split(",")), open_model(given.held_out_model)
        weights = fit_ranking(_held_out_trials(body, other, hands, held_out), weights)
        _write_ranking(weights, trials, hands)
        _write_intents(fit_intents([*body.cases, *unanswerable]))
        _write_decision(
            {
                "asked": _decide(body, unanswerable, model, hands, frozenset()),
                "unasked": _decide(body, unanswerable, other, hands, held_out),
            }
        )
        rewrite(lexicon.SHIPPED, fit_lexicon(entries, body, body.cases))
    except JianfuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


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
        "--held-out", required=True, help="当作没有问法的文件编号（逗号分开），拟合没有问法的条款"
    )
    parser.add_argument("--held-out-model", required=True, help="也没有见过这些文件的向量模型")
    return parser.parse_args(arguments)


def _trials(body: Body, model: EmbeddingModel, hands: Sequence[str]) -> list[Trial]:
    found = []
    for hand in hands:
        with library_without(body, model, _written_by(hand)) as library:
            found += [one for case in _of_hand(body, hand) if (one := trial(library, case))]
    return found


def _held_out_trials(
    body: Body, model: EmbeddingModel, hands: Sequence[str], held_out: frozenset[str]
) -> list[Trial]:
    """All questions of some hands, to an index in which some documents have no questions."""
    bare = {
        passage.id for key in body.sources for passage in body.passages[key] if key.split("@")[0] in held_out
    }
    found = []
    for hand in hands:
        with library_without(body, model, _written_by(hand, held_out)) as library:
            cases = [
                case
                for case in _of_hand(body, hand)
                # A question that clauses of both kinds answer tells nothing of either.
                if case.gold <= bare or not case.gold & bare
            ]
            found += [one for case in cases if (one := trial(library, case))]
    return found


def _decide(
    body: Body,
    unanswerable: Sequence[Case],
    model: EmbeddingModel,
    hands: Sequence[str],
    held_out: frozenset[str],
) -> Fit:
    """The decision, fitted with intent models that have not seen the hand they read.

    With documents held out, only what puts a clause of theirs first takes part.
    """
    everything = [*body.cases, *unanswerable]
    examples: list[Example] = []
    groups = [*hands, *sorted({case.hand for case in unanswerable})]
    for hand in groups:
        reader = fit_intents([case for case in everything if case.hand != hand])
        with library_without(body, model, _written_by(hand, held_out)) as library:
            cases = _of_hand(body, hand) + [case for case in unanswerable if case.hand == hand]
            for case in cases:
                judged = library.judge(case.question, reader)
                if judged is None or bool(judged.hits[0].signals["unasked"]) != bool(held_out):
                    continue
                right = first_right(judged.hits, case)
                examples.append(Example(judged.features, right, bool(case.gold)))
    return fit_decision(examples, _LEAST if held_out else 0.0)


def _written_by(hand: str, held_out: frozenset[str] = frozenset()) -> Callable[[Source, LayQuestion], bool]:
    """Whether a question is of a hand, or of a document that is held out."""

    def left_out(source: Source, question: LayQuestion) -> bool:
        return question.hand == hand or source.id in held_out

    return left_out


def _of_hand(body: Body, hand: str) -> list[Case]:
    """An even sample of a hand's cases."""
    cases = [case for case in body.cases if case.hand == hand]
    step = max(1, len(cases) // _EACH)
    return cases[::step][:_EACH]


def _write_ranking(weights: Mapping[str, float], trials: Sequence[Trial], hands: Sequence[str]) -> None:
    first, three = shares(
        trials, {name: value for name, value in weights.items() if name not in retrieval.BARE}
    )
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


def _write_intents(reader: IntentModel) -> None:
    with intent.FITTED.open("wb") as file:
        np.savez_compressed(file, weights=reader.weights, bias=reader.bias)
    intent.fitted.cache_clear()


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
