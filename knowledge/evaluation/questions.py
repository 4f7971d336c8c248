"""Questions: cases put through the real path, and what became of each.

What counts as right follows the questions file: a citation that one of its gold ones names, of whose words one quote has
to stand there where quotes are given (digits and Chinese numerals are equal).
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.evaluation.cases import Case, Titled, figures_alike
from knowledge.evaluation.measures import CUTOFF
from knowledge.model import Answer, NoAnswer, Passage, Question, Reason

Advance = Callable[[int, int], None]  # questions done, and all


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case."""

    case: Case
    reason: Reason | None  # why it was refused; None where it was answered
    first: bool  # the first citation is right
    three: bool  # one of the first three is
    verdict: bool
    said: bool  # must_say is there and must_not_say is not
    ranked: int | None  # the first right place of the bare ranking, before it was decided whether to answer
    plain: int | None  # that of plain BM25 over the same passages
    probability: float | None  # that the decision gave; None where none was made
    elapsed_ms: float

    @property
    def refused(self) -> bool:
        """Whether there is no answer."""
        return self.reason is not None

    @property
    def good(self) -> bool:
        """Whether nothing is to be mended."""
        if not self.case.wants_answer:
            return self.refused and self.said
        return self.first and self.said and (self.verdict or not self.case.verdicts)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A bare ranking, and what the decision to answer makes of it."""

    best: Sequence[Titled]  # ten, best first
    probability: float | None  # that the first is right; None where no decision was to be made


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of answering that are compared: the product, its bare ranking with its decision, and the yardstick."""

    ask: Callable[[Question], Answer | NoAnswer]
    rank: Callable[[Question], Ranking]
    plain: Callable[[Question], Sequence[Titled]]  # the best ten, best first


def run(cases: Sequence[Case], ways: Ways, advance: Advance = lambda _done, _all: None) -> list[Outcome]:
    """Put every case through every way."""
    outcomes = []
    for done, case in enumerate(cases, start=1):
        outcomes.append(_outcome(case, ways))
        advance(done, len(cases))
    return outcomes


def first_right(case: Case, ranking: Sequence[Titled]) -> int | None:
    """The place, from 1, of the first right passage among the best ten."""
    places = enumerate(ranking[:CUTOFF], start=1)
    return next((place for place, (title, one) in places if case.right(title, one, one.text)), None)


def _outcome(case: Case, ways: Ways) -> Outcome:
    started = time.perf_counter()
    result = ways.ask(case.question)
    elapsed = (time.perf_counter() - started) * 1000
    right = _cited_right(case, result)
    said = figures_alike(_everything(result))
    ranking = ways.rank(case.question)
    return Outcome(
        case=case,
        reason=result.reason if isinstance(result, NoAnswer) else None,
        first=any(right[:1]),
        three=any(right[:3]),
        verdict=isinstance(result, Answer) and result.verdict in case.verdicts,
        said=all(figures_alike(words) in said for words in case.must_say)
        and not any(figures_alike(words) in said for words in case.must_not_say),
        ranked=first_right(case, ranking.best),
        plain=first_right(case, ways.plain(case.question)),
        probability=ranking.probability,
        elapsed_ms=elapsed,
    )


def _cited_right(case: Case, result: Answer | NoAnswer) -> list[bool]:
    if isinstance(result, NoAnswer):
        return []
    cited: list[tuple[str, Passage, str]] = [
        (one.source.title, one.passage, one.quote) for one in result.citations
    ]
    # The summary speaks of the first citation, so it may supply the first one's words.
    title, passage, quote = cited[0]
    cited[0] = (title, passage, result.summary + quote)
    return [case.right(*one) for one in cited]


def _everything(result: Answer | NoAnswer) -> str:
    """What is said as an answer: nearest clauses are plainly none."""
    if isinstance(result, NoAnswer):
        return result.message
    return "\n".join([result.summary, *(citation.quote for citation in result.citations)])
