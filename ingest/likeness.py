"""Likeness: how much of their wording two texts share."""

from collections.abc import Set as AbstractSet

from knowledge.lexical import terms


def shingles(text: str) -> frozenset[str]:
    """What two texts are compared by: the pairs of characters that stand in them."""
    return frozenset(terms(text))


def likeness(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """How many of their shingles two texts share, from 0 to 1 (Dice's coefficient)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
