"""The lexicon's weights: how much likelier a clause with the rule's word is right where the lay word was said."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

from knowledge.fitting.trials import Body, Case
from knowledge.lexicon import Entry, Lexicon
from knowledge.text import normalise

_DOUBT = 3.0  # questions' worth of the word's share among all clauses, before any was seen


def fit_lexicon(entries: Sequence[Entry], body: Body, cases: Sequence[Case]) -> Lexicon:
    """Entries with weights: the logarithm of the gain, none below zero."""
    texts = {
        passage.id: normalise(f"{body.sources[key].title} {passage.heading} {passage.text}")
        for key in body.sources
        for passage in body.passages[key]
    }
    asked = [(normalise(case.question.text), case.gold) for case in cases if case.gold]
    fitted = []
    for entry in entries:
        lay = [normalise(word) for word in entry.lay]
        said = [gold for text, gold in asked if any(word in text for word in lay if len(word) > 1)]
        weights = {}
        for word in entry.rule:
            holding = {id_ for id_, text in texts.items() if normalise(word) in text}
            share = len(holding) / len(texts)
            right = sum(bool(gold & holding) for gold in said)
            gain = (right + _DOUBT * share) / (len(said) + _DOUBT) / share if share else 0.0
            weights[word] = round(max(0.0, math.log(gain)), 2) if gain else 0.0
        fitted.append(Entry(entry.lay, weights, entry.sense, entry.topic, entry.region))
    return Lexicon(fitted)


def rewrite(path: Path, lexicon: Lexicon) -> None:
    """Write a lexicon with its weights."""
    lines = []
    for entry in lexicon.entries:
        row = {"lay": list(entry.lay), "rule": list(entry.rule), "weight": list(entry.rule.values())}
        row |= {"sense": entry.sense, "topic": entry.topic, "region": entry.region}
        lines.append(json.dumps(row, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
