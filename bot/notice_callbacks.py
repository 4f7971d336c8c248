"""Notice callbacks: what a button under a notice's report says when it is pressed, in at most 64 bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum

PATTERN = "^1r:"  # which presses are about reports, also those that an older version made


class Wish(StrEnum):
    """What is wanted of a report."""

    PICTURE = "p"
    WORDS = "w"  # that can be shown to the sender


@dataclass(frozen=True, slots=True)
class ReportPress:
    """A wish, and the report that is held in memory for it.

    Raises:
        ValueError: this is no report's id.
    """

    report: str
    wish: Wish

    def __post_init__(self) -> None:
        """Keep the data decodable."""
        if _REPORT.fullmatch(self.report) is None:
            raise ValueError("a report's id has sixteen hexadecimal digits")


_REPORT = re.compile(r"[0-9a-f]{16}")
_FORM = re.compile(rf"1r:([{''.join(Wish)}]):({_REPORT.pattern})")


def encode(press: ReportPress) -> str:
    """The data for a button; `decode` gives the same value back."""
    return f"1r:{press.wish.value}:{press.report}"


def decode(data: str) -> ReportPress | None:
    """What a button said; None for data that this version did not make."""
    found = _FORM.fullmatch(data)
    return ReportPress(found[2], Wish(found[1])) if found else None
