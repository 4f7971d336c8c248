"""Turns, and what a text can mean after them."""

from dataclasses import dataclass

from knowledge.model import Answer, Citation, NoAnswer, Passage, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question with what came of it."""

    question: str  # what a follow-up is completed from: the question without what only this turn asked of it
    result: Answer | NoAnswer
    shown: Passage | None = None  # the clause that was last looked at in full

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The clauses that the reader saw, those of an answer or those that come nearest to one."""
        return self.result.citations if isinstance(self.result, Answer) else self.result.nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to look up."""

    question: str
    kept: str  # what becomes the turn's `question`
    leans: bool = False  # completed from the last turn; else a topic of its own begins
    passing: bool = False  # thanks or a greeting: what was spoken of goes on after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A clause that was cited is to be shown in full."""

    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which documents the clauses stand in, whose they are and whether they hold."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What else speaks of the last question, besides what was cited."""

    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An article of the document that was cited last."""

    source: Source
    article: str  # as `Passage.article`

    @property
    def question(self) -> str:
        """The question that finds it."""
        number, _, insertion = self.article.partition("-")
        return f"《{self.source.title}》第{number}条" + (f"之{insertion}" if insertion else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The clause before or after the one that was last looked at."""

    passage: str  # id
    following: bool


@dataclass(frozen=True, slots=True)
class Adrift:
    """It speaks of something said before, and nothing is known of that."""


Understood = Asked | Shown | Named | Others | Numbered | Beside | Adrift
