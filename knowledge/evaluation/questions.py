"""Questions with known answers, put through the real path.

What counts as right follows the questions file: a citation whose title contains the gold title, of the gold clause
where one is given, whose words contain one of the gold quotes (digits and Chinese numerals are equal).
"""

import json
import math
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.corpus import covers
from knowledge.errors import UsageProblem
from knowledge.model import COUNTRY, Answer, NoAnswer, Passage, Question
from knowledge.numbering import parse_numeral
from knowledge.text import normalise

_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十百千万]+")


@dataclass(frozen=True, slots=True)
class Gold:
    """One acceptable citation."""

    title: str
    clause: str
    quotes: tuple[str, ...]

    def matches(self, title: str, passage: Passage, words: str) -> bool:
        """Whether a passage, or the words said of it, is this one."""
        if self.title not in title or (self.clause and not covers(passage, self.clause)):
            return False
        return not self.quotes or any(figures_alike(quote) in figures_alike(words) for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what an answer to it has to be."""

    id: str
    question: Question
    type: str
    gold: tuple[Gold, ...]
    verdicts: tuple[str, ...]
    must_say: tuple[str, ...]
    must_not_say: tuple[str, ...]

    @property
    def wants_answer(self) -> bool:
        """Whether a clause answers it."""
        return self.type == "in_scope"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    case: Case
    refused: bool
    first: bool  # the first citation is right
    three: bool  # one of the first three is
    verdict: bool
    said: bool  # must_say is there and must_not_say is not
    ranked_first: bool  # the same for the bare ranking, before it was decided whether to answer
    ranked_three: bool
    plain_first: bool  # and for plain BM25 over the same passages
    plain_three: bool
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of answering that are compared: the product, its bare ranking, and the yardstick."""

    ask: Callable[[Question], Answer | NoAnswer]
    rank: Callable[[Question], Sequence[tuple[str, Passage]]]  # (title, passage), best first
    plain: Callable[[Question], Sequence[tuple[str, Passage]]]


def read_cases(path: Path, on: date) -> list[Case]:
    """The cases of a questions file.

    Raises:
        UsageProblem: the file is none, or a line of it.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            cases.append(_case(json.loads(line), on))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise UsageProblem(f"{path.name} 第{number}行不是一条评测问题：{problem}") from problem
    return cases


def run(cases: Iterable[Case], ways: Ways) -> list[Outcome]:
    """Put every case through every way."""
    return [_outcome(case, ways) for case in cases]


def summarise(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    """Shares by type of question, each with its count; types that want an answer and types that want none differ."""
    table: dict[str, dict[str, Any]] = {}
    for kind in ("in_scope", *sorted({outcome.case.type for outcome in outcomes} - {"in_scope"})):
        chosen = [outcome for outcome in outcomes if outcome.case.type == kind]
        if chosen and chosen[0].case.wants_answer:
            right = [outcome for outcome in chosen if outcome.three]
            table[kind] = {
                "questions": len(chosen),
                "first": _share(chosen, lambda outcome: outcome.first),
                "three": _share(chosen, lambda outcome: outcome.three),
                "verdict": _share(chosen, lambda outcome: outcome.verdict),
                "verdict_when_cited_right": _share(right, lambda outcome: outcome.verdict),
                "said": _share(chosen, lambda outcome: outcome.said),
                "refused": _share(chosen, lambda outcome: outcome.refused),
                "ranked_first": _share(chosen, lambda outcome: outcome.ranked_first),
                "ranked_three": _share(chosen, lambda outcome: outcome.ranked_three),
                "plain_first": _share(chosen, lambda outcome: outcome.plain_first),
                "plain_three": _share(chosen, lambda outcome: outcome.plain_three),
            }
        elif chosen:
            table[kind] = {
                "questions": len(chosen),
                "refused": _share(chosen, lambda outcome: outcome.refused),
                "said": _share(chosen, lambda outcome: outcome.said),
            }
    return table


def figures_alike(text: str) -> str:
    """A text with its Chinese numerals as digits and without blanks, so that 一小时 and 1小时 are equal."""

    def digits(match: re.Match[str]) -> str:
        value = parse_numeral(match.group())
        return match.group() if value is None else str(value)

    return _NUMERALS.sub(digits, normalise(text)).replace(" ", "")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank); 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _case(row: Mapping[str, Any], on: date) -> Case:
    return Case(
        id=str(row["id"]),
        question=Question(
            text=str(row["question"]),
            on=date.fromisoformat(row["on"]) if row.get("on") else on,
            region=str(row.get("region") or COUNTRY),
        ),
        type=str(row["type"]),
        gold=tuple(
            Gold(str(gold["title"]), str(gold.get("clause") or ""), tuple(gold.get("quote_any") or ()))
            for gold in row.get("gold") or ()
        ),
        verdicts=tuple(row.get("verdict") or ()),
        must_say=tuple(row.get("must_say") or ()),
        must_not_say=tuple(row.get("must_not_say") or ()),
    )


def _outcome(case: Case, ways: Ways) -> Outcome:
    started = time.perf_counter()
    result = ways.ask(case.question)
    elapsed = (time.perf_counter() - started) * 1000
    cited: list[tuple[str, Passage]] = []
    words: list[str] = []
    if isinstance(result, Answer):
        cited = [(citation.source.title, citation.passage) for citation in result.citations]
        # The summary speaks of the first citation, so it may supply the first one's words.
        words = [
            result.summary + result.citations[0].quote,
            *(citation.quote for citation in result.citations[1:]),
        ]
    right = [_right(case, title, passage, said) for (title, passage), said in zip(cited, words, strict=True)]
    ranked = [_right(case, title, passage, passage.text) for title, passage in ways.rank(case.question)[:3]]
    plain = [_right(case, title, passage, passage.text) for title, passage in ways.plain(case.question)[:3]]
    said = figures_alike(_everything(result))
    return Outcome(
        case=case,
        refused=isinstance(result, NoAnswer),
        first=any(right[:1]),
        three=any(right[:3]),
        verdict=isinstance(result, Answer) and result.verdict in case.verdicts,
        said=all(figures_alike(words) in said for words in case.must_say)
        and not any(figures_alike(words) in said for words in case.must_not_say),
        ranked_first=any(ranked[:1]),
        ranked_three=any(ranked),
        plain_first=any(plain[:1]),
        plain_three=any(plain),
        elapsed_ms=elapsed,
    )


def _right(case: Case, title: str, passage: Passage, words: str) -> bool:
    return any(gold.matches(title, passage, words) for gold in case.gold)


def _everything(result: Answer | NoAnswer) -> str:
    """What is said as an answer: nearest clauses are plainly none."""
    if isinstance(result, NoAnswer):
        return result.message
    return "\n".join([result.summary, *(citation.quote for citation in result.citations)])


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else 0.0
