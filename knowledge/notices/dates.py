"""Dates: when a notice wants something, how often, and whether that leaves a day at most."""

import re
from datetime import date, timedelta

from knowledge.numbering import parse_numeral, parse_year

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_CLOCK = r"(?:(?:上午|下午|中午|早上?|晚上?|凌晨)?\s?\d{1,2}(?:[:点时](?:\d{1,2}分?|半|整)?)|下班|中午|早上|上午|晚上|零点)"
_SOON = re.compile(
    r"(?:今天|今日|今晚|今夜|今早|当天|当日|当晚|当夜|即日|即刻|立即|立刻|马上|火速|连夜|速|现在|本日|明天|明日|明早|明晨|明晚|次日|第二天|隔天|转天)"
    r"|(?:接|收|看|见)到?(?:本|此|该)?(?:通知|消息|文件|信息|函)(?:后)?(?:立即|马上|当天|当日|即)"
    rf"|{_NUMBER}(?:个)?(?:小时|钟头|分钟)(?:之)?内|(?:半|1|一)个?(?:工作)?(?:天|日)(?:之)?内|24小时|下班前|下班之前|睡前|饭前|会前"
)
_DEADLINE = re.compile(
    rf"(?:务必|须|请|应)?(?:于|在)?(?:{_SOON.pattern})[^，。；]{{0,6}}?(?:{_CLOCK})?(?:之?前|以前|内|完成)?"
    rf"|(?:\d{{1,2}}月|本月|下月|月)?(?:\d{{1,2}}[日号]|底|上旬|中旬|下旬)(?:（[^）]{{1,6}}）)?(?:{_CLOCK})?(?:之?前|以前|截止)"
    rf"|(?:本|这|下)?周[一二三四五六日内末](?:{_CLOCK})?(?:之?前|以前|内)?|{_NUMBER}个?(?:工作)?(?:日|天|周)(?:之)?内"
)
_OFTEN = re.compile(
    rf"每(?:天|日|晚|周|星期|旬|月|季度?|半?年|两小时|{_NUMBER}(?:天|日|个?小时|周|个?月))(?:[一二三四五六日末底初]|\d{{1,2}}[日号])?|逐[日周月天]|按[日周月旬季]|天天|周周|月月|早晚各?|[日周旬月季]报|日调度|周调度|月调度|一[日周月]一|(?:一|每)(?:日|天|周|月){_NUMBER}(?:报|次|调度|通报)|隔天|随时"
)
_DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_SIGNED_ON = re.compile(
    r"(?P<year>\d{4}|[二〇○零0o一]{4}|二[〇○零0o一二三四五六七八九]{3})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)


def often(words: str) -> str | None:
    """How often something is wanted, in the words of a sentence."""
    return match.group() if (match := _OFTEN.search(words)) else None


def deadline(words: str) -> str | None:
    """By when something is wanted, in the words of a sentence."""
    return match.group() if (match := _DEADLINE.search(words)) else None


def soon(words: str, written: date | None) -> bool:
    """Whether a sentence wants something within a day, by its words or by the day on which the notice was written."""
    if _SOON.search(words):
        return True
    if written is None:
        return False
    for match in _DAY.finditer(words):
        wanted = _date(int(match["year"] or written.year), int(match["month"]), int(match["day"]))
        if wanted and timedelta() <= wanted - written <= timedelta(days=1):
            return True
    return False


def written(text: str) -> date | None:
    """The day on which a notice was signed: the last full date that stands alone on its line."""
    for line in reversed(text.split("\n")):
        if (match := _SIGNED_ON.search(line)) and line.endswith(match.group()):
            year, month, day = (
                parse_year(match["year"]),
                parse_numeral(match["month"]),
                parse_numeral(match["day"]),
            )
            return _date(year, month, day) if year and month and day else None
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
