"""Cuts: a long passage is parted at its paragraphs, and a long paragraph at its sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import Slice
from ingest.structure.lines import lines
from knowledge.text import Span, sentences

# Characters up to which a passage stays whole, so that an article is quoted with all its items. None of the articles of
# the five statutes in the tests is longer, and 11 of 19,887 of other national laws are.
LONGEST = 800
_ITEM = re.compile(r"[（(][0-9一二三四五六七八九十]{1,3}[）)]|\d{1,2}\s*[.．、]|[①-⑳]|\|")


def cut(slice_: Slice, text: str) -> Iterator[Slice]:
    """A passage, or the pieces of one that is too long, in order: 第6条第2款, 第3段（第1部分）."""
    if slice_.end - slice_.start <= LONGEST:
        yield slice_
        return
    paragraphs = _paragraphs(slice_, text)
    if slice_.article is None or len(paragraphs) == 1:
        yield from _by_sentences(slice_, text)
        return
    for number, span in enumerate(paragraphs, start=1):
        locator = f"{slice_.locator}第{number}款"
        yield from _by_sentences(replace(slice_, start=span.start, end=span.end, locator=locator), text)


def _paragraphs(slice_: Slice, text: str) -> list[Span]:
    """The paragraphs of an article, each with its items."""
    found: list[Span] = []
    for line in lines(text[slice_.start : slice_.end]):
        start, end = slice_.start + line.start, slice_.start + line.end
        if found and _ITEM.match(line.text):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def _by_sentences(slice_: Slice, text: str) -> Iterator[Slice]:
    """The fewest pieces of whole sentences that are not too long; a sentence that is stays whole."""
    pieces: list[Span] = []
    for sentence in sentences(text[slice_.start : slice_.end]):
        start, end = slice_.start + sentence.start, slice_.start + sentence.end
        if pieces and end - pieces[-1].start <= LONGEST:
            pieces[-1] = Span(pieces[-1].start, end)
        else:
            pieces.append(Span(start, end))
    if len(pieces) <= 1:
        yield slice_
        return
    for number, piece in enumerate(pieces, start=1):
        locator = f"{slice_.locator}（第{number}部分）"
        yield replace(slice_, start=piece.start, end=piece.end, locator=locator)
