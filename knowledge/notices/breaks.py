"""Breaks: which ends of lines end something, and which only fell where the paper did.

A line is taken to go on in the next one unless something says that it ends: its last mark, the number of an item that
follows, a title, a signature. So a word that was broken in two is whole again.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_ENDS = re.compile(r"[。！？；：…!?;:]['\"”’）)】]*$|(?<!\d)\.$|】$|@(?:所有人|全体成员|all)$")
_GOES_ON = re.compile(r"[，、,（(“《〔—-]$")
_GOES_BACK = re.compile(r"^[，。、；：！？）”》〕,;:!?)%]")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、)）．]|\d{1,2}\.(?!\d)|[①-⒛⓪-⓿]"
    r"|第[一二三四五六七八九十百\d]{1,4}[条章节]|附件?[：:\d]|抄送|抄报|主送|联系人|联系电话|[-—•·●■◆★*]|【|@|注[：:]|[一二三四五六七八九十][是要]|序号)"
)
_TITLE = re.compile(
    r"(?:通知|通报|公告|通告|复函|公函|的函|工作函|方案》?|办法》?|细则》?|意见》?|纪要|倡议书|邀请函|一封信|便笺|文件|报表|登记表|统计表|说明|须知|调度令|邀约|告知|[〔\[（(][\doOlI]{4}[〕\]）)][\doOlI]+号[）)]?)$"
)
_DATE = re.compile(r"^(?:\d{4}年\d{1,2}月\d{1,2}日|二[〇○零0o].{1,3}年.{1,3}月.{1,3}日)")
_SIGNED = re.compile(
    r"^[\u4e00-\u9fff（）()“”]{2,28}(?:局|委员会|办公室|政府|党委|指挥部|领导小组|中心|协会|学会|促进会|研究会|公司|支行|银行|学校|医院|大队|支队|站|所|队|院|馆|妇联|团委|工会|党政办|专班)(?:[（(]盖?章[）)])?$"
)
_ROW = re.compile(r"[|｜].*[|｜]")  # of a table
_PUNCTUATED = 60  # characters to a mark; a text with fewer marks has its lines for marks
_CHAT, _FULL = (
    3,
    0.75,
)  # open lines that tell how a text was broken; share of the longest line that a full one has
_FEW_FULL = 3  # open lines to a full one, above which lines were not broken by the width of a page
_CAPTION = 8  # characters of a numbered line that only names what follows
_TOP, _FOOT = 6, 8  # lines where titles, and where signatures stand


def parted(lines: Sequence[str]) -> list[bool]:
    """For each line but the first whether it begins something new; an empty line parts."""
    length = sum(map(len, lines))
    marks = sum(len(re.findall(r"[，。；！？,;!?]", line)) for line in lines)
    bare = marks * _PUNCTUATED < length or _by_hand(lines)
    last = len(lines) - _FOOT
    alone = [
        (number < _TOP and (_TITLE.search(line) or _SIGNED.search(line)) is not None)
        or (number >= last and (_DATE.search(line) or _SIGNED.search(line)) is not None)
        for number, line in enumerate(lines)
    ]
    return [
        _parts(before, after) or ((bare or first or second) and not _goes_on(before, after))
        for (before, after), (first, second) in zip(pairwise(lines), pairwise(alone), strict=True)
    ]


def _by_hand(lines: Sequence[str]) -> bool:
    """Whether lines that end without a mark were ended by whoever wrote them, as in a chat: they differ in length."""
    written = [line for line in lines if line]
    still_open = [len(line) for line in written if not _ENDS.search(line)]
    longest = max(map(len, written), default=0)
    full = sum(length >= _FULL * longest for length in still_open)
    return (
        len(still_open) >= _CHAT and 2 * len(still_open) > len(written) and _FEW_FULL * full < len(still_open)
    )


def _parts(before: str, after: str) -> bool:
    """Whether two lines are parted by what they are."""
    if not before or not after or _ROW.search(before) or _ROW.search(after):
        return True
    caption = len(before) <= _CAPTION and _ITEM.match(before) and not _GOES_ON.search(before)
    return not _GOES_BACK.match(after) and bool(_ENDS.search(before) or _ITEM.match(after) or caption)


def _goes_on(before: str, after: str) -> bool:
    return bool(_GOES_BACK.match(after) or _GOES_ON.search(before))
