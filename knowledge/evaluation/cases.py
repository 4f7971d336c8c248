"""Cases: questions with known answers, read from a file or a folder of files, in either of two forms.

The longer form names an acceptable citation by title, clause and words, the type, the verdicts, and what has to be said.
The shorter one names it as `<source id> <locator>`; without any it gives the reason why nothing answers.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.corpus import covers
from knowledge.errors import UsageProblem
from knowledge.model import COUNTRY, Passage, Question, Reason
from knowledge.numbering import parse_numeral
from knowledge.regions import is_region
from knowledge.text import normalise

ANSWERABLE = "in_scope"
Titled = tuple[str, Passage]  # a passage with its source's title
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十百千万]+")
_REASONS: Mapping[str, Reason] = {"injection": Reason.DECLINED, **{reason.value: reason for reason in Reason}}


@dataclass(frozen=True, slots=True)
class Gold:
    """One acceptable citation, by what it is called and says."""

    title: str
    clause: str
    quotes: tuple[str, ...]

    def matches(self, title: str, passage: Passage, words: str) -> bool:
        """Whether a passage, or the words said of it, is this one."""
        if self.title not in title or (self.clause and not covers(passage, self.clause)):
            return False
        return not self.quotes or any(figures_alike(quote) in figures_alike(words) for quote in self.quotes)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.title, self.clause, "/".join(self.quotes))))


@dataclass(frozen=True, slots=True)
class Place:
    """One acceptable citation, by its place in a source."""

    source: str  # id
    locator: str

    def matches(self, _title: str, passage: Passage, _words: str) -> bool:
        """Whether a passage stands there, in whatever version."""
        return passage.locator == self.locator and passage.source.rpartition("@")[0] == self.source

    def __str__(self) -> str:
        return f"{self.source} {self.locator}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what an answer to it has to be."""

    id: str
    line: str  # of which file, for readers
    question: Question
    type: str
    gold: tuple[Gold | Place, ...]  # alternatives
    verdicts: tuple[str, ...] = ()
    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    style: str = ""
    facet: str = ""

    @property
    def wants_answer(self) -> bool:
        """Whether a clause answers it."""
        return self.type == ANSWERABLE

    @property
    def reason(self) -> Reason | None:
        """Why there should be no answer; None where there should be one, or the type does not say."""
        return _REASONS.get(self.type)

    def right(self, title: str, passage: Passage, words: str) -> bool:
        """Whether a passage, of which these words are said, is an acceptable citation."""
        return any(gold.matches(title, passage, words) for gold in self.gold)


def read_cases(path: Path, on: date) -> list[Case]:
    """The cases of a questions file, or of every `.jsonl` file that lies in a folder.

    Raises:
        UsageProblem: a file cannot be read, or a line of it is no case; the sentence names the line.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    cases = [case for file in files for case in _of_file(file, on)]
    if not cases:
        raise UsageProblem(f"{path} 里没有题目。")
    return cases


def gold_passages(
    cases: Iterable[Case], passages: Sequence[Titled]
) -> dict[Gold | Place, tuple[Passage, ...]]:
    """The passages of each acceptable citation; none where the library does not hold it."""
    wanted = dict.fromkeys(gold for case in cases for gold in case.gold)
    return {
        gold: tuple(passage for title, passage in passages if gold.matches(title, passage, passage.text))
        for gold in wanted
    }


def figures_alike(text: str) -> str:
    """A text with its Chinese numerals as digits and without blanks, so that 一小时 and 1小时 are equal."""

    def digits(match: re.Match[str]) -> str:
        value = parse_numeral(match.group())
        return match.group() if value is None else str(value)

    return _NUMERALS.sub(digits, normalise(text)).replace(" ", "")


def _of_file(path: Path, on: date) -> Iterator[Case]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageProblem(f"读不了题目文件 {path}，请检查路径和权限，并存成 UTF-8 编码。") from problem
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{path.name} 第{number}行"
            try:
                yield _case(_object(line), f"{path.stem}:{number}", where, on)
            except ValueError as problem:
                raise UsageProblem(f"{where}{problem}") from problem


def _object(line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise ValueError("不是 JSON。") from problem
    if not isinstance(row, dict):
        raise ValueError("不是一个 JSON 对象。")  # noqa: TRY004 (one kind of mistake: in the file)
    return row


def _case(row: Mapping[str, Any], name: str, where: str, on: date) -> Case:
    gold = _gold(row.get("gold", []))
    return Case(
        id=str(row.get("id") or name),
        line=where,
        question=Question(text=_text(row, "question"), on=_day(row.get("on"), on), region=_region(row)),
        type=_type(row, answerable=bool(gold)),
        gold=gold,
        verdicts=_texts(row, "verdict"),
        must_say=_texts(row, "must_say"),
        must_not_say=_texts(row, "must_not_say"),
        style=str(row.get("style") or ""),
        facet=str(row.get("facet") or ""),
    )


def _type(row: Mapping[str, Any], *, answerable: bool) -> str:
    if "type" in row:
        return _text(row, "type")
    reason = row.get("reason")
    if answerable and reason:
        raise ValueError("既有 gold 又有 reason，请只留一个。")
    if answerable:
        return ANSWERABLE
    if reason not in list(Reason):
        raise ValueError(f"没有 gold，reason 就要写成 {'、'.join(Reason)} 中的一个。")
    return str(reason)


def _gold(value: object) -> tuple[Gold | Place, ...]:
    if not isinstance(value, list):
        raise ValueError("的 gold 要写成列表。")  # noqa: TRY004
    return tuple(_place(one) if isinstance(one, str) else _citation(one) for one in value)


def _place(text: str) -> Place:
    source, _, locator = text.strip().partition(" ")
    if not locator.strip():
        raise ValueError(f"的 gold“{text}”要写成“文件编号 条款”，中间空一格。")
    return Place(source, locator.strip())


def _citation(value: object) -> Gold:
    if not isinstance(value, dict):
        raise ValueError("的 gold 每一项要是“文件编号 条款”，或带 title 的对象。")  # noqa: TRY004
    return Gold(_text(value, "title"), str(value.get("clause") or ""), _texts(value, "quote_any"))


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"缺少 {name}。")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"的 {name} 里有半个字符。")
    return value


def _texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"的 {name} 要写成字符串的列表。")
    return tuple(value)


def _day(value: object, on: date) -> date:
    try:
        return date.fromisoformat(str(value)) if value else on
    except ValueError as problem:
        raise ValueError(f"的日期“{value}”写法不对，请写成 2026-11-22 这样。") from problem


def _region(row: Mapping[str, Any]) -> str:
    region = str(row.get("region") or COUNTRY)
    if not is_region(region):
        raise ValueError(f"的地区“{region}”写法不对，请写成 cn 或 cn/52、cn/52/27 这样。")
    return region
