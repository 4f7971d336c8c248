"""Amounts: the figures of a rule, with how they bound what they measure (不超过1小时, 三十日内, 1至2年)."""

import re
from collections.abc import Iterator
from fractions import Fraction

from knowledge.norms.model import Amount, Comparison
from knowledge.numbering import parse_numeral
from knowledge.text import Span

_CHINESE = "[零〇一二两三四五六七八九十百千]+"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_CHINESE}|半)"
_SCALE = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_UNITS = (
    "个工作日|工作日|个自然日|个?小时|个?钟头|分钟|个?星期|个月|年|天|日|周|"
    "人次|个人|人|名|位|户|周岁|岁|字|页|元|次|回|遍|项|件|份|张|块|处|家|篇|场|轮|倍|个百分点|%|％|票|级|届|公里|平方米|个(?![月人])"
)
_BETWEEN = "[至到—–~～-]+"
_UPPER = "不得?超过|不应?超过|不多于|不高于|最多|至多|最长|控制在|压缩到|限于|不能超过|最高"
_LOWER = "不得?少于|不得?低于|不应?少于|不少于|至少|最少|不短于|满|超过|达到?|多于"
_UNDER = "以内|之内|以下|(?<=[日天月年时周钟])内|及以下"
_OVER = "以上|及以上"
_AMOUNT = re.compile(
    rf"(?P<before>{_UPPER}|{_LOWER}|不[足满]|未满|未超过)?(?P<around>[^，。；：、\d零〇一二两三四五六七八九十]{{0,3}}?)"
    rf"(?<![第\d.〔])(?P<low>{_NUMBER})(?P<lowscale>[万亿]?)(?P<lowunit>{_UNITS})?"
    rf"(?:(?P<to>{_BETWEEN})(?P<high>{_NUMBER})(?P<highscale>[万亿]?))?(?P<unit>{_UNITS})?(?P<half>半)?(?P<after>{_UNDER}|{_OVER})?"
)
_PERCENT = re.compile(
    rf"(?P<before>{_UPPER}|{_LOWER})?百分之(?P<low>{_CHINESE}|\d+)(?:{_BETWEEN}百分之(?P<high>{_CHINESE}|\d+))?(?P<after>{_UNDER}|{_OVER})?"
)
_FRACTION = re.compile(
    rf"(?P<before>{_UPPER}|{_LOWER})?(?P<of>[^，。；、]{{0,12}}?)(?P<below>{_CHINESE})分之(?P<above>{_CHINESE})(?P<after>{_UNDER}|{_OVER})?"
)
# Where a numeral is part of a word, a date or a name, and bounds nothing.
_NO_AMOUNT = re.compile(
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?<!\d)\d{1,2}月\d{1,2}日|(?:19|20)\d{2}-\d{2}(?:-\d{2})?|〔\d{4}〕\d+号|"
    r"第[零〇一二两三四五六七八九十百千\d]+[条款项章节次届个]?|一次性|一年一度|万一|统一|一律|一致|一般|一并|一定|一些|一切|"
    r"[同每这那某任]一[个项次名位]?|一个|一名|一种|一项|一件|一份|一张|一位|一级|一人|之一|三个区分开来|两个维护|[一二三四五六七八九十]个?不得|十四五|十五五|"
    r"两办|两者|双方|[上下]一级|各级|逐级|一表通|一张表|一站式|一票否决|半年度?|一线|一起|唯一|进一步|一方|一端|一体"
)


def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text, in order."""
    hidden = [match.span() for match in _NO_AMOUNT.finditer(text)]

    def free(match: re.Match[str], group: str = "low") -> bool:
        start, end = match.span(group)
        return not any(left < end and start < right for left, right in hidden)

    found: list[Amount] = []
    for match in (*_FRACTION.finditer(text), *_PERCENT.finditer(text), *_AMOUNT.finditer(text)):
        made = next(_made(match), None) if "low" not in match.re.groupindex or free(match) else None
        if made and not any(
            made.span.start < one.span.end and one.span.start < made.span.end for one in found
        ):
            found.append(made)
    return tuple(sorted(found, key=lambda amount: amount.span.start))


def _made(match: re.Match[str]) -> Iterator[Amount]:
    groups = match.groupdict()
    if "below" in groups:
        value = Fraction(parse_numeral(groups["above"]) or 0, parse_numeral(groups["below"]) or 1)
        start = match.start("before") if groups["before"] else match.start("below")
        yield _bounded(Span(start, match.end()), value, None, "之", groups)
        return
    percent = "unit" not in groups
    unit = "%" if percent else groups["unit"] or (groups["lowunit"] if not groups["to"] else None)
    if not unit:
        return
    if not percent and groups["to"] and groups["lowunit"] and groups["lowunit"] != unit:
        return  # 一年至六个月: none has been seen, and no unit would be right
    low = _value(
        groups["low"], groups.get("lowscale") or (groups.get("highscale") or "" if groups.get("high") else "")
    )
    high = _value(groups["high"], groups.get("highscale") or "") if groups["high"] else None
    if low is None:
        return
    if groups.get("half"):
        low += Fraction(1, 2)
    start = match.start("before") if groups["before"] else match.start("low") - (3 if percent else 0)
    yield _bounded(
        Span(start, match.end()),
        low,
        high,
        unit.removeprefix("个") if unit in ("个小时", "个钟头", "个星期", "个工作日", "个人") else unit,
        groups,
    )


def _bounded(
    span: Span, low: Fraction, high: Fraction | None, unit: str, groups: dict[str, str | None]
) -> Amount:
    before, after = groups["before"] or "", groups["after"] or ""
    if high is not None:
        return Amount(span=span, comparison=Comparison.BETWEEN, low=low, high=high, unit=unit)
    if re.fullmatch(_UPPER + "|不[足满]|未满|未超过", before) or re.fullmatch(_UNDER, after):
        return Amount(span=span, comparison=Comparison.AT_MOST, low=None, high=low, unit=unit)
    if re.fullmatch(_LOWER, before) or re.fullmatch(_OVER, after):
        return Amount(span=span, comparison=Comparison.AT_LEAST, low=low, high=None, unit=unit)
    return Amount(span=span, comparison=Comparison.EXACTLY, low=low, high=low, unit=unit)


def _value(written: str, scale: str) -> Fraction | None:
    factor = _SCALE.get(scale, 1)
    if written == "半":
        return Fraction(1, 2) * factor
    if written[0].isdigit():
        return Fraction(written.replace(",", "")) * factor
    whole = parse_numeral(written)
    return None if whole is None else Fraction(whole) * factor
