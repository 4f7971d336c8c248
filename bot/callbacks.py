"""Callback data: what a button under a reply says when it is pressed, in at most 64 bytes.

The form carries its number. Data of an older form, or of somebody else's making, decodes to None, so that a
button pressed after an update is answered with a sentence and not with a failure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Reason

MAX_BYTES = 64  # Telegram's own
MOST_PASSAGES = 3  # sixteen digits each: a fourth would not fit beside the outcome
_PASSAGE = r"[0-9a-f]{16}"
TOKEN_BYTES = 6  # of a turn's token, two hexadecimal digits each; guessed once in 10^14
_TOKEN = rf"[0-9a-f]{{{2 * TOKEN_BYTES}}}"


class Outcome(StrEnum):
    """What the reader had been given when they said that it missed the point."""

    ANSWER = "answer"
    NO_BASIS = Reason.NO_BASIS.value
    OFF_TOPIC = Reason.OFF_TOPIC.value
    UNCLEAR = Reason.UNCLEAR.value
    DECLINED = Reason.DECLINED.value


@dataclass(frozen=True, slots=True)
class FullClause:
    """Show a clause in a message of its own.

    Raises:
        ValueError: this is no passage's id.
    """

    passage: str

    def __post_init__(self) -> None:
        """Keep the data decodable."""
        _checked(self.passage)


@dataclass(frozen=True, slots=True)
class NeighbourClause:
    """Turn to the clause before or after, in the message that has the button.

    Raises:
        ValueError: this is no passage's id.
    """

    passage: str

    def __post_init__(self) -> None:
        """Keep the data decodable."""
        _checked(self.passage)


@dataclass(frozen=True, slots=True)
class Missed:
    """The reply missed the point; with the first clauses that it cited.

    Raises:
        ValueError: there are more passages than fit, or one is no passage's id.
    """

    outcome: Outcome
    passages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep the data decodable and within Telegram's limit."""
        if len(self.passages) > MOST_PASSAGES:
            raise ValueError(f"at most {MOST_PASSAGES} passages fit")
        for passage in self.passages:
            _checked(passage)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the things that a question may mean was chosen; the turn is held in memory under its token.

    Raises:
        ValueError: this is no token, or the index is no digit.
    """

    turn: str
    index: int

    def __post_init__(self) -> None:
        """Keep the data decodable."""
        if re.fullmatch(_TOKEN, self.turn) is None or not 0 <= self.index <= 9:
            raise ValueError("a choice is a digit after a token of hexadecimal digits")


Callback = FullClause | NeighbourClause | Missed | Chosen

_CLAUSE_FORM = re.compile(rf"1([cn]):({_PASSAGE})")
_MISSED_FORM = re.compile(
    rf"1m:({'|'.join(Outcome)}):((?:{_PASSAGE}(?:\.{_PASSAGE}){{0,{MOST_PASSAGES - 1}}})?)"
)
_CHOSEN_FORM = re.compile(rf"1q:({_TOKEN}):([0-9])")


def encode(callback: Callback) -> str:
    """The data for a button; `decode` gives the same value back."""
    match callback:
        case FullClause(passage):
            return f"1c:{passage}"
        case NeighbourClause(passage):
            return f"1n:{passage}"
        case Missed(outcome, passages):
            return f"1m:{outcome.value}:{'.'.join(passages)}"
        case Chosen(turn, index):
            return f"1q:{turn}:{index}"


def decode(data: str) -> Callback | None:
    """What a button said; None for data that this version did not make."""
    if clause := _CLAUSE_FORM.fullmatch(data):
        return FullClause(clause[2]) if clause[1] == "c" else NeighbourClause(clause[2])
    if missed := _MISSED_FORM.fullmatch(data):
        return Missed(Outcome(missed[1]), tuple(missed[2].split(".")) if missed[2] else ())
    if chosen := _CHOSEN_FORM.fullmatch(data):
        return Chosen(chosen[1], int(chosen[2]))
    return None


def _checked(passage: str) -> None:
    if re.fullmatch(_PASSAGE, passage) is None:
        raise ValueError("a passage's id has sixteen hexadecimal digits")
