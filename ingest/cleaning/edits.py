"""Edits: what a step wants cut out of a text, or put in place of a piece of it. What no edit names, stays as it is.

Steps give edits and not texts, so that the same cuts can be made in the text as it was written before conversion, and
nothing can go unrecorded.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Removed, Repaired


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` gives way to `text`; with `why` it is recorded, without it only white space is at stake."""

    start: int
    end: int
    text: str = ""
    why: str | None = None


Find = Callable[[str], Sequence[Edit]]
"""Gives edits of a text in order and without overlap."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was done to a text."""

    removed: tuple[Removed, ...] = ()
    repaired: tuple[Repaired, ...] = ()


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits made.

    Raises:
        ValueError: they overlap or are out of order.
    """
    pieces, done = [], 0
    for edit in edits:
        if edit.start < done or edit.end < edit.start:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


def disjoint(edits: Sequence[Edit]) -> list[Edit]:
    """Those that do not overlap one before them in the given order, in the order of the text."""
    taken = bytearray(max((edit.end for edit in edits), default=0))
    kept = []
    for edit in edits:
        if not any(taken[edit.start : edit.end]):
            taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
            kept.append(edit)
    return sorted(kept, key=lambda edit: edit.start)


def each(text: str, edits: Iterable[Edit]) -> Record:
    """A record of every edit of its own."""
    removed, repaired = [], []
    for edit in edits:
        before = text[edit.start : edit.end].strip()
        if edit.why is None or not (before or edit.text):
            continue
        if edit.text:
            repaired.append(Repaired(edit.why, before, edit.text.strip()))
        else:
            removed.append(Removed(edit.why, before))
    return Record(tuple(removed), tuple(repaired))


def together(text: str, edits: Iterable[Edit]) -> Record:
    """One record a reason, that names each different piece once: for a hundred small things of one kind."""
    cut: dict[str, set[str]] = {}
    replaced: dict[str, dict[str, str]] = {}
    for edit in edits:
        before = text[edit.start : edit.end]
        if edit.why and edit.text:
            replaced.setdefault(edit.why, {}).setdefault(before, edit.text)
        elif edit.why:
            cut.setdefault(edit.why, set()).add(before)
    return Record(
        tuple(Removed(why, " ".join(sorted(pieces))) for why, pieces in cut.items()),
        tuple(Repaired(why, " ".join(pairs), " ".join(pairs.values())) for why, pairs in replaced.items()),
    )
