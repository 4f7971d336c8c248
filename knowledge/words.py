"""Words: a text cut at the pieces that the shipped model knows, so that differences are shown word by word."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.embedding import SHIPPED

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_FIGURE = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?|[A-Za-z]+")


def words(text: str) -> list[str]:
    """The words of a text with all that stands between them; joined they are the text again.

    A figure or a Latin word is never cut.
    """
    cuts = sorted({0, len(text), *_cuts(text)} - _inside_figures(text))
    return [text[start:end] for start, end in pairwise(cuts)]


def _cuts(text: str) -> Iterator[int]:
    for start, end in tokenizer().encode(text, add_special_tokens=False).offsets:
        yield start
        yield end
    for match in _FIGURE.finditer(text):
        yield match.start()
        yield match.end()


def _inside_figures(text: str) -> set[int]:
    return {place for match in _FIGURE.finditer(text) for place in range(match.start() + 1, match.end())}


@cache
def tokenizer() -> "Tokenizer":
    """The shipped model's, a unigram model of pieces."""
    from tokenizers import Tokenizer  # noqa: PLC0415  # only who shows a difference needs it

    return Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
