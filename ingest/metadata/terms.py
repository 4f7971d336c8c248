"""Terms: from when a rule holds, until when, and what ends with it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.metadata.days import DAY, after, day
from knowledge.numbering import document_number, parse_numeral
from knowledge.text import sentences

_HOLDS = r"(?:正式)?\s*(?:施行|实施|执行|生效|试行|适用)"
_MADE = r"(?:公布|发布|印发|颁布|下发|签发|通过)"
_BEGINS = re.compile(rf"(?:(?:自|从|于)\s*)?{DAY}\s*(?:起|零时起|开始)?\s*{_HOLDS}")
_BEGINS_AT_ONCE = re.compile(rf"自{_MADE}之?日(?:起)?\s*{_HOLDS}")
_BEGINS_LATER = re.compile(
    rf"自{_MADE}之日起?\s*满?\s*(\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*个?(日|天|月|年)(?:之)?后?\s*起?\s*{_HOLDS}"
)
_OWN = re.compile(
    r"本(?:法|条例|规定|办法|细则|准则|规则|规程|制度|意见|通知|决定|方案|公告|通告|规范|标准|章程|清单|文件|措施|要点|指引|函)|现(?:予|将)|印发|^\s*$|^[第（(\d一二三四五六七八九十条、.．）)\s]+$"
)
_LASTS = re.compile(
    rf"(?:有效期|试行期|有效期限|试行期限|执行期|实施期限|暂定)(?:限)?\s*(?:为|是|暂定|定为)?\s*[:：]?\s*(?:(?P<count>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})\s*个?(?P<unit>年|月)|(?:自.{{0,24}}?)?(?:至|到|截至)\s*{DAY})"
)
_HOLDS_UNTIL = re.compile(rf"(?:执行|施行|实施|有效)\s*(?:期限)?\s*(?:至|到)\s*{DAY}")
_ENDS = re.compile(r"(?:废止|停止执行|停止施行|失效|不再执行|终止执行)(?=[。；，,;]|$)")
_CONDITION = re.compile(r"不一致|相抵触|抵触的|不符|凡|如有|如遇|废止前|但是|除")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》){2,100})》(?!\s*第[0-9一二三四五六七八九十百]+[条款章])")
_GROUND = re.compile(r"(?:根据|依据|按照|依照|参照|修改|落实|贯彻)\s*$")
_REPEALS = re.compile(r"关于(?:公布)?(?:废止|宣布失效|宣布废止)")
_PLAIN = str.maketrans("〈〉", "《》")


def effective_of(text: str, last: str, preface: str, issued: date | None) -> date | None:
    """The day from which a rule holds as it says itself; None where it does not, or counts from a day it does not say."""
    later = next(_own(_BEGINS_LATER, text), None)
    if later:
        count, unit = parse_numeral(later[1]), later[2].replace("天", "日")
        return after(issued, count, unit) if issued and count else None
    at_once = (
        _BEGINS_AT_ONCE.search(last)
        or _BEGINS_AT_ONCE.search(preface)
        or next(_own(_BEGINS_AT_ONCE, text), None)
    )
    begins = _BEGINS.search(last) or next(_own(_BEGINS, text), None) or _BEGINS.search(preface)
    return issued if at_once else day(*begins.groups()) if begins else None


def speaks_of_beginning(frame: str) -> bool:
    """Whether some words say from when a rule holds."""
    return any(pattern.search(frame) for pattern in (_BEGINS, _BEGINS_AT_ONCE, _BEGINS_LATER))


def expires_of(text: str, begins: date | None) -> date | None:
    """The first day on which a rule no longer holds, where it says so."""
    for match in (*_own(_LASTS, text), *_own(_HOLDS_UNTIL, text)):
        groups = match.groups()
        until = day(*groups[-3:]) if groups[-1] else None
        if until:
            return until + timedelta(days=1)
        count = parse_numeral(match["count"]) if "count" in match.re.groupindex else None
        if begins and count:
            return after(begins, count, match["unit"])
    return None


def superseded(title: str, text: str) -> tuple[str, ...]:
    """The documents that end with this one, by their titles, or by number where only that is given."""
    found: dict[str, None] = {}
    if _REPEALS.search(title):
        found.update(dict.fromkeys(_titles(title)))
    for span in sentences(text):
        sentence = text[span.start : span.end]
        end = None if _CONDITION.search(sentence) else _ENDS.search(sentence)
        if end:
            before = sentence[: end.start()]
            number = document_number(before)
            found.update(dict.fromkeys([*_titles(before)] or ([number] if number else [])))
    return tuple(found)


def _titles(text: str) -> Iterator[str]:
    for match in _TITLE.finditer(text):
        if not _GROUND.search(text[: match.start()]):
            yield match[1].translate(_PLAIN)


def _own(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches, last first, in sentences that speak of this very text."""
    for match in reversed(list(pattern.finditer(text))):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        if _OWN.search(text[start : match.start()]):
            yield match
