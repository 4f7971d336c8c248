"""Drafting: a language model writes lay questions for clauses, and what is none is dropped. Nothing is published.

The drafts are for a review: `draft` gives them with the dropped ones and why, and stops where the model keeps failing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Progress
from ingest.drafting.filters import REASONS, Why, is_duplicate, same_key, unfit
from ingest.drafting.writing import PATIENCE, Writer, open_writer
from knowledge.chat import NoReply
from knowledge.errors import UsageProblem
from knowledge.model import Kind, LayQuestion, Origin, Passage, Source

__all__ = [
    "QUESTIONS",
    "REASONS",
    "Drafts",
    "Dropped",
    "Finds",
    "Why",
    "Writer",
    "draft",
    "open_writer",
    "sift",
]
QUESTIONS = 10  # of a clause; what they gain in finding it grows up to there
_ORDINAL = re.compile(r"^\s*(?:\d{1,2}\s*[.、)）]\s*(?=\D)|[-*•]\s+)")

Finds = Callable[[Sequence[LayQuestion], Sequence[LayQuestion]], Sequence[bool]]
"""Of the second questions, which have their clause among the first three of all that will be there, the first ones known."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A draft that is none, and why."""

    question: LayQuestion
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What was drafted for some clauses."""

    kept: tuple[LayQuestion, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    done: int = 0  # clauses for which questions came
    failed: tuple[str, ...] = ()  # locators of those for which none came
    stopped: str | None = None  # why the rest was not tried, in words


def draft(
    passages: Sequence[Passage],
    source: Source,
    writer: Writer,
    progress: Progress | None = None,
) -> Drafts:
    """Draft questions for the clauses of a source, one call a clause, and drop what is none by itself.

    Raises:
        UsageProblem: the source or a clause is internal, and the writer may not read such; nothing was sent.
    """
    _admit(passages, source, writer)
    kept: list[LayQuestion] = []
    dropped: list[Dropped] = []
    failed: list[str] = []
    seen: set[str] = set()
    done = in_a_row = 0
    stopped = None
    for passage in passages:
        try:
            replied = writer.questions(source, passage, QUESTIONS)[:QUESTIONS]
        except NoReply as failure:
            failed.append(passage.locator)
            in_a_row += 1
            if in_a_row >= PATIENCE[failure.fault]:
                stopped = f"{failure}起草停在这里，{len(passages)}条里做完了{done}条。"
                break
        else:
            done, in_a_row = done + 1, 0
            for question, why in _judged(_tidied(replied, passage, writer), passage, source, seen):
                if why is None:
                    kept.append(question)
                else:
                    dropped.append(Dropped(question, why))
        if progress:
            progress("起草问法", done + len(failed), len(passages))
    return Drafts(kept=tuple(kept), dropped=tuple(dropped), done=done, failed=tuple(failed), stopped=stopped)


def sift(drafts: Drafts, finds: Finds) -> Drafts:
    """Drop the drafts that do not lead to their clause.

    Each half is put to an index that holds the other: one that found itself would prove nothing, and one without any
    would drop just those that share no word with the clause, for which all this is done.
    """
    halves = drafts.kept[::2], drafts.kept[1::2]
    lost = {
        question
        for known, tried in (halves, halves[::-1])
        for question, found in zip(tried, finds(known, tried), strict=True)
        if not found
    }
    return replace(
        drafts,
        kept=tuple(question for question in drafts.kept if question not in lost),
        dropped=(
            *drafts.dropped,
            *(Dropped(question, Why.LOST) for question in drafts.kept if question in lost),
        ),
    )


def _admit(passages: Iterable[Passage], source: Source, writer: Writer) -> None:
    """Let nothing internal out.

    Raises:
        UsageProblem: something is, and the writer may not read it.
    """
    if writer.may_read_internal:
        return
    if source.kind is Kind.INTERNAL or any(passage.kind is Kind.INTERNAL for passage in passages):
        raise UsageProblem(
            f"《{source.title}》是内部文件，条款不发给语言模型，没有起草；确实可以发，请设 JIANFU_LLM_INTERNAL=1。"
        )


def _tidied(replied: Iterable[str], passage: Passage, writer: Writer) -> Iterator[LayQuestion]:
    """What a model replied as questions of a clause, without numbers in front and blanks around."""
    for row in replied:
        text = " ".join(_ORDINAL.sub("", row, count=1).split())
        yield LayQuestion(locator=passage.locator, text=text, origin=Origin.DRAFTED, hand=writer.name)


def _judged(
    questions: Iterable[LayQuestion], passage: Passage, source: Source, seen: set[str]
) -> Iterator[tuple[LayQuestion, Why | None]]:
    """Each question with what is wrong with it. `seen` grows: a question that two clauses answer alike tells neither apart."""
    here: list[str] = []
    for question in questions:
        why = unfit(question.text, passage, source)
        if why is None and (same_key(question.text) in seen or is_duplicate(question.text, here)):
            why = Why.DUPLICATE
        if why is None:
            here.append(question.text)
            seen.add(same_key(question.text))
        yield question, why
