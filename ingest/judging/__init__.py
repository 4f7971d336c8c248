"""Judging: whether a cleaned text can be trusted, or has to be held back until somebody releases it.

A list of signs, each of which looks for one kind of damage. Some sites shuffle real policy texts, or mix other matter
into them; such a text reads like a source and is none.
"""

from collections.abc import Callable

from ingest.judging import adverts, coherence, garble, mixture, numbering, pairs
from ingest.judging.sign import Sign

__all__ = ["Sign", "judge"]
SIGNS: tuple[Callable[[str], Sign | None], ...] = (
    garble.find,
    numbering.find,
    pairs.find,
    adverts.find,
    coherence.find,  # the dearest ones last
    mixture.find,
)


def judge(text: str) -> Sign | None:
    """The first sign that a text cannot be trusted, or None."""
    return next((sign for find in SIGNS if (sign := find(text)) is not None), None)
