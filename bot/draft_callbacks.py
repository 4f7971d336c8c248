"""Draft callbacks: what a button of a draft's card says when it is pressed, in at most 64 bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum

PATTERN = "^1d:"  # which presses are about drafts, also those that an older version made


class Step(StrEnum):
    """What is to be done with a draft."""

    CARD = "c"  # show the card in the message that has the button
    OPEN = "o"  # show it in a new message
    FIELDS = "f"
    FIELD = "v"  # ask for the value of the field that is named
    SET = "s"  # key=value
    CLAUSES = "k"  # a page of them, from 0; also of the following
    DIFFERENCES = "d"
    REMOVED = "r"
    TRIAL = "t"
    END_TRIAL = "e"
    PUBLISH = "p"
    RELEASE = "l"
    RELEASE_SURELY = "y"
    CANCEL = "x"
    UNDO = "u"


@dataclass(frozen=True, slots=True)
class DraftPress:
    """A step for a draft, with a page, a field or a value.

    Raises:
        ValueError: it cannot be encoded.
    """

    draft: str
    step: Step
    argument: str = ""

    def __post_init__(self) -> None:
        """Keep the data decodable and within Telegram's limit."""
        if _DRAFT.fullmatch(self.draft) is None or _ARGUMENT.fullmatch(self.argument) is None:
            raise ValueError(
                "a draft's id has twelve hexadecimal digits, and an argument at most forty plain characters"
            )

    @property
    def page(self) -> int:
        """The page that is meant."""
        return int(self.argument) if self.argument.isdecimal() else 0


_DRAFT = re.compile(r"[0-9a-f]{12}")
_ARGUMENT = re.compile(r"[a-z0-9_=/.-]{0,40}")
_FORM = re.compile(rf"1d:({_DRAFT.pattern}):([{''.join(Step)}]):({_ARGUMENT.pattern})")


def encode(press: DraftPress) -> str:
    """The data for a button; `decode` gives the same value back."""
    return f"1d:{press.draft}:{press.step.value}:{press.argument}"


def decode(data: str) -> DraftPress | None:
    """What a button said; None for data that this version did not make."""
    found = _FORM.fullmatch(data)
    return DraftPress(found[1], Step(found[2]), found[3]) if found else None
