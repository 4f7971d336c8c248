"""The table of signs: words by which a demand shows that a clause speaks about it, and the clauses, best first.

One file a topic in `signs/`; how its patterns are written stands in `groups`. At the head of a file stands what its signs
have in common, and under a name of their own the clauses that several of them lead to.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.notices.groups import FOLDER, Pattern, Words, alternatives, compiled, table, words
from knowledge.notices.model import Condition, Office, Rank, Severity

_NO_SIGNS = frozenset({"words.toml", "conditions.toml"})
_DENIAL = re.compile("[不未无没勿免]")
_NO_DENIAL = re.compile(r"\(\?<?[=!][^)]*\)|不得?(?:少于|低于)|不超过|不限|不见得|[不无]论|不管|不问|没收|无关|无害|免费")  # what is looked around for is not matched
_EXCUSED = (
    "negated",
    "voluntary",
    "emergency",
    "internal",
    "own",
)  # where neither file nor sign says by what


@dataclass(frozen=True, slots=True)
class Part:
    """A pattern of a sign; an alternative that has a 不 of its own is not denied by it."""

    pattern: re.Pattern[str]
    denying: frozenset[int]  # the numbers of such alternatives, as the pattern's groups


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
    all: tuple[Part, ...]  # each has to stand near the first, and is quoted with it
    besides: tuple[re.Pattern[str], ...] = ()  # each has to stand in the sentence, over it, or in the title
    none: tuple[re.Pattern[str], ...] = ()  # none may stand in the sentence
    notice: tuple[re.Pattern[str], ...] = ()  # each has to stand somewhere in the notice
    absent: tuple[re.Pattern[str], ...] = ()  # none may stand anywhere in it
    bounds: tuple[Bound, ...] = ()  # one has to be exceeded by a figure among the words
    often: bool = False  # what is asked has to be asked again and again
    urgent: bool = False  # it has to be wanted within a day
    offices: frozenset[Office] = frozenset()  # of the sender, where that is known
    known: bool = False  # the sender has to be known
    ranks: frozenset[Rank] = frozenset()
    excused: frozenset[Condition] = frozenset()
    alone: bool = False  # it says something only where the sentence shows no other sign
    whole: bool = False  # the whole sentence is quoted
    separate: bool = False  # signs of the topic that lead to several clauses are told apart within a sentence
    weight: int = 1  # of two signs on the same words the weightier has them
    severity: Severity = Severity.CONFLICT
    asks: str  # what the clause is looked for by, in the rules' words
    clauses: tuple[str, ...]  # `source id` and locator, best first


@cache
def shipped() -> tuple[Sign, ...]:
    """The table that comes with the program."""
    paths = (path for path in sorted(FOLDER.glob("*.toml")) if path.name not in _NO_SIGNS)
    return tuple(sign for path in paths for sign in read(path))


def read(path: Path) -> list[Sign]:
    """The signs of one topic.

    Raises:
        ValueError: a pattern is wrong, names a group that there is not, or a sign lacks something.
    """
    head, groups = table(path), words(path)
    shared = {name: value for name, value in head.items() if name not in ("words", "clause", "sign")}
    clauses = head.get("clause", {})
    return [_sign({**shared, **clauses.get(row.get("clause"), {}), **row}, groups) for row in head["sign"]]


def _sign(row: Mapping[str, Any], groups: Words) -> Sign:
    def all_of(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(compiled(one, groups) for one in row.get(name, ()))

    try:
        unknown = row.keys() - _FIELDS
        if unknown:
            raise ValueError(f"不认得 {'、'.join(sorted(unknown))}")  # noqa: TRY301 (told with the sign's name below)
        return Sign(
            topic=row["topic"],
            name=row["name"],
            all=tuple(Part(compiled(one, groups), _denying(one)) for one in row["all"]),
            besides=all_of("besides"),
            none=all_of("none"),
            notice=all_of("notice"),
            absent=all_of("absent"),
            bounds=tuple(Bound(one["unit"], Fraction(str(one["over"]))) for one in row.get("figure", ())),
            often=row.get("often", False),
            urgent=row.get("urgent", False),
            offices=frozenset(map(Office, row.get("sender", ()))),
            known=row.get("known", False),
            ranks=frozenset(map(Rank, row.get("rank", ()))),
            excused=frozenset(map(Condition, row.get("excused", _EXCUSED))),
            alone=row.get("alone", False),
            whole=row.get("whole", False),
            separate=row.get("separate", False),
            weight=row.get("weight", 1),
            severity=Severity(row.get("severity", "conflict")),
            asks=row["asks"],
            clauses=tuple(row["clauses"]),
        )
    except (KeyError, ValueError, re.error) as problem:
        raise ValueError(f"{row.get('topic')}“{row.get('name')}”：{problem}") from problem


_FIELDS = frozenset(
    (
        *("topic", "name", "all", "besides", "none", "notice", "absent", "figure", "often", "urgent", "sender"),
        *("known", "rank", "excused", "alone", "whole", "separate", "weight", "severity", "clause", "asks", "clauses"),
    )
)


def _denying(pattern: Pattern) -> frozenset[int]:
    numbered = enumerate(alternatives(pattern), start=1)
    return frozenset(number for number, one in numbered if _DENIAL.search(_NO_DENIAL.sub("", one)))
