"""Grounding: whether a draft says what the clauses say, and no less. Pure.

A language model's wording shares nearly every word with the clause even where it turns it round, so words alone prove
nothing: marks of what is forbidden and allowed, figures with their units and sides, names, exceptions and who is bound
are held against the clauses each by itself. In doubt a draft is refused, since the answer is there without it.
"""

from knowledge.grounding.checking import Grounds
from knowledge.grounding.draft import Sentence, Why

__all__ = ["Grounds", "Sentence", "Why"]
