"""Rounding: measured numbers as text of three decimals, never rounded in our favour."""

import math

_DECIMALS = 3
_NOISE = 6  # decimals beyond those that count: 0.57 is kept as 0.569999…


def at_least(value: float, decimals: int = _DECIMALS) -> str:
    """A number of which more is better: what is beyond the decimals is cut off."""
    return f"{math.floor(_scaled(value, decimals)) / 10.0**decimals:.{decimals}f}"


def at_most(value: float, decimals: int = _DECIMALS) -> str:
    """A number of which less is better: what is beyond the decimals counts as one more."""
    return f"{math.ceil(_scaled(value, decimals)) / 10.0**decimals:.{decimals}f}"


def _scaled(value: float, decimals: int) -> float:
    return round(value * 10.0**decimals, _NOISE)


def signed(text: str) -> str:
    """A difference with its sign."""
    return text if text.startswith("-") else f"+{text}"
