"""Completing: a follow-up and the question that it goes on from, made into one question."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.choices import SANCTION
from knowledge.conversation.variants import varied
from knowledge.conversation.words import ASKING, BARE, OPENING, REMEDY, THEME
from knowledge.model import Citation

_LONGEST = 120  # characters; what is longer is not completed from in turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A question that stands by itself, and what the next follow-up is completed from."""

    question: str
    kept: str


def completed(question: str, cited: Sequence[Citation], follow_up: str) -> Completed:
    """The follow-up put into the question, or behind it; `cited` is what the question was answered with."""
    said = core(follow_up)
    decision = _decision(question, cited) if REMEDY.search(said) else None
    if decision is not None:
        remedy = f"{decision}，{said}" + ("" if ASKING.search(said) else "怎么办")
        return Completed(question=remedy, kept=remedy)
    instead = varied(question, said)
    if instead is not None:
        return Completed(question=instead, kept=instead)
    joined = f"{question.rstrip('？?。.！! ')}，{said}"
    side = not BARE.sub("", said)  # asks for a side of the same matter, as the next one may for another
    return Completed(question=joined, kept=question if side or len(joined) > _LONGEST else joined)


def _decision(question: str, cited: Sequence[Citation]) -> str | None:
    """What was decided against somebody, as far as the question says it, or else the clause that it was answered with."""
    way = SANCTION.way(question) or (SANCTION.way(cited[0].source.title) if cited else None)
    return way.words if way else None


def answered_back(question: str, addition: str) -> Completed:
    """What was asked for put before the question that said too little."""
    joined = f"{core(addition)}，{question}"
    return Completed(question=joined, kept=joined)


def core(follow_up: str) -> str:
    """A follow-up without what only says that it is one."""
    said = THEME.sub("", OPENING.sub("", follow_up)).strip(" ，,？?。.！!~～")
    return said or follow_up
