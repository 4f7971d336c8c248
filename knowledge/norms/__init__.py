"""Norms: what a sentence of a rule does to the act it speaks about, whom it binds, within what, and except when."""

from knowledge.norms.model import Amount, Bearer, Comparison, Level, Norm, Qualifier, Role
from knowledge.norms.reading import norms_of, read
from knowledge.norms.words import exceptions, stance, verdict

__all__ = [
    "Amount",
    "Bearer",
    "Comparison",
    "Level",
    "Norm",
    "Qualifier",
    "Role",
    "exceptions",
    "norms_of",
    "read",
    "stance",
    "verdict",
]
