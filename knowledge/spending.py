"""Spending: how often a language model was asked, what came of it, and what that cost. Counts only, no words."""

import threading
from dataclasses import dataclass, replace

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, those that are asked and those that are answered, in whatever currency."""

    asked: float
    answered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted so far."""

    calls: int = 0
    reworded: int = 0  # answers
    refused: int = 0  # drafts, because they did not hold
    reread: int = 0  # questions that found something in other words
    failed: int = 0  # calls of which nothing came
    skipped: int = 0  # not made: too many at once, or the model is being left alone
    asked: int = 0  # tokens
    answered: int = 0
    estimated: int = (
        0  # calls of which the other side counted no tokens; a character is taken for one, which is much
    )

    def cost(self, price: Price) -> float:
        """What the tokens cost."""
        return (self.asked * price.asked + self.answered * price.answered) / _MILLION


class Spending:
    """Counts that several threads add to."""

    def __init__(self, price: Price | None = None) -> None:
        self.price = price
        self._lock = threading.Lock()
        self._counts = Counts()

    @property
    def counts(self) -> Counts:
        """As they stand."""
        with self._lock:
            return self._counts

    def add(self, **more: int) -> None:
        """Add to some of the counts, by name."""
        with self._lock:
            now = {name: getattr(self._counts, name) + number for name, number in more.items()}
            self._counts = replace(self._counts, **now)
