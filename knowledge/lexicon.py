"""The lexicon: what people say, and what the rules call it (拉群 → 工作群组), as data that admins can add to.

`ranking/lexicon.jsonl` holds the shipped entries, `lexicon.jsonl` in a home those of its admins; one entry a line,
with `lay` and `rule` words, and if known `sense`, `topic`, `region` and a `weight` for each rule word. The weights are
fitted: how much likelier a clause with the rule's word is the right one where the lay word was said. An entry that
says nothing of its weight gets a middling one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from knowledge.errors import NotSetUp
from knowledge.model import COUNTRY
from knowledge.regions import binds
from knowledge.text import normalise

SHIPPED = Path(__file__).parent / "ranking" / "lexicon.jsonl"
OWN = "lexicon.jsonl"  # in a home
UNFITTED = 1.5  # weight of an entry that was not fitted: about the median of the fitted ones
_ENOUGH = 5.0  # evidence beyond which more says no more


@dataclass(frozen=True, slots=True)
class Entry:
    """Lay words of one sense, and the rules' words for it with their weights."""

    lay: tuple[str, ...]
    rule: Mapping[str, float]
    sense: str = ""
    topic: str = ""
    region: str = COUNTRY
    own: bool = False  # of a home's admins, who know what their readers mean


class Lexicon:
    """Entries, and what they make of a question."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries as they are; lay words of one character are too short to mean anything."""
        self.entries = tuple(entries)
        self._any_own = any(entry.own for entry in self.entries)
        self._by_lay: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for word in entry.lay:
                if len(normalise(word)) > 1:
                    self._by_lay.setdefault(normalise(word), []).append(entry)

    def expand(self, question: str, region: str = COUNTRY) -> dict[str, float]:
        """The rules' words, normalised, for what a question says, with the weight of the likeliest entry for each."""
        found: dict[str, float] = {}
        for entry in self._said(normalise(question), region):
            for rule, weight in entry.rule.items():
                key = normalise(rule)
                found[key] = max(found.get(key, 0.0), weight)
        return {word: weight for word, weight in found.items() if weight > 0}

    def reworded(self, question: str, region: str = COUNTRY) -> str:
        """A question with the rules' words for what it says behind it, as far as a home's own entries give any.

        The shipped entries only weigh: 845 entries put into every question lowered the right clause among three from
        .46 to .39 in a trial.
        """
        if not self._any_own:  # going through a thousand entries takes half a millisecond
            return question
        own = [entry for entry in self._said(normalise(question), region) if entry.own]
        return " ".join([question, *dict.fromkeys(word for entry in own for word in entry.rule)])

    def _said(self, text: str, region: str) -> Iterator[Entry]:
        """The entries of which a lay word stands in a normalised text and that hold in a region."""
        for word, entries in self._by_lay.items():
            if word in text:
                yield from (entry for entry in entries if binds(entry.region, region))


def evidence(expansion: Mapping[str, float], text: str) -> float:
    """How much of an expansion, as `Lexicon.expand` gives it, stands in a clause, from 0 to 1."""
    if not expansion:
        return 0.0
    words = normalise(text)
    total = sum(weight for word, weight in expansion.items() if word in words)
    return min(total, _ENOUGH) / _ENOUGH


@cache
def shipped() -> Lexicon:
    """The shipped entries."""
    return Lexicon(read(SHIPPED))


def of_home(home: Path) -> Lexicon:
    """The shipped entries with those of a home.

    Raises:
        NotSetUp: the home's file has a mistake; the sentence names the line.
    """
    own = home / OWN
    if not own.is_file():
        return shipped()
    return Lexicon((*shipped().entries, *(replace(entry, own=True) for entry in read(own))))


def read(path: Path) -> Iterator[Entry]:
    """The entries of a file.

    Raises:
        NotSetUp: a line is none; the sentence names it.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _entry(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise NotSetUp(
                f'{path} 第{number}行不是词条，应像 {{"lay": ["拉群"], "rule": ["工作群组"]}}。'
            ) from problem


def _entry(row: Mapping[str, object]) -> Entry:
    lay, rule = _words(row["lay"]), _words(row["rule"])
    weights = row.get("weight")
    given = list(weights) if isinstance(weights, list) else [UNFITTED] * len(rule)
    return Entry(
        lay=lay,
        rule={word: float(weight) for word, weight in zip(rule, given, strict=True)},
        sense=str(row.get("sense") or ""),
        topic=str(row.get("topic") or ""),
        region=str(row.get("region") or COUNTRY),
    )


def _words(value: object) -> tuple[str, ...]:
    words: Sequence[object] = value if isinstance(value, list) else ()
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError("words are missing")
    return tuple(str(word).strip() for word in words)
