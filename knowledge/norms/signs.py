"""Signs: the words by which a rule forbids, limits, requires, permits or exempts; `signs.toml` lists them.

A sign of one stance can stand inside that of another (不 in 可以不予, 不得 in 一般不得, 应当 in 应当从轻), so the table is
ordered, and where two overlap the earlier group has the words.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.model import Stance
from knowledge.text import Span

TABLE = Path(__file__).parent / "signs.toml"


@dataclass(frozen=True, slots=True)
class Sign:
    """A norm word, where it stands, and its stance.

    A weak one counts only where its part of the sentence has no other; a verb only at the head of its part, or behind
    somebody who is to do it.
    """

    span: Span
    stance: Stance
    weak: bool = False
    verb: bool = False


def signs(text: str, hidden: Sequence[Span] = ()) -> tuple[Sign, ...]:
    """The signs of a sentence, in order; none where it is `hidden` (an exception's own words, a quotation)."""
    found: list[Sign] = []
    for sign in _all(text):
        if not any(_meet(sign.span, one) for one in (*hidden, *(known.span for known in found))):
            found.append(sign)
    return tuple(sorted(found, key=lambda sign: sign.span.start))


@cache
def _table() -> tuple[tuple[Stance, str, re.Pattern[str]], ...]:
    groups = tomllib.loads(TABLE.read_text(encoding="utf-8"))["sign"]
    return tuple((Stance(one["stance"]), one["kind"], re.compile("|".join(one["words"]))) for one in groups)


def _all(text: str) -> Iterator[Sign]:
    for stance, kind, pattern in _table():
        for match in pattern.finditer(text):
            yield Sign(Span(match.start(), match.end()), stance, kind != "strong", kind == "verb")


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
