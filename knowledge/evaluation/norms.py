"""Norms: how well rule sentences are read, field by field, on sentences with labels.

A labelled norm is found where one that was read has its stance and shares words with it; several that share one
labelled norm's words and its stance count once. Bearers and qualifiers are found where more than half of the words of
both are the same, an amount where comparison, both bounds and unit are.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import UsageProblem
from knowledge.norms import Norm, norms_of
from knowledge.text import Span, sentences

FIELDS = ("stance", "addressee", "level", "exceptions", "figures")
_ALIKE = 0.5  # of the words of both together


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the norms that a person read in it."""

    id: str
    origin: str  # digest, own, law
    text: str
    stances: tuple[tuple[str, Span], ...]
    bearers: tuple[tuple[Span, str], ...]
    qualifiers: tuple[Span, ...]
    amounts: tuple[tuple[str, float | None, float | None, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one field: what was read, what is labelled, and what of each has its counterpart."""

    read: int = 0
    read_right: int = 0
    labelled: int = 0
    found: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.read + other.read,
            self.read_right + other.read_right,
            self.labelled + other.labelled,
            self.found + other.found,
        )

    @property
    def precision(self) -> float | None:
        """Of what was read, the share that is right."""
        return self.read_right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Of what is labelled, the share that was read."""
        return self.found / self.labelled if self.labelled else None


def read_labelled(path: Path, texts: Path | None = None) -> list[Labelled]:
    """The labelled sentences of a file. Those of official texts are there by place and offset, and need a folder with the texts.

    Raises:
        UsageProblem: a line is none; the sentence names it.
    """
    rows: list[Labelled] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.extend(_labelled(json.loads(line), texts))
        except (ValueError, KeyError, TypeError, IndexError) as problem:
            raise UsageProblem(f"{path.name} 第{number}行不是标注过的句子。") from problem
    return rows


def score(labelled: Iterable[Labelled]) -> dict[str, Score]:
    """The scores by field."""
    total = dict.fromkeys(FIELDS, Score())
    for one in labelled:
        for name, found in scores_of(one).items():
            total[name] += found
    return total


def scores_of(one: Labelled) -> dict[str, Score]:
    """The scores of one sentence."""
    norms = norms_of(one.text)
    bearers = list({norm.bearer.span: norm.bearer for norm in norms if norm.bearer}.values())
    qualifiers = list(dict.fromkeys(one for norm in norms for one in norm.qualifiers))
    amounts = list(dict.fromkeys(one for norm in norms for one in norm.amounts))
    return {
        "stance": _stances(one, norms),
        "addressee": _matched([b.span for b in bearers], list({span for span, _ in one.bearers}), _alike),
        "level": _matched(
            [(b.span, b.level.value) for b in bearers],
            list(dict.fromkeys(one.bearers)),
            lambda read, label: _alike(read[0], label[0]) and read[1] == label[1],
        ),
        "exceptions": _matched([one.span for one in qualifiers], one.qualifiers, _alike),
        "figures": _matched(
            [
                (
                    a.comparison.value,
                    *(None if v is None else round(float(v), 4) for v in (a.low, a.high)),
                    a.unit,
                )
                for a in amounts
            ],
            one.amounts,
            lambda read, label: read == label,
        ),
    }


def _stances(one: Labelled, norms: Sequence[Norm]) -> Score:
    pairs = [
        (index, at)
        for index, norm in enumerate(norms)
        for at, (stance, span) in enumerate(one.stances)
        if norm.stance.value == stance and norm.span.start < span.end and span.start < norm.span.end
    ]
    right = {index for index, _ in pairs}
    found = {at for _, at in pairs}
    # Several that share one labelled norm count once.
    read_right = min(len(right), len(found)) if len(right) > len(found) else len(right)
    return Score(len(norms) - (len(right) - read_right), read_right, len(one.stances), len(found))


def _matched(read: Sequence[Any], labelled: Sequence[Any], same: Callable[[Any, Any], bool]) -> Score:
    return Score(
        len(read),
        sum(any(same(one, label) for label in labelled) for one in read),
        len(labelled),
        sum(any(same(one, label) for one in read) for label in labelled),
    )


def _alike(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > _ALIKE * (max(one.end, other.end) - min(one.start, other.start)) - 1e-9


def _labelled(row: Mapping[str, Any], texts: Path | None) -> Iterator[Labelled]:
    text = row.get("text")
    if text is None:
        if texts is None or not (texts / row["place"]["file"]).is_file():
            return
        text = sentence_at(texts / row["place"]["file"], row["place"])

    def span(words: Any) -> Span:
        if isinstance(words, list):
            return Span(*words)
        return Span(text.index(words), text.index(words) + len(words))

    def named(norm: Mapping[str, Any]) -> Span:
        """The last place of the bearer's words up to the norm's, with its 由: a name often stands in a sentence twice."""
        if isinstance(norm["bearer"], list):
            return Span(*norm["bearer"])
        start = text.rfind(norm["bearer"], 0, span(norm["words"]).start + 1 + len(norm["bearer"]))
        return Span(start, start + len(norm["bearer"])) if start >= 0 else span(norm["bearer"])

    yield Labelled(
        id=str(row["id"]),
        origin=str(row["from"]),
        text=text,
        stances=tuple((norm["stance"], span(norm["words"])) for norm in row["norms"]),
        bearers=tuple((named(norm), norm["level"]) for norm in row["norms"] if norm["bearer"]),
        qualifiers=tuple(map(span, row["qualifiers"])),
        amounts=tuple(
            (
                one["comparison"],
                *(None if one[side] is None else round(float(one[side]), 4) for side in ("low", "high")),
                one["unit"],
            )
            for one in row["figures"]
        ),
    )


def sentence_at(path: Path, place: Mapping[str, Any]) -> str:
    """The sentence of an official text at a place: article as written, paragraph and sentence from 1.

    Raises:
        IndexError: there is none.
        ValueError: there is no such article.
    """
    text = path.read_text(encoding="utf-8")
    start = re.search(rf"^\**{place['article']}\**[\s\u3000]+", text, re.MULTILINE)
    if start is None:
        raise ValueError("no such article")
    following = re.search(r"^(?:\**第[零一二三四五六七八九十百]+条|#)", text[start.end() :], re.MULTILINE)
    article = text[start.end() : start.end() + following.start() if following else len(text)]
    lines = [line.strip() for line in article.splitlines() if line.strip()]
    paragraph: str = lines[int(place["paragraph"]) - 1]
    spans = list(sentences(paragraph))
    span = spans[int(place["sentence"]) - 1]
    return paragraph[span.start : span.end]
