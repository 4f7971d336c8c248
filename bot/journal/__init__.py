"""The journal: what readers said to us, and what admins did to the library."""

from bot.journal.entries import Act, Deed, Miss, Unanswered
from bot.journal.journal import Journal

__all__ = ["Act", "Deed", "Journal", "Miss", "Unanswered"]
