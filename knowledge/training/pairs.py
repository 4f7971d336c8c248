"""Pairs: two texts that belong together, `["a", "b"]` a line in `*.jsonl.gz`, and how they go into batches."""

import gzip
import json
import random
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.errors import UsageProblem

Pair = tuple[str, str]
Pairs = Mapping[str, Sequence[Pair]]  # by file

PER_TITLE = 3  # articles of one title in an epoch: more would stand as false negatives beside each other
_HELD_OUT = 50  # one text in so many is never trained on
_STATUTES = ("_title_article", "_halves")  # ends of the names of files that hold no questions


def read_pairs(folder: Path) -> Pairs:
    """Every file's pairs, by the file's name without its endings.

    Raises:
        UsageProblem: there are none, or a line is no pair.
    """
    pairs = {path.name.removesuffix(".jsonl.gz"): _read(path) for path in sorted(folder.glob("*.jsonl.gz"))}
    if not any(pairs.values()):
        raise UsageProblem(f"{folder} 里没有训练用的文本对：应为 *.jsonl.gz，每行一对，如 [“甲”, “乙”]。")
    return pairs


def hold_out(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """Pairs to train on, and a slice of texts to measure on only, the same in every run."""
    seen = {name: [pair for pair in some if not _is_held_out(pair)] for name, some in pairs.items()}
    unseen = {name: [pair for pair in some if _is_held_out(pair)] for name, some in pairs.items()}
    return seen, unseen


def asking(pairs: Pairs) -> Pairs:
    """Those of the files that hold questions, and not halves of one text or titles."""
    return {name: some for name, some in pairs.items() if not name.endswith(_STATUTES)}


def rounds(pairs: Pairs, chance: random.Random) -> list[list[Pair]]:
    """One epoch: lists of pairs in each of which no text occurs twice, so that any other text is a true negative.

    A title gives one article to a list. Questions, which are few, take part in every list.
    """
    questions = [pair for some in asking(pairs).values() for pair in some]
    left = [pair for name, some in pairs.items() if name.endswith(_STATUTES) for pair in some]
    chance.shuffle(left)
    lists = []
    for _ in range(PER_TITLE):
        chance.shuffle(questions)
        taken: set[str] = set()
        asked, _ = _part(questions, taken)
        stated, left = _part(left, taken)
        lists.append(asked + stated)
        chance.shuffle(lists[-1])
    return lists


def _read(path: Path) -> list[Pair]:
    """One file's pairs."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return [(str(one), str(other)) for one, other in map(json.loads, file)]
    except (ValueError, TypeError, OSError, EOFError) as error:
        raise UsageProblem(f"{path} 读不成文本对：应为 gzip，每行一对，如 [“甲”, “乙”]。") from error


def _is_held_out(pair: Pair) -> bool:
    """Whether a pair is measured on and not trained on: by its text, so that no other question leads to it."""
    return zlib.crc32(pair[1].encode()) % _HELD_OUT == 0


def _part(pairs: Iterable[Pair], taken: set[str]) -> tuple[list[Pair], list[Pair]]:
    """Pairs of which neither text is taken yet, which takes them, and those left over."""
    chosen: list[Pair] = []
    left: list[Pair] = []
    for pair in pairs:
        if taken.isdisjoint(pair):
            chosen.append(pair)
            taken.update(pair)
        else:
            left.append(pair)
    return chosen, left
