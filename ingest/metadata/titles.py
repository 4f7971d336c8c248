"""Titles: what a text is called, without what a site or a letterhead prints around it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.metadata.bylines import Byline, byline, is_byline
from ingest.metadata.days import only_day
from ingest.metadata.frame import Frame, frame
from ingest.metadata.organs import is_letterhead, is_organ, organs
from ingest.metadata.particulars import particulars
from ingest.structure import ADOPTION
from knowledge.numbering import document_number

_SHORTEST, _LIKELY, _LONGEST = 3, 7, 60  # characters
_LINES = 15  # of the head in which a title may stand
_JOINED = 5  # lines over which one is spread
FORM = (
    r"(?:通知|意见|决定|决议|办法|规定|条例|细则|准则|规则|规程|制度|方案|要点|纲要|规划|计划|公告|通告|通报|批复|复函|函|清单|目录|指引|指南|标准|规范"
    r"|章程|守则|公约|报告|请示|纪要|措施|预案|法|法典|解释|命令|令|倡议书|建议|答复|讲话|要求|安排)"
)
_ANNOTATION = r"(?:\s*[（(〔\[][^（）()]{1,30}[）)〕\]])*"
_ENDS = re.compile(rf"{FORM}{_ANNOTATION}$")
_BEGINS = re.compile(r"关于|印发|转发|批转|公布|发布")
_PARTS = re.compile(r"[^，。；：！？]{1,45}")
_MARKED = re.compile(
    r"[（(](?:试行|暂行|草案|征求意见稿|送审稿|讨论稿|\d{4}年?(?:修订|修正|版)|修订版?)[）)]"
)
_LINKED = re.compile(r"(?:本文|原文|文章)(?:链接|标题|地址)[:：]\s*(.{4,80}?)\s*https?://")
_COLUMN = re.compile(r"^[【\[［][^】\]］]{1,12}[】\]］]\s*(?=\S{4})")
_SITE = re.compile(
    r"\s*(?:[-_|｜–—－]\s*){1,2}[^-_|｜–—－，。：:]{2,16}(?:网|网站|报|日报|频道|新闻|在线|客户端|政府|门户|中心|平台)\s*$"
)
_CALL = re.compile(
    r"^(?:(?:每日|今日|最新|全球|环球|世界|当前|天天|热点|重磅|独家|实时|即时|焦点|要闻|头条)?(?:快讯|快报|速读|速看|消息|要闻|头条|聚焦|热点|热议|观察|关注|资讯|看点|播报|简讯|信息|动态|热文|热讯|短讯|通讯|报道|推荐|精选|滚动|最新|新动态|微速讯|微动态|百事通|独家)|重磅|独家|最新|微头条|全文)\s*[!！:：|｜丨]\s*(?=\S{4})"
)
_SERIES = re.compile(
    r"^[^，。：:!！?？“”《》\s]{1,8}(?:网评|时评|快评|锐评|短评|热评|微评|漫评|论坛|评论|谈|观察|瞭望|笔谈|声音|时论|新论|热线)\s*[:：|｜丨]\s*(?=\S{4})"
)
_LABEL = re.compile(r"^([^，。：:!！?？“”《》\s]{2,10})\s*[:：|｜丨]\s*(?=\S{4})")
_OF_SITE = re.compile(r"(?:网|网站|首页|频道|日报|客户端|公众号|门户|正文|列表|专栏|专题)$|[>＞›»]")
_CLASSIFIED = re.compile(
    r"^(?:(?:绝密|机密|秘密|内部)[★☆]?.{0,12}|特急|加急|急件|特提|平急|紧急|(?:签发人|份号|编号|密级)\s*[:：].*|\d{6})$"
)


def title_of(
    whole: str, cleaned: str, given: str | None = None, said: Mapping[str, str] | None = None
) -> str | None:
    """The title of a text: as its format marks it (`given`), as a link calls it, or as it stands above the words.

    `whole` is what the text was before lines were taken off. What a site prints before or behind a title is left out.
    """
    around = frame(whole, cleaned)
    by = byline(around, said or {})
    listed = particulars(around.head).get("title")
    linked = _LINKED.search(whole)
    if given and not could_be_title(given) and len(given) <= _SHORTEST:
        given = None
    title = (
        given
        or (linked[1].strip() if linked else None)
        or _headed(around)
        or listed
        or (said or {}).get("title")
    )
    return own(title, by) if title else None


def own(title: str, by: Byline) -> str:
    """A title without the labels of a site, a column or its author."""
    title = title.strip(" \t\u3000#*")
    while (shorter := _SITE.sub("", title)) != title:
        title = shorter
    while True:
        title, shorter = shorter, _without_label(shorter, by)
        if shorter == title:
            return title


def could_be_title(line: str) -> bool:
    """Whether a line of a head could be a title."""
    fits = _SHORTEST <= len(line) <= _LONGEST and not line.endswith(("。", "；", "：", ":", "，", "、"))
    return fits and not is_byline(line) and not is_organ(line) and not _is_frame(line)


def _without_label(title: str, by: Byline) -> str:
    for pattern in (_COLUMN, _CALL, _SERIES):
        if pattern.match(title):
            return pattern.sub("", title, count=1)
    label = _LABEL.match(title)
    return title[label.end() :] if label and label[1] in (by.author, by.publisher) else title


def _headed(around: Frame) -> str | None:
    kept = set(around.kept)
    lines = [line for line in around.head if line in kept or is_byline(line)]
    return _joined([line for line in lines if not _is_frame(line)]) or _alone(lines)


def _is_frame(line: str) -> bool:
    """Whether a line of a head stands above or below a title and is no part of it."""
    return bool(
        is_letterhead(line)
        or only_day(line)
        or _CLASSIFIED.match(line)
        or _is_number(line)
        or (ADOPTION.search(line) and not _ENDS.search(line))
        or particulars([line])
        or _COLUMN.sub("", f"{line}四个字呢") == "四个字呢"
        or _OF_SITE.search(line)
        or line.startswith(("——", "--"))
    )


def _is_number(line: str) -> bool:
    number = document_number(line)
    return number is not None and len("".join(line.split())) <= len(number) + len("（）签发人：某某某")


def _joined(lines: Sequence[str]) -> str | None:
    """A title that ends in the name of a form, 通知 or 办法, and may be spread over several lines."""
    for start, line in enumerate(lines):
        for count in range(1, _JOINED + 1):
            part = lines[start : start + count]
            if len(part) < count or not all(map(_PARTS.fullmatch, part)) or any(map(is_byline, part)):
                break
            if _ENDS.search(part[-1]) and (count == 1 or _belong(part)):
                return _together(_from_organs(lines, start, part)) + _annotation(lines[start + count :])
        if is_byline(line):
            continue
    return None


def _annotation(below: Sequence[str]) -> str:
    """What stands in brackets on a line of its own below a title, such as （试行）."""
    marked = _MARKED.fullmatch(below[0]) if below else None
    return marked.group() if marked else ""


def _belong(part: Sequence[str]) -> bool:
    """Whether lines are one title: it says what it is about, or breaks off before its last words."""
    return (
        any(map(_BEGINS.search, part))
        or part[0].endswith(("的", "》", "和"))
        or all(map(is_organ, part[:-1]))
    )


def _from_organs(lines: Sequence[str], start: int, part: Sequence[str]) -> Sequence[str]:
    """The lines of a title with those before it that name who issues it, where it goes on with 关于 or 印发."""
    if not _BEGINS.match(part[0]):
        return part
    first = start
    while first > 0 and is_organ(lines[first - 1]):
        first -= 1
    return [*lines[first:start], *part]


def _together(lines: Iterable[str]) -> str:
    joined = ""
    before = ""
    for line in lines:
        gap = " " if before and organs(before) and is_organ(line.split("关于")[0]) else ""
        joined, before = f"{joined}{gap}{line}", line
    return joined


def _alone(head: Sequence[str]) -> str | None:
    """The line of a head that is most like a title: the last of some length before the byline, or else the first."""
    lines = head[-_LINES:]
    byline_at = next((index for index, line in enumerate(lines) if is_byline(line)), len(lines))
    above = [line for line in lines[:byline_at] if could_be_title(line)]
    below = [line for line in lines[byline_at:] if could_be_title(line)]
    fitting = above[::-1] if byline_at < len(lines) and above else above or below
    return next((line for line in fitting if len(line) >= _LIKELY), fitting[0] if fitting else None)
