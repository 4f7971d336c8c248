"""Amounts: the figures of a rule, with how they bound what they measure (不超过1小时, 三十日内, 1至2年).

First the numbers with units are found, then what stands right before and after each says how it bounds.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from knowledge.norms.model import Amount, Comparison
from knowledge.numbering import parse_numeral
from knowledge.text import Span

_CHINESE = "[零〇一二两三四五六七八九十百千]+"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_CHINESE}|半)"
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_UNIT = (
    "个工作日|工作日|个自然日|个小时|小时|个钟头|钟头|分钟|个星期|星期|个月|年|天|日|周岁|岁|周|"
    "人次|个人|人|名|位|户|个字|字|页|元|次|回|遍|项|件|份|张|块|处|家|篇|道|学时|课时|分(?![之钟管别工类级析布部])|场|轮|倍|成|个百分点|批次|%|％|票|期(?![限间工])|平方米|公里|个"
)
_TO = "[至到—–~～-]{1,2}"
_QUANTITY = re.compile(
    rf"(?<![第\d.〔])(?P<low>{_NUMBER})(?P<lowscale>[万亿]?)(?P<lowunit>{_UNIT})?"
    rf"(?:{_TO}(?P<high>{_NUMBER})(?P<highscale>[万亿]?)(?P<highunit>{_UNIT}))?(?P<half>半)?"
)
_AND_HALF = re.compile(rf"(?P<low>{_CHINESE}|\d+)个半(?P<unit>小时|钟头|月)")
_PERCENT = re.compile(rf"百分之(?P<low>{_CHINESE}|\d+(?:\.\d+)?)(?:{_TO}百分之(?P<high>{_CHINESE}|\d+))?")
_SHARE = re.compile(rf"(?P<parts>{_CHINESE})分之(?P<share>{_CHINESE})")
# What says how, right before the number or with the thing measured between, and right after it.
_AT_MOST = re.compile(
    r"(?:不(?:得|应|能|可)?(?:超过|多于|高于|超|长于|突破)|未超过|最多|至多|最长|最高|不[足满到]|未满|控制在|压缩到|压减到|限于|(?<![不得应])(?:低于|少于)|≤|上限[是为]?|延长[至到]|只(?!有))[^，。；：\d]{0,10}?$"
)
_AT_LEAST = re.compile(
    r"(?:不(?:得|应|能|可)?(?:少于|低于|短于|小于)|至少|最少|提前|[会期日]前|年?满|超过|超出|达到?|多于|高于|≥|累计)[^，。；：\d]{0,8}?$"
)
_WITHIN = re.compile(r"(?:以内|之内|以下|及以下|(?<=[日天月年时周钟期])内(?!容|部|设)|为限|封顶)")
_BEYOND = re.compile(r"(?:以上|及以上|(?<=[日天月年])前)")
_MEANS_NO_MORE = re.compile(r"(?:不|未|少)[^，。；]{0,3}$")
# Where a numeral is part of a word, a date or a name, and bounds nothing.
_NO_NUMBER = re.compile(
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?:19|20)\d{2}年度|(?<!\d)\d{1,2}月\d{1,2}日|(?:19|20)\d{2}-\d{2}(?:-\d{2})?|〔\d{4}〕\d+号|"
    r"[零〇一二三四五六七八九]{4}年|第[零〇一二两三四五六七八九十百千\d]+(?:[条款项章节次届个部]|部分)?|一次性|一年(?:一度|到头)|万一|(?<=每)半年|统一|一律|一致|一般|一并|一定|一些|一切|"
    r"(?<=有)[两二]个以上|(?:\d+|[一二两三四五六七八九十]+)个(?:条件|方面|环节|步骤|原则|重点)|(?<=成)一[次张个项份]|[同每这那某任哪唯]一[个项次名位]?|一个(?![半小月工自])|一名|一种|一项|一件|一份|一张|最后一[个天日]|一块|一道|一位|一级|一人一|[每某]月\d+日|(?<!分)之一|一次(?=[会工检培专活办告补]|为|不得)|一次(?=工作餐)|一年内?(?=(?:原则上|一般)?(?:最多|至多|一次|1次|只|不得?超过))|一年(?=一次)|三个区分开来|[一二三四五六七八九十]个?不得|十四五|十五五|"
    r"八项规定|六项纪律|四个意识|四个自信|两个维护|三重一大|两个责任|一岗双责|一事一议|两办|两者|双方|[上下]一级|一表通|一站式|一票否决|半年度|一线|一起|进一步|一方|一端|一体|一竿子|一窝蜂|几十|十几|数十|[一二三四五六七八九十]种?情形|一把手|十分(?!钟)|千方百计|万能|百姓|一日(?!内)"
)
_ONE = re.compile("一[次项件份个]")  # 一次培训 counts nothing, 至少组织一次培训 does
_BOUND = re.compile(
    "(?:不得?超过|不得?多于|不得?少于|至少|最少|最多|至多|只(?:保留|设立?|建|开|发|报|用|安排))[^，。；、]{0,4}$"
)


def amounts(sentence: str) -> tuple[Amount, ...]:
    """The amounts of a sentence, in order. A minimum and a maximum of one thing (一倍以上五倍以下) are one."""
    taken = [match.span() for match in _NO_NUMBER.finditer(sentence)]
    found: list[Amount] = []
    for match, amount in _all(sentence):
        meeting = [span for span in taken if span[0] < match.end() and match.start() < span[1]]
        bounded = _ONE.fullmatch(match.group()) and _BOUND.search(sentence[: match.start()])
        if meeting and not (bounded and meeting == [match.span()]):
            continue
        taken.append(match.span())
        found.append(_bounded(sentence, amount))
    return tuple(_joined(sorted(found, key=lambda amount: amount.span.start)))


def _all(sentence: str) -> Iterator[tuple[re.Match[str], Amount]]:
    """Every number with a unit, as if exact."""
    for match in _SHARE.finditer(sentence):
        parts, share = parse_numeral(match["parts"]), parse_numeral(match["share"])
        if parts and share and match["parts"] != "百":
            yield match, _exact(match, Fraction(share, parts), None, "")
    for match in _PERCENT.finditer(sentence):
        low = _value(match["low"])
        if low is not None:
            yield match, _exact(match, low, _value(match["high"]) if match["high"] else None, "%")
    yield from _halves(sentence)
    for match in _QUANTITY.finditer(sentence):
        unit = match["highunit"] or match["lowunit"]
        scale = match["lowscale"] or ("" if match["lowunit"] else match["highscale"] or "")
        low = _value(match["low"], scale)
        if unit is None or low is None or (match["half"] and unit in "%％"):
            continue
        if match["half"]:
            low += Fraction(1, 2)
        high = _value(match["high"], match["highscale"]) if match["high"] else None
        yield match, _exact(match, low, high, "%" if unit == "％" else unit)


def _halves(sentence: str) -> Iterator[tuple[re.Match[str], Amount]]:
    """The numbers whose half stands before the unit: 一个半小时."""
    for match in _AND_HALF.finditer(sentence):
        whole = _value(match["low"])
        if whole is not None:
            unit = "个月" if match["unit"] == "月" else match["unit"]
            yield match, _exact(match, whole + Fraction(1, 2), None, unit)


def _exact(match: re.Match[str], low: Fraction, high: Fraction | None, unit: str) -> Amount:
    comparison = Comparison.EXACTLY if high is None else Comparison.BETWEEN
    return Amount(
        span=Span(*match.span()),
        comparison=comparison,
        low=low,
        high=low if high is None else high,
        unit=unit,
    )


def _bounded(sentence: str, amount: Amount) -> Amount:
    """An amount with how the words around it bound it."""
    if amount.comparison is Comparison.BETWEEN:
        return amount
    start, end = amount.span.start, amount.span.end
    before = sentence[max(0, start - 16) : start]
    within, beyond = _WITHIN.match(sentence, end), _BEYOND.match(sentence, end)
    upper, lower = _AT_MOST.search(before), _AT_LEAST.search(before)
    if within or (upper and not beyond):
        words = upper.group() if upper and not within else ""
        return replace(
            amount,
            span=Span(start - len(words), within.end() if within else end),
            comparison=Comparison.AT_MOST,
            low=None,
        )
    if beyond or lower:
        words = lower.group() if lower and not beyond else ""
        return replace(
            amount,
            span=Span(start - len(words), beyond.end() if beyond else end),
            comparison=Comparison.AT_LEAST,
            high=None,
        )
    return amount


def _joined(found: list[Amount]) -> Iterator[Amount]:
    """Neighbours that bound one thing from both sides become one."""
    waiting: Amount | None = None
    for amount in found:
        if (
            waiting is not None
            and waiting.comparison is Comparison.AT_LEAST
            and amount.comparison is Comparison.AT_MOST
            and waiting.unit == amount.unit
            and amount.span.start == waiting.span.end
        ):
            span = Span(waiting.span.start, amount.span.end)
            waiting = replace(waiting, span=span, comparison=Comparison.BETWEEN, high=amount.high)
            continue
        if waiting is not None:
            yield waiting
        waiting = amount
    if waiting is not None:
        yield waiting


def _value(written: str, scale: str = "") -> Fraction | None:
    if written == "半":
        return Fraction(1, 2) * _SCALES[scale]
    if written[0].isdigit():
        return Fraction(written.replace(",", "")) * _SCALES[scale]
    whole = parse_numeral(written)
    return None if whole is None else Fraction(whole) * _SCALES[scale]
