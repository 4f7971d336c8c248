"""Resemblance: sources that say the same under other names, found by sketches and never by comparing all texts.

A sketch keeps the smallest hashes of a text's shingles; two sketches estimate how many shingles two texts share
(Broder 1997, bottom-k). It is stored beside each version, so that finding a duplicate reads no text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from knowledge.model import Source
from knowledge.text import letters

Sketch = frozenset[int]
_KEPT = 128  # hashes; the estimate's standard error is under 0.045
_SHINGLE = 8  # letters: long enough that two rules on one matter share few by chance
_HASH = 8  # bytes
_POWERS = np.array([pow(0x9E3779B97F4A7C15, power, 1 << 64) for power in range(_SHINGLE)], dtype=np.uint64)
_ALIKE = 0.5  # share of the shingles from which on two texts are told to be one


@dataclass(frozen=True, slots=True)
class Twin:
    """A source that says nearly the same."""

    source: Source
    share: float  # of the shingles of both, from 0 to 1


def sketch(text: str) -> Sketch:
    """What a text is compared by; empty for one without letters."""
    run = np.frombuffer(letters(text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if not len(run):
        return frozenset()
    shingles = sliding_window_view(run, min(_SHINGLE, len(run)))
    hashes = _mixed((shingles * _POWERS[: shingles.shape[1]]).sum(axis=1, dtype=np.uint64))
    return frozenset(np.unique(hashes)[:_KEPT].tolist())


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Values spread over all 64 bits, so that the smallest are a fair sample (Steele et al. 2014, SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def resemblance(one: Sketch, other: Sketch) -> float:
    """The share of the shingles of two texts that stand in both, estimated from their sketches."""
    smallest = sorted(one | other)[:_KEPT]
    return sum(value in one and value in other for value in smallest) / len(smallest) if smallest else 0.0


def pack(found: Sketch) -> bytes:
    """A sketch as it is stored."""
    return b"".join(value.to_bytes(_HASH) for value in sorted(found))


def unpack(content: bytes) -> Sketch:
    """A stored sketch."""
    return frozenset(int.from_bytes(content[at : at + _HASH]) for at in range(0, len(content), _HASH))


class Resembling:
    """The sketches of many sources, by what they hold."""

    def __init__(self, sketches: Iterable[tuple[Source, Sketch]] = ()) -> None:
        self._sketches: list[tuple[Source, Sketch]] = []
        self._holding: dict[int, list[int]] = {}
        for source, found in sketches:
            self.add(source, found)

    def add(self, source: Source, found: Sketch) -> None:
        """Know one more."""
        for value in found:
            self._holding.setdefault(value, []).append(len(self._sketches))
        self._sketches.append((source, found))

    def twins(self, found: Sketch) -> list[Twin]:
        """The sources that say nearly the same, the nearest first."""
        return sorted(self._twins(found), key=lambda twin: (-twin.share, twin.source.key))

    def _twins(self, found: Sketch) -> Iterator[Twin]:
        shared = Counter(place for value in found for place in self._holding.get(value, ()))
        for place, count in shared.items():
            source, other = self._sketches[place]
            if count >= _ALIKE * max(len(found), len(other)):  # fewer cannot reach that share
                share = resemblance(found, other)
                if share >= _ALIKE:
                    yield Twin(source, share)
