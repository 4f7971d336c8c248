"""Numbers in Chinese regulation texts: numerals, article numbers, document numbers, quantities with units.

A quantity has one canonical form, so that 1小时, 一小时, 六十分钟 and 60分钟 are the same.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"


def parse_numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic whole number (十五, 一百零三, 二〇二四, 12,771, ３万); None if it is none."""
    text = text.replace(",", "").replace("，", "")
    if text.isdecimal():
        return int(text)
    match = re.fullmatch(r"(\d+)([万亿])", text)
    if match:
        return int(match[1]) * _LARGE[match[2]]
    if not text or re.fullmatch(f"{_NUMERAL}+", text) is None:
        return None
    if not set(text) & (_UNITS.keys() | _LARGE.keys()):
        return int("".join(str(_DIGITS[character]) for character in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[character]
            section = digit = 0
    return total + section + digit


def print_numeral(value: int) -> str:
    """A whole number from 0 to 9999 as statutes write it: 15 → 十五, 103 → 一百零三.

    Raises:
        ValueError: the number is outside that range.
    """
    if not 0 <= value <= 9999:
        raise ValueError("only 0 to 9999 are written out")
    if value == 0:
        return "零"
    digits = "零一二三四五六七八九"
    written = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + digits[digit] + name
        gap = False
    return written.removeprefix("一") if 10 <= value < 20 else written


_ARTICLE = re.compile(rf"第?\s*(\d+|{_NUMERAL}+)\s*[条條](?:之(\d+|{_NUMERAL}+))?")


@dataclass(frozen=True, slots=True)
class ArticleNumber:
    """The number of an article: 第十条之一 is (10, 1)."""

    number: int
    insertion: int | None = None

    def __str__(self) -> str:
        return str(self.number) if self.insertion is None else f"{self.number}-{self.insertion}"


def article_number(text: str) -> ArticleNumber | None:
    """The article that a text names first, such as 第六条, 6条, 第10条之一."""
    match = _ARTICLE.search(text)
    number = parse_numeral(match[1]) if match else None
    if match is None or number is None:
        return None
    return ArticleNumber(number, parse_numeral(match[2]) if match[2] else None)


# 中办发〔2019〕16号 in its spellings: brackets of any kind or none, blanks, 年 and 第 added.
_DOCUMENT_NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,10}?)\s*[〔\[［(（【]?\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[〕\]］)）】]?\s*第?\s*(?P<number>\d{1,4})\s*号"
)


def document_number(text: str) -> str | None:
    """The first document number of a text in its standard spelling, 国办函〔2026〕12号."""
    match = _DOCUMENT_NUMBER.search(text)
    if match is None or match["prefix"].endswith("年"):
        return None
    return f"{match['prefix']}〔{match['year']}〕{match['number']}号"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit, and where it stands: `text[start:end]`."""

    value: Fraction
    unit: str  # canonical: 分钟, 日, 月, 人, 字, 页, 次, 项, 元, % …
    start: int
    end: int

    @property
    def dimension(self) -> str:
        """What is counted: durations of any unit are one dimension, money another, every other unit its own."""
        return "时长" if self.unit in _DURATIONS else self.unit


_DURATIONS = frozenset({"分钟", "日", "月"})
# Unit as written → (canonical unit, factor). Days and months stay apart: a month has no fixed number of days.
_CANONICAL: dict[str, tuple[str, Fraction]] = {
    "分钟": ("分钟", Fraction(1)),
    "小时": ("分钟", Fraction(60)),
    "个小时": ("分钟", Fraction(60)),
    "钟头": ("分钟", Fraction(60)),
    "个钟头": ("分钟", Fraction(60)),
    "日": ("日", Fraction(1)),
    "天": ("日", Fraction(1)),
    "周": ("日", Fraction(7)),
    "星期": ("日", Fraction(7)),
    "个星期": ("日", Fraction(7)),
    "个月": ("月", Fraction(1)),
    "年": ("月", Fraction(12)),
    "人": ("人", Fraction(1)),
    "个人": ("人", Fraction(1)),
    "名": ("人", Fraction(1)),
    "位": ("人", Fraction(1)),
    "户": ("户", Fraction(1)),
    "字": ("字", Fraction(1)),
    "个字": ("字", Fraction(1)),
    "页": ("页", Fraction(1)),
    "次": ("次", Fraction(1)),
    "回": ("次", Fraction(1)),
    "遍": ("次", Fraction(1)),
    "项": ("项", Fraction(1)),
    "个": ("个", Fraction(1)),
    "块": ("块", Fraction(1)),
    "元": ("元", Fraction(1)),
    "块钱": ("元", Fraction(1)),
    "%": ("%", Fraction(1)),
    "％": ("%", Fraction(1)),
}
_UNIT = "|".join(sorted(map(re.escape, _CANONICAL), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?[万亿]?|半|{_NUMERAL}+)\s*"
    rf"(?:个(?P<within>半)(?P<of>小时|钟头|月|星期)|(?P<unit>{_UNIT})(?P<half>半)?)"  # 一个半小时; 1天半
)
_PERCENT = re.compile(rf"百分之(?P<number>\d+(?:\.\d+)?|{_NUMERAL}+)")
_CALENDAR = re.compile(r"(?:19|20)\d{2}年|\d{1,2}月\d{1,2}日")
# Numerals that are part of a word and count nothing.
_WORDS = re.compile(
    r"一次性|一年一度|万一|一一|同一个|每一个|这一个|那一个|第[零〇一二两三四五六七八九十百千\d]+[次个项年页]"
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All figures with units, in order; calendar years and dates are none."""
    dates = [match.span() for pattern in (_CALENDAR, _WORDS) for match in pattern.finditer(text)]
    found = []
    for match in _QUANTITY.finditer(text):
        value = _value(match["number"])
        if value is None or any(start < match.end() and match.start() < end for start, end in dates):
            continue
        unit, factor = _CANONICAL[match["unit"] or f"个{match['of']}"]
        value = (value + Fraction(1, 2) if match["half"] or match["within"] else value) * factor
        found.append(Quantity(value, unit, match.start(), match.end()))
    for match in _PERCENT.finditer(text):
        value = _value(match["number"])
        if value is not None:
            found.append(Quantity(value, "%", match.start(), match.end()))
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _value(written: str) -> Fraction | None:
    if written == "半":
        return Fraction(1, 2)
    plain = written.replace(",", "")
    scale = _LARGE.get(plain[-1], 1) if plain[0].isdigit() else 1
    if plain[0].isdigit():
        return Fraction(plain.rstrip("万亿")) * scale
    whole = parse_numeral(plain)
    return None if whole is None else Fraction(whole)
