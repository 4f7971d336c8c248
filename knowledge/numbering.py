"""Numbers in Chinese regulation texts: numerals, article numbers, document numbers, quantities with units.

A quantity has one canonical form, so that 1小时, 一小时, 六十分钟 and 60分钟 are the same.
"""

import re
from collections.abc import Iterator
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
_ZEROS = str.maketrans("○◯ＯOo", "〇〇〇〇〇")  # what stands for 〇 in years
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


_BLANKS = r"[ \t\u3000]*"
_COUNT = rf"(?:\d+|{_NUMERAL}(?:{_BLANKS}{_NUMERAL})*)"  # 十五, 15, and 十 五 of a page that spreads its characters
_ARTICLE = re.compile(rf"第?\s*({_COUNT})\s*[条條](?:{_BLANKS}之{_BLANKS}({_COUNT}))?")


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
    number = parse_numeral(_joined(match[1])) if match else None
    if match is None or number is None:
        return None
    return ArticleNumber(number, parse_numeral(_joined(match[2])) if match[2] else None)


def _joined(written: str) -> str:
    return "".join(written.split())


# 〔2019〕16号 in its spellings: brackets of any kind, alone or taken for a letter by a scanner, full-width or written-out
# figures, blanks, 年 and 第 added. Without brackets 年 has to stand, or any figure of eleven digits would be a number.
_OPENING, _CLOSING = r"[〔\[［(（【「『〖{｛﹝CcＣ]", r"[〕\]］)）】」』〗}｝﹞]"
_YEAR = r"(?P<{0}>[12１２]\s*[09０９]\s*\d\s*\d|[一二][〇○零ＯO九][〇○零ＯO一二三四五六七八九]{{2}})"
_WITHIN = rf"\s*(?:第\s*)?(?P<number>\d{{1,5}}|{_NUMERAL}{{1,5}})\s*号"
_YEAR_AND_NUMBER = re.compile(
    rf"(?:{_OPENING}\s*{_YEAR.format('opened')}\s*年?\s*{_CLOSING}?|{_YEAR.format('closed')}\s*年?\s*{_CLOSING}"
    rf"|{_YEAR.format('plain')}\s*年){_WITHIN}"
)
_ORDER = re.compile(
    rf"(?P<prefix>[\u4e00-\u9fff]{{0,24}}?令)\s*{_OPENING}?\s*第\s*(?P<number>\d{{1,4}}|{_NUMERAL}{{1,5}})\s*号"
)
_PREFIX = re.compile(r"[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){0,15}[ \t\u3000]*$")
_LONGEST_PREFIX = 34  # characters, blanks between spread ones included
# Words before a number that are no part of it; 和 can begin one (和政办发, of 和县), and stands in 共和国.
_BEFORE_PREFIX = re.compile(
    r"^(?:.*(?:根据|依据|按照|依照|文号|字号|编号|文件|印发|转发|通知|参照|[的以见])|.+(?:(?<!共)和|与|及))"
)
_BY_YEAR = ("公告", "通告", "令")  # are numbered 公告2019年第3号, without brackets
_NOT_A_PREFIX = ("年", "月", "日", "第", "号", "自", "至")


def document_number(text: str) -> str | None:
    """The first document number of a text in its standard spelling: 国办函〔2026〕12号, 国务院令第722号."""
    return next((found for found, _ in document_numbers(text)), None)


def document_numbers(text: str) -> Iterator[tuple[str, int]]:
    """The document numbers of a text in their standard spelling, each with the offset of its end, in order."""
    yield from sorted((*_bracketed(text), *_orders(text)), key=lambda found: found[1])


def _of(words: str, text: str, start: int) -> str:
    """What is numbered, from the characters before a number, which begin at `start`: no date, no 根据 before it."""
    plain = _BEFORE_PREFIX.sub("", _joined(words))
    dated = plain.startswith("日") and parse_numeral(text[start - 1 : start]) is not None
    return plain[1:] if dated else plain


def _bracketed(text: str) -> Iterator[tuple[str, int]]:
    for match in _YEAR_AND_NUMBER.finditer(text):
        begin = max(0, match.start() - _LONGEST_PREFIX)
        before = _PREFIX.search(text[begin : match.start()])
        prefix = _of(before.group(), text, begin + before.start()) if before else ""
        number = parse_numeral(match["number"])
        if not prefix or prefix.endswith(_NOT_A_PREFIX) or not number:
            continue
        year = parse_year(match["opened"] or match["closed"] or match["plain"])
        if prefix.endswith(_BY_YEAR):
            yield f"{prefix}{year}年第{number}号", match.end()
        else:
            yield f"{prefix}〔{year}〕{number}号", match.end()


def _orders(text: str) -> Iterator[tuple[str, int]]:
    for match in _ORDER.finditer(text):
        prefix, number = _of(match["prefix"], text, match.start()), parse_numeral(match["number"])
        prefix = prefix.lstrip("和与及").removeprefix("中华人民共和国")
        if number and prefix != "令":
            yield f"{prefix}第{number}号", match.end()


def parse_year(written: str) -> int | None:
    """The year of 2019, ２０１９, 二〇一九 and what a scanner makes of them (二○一九, 二O一九)."""
    return parse_numeral(_joined(written).translate(_ZEROS))


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
