"""Numbering: clauses and items out of order.

A number follows the one before it, or begins anew with one: compilations, annexes and tables of contents do. Articles may
leave numbers out, as excerpts do, but do not go back; items do neither.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.judging.sign import Sign
from knowledge.numbering import parse_numeral

_NUMERAL = "0-9〇零一二三四五六七八九十百千"
_BEGIN = r"(?<![^\s。；：！？”）])[*#]{0,8}"
_ARTICLE = re.compile(
    rf"{_BEGIN}第(?P<n>[{_NUMERAL}]{{1,6}})条(?:之[一二三四五六七八九十]+)?(?:[*]{{0,2}}[ \u3000\t]|\*\*|(?<=\n)(?![^\n]))"
)
_GLUED = re.compile(
    rf"(?<![^\n])[ \t\u3000*#]{{0,8}}第(?P<n>[{_NUMERAL}]{{1,6}})条(?=[\u3400-\u9fff])(?!第|的|和|所|规定|明确|修改|至|、|中|与)"
)
_CHAPTER = re.compile(
    rf"(?<![^\n])[ \t\u3000*#]{{0,8}}第(?P<n>[{_NUMERAL}]{{1,4}})章(?:[ \u3000]|$)", re.MULTILINE
)
_SECTION = re.compile(r"(?<![^\n])[ \t\u3000*#]{0,8}(?P<n>[一二三四五六七八九十]{1,3})、")
_ITEM = re.compile(rf"{_BEGIN}[（(](?P<n>[一二三四五六七八九十]{{1,3}})[）)]")
_LEADING = re.compile(rf"[#*]{{0,8}} ?第(?P<n>[{_NUMERAL}]{{1,6}})条")
_STOP = re.compile(r"[。；]")
_THROUGHOUT, _FEWEST_THROUGHOUT = 0.9, 8  # of the paragraphs that are articles, and how many at least
_BACK = 0.12  # of the steps between articles that go back; shuffled ones have half
_FEWEST_BACK = 2
_BROKEN = 0.3  # of the items that do not follow the one before
_FEWEST_BROKEN = 3
_ARTICLES = 4  # from which on their order tells


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    start: int


def find(text: str) -> Sign | None:
    """The sign, with the number that is out of order."""
    articles = _numbers(text, _ARTICLE)
    if len(articles) < _ARTICLES:
        articles = _numbers(text, _GLUED)
    return _articles(text, articles) or _chapters(text) or _items(text, (_SECTION, _ITEM))


def numbered_throughout(text: str) -> bool:
    """Whether each paragraph is an article and none is missing: then the numbers tell the order, and nothing lies between."""
    paragraphs = [line.strip() for line in text.split("\n") if _STOP.search(line)]
    values = [parse_numeral(match["n"]) for line in paragraphs if (match := _LEADING.match(line))]
    if len(values) < max(_FEWEST_THROUGHOUT, _THROUGHOUT * len(paragraphs)):
        return False
    return all(after == (before or 0) + 1 for before, after in pairwise(values))


def _numbers(text: str, pattern: re.Pattern[str]) -> list[_Number]:
    found = ((parse_numeral(match["n"]), match.start("n")) for match in pattern.finditer(text))
    return [_Number(value, start) for value, start in found if value]


def _articles(text: str, numbers: Sequence[_Number]) -> Sign | None:
    back = [after for before, after in pairwise(numbers) if 1 < after.value < before.value]
    steps = len(numbers) - 1
    if len(numbers) >= _ARTICLES and len(back) >= max(_FEWEST_BACK if steps > 6 else 1, _BACK * steps):
        return Sign("条款次序是乱的，像是被打乱过的文本。", _sample(text, back[0]))
    return None


def _chapters(text: str) -> Sign | None:
    numbers = _numbers(text, _CHAPTER)
    back = [after for before, after in pairwise(numbers) if 1 < after.value < before.value]
    if len(back) >= _FEWEST_BACK and len(back) >= 0.25 * (len(numbers) - 1):
        return Sign("章的次序是乱的，像是被打乱过的文本。", _sample(text, back[0]))
    return None


def _items(text: str, patterns: Sequence[re.Pattern[str]]) -> Sign | None:
    broken: list[_Number] = []
    steps = 0
    for pattern in patterns:
        numbers = _numbers(text, pattern)
        steps += sum(number.value > 1 for number in numbers)
        broken += _out_of_line(numbers)
    if len(broken) >= max(_FEWEST_BROKEN, _BROKEN * steps):
        return Sign("项的编号接不上，像是被打乱过的文本。", _sample(text, broken[0]))
    return None


def _out_of_line(numbers: Sequence[_Number]) -> Iterator[_Number]:
    before = 0
    for number in numbers:
        if number.value > 1 and number.value != before + 1:
            yield number
        before = number.value


def _sample(text: str, number: _Number) -> str:
    return text[max(0, number.start - 1) : number.start + 50]
