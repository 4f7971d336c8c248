"""Days as documents write them: 2019-03-05, 2019年3月5日, ２０１９．３．５, 二〇一九年三月五日 and a scanner's 二○一九."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.numbering import parse_numeral, parse_year

_YEAR = r"((?:19|20)\d{2}|[1１][9９][\d]{2}|[2２][0０][\d]{2}|[一二]\s?[九〇○零ＯOo0]\s?[〇○零ＯOo0一二三四五六七八九]\s?[〇○零ＯOo0一二三四五六七八九])"
_COUNT = r"(\d{1,2}|[〇零一二三四五六七八九十]{1,3}|元)"
# Three groups: year, month, day.
DAY = rf"(?<!\d){_YEAR}\s*[年\-/.．]\s*{_COUNT}\s*[月\-/.．]\s*{_COUNT}(?!\d)\s*[日号]?"
_DAY = re.compile(DAY)
_ONLY = re.compile(rf"[（(]?\s*{DAY}\s*(?:印发|发布)?\s*[)）]?")
_EARLIEST, _LATEST = 1949, 2099  # years in which what we read was written


def days(text: str) -> Iterator[date]:
    """The days that a text names, in order."""
    for match in _DAY.finditer(text):
        found = day(*match.groups())
        if found:
            yield found


def first_day(text: str) -> date | None:
    """The first day that a text names."""
    return next(days(text), None)


def only_day(line: str) -> date | None:
    """The day of a line that holds nothing else, characters spread by blanks included."""
    match = _ONLY.fullmatch("".join(line.split()))
    return day(*match.groups()) if match else None


def day(year: str, month: str, number: str) -> date | None:
    """A day from its three figures; None where there is no such day."""
    figures = parse_year(year), 1 if month == "元" else parse_numeral(month), parse_numeral(number)
    try:
        found = date(*(figure or 0 for figure in figures))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None


def after(start: date, count: int, unit: str) -> date:
    """The day some 日, 月 or 年 later."""
    if unit == "日":
        return start + timedelta(days=count)
    months = start.month - 1 + count * (12 if unit == "年" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
