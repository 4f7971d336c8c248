"""The table of signs: words by which a demand shows that a clause speaks about it, and the clauses, best first.

It is data that an admin can read: one file a topic in `signs/`, with named groups of words. In a pattern `<每日>` stands for
a group of that name, of the file's own or of `words.toml`, and … for a gap within the sentence; the rest is a regular
expression over the cleaned text (simplified, lower case, Chinese marks, no blanks).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.notices.model import Condition, Office, Rank, Severity

SIGNS = Path(__file__).parent / "signs"
_SHARED = "words.toml"
_GAP = r"[^。；！？\n]{0,24}?"
_GROUP = re.compile(r"<([\u4e00-\u9fff]+)>")
_EXCUSED = ("negated", "voluntary", "emergency", "internal")  # where a sign does not say by what


@dataclass(frozen=True, slots=True)
class Part:
    """A pattern of a sign; one that has a 不 of its own is not denied by it."""

    pattern: re.Pattern[str]
    denies: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure that has to be above something."""

    unit: str  # as `knowledge.numbering` has it
    over: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What shows that a clause speaks about a demand."""

    topic: str
    name: str
    all: tuple[Part, ...]  # each has to stand in the sentence; the first is what is quoted
    none: tuple[re.Pattern[str], ...] = ()  # none may
    notice: tuple[re.Pattern[str], ...] = ()  # each has to stand somewhere in the notice
    bounds: tuple[Bound, ...] = ()  # one has to be exceeded by a figure beside the words
    together: bool = False  # the parts may stand in several sentences of one item
    urgent: bool = False
    offices: frozenset[Office] = frozenset()  # of the sender, where that is known
    ranks: frozenset[Rank] = frozenset()
    excused: frozenset[Condition] = frozenset()
    weight: int = 1  # of two signs on the same words the weightier has them
    severity: Severity = Severity.CONFLICT
    asks: str  # what the clause is looked for by, in the rules' words
    clauses: tuple[str, ...]  # `source id` and locator, best first


@cache
def shipped() -> tuple[Sign, ...]:
    """The table that comes with the program."""
    return tuple(
        sign for path in sorted(SIGNS.glob("*.toml")) if path.name != _SHARED for sign in read(path, SIGNS / _SHARED)
    )


def read(path: Path, shared: Path) -> list[Sign]:
    """The signs of one topic.

    Raises:
        ValueError: a pattern is wrong, or names a group that there is not.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {**tomllib.loads(shared.read_text(encoding="utf-8"))["words"], **table.get("words", {})}
    return [_sign(table["topic"], row, words) for row in table["sign"]]


def _sign(topic: str, row: Mapping[str, Any], words: Mapping[str, str]) -> Sign:
    try:
        return Sign(
            topic=row.get("topic", topic),
            name=row["name"],
            all=tuple(Part(_compiled(one, words), _has_denial(one)) for one in row["all"]),
            none=tuple(_compiled(one, words) for one in row.get("none", ())),
            notice=tuple(_compiled(one, words) for one in row.get("notice", ())),
            bounds=tuple(Bound(one["unit"], Fraction(str(one["over"]))) for one in row.get("figure", ())),
            together=row.get("together", False),
            urgent=row.get("urgent", False),
            offices=frozenset(map(Office, row.get("sender", ()))),
            ranks=frozenset(map(Rank, row.get("rank", ()))),
            excused=frozenset(map(Condition, row.get("excused", _EXCUSED))),
            weight=row.get("weight", 1),
            severity=Severity(row.get("severity", "conflict")),
            asks=row["asks"],
            clauses=tuple(row["clauses"]),
        )
    except (KeyError, ValueError, re.error) as problem:
        raise ValueError(f"{topic}“{row.get('name')}”: {problem}") from problem


def _compiled(written: str, words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_expanded(written, words).replace("…", _GAP))


def _expanded(written: str, words: Mapping[str, str]) -> str:
    """A pattern with the words of its groups in their place; groups may name others."""
    return _GROUP.sub(lambda match: f"(?:{_expanded(words[match[1]], words)})", written)


def _has_denial(written: str) -> bool:
    return any(word in written for word in "不未无没勿免")
