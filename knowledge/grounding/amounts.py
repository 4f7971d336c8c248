"""Amounts: the figures of a text, each with its unit and the side on which it bounds, so that they can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from knowledge.grounding.vocabulary import canonical
from knowledge.numbering import parse_numeral, quantities
from knowledge.text import Span


class Side(StrEnum):
    """How a figure bounds what it measures."""

    MOST = "most"
    LEAST = "least"
    UNDER = "under"
    OVER = "over"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, and where it stands with the words that bound it."""

    value: Fraction
    unit: str
    side: Side
    span: Span

    @property
    def said(self) -> tuple[Fraction, str, Side]:
        """What two figures share that say the same."""
        return self.value, self.unit, self.side


_NO = "不(?:得|能|可以?|应当?|许|准|允许)?再?"
_BEFORE: tuple[tuple[Side, re.Pattern[str]], ...] = (
    (
        Side.MOST,
        re.compile(
            rf"(?:{_NO}(?:超过|超出|多于|高于|长于|突破|大于)|最多|至多|最长|最高|上限[是为]?|封顶|(?:控制|压缩|压减|限制|限定|限)[在到于]|限)了?$"
        ),
    ),
    (Side.LEAST, re.compile(rf"(?:{_NO}(?:少于|低于|短于|小于)|至少|最少|最低|起码|不止|达到?|满)$")),
    (Side.UNDER, re.compile(r"(?:少于|低于|短于|小于|不足|不满|未满|不到)$")),
    (Side.OVER, re.compile(r"(?:超过|超出|多于|高于|长于|大于)了?$")),
)
_AFTER: tuple[tuple[Side, re.Pattern[str]], ...] = (
    (Side.MOST, re.compile(r"(?:的?时间|的?期限)?(?:之内|以内|以下|及以下|为限|封顶|内(?![容部设]))")),
    (Side.LEAST, re.compile(r"(?:以上|及以上|起步)")),
)
_NEAR = 10  # characters before a figure in which the word that bounds it stands
_COUNTED = "[零〇一二两三四五六七八九十百千万亿半几数多]+"
_MEASURE = "[件份条款项类种级层届期篇处家所亩例套台倍轮票成折岁斤里米号楼册遍番餐顿桌席本块]"
_BARE = re.compile(
    rf"(?P<digits>\d+(?:\.\d+)?)(?P<of>[a-z\u3400-\u9fff%])?|(?P<written>{_COUNTED})(?P<measure>{_MEASURE})"
)
# A numeral of these counts nothing.
_WORDS = re.compile(
    r"第[零〇一二两三四五六七八九十百千\d、,—–-]+[条款项章节部页]|[一几数多][些样般律旦起定致直切方面边下点并同共经种个]|之一|[这那该每哪某同任另各]一[个项件份条种类次名位]?|"
    r"万一|一票否决|唯一|进一步|一起|统一|十分|千万|一次性|半路|一半路|多种|多个|三个区分开来|两个维护|[上下]一级|一竿子|一线|一致性|一站式"
)
_ONE = re.compile(r"一[个种条项份件类]$")


Day = tuple[int | None, int | None, int | None]
"""Year, month and day, what is not said None."""


def amounts(plain: str) -> tuple[Amount, ...]:
    """The figures of a canonical text, in order, dates and numbers of articles left out."""
    hidden = [match.span() for pattern in (_WORDS, DATES) for match in pattern.finditer(plain)]
    found = [
        _bounded(plain, quantity.value, quantity.unit, quantity.start, quantity.end)
        for quantity in quantities(plain)
        if not _within(quantity.start, quantity.end, hidden)
    ]
    taken = [*hidden, *((amount.span.start, amount.span.end) for amount in found)]
    found.extend(_bare(plain, taken))
    kept = (one for one in found if not (one.side is Side.EXACT and _is_article(plain, one)))
    return tuple(sorted(kept, key=lambda amount: amount.span.start))


def _bare(plain: str, taken: list[tuple[int, int]]) -> Iterator[Amount]:
    """Numbers with a measure that is no unit of ours, or with none."""
    for match in _BARE.finditer(plain):
        if _within(*match.span(), taken):
            continue
        if match["digits"]:
            yield _bounded(
                plain, Fraction(match["digits"]), match["of"] or "", match.start(), match.end("digits")
            )
        else:
            value = parse_numeral(match["written"])
            of = (
                match["measure"] if value is not None else match.group()
            )  # 几份 is no number, and stays as it is
            yield _bounded(plain, Fraction(value or 0), of, *match.span())


def _bounded(plain: str, value: Fraction, unit: str, start: int, end: int) -> Amount:
    before = plain[max(0, start - _NEAR) : start].rstrip()
    first = next(((side, match) for side, pattern in _BEFORE if (match := pattern.search(before))), None)
    last = next(((side, match) for side, pattern in _AFTER if (match := pattern.match(plain, end))), None)
    if first:
        start -= len(before) - first[1].start() + len(plain[max(0, start - _NEAR) : start]) - len(before)
    if last:
        end = last[1].end()
    side = last[0] if last else first[0] if first else Side.EXACT  # 控制在…以内 says it twice
    return Amount(value, unit, side, Span(start, end))


def _is_article(plain: str, amount: Amount) -> bool:
    """Whether 一个 and the like only introduces a noun."""
    return _ONE.fullmatch(plain[amount.span.start : amount.span.end]) is not None


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(left < end and start < right for left, right in spans)


DATES = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年|[-—/.](?=\d))(?:(?P<month>\d{1,2})(?:月|[-—/.](?=\d))?(?:(?P<day>\d{1,2})日?)?)?"
    r"|(?P<month_alone>\d{1,2})月(?:(?P<day_alone>\d{1,2})日)?(?!内)"
)


def dates(text: str) -> set[Day]:
    """The dates of a text with their parts on their own."""
    found: set[Day] = set()
    for match in DATES.finditer(canonical(text)):
        year, month, day = (
            int(given) if given else None
            for given in (
                match["year"],
                match["month"] or match["month_alone"],
                match["day"] or match["day_alone"],
            )
        )
        found |= {
            (year, month, day),
            (year, month, None),
            (year, None, None),
            (None, month, day),
            (None, month, None),
        }
    return found - {(None, None, None)}
