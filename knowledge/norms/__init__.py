"""Norms: what a sentence of a rule does to the act it speaks about, whom it binds, within what, and except when."""

from knowledge.norms.amounts import amounts
from knowledge.norms.model import Amount, Bearer, Comparison, Level, Norm, Qualifier, Role
from knowledge.norms.pieces import Piece, pieces
from knowledge.norms.qualifiers import qualifiers
from knowledge.norms.reading import norms_of, read

__all__ = [
    "Amount",
    "Bearer",
    "Comparison",
    "Level",
    "Norm",
    "Piece",
    "Qualifier",
    "Role",
    "amounts",
    "norms_of",
    "pieces",
    "qualifiers",
    "read",
]
