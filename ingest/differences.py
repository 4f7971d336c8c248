"""Differences: which clause of a new version replaces which of the old one, and what its words became."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import product

from ingest.likeness import likeness, shingles
from knowledge.model import Passage
from knowledge.words import words

_SAME_PLACE = 0.3  # likeness of two texts at one locator from which on they are one clause, changed
_ELSEWHERE = 0.6  # and of two at different ones, where articles were renumbered
_MOST_PAIRS = 250_000  # about a second; beyond, clauses are looked for at their own place alone
_ISLAND = 2  # characters; what stayed between two changes and is no longer than this only breaks them up


class Fate(StrEnum):
    """What became of a piece of a text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """A clause that differs between two versions: one of the two is None where it was added or removed."""

    before: Passage | None
    after: Passage | None

    @property
    def locator(self) -> str:
        """Where it stands, or stood."""
        passage = self.after or self.before
        return passage.locator if passage else ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its words, marked."""
        return compared(self.before.text if self.before else "", self.after.text if self.after else "")


def paired(
    before: Sequence[Passage], after: Sequence[Passage]
) -> list[tuple[Passage | None, Passage | None]]:
    """Each clause with the one that it replaces, in the order of the new version, removed ones after their predecessor.

    First those of the same words, at the same place before elsewhere; then those at one place that are somewhat alike;
    then, where articles were renumbered, those that are much alike; and last what is left at one place.
    """
    partner = _same_words(before, after)
    partner |= _alike(before, after, partner)
    old_of = {new: old for old, new in partner.items()}
    rows: list[tuple[Passage | None, Passage | None]] = []
    shown = 0
    for place, passage in enumerate(after):
        old = old_of.get(place)
        if old is not None and old >= shown:
            rows += [(before[gone], None) for gone in range(shown, old) if gone not in partner]
            shown = old + 1
        rows.append((None if old is None else before[old], passage))
    rows += [(before[gone], None) for gone in range(shown, len(before)) if gone not in partner]
    return rows


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts in one, marked by what became of them.

    The kept and removed pieces joined are `before`, the kept and added ones `after`.
    """
    old, new = words(before), words(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Fate.KEPT, "".join(old[i1:i2])))
        else:
            pieces += _replaced("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(_without_islands(pieces))


def _same_words(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    """The places of clauses whose words stayed: old to new."""
    at: dict[tuple[str, str], list[int]] = {}
    anywhere: dict[str, list[int]] = {}
    for place, passage in enumerate(after):
        at.setdefault((passage.locator, passage.text), []).append(place)
        anywhere.setdefault(passage.text, []).append(place)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in ("here", "elsewhere"):
        for place, passage in enumerate(before):
            here = at.get((passage.locator, passage.text), [])
            free = [
                new for new in (here if key == "here" else anywhere.get(passage.text, [])) if new not in taken
            ]
            if place not in found and free:
                found[place] = free[0]
                taken.add(free[0])
    return found


def _alike(before: Sequence[Passage], after: Sequence[Passage], known: Mapping[int, int]) -> dict[int, int]:
    """The places of clauses whose words changed: old to new."""
    taken = set(known.values())
    old = {place: shingles(passage.text) for place, passage in enumerate(before) if place not in known}
    new = {place: shingles(passage.text) for place, passage in enumerate(after) if place not in taken}
    everywhere = len(old) * len(new) <= _MOST_PAIRS
    ranked = []
    for one, other in product(old, new):
        here = before[one].locator == after[other].locator
        if here or everywhere:
            like = likeness(old[one], new[other])
            if here or like >= _ELSEWHERE:
                tier = 0 if here and like >= _SAME_PLACE else 1 if like >= _ELSEWHERE else 2
                ranked.append((tier, -like, one, other))
    found: dict[int, int] = {}
    for _, _, one, other in sorted(ranked):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece(Fate.REMOVED, before)
    if after:
        yield Piece(Fate.ADDED, after)


def _without_islands(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with changes on both sides of a short word that stayed made one."""
    removed = added = island = ""
    for piece in pieces:
        if piece.fate is Fate.REMOVED:
            removed, added, island = removed + island + piece.text, added + island, ""
        elif piece.fate is Fate.ADDED:
            removed, added, island = removed + island, added + island + piece.text, ""
        elif (removed or added) and not island and len(piece.text) <= _ISLAND:
            island = piece.text
        else:
            yield from _replaced(removed, added)
            yield Piece(Fate.KEPT, island + piece.text)
            removed = added = island = ""
    yield from _replaced(removed, added)
    if island:
        yield Piece(Fate.KEPT, island)
