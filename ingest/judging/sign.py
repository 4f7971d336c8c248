"""A sign that a text cannot be trusted."""

from dataclasses import dataclass

_SHOWN = 60  # characters of a sample


@dataclass(frozen=True, slots=True)
class Sign:
    """Why a text is held back, and a short span of it that shows it."""

    reason: str
    sample: str

    def __str__(self) -> str:
        sample = " ".join(self.sample.split())
        shown = sample if len(sample) <= _SHOWN else sample[:_SHOWN] + "…"
        return f"{self.reason}例如：{shown}"
