"""Pieces: a clause cut into what each of its norms says, so that a question can be held against one of them.

The items of a list do what their introduction says (不得有下列行为：…；…；…), unless they say otherwise in plain words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.norms.model import Norm
from knowledge.norms.reading import norms_of
from knowledge.text import Span, sentences

_LEADS = "：:"
_GOES_ON = "；;：:\n"  # how an item of a list ends that is not the last


@dataclass(frozen=True, slots=True)
class Piece:
    """What one norm of a clause says, or a sentence without any: slices of the clause's text."""

    span: Span
    sentence: Span
    norm: Norm | None  # with places in the sentence
    inherited: bool = False  # the norm is that of the list's introduction


@lru_cache(maxsize=4096)  # the same clauses are held against question after question
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a clause, in order; never empty for a text that says something."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    lead: Norm | None = None
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        norms = norms_of(words)
        if lead is not None and (not norms or all(norm.implied for norm in norms)):
            yield Piece(sentence, sentence, lead, inherited=True)
        elif not norms:
            yield Piece(sentence, sentence, None)
        else:
            yield from _cut(sentence, norms)
        lead = _next_lead(words, norms, lead)


def _cut(sentence: Span, norms: list[Norm]) -> Iterator[Piece]:
    start = sentence.start
    for number, norm in enumerate(norms):
        last = number == len(norms) - 1
        end = sentence.end if last else sentence.start + norm.span.end
        yield Piece(Span(start, end), sentence, norm)
        start = end


def _next_lead(words: str, norms: list[Norm], lead: Norm | None) -> Norm | None:
    """The norm that the sentence behind this one inherits, if it is an item of a list."""
    if words[-1] not in _GOES_ON:
        return None
    opening = [norm for norm in norms if any(mark in words[norm.sign.start :] for mark in _LEADS)]
    if opening:
        return replace(opening[-1], qualifiers=(), amounts=())
    return lead
