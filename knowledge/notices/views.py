"""Views: what likeness sees of a demand: its words, the headings over it, its neighbours, the notice's title, its traits and signs.

Words are seen as runs of one and two characters, any number being like any other. Pure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from knowledge.notices import conditions
from knowledge.notices.demands import Reading
from knowledge.notices.marks import Mark
from knowledge.notices.model import Demand

Views = tuple[Counter[str], ...]
# What each view weighs beside the words, which are the first: headings, neighbours, title, traits, signs. Chosen by how well
# demands were told that other hands had marked than those learnt from.
WEIGHTS = (1.0, 0.35, 0.3, 0.25, 0.45, 0.6)
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+(?=[个名份次天日月人张篇条块件年周户点时分元本字页])"
)
_LONGEST_RUN = 2  # characters
_MARKS = ("", "^", "~", "#", "@", "!")  # before a run of each view, so that it is another's no more
_TITLE = 2  # lines
_STEP, _LONG = (
    10,
    6,
)  # characters of a length that are told apart, and from how many such on lengths are alike


def views(reading: Reading, signs: Sequence[Mark]) -> list[Views]:
    """What is seen of each demand, in their order, and the signs that they show."""
    title = _marked(3, reading.lines[:_TITLE])
    demands = reading.demands
    shown = defaultdict[int, set[str]](set)
    for mark in signs:
        shown[id(mark.demand)] |= {f"!{mark.matter.key}", f"!{mark.matter.key} {mark.severity} {mark.weight}"}
    return [
        (
            Counter(runs(demand.words)),
            _marked(1, demand.headings),
            _marked(
                2,
                (
                    one.words
                    for one in (*demands[max(number - 1, 0) : number], *demands[number + 1 : number + 2])
                ),
            ),
            title,
            Counter(f"{_MARKS[4]}{trait}" for trait in _traits(demand, reading)),
            Counter(shown[id(demand)]),
        )
        for number, demand in enumerate(demands)
    ]


def of_words(words: str) -> Views:
    """What is seen of words that stand alone."""
    return (Counter(runs(words)), *(Counter[str]() for _ in _MARKS[1:]))


def runs(text: str) -> Iterator[str]:
    """The runs of a text, its ends being as telling as its commas."""
    masked = f"，{_NUMBER.sub('0', text)}，"
    for size in range(1, _LONGEST_RUN + 1):
        yield from (masked[place : place + size] for place in range(len(masked) - size + 1))


def _marked(view: int, texts: Iterable[str]) -> Counter[str]:
    return Counter(f"{_MARKS[view]}{run}" for text in texts for run in runs(text))


def _traits(demand: Demand, reading: Reading) -> Iterator[str]:
    """Who asks and how, in a word each."""
    sender = reading.sender
    yield f"office {sender.office}"
    yield f"rank {sender.rank}"
    yield f"long {min(len(demand.words) // _STEP, _LONG)}"
    yield from map(str, sorted(demand.conditions))
    told: Sequence[tuple[str, object]] = (
        ("urgent", demand.urgent),
        ("often", demand.often),
        ("deadline", demand.deadline),
        ("whom", demand.whom),
        ("form", demand.form),
        ("listed", demand.item),
        ("against", conditions.speaks_against(demand.words)),
    )
    yield from (name for name, said in told if said)
