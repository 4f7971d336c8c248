"""Lexical terms: what the lexical side of the index stores and what it is asked for.

Overlapping pairs of Chinese characters beat a word segmenter on public Chinese retrieval tests and need no
dictionary. Runs of Latin letters and digits stay whole, and each quantity adds a term of its canonical form, so
that 60分钟 finds 1小时.
"""

import re
from collections.abc import Iterator

from knowledge.numbering import Quantity, quantities
from knowledge.text import normalise

_RUN = re.compile(r"(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff]+)|(?P<word>[a-z0-9]+(?:\.[0-9]+)?)")


def terms(text: str) -> list[str]:
    """The terms of a text, in order, repeated as often as they occur. No term holds white space."""
    normalised = normalise(text)
    found = list(_runs(normalised))
    found.extend(quantity_term(quantity) for quantity in quantities(normalised))
    return found


def quantity_term(quantity: Quantity) -> str:
    """The term that stands for a figure: `=60分钟`."""
    return f"={quantity.value}{quantity.unit}"


def _runs(normalised: str) -> Iterator[str]:
    for match in _RUN.finditer(normalised):
        run = match.group()
        if match["word"] or len(run) == 1:
            yield run
        else:
            yield from (run[start : start + 2] for start in range(len(run) - 1))
