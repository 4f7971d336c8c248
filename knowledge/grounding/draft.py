"""A draft: its sentences with what they stand on, and what can be wrong with it."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What is wrong with a draft."""

    FORM = "form"  # no sentence of ours: too long, markup, another language
    UNCITED = "uncited"
    ADVICE = "advice"
    NAME = "name"  # a document, article, place, office, day or quotation that the clauses do not have
    FIGURE = "figure"
    EXCEPTION = "exception"  # one too many or too few, or a softener
    POLARITY = "polarity"
    BEARER = "bearer"  # somebody else
    WORDS = "words"  # what the clauses do not say
    DROPPED = "dropped"  # what the answer says


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a draft, and the numbers of the clauses that carry it, from 1."""

    text: str
    cites: tuple[int, ...]
