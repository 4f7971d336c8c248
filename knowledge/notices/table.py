"""The table: what clauses speak about, how demands of that kind are worded, and the clauses themselves, best first.

One file a topic in `signs/`. At its head stands what holds for all of it; under [clause."…"] a matter with its clauses;
under [[sign]] patterns, written as `groups` says. A sign has what its matter has, unless it says otherwise.
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

_NO_TOPICS = frozenset({"words.toml", "conditions.toml"})
_EXCUSED = ("negated", "voluntary", "emergency", "internal", "own")  # where nothing else is said
_DENIAL = re.compile("[不未无没勿免]")
_NO_DENIAL = re.compile(  # what is looked around for is not matched; the others deny nothing
    r"\(\?<?[=!][^)]*\)|不得?(?:少于|低于)|不超过|不限|不见得|[不无]论|不管|不问|没收|无关|无害|免费"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of which notices something holds."""

    offices: frozenset[Office] = frozenset()  # of the sender, where that is known
    ranks: frozenset[Rank] = frozenset()
    known: bool = False  # the sender has to be known
    excused: frozenset[Condition] = frozenset()
    notice: tuple[re.Pattern[str], ...] = ()  # each has to stand somewhere in the notice
    absent: tuple[re.Pattern[str], ...] = ()  # none may


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that clauses speak about."""

    topic: str
    name: str
    scope: Scope
    separate: bool = False  # several matters of the topic are told apart within a sentence
    asks: str  # what the clause is looked for by, in the rules' words
    clauses: tuple[str, ...]  # `source id` and locator, best first

    @property
    def key(self) -> str:
        """Its name with its topic's, of which there is one."""
        return f"{self.topic} {self.name}"


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
    """Words that show that a demand is of a matter."""

    matter: Matter
    name: str
    scope: Scope
    all: tuple[Part, ...]  # each has to stand near the first, and is quoted with it
    besides: tuple[re.Pattern[str], ...] = ()  # each has to stand in the sentence, around it, or in the title
    none: tuple[re.Pattern[str], ...] = ()  # none may stand in the sentence
    bounds: tuple[Bound, ...] = ()  # one has to be exceeded by a figure among the words
    urgent: bool = False  # it has to be wanted within a day
    alone: bool = False  # it says something only where the sentence shows no other sign
    whole: bool = False  # the whole sentence is quoted
    weight: int = 1  # of two signs on the same words the weightier has them
    severity: Severity = Severity.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All that there is."""

    matters: tuple[Matter, ...]
    signs: tuple[Sign, ...]


@cache
def shipped() -> Table:
    """The table that comes with the program."""
    tables = [read(path) for path in sorted(FOLDER.glob("*.toml")) if path.name not in _NO_TOPICS]
    return Table(
        matters=tuple(matter for one in tables for matter in one.matters),
        signs=tuple(sign for one in tables for sign in one.signs),
    )


def read(path: Path) -> Table:
    """The table of one topic.

    Raises:
        ValueError: a pattern is wrong, names a group or a matter that there is not, or something is lacking.
    """
    head, groups = table(path), words(path)
    shared = {name: value for name, value in head.items() if name not in ("words", "clause", "sign")}
    rows = {name: {**shared, "name": name, **row} for name, row in head["clause"].items()}
    matters = {name: _told(_matter, row, groups) for name, row in rows.items()}
    signs = []
    for row in head["sign"]:
        above = rows.get(row.get("clause"))
        if above is None:
            raise ValueError(f"{head['topic']}“{row.get('name')}”：没有“{row.get('clause')}”这一条。")
        signs.append(_told(_sign, {**above, **row, "matter": matters[row["clause"]]}, groups))
    return Table(matters=tuple(matters.values()), signs=tuple(signs))


def _told(make: Any, row: Mapping[str, Any], groups: Words) -> Any:
    """What a row says. A mistake is told with its name."""
    try:
        unknown = row.keys() - _FIELDS
        if unknown:
            raise ValueError(f"不认得 {'、'.join(sorted(unknown))}")  # noqa: TRY301 (told with the name below)
        return make(row, groups)
    except (KeyError, ValueError, re.error) as problem:
        raise ValueError(f"{row.get('topic')}“{row.get('name')}”：{problem}") from problem


def _matter(row: Mapping[str, Any], groups: Words) -> Matter:
    return Matter(
        topic=row["topic"],
        name=row["name"],
        scope=_scope(row, groups),
        separate=row.get("separate", False),
        asks=row["asks"],
        clauses=tuple(row["clauses"]),
    )


def _sign(row: Mapping[str, Any], groups: Words) -> Sign:
    return Sign(
        matter=row["matter"],
        name=row["name"],
        scope=_scope(row, groups),
        all=tuple(Part(compiled(one, groups), _denying(one)) for one in row["all"]),
        besides=_patterns(row, "besides", groups),
        none=_patterns(row, "none", groups),
        bounds=tuple(Bound(one["unit"], Fraction(str(one["over"]))) for one in row.get("figure", ())),
        urgent=row.get("urgent", False),
        alone=row.get("alone", False),
        whole=row.get("whole", False),
        weight=row.get("weight", 1),
        severity=Severity(row.get("severity", "conflict")),
    )


def _scope(row: Mapping[str, Any], groups: Words) -> Scope:
    return Scope(
        offices=frozenset(map(Office, row.get("sender", ()))),
        ranks=frozenset(map(Rank, row.get("rank", ()))),
        known=row.get("known", False),
        excused=frozenset(map(Condition, row.get("excused", _EXCUSED))),
        notice=_patterns(row, "notice", groups),
        absent=_patterns(row, "absent", groups),
    )


def _patterns(row: Mapping[str, Any], name: str, groups: Words) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(one, groups) for one in row.get(name, ()))


_FIELDS = frozenset(
    (
        *(
            "topic",
            "name",
            "asks",
            "clauses",
            "separate",
            "sender",
            "known",
            "rank",
            "excused",
            "notice",
            "absent",
        ),
        *(
            "matter",
            "clause",
            "all",
            "besides",
            "none",
            "figure",
            "urgent",
            "alone",
            "whole",
            "weight",
            "severity",
        ),
    )
)


def _denying(pattern: Pattern) -> frozenset[int]:
    numbered = enumerate(alternatives(pattern), start=1)
    return frozenset(number for number, one in numbered if _DENIAL.search(_NO_DENIAL.sub("", one)))
