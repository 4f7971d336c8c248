"""Bylines: lines that only say who wrote a page, when and where, or who edited it. Metadata reads them; no clause is one."""

import re
from collections.abc import Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows

_KEY = (
    r"(?:作者|来源|稿源|编辑|责任编辑|责编|编审|审核|审校|校对|校审|初审|复审|终审|值班编辑|记者|通讯员|供稿|供稿单位|发布机构|发布单位|发布者|发布人|信息来源|文章来源|来自|出处"
    r"|发布时间|发布日期|发表时间|更新时间|时间|日期|上传时间|浏览|浏览次数|浏览量|点击|点击数|点击量|阅读|阅读量|阅读次数|人气|访问量|访问次数|字数|字号|字体|分类|栏目|所属栏目|监制|制图|美编|图|文|文字|摄影|策划|统筹"
    r"|主编|副主编|录入|录入者|文章录入|打印|作者单位|单位)"
)
_DATE = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ t]?\d{1,2}[:时]\d{2}(?:[:分]\d{2}秒?)?)?"
_NUMBER = r"\d+(?:次|人|条|℃)?"
_VALUE = (
    r"[^\s:,。;!?]{1,30}(?: (?=[\u3400-\u9fff·]{2,4}(?: |$))[\u3400-\u9fff·]{2,4}){0,3}(?:\([^()]{1,40}\))?"
)
_TOKEN = re.compile(
    rf"(?:(?:字[号体] ?:? ?)?[\[(【]?大 ?中 ?小[\])】]?|[(\[【]?{_KEY} ?:? ?[\])】]?[: ] ?(?:{_DATE}|{_VALUE})?[)\]】]?|{_DATE}|[a-z0-9-]{{1,30}}(?:\.[a-z0-9-]{{1,20}}){{1,3}}"
    r"|有\d+人[\u3400-\u9fff]{2,8}|\d+(?:次|人)?(?:浏览|阅读|评论|点击)|我要评论|(?:字[号体] ?:? ?)?[\[(【]?(?:特大 )?大 ?中 ?小[\])】]?|【?(?:大|中|小|打印|关闭|收藏)】?|分享到?:?)(?=$|[ |/、\[\](){}【】])[ |/、]*"
)
_NAMES = re.compile(
    r"[(（](?:(?:作者|记者|文|编辑|责编|责任编辑|通讯员|评论员)[:： ]?)?[\u3400-\u9fff·]{2,4}(?:[ 、　]+[\u3400-\u9fff·]{2,4}){0,5}[)）]"
)
_COLUMN = re.compile(r"[【\[][^】\]\d]{2,12}[】\]]")
_EDITED = re.compile(
    r"[(\[【]?(?:责任编辑|责编|编辑|值班编辑|编审|初审|复审|终审|审核|校对|监制|来源|稿源|供稿|文|图|作者|记者)[:：/ ].{1,50}"
)
_OVER = re.compile(r"\(?(?:完|全文完|本文完|未完待续|原标题.{0,60})\)?")
_SIGNED_ON = re.compile(r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日")  # the last line of a document's own
_HEAD, _TAIL = 12, 12  # lines from either end in which a byline can stand
_LONGEST = 120  # characters


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines at either end of a text. In a text of short lines alone the ends are not told apart."""
    lines = rows(text)
    prose = [index for index, line in enumerate(lines) if line.prose]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    taken = [
        line
        for index, line in enumerate(lines)
        if (index < min(first, _HEAD) and _heads(line) and (prose or not _SIGNED_ON.fullmatch(line.plain)))
        or (index > max(last, len(lines) - 1 - _TAIL) and _ends(line))
    ]
    return [line.cut(text, "other") for line in taken]


def _heads(line: Row) -> bool:
    return not line.text.startswith("#") and (
        _made_of_tokens(line.plain) or _COLUMN.fullmatch(line.text) is not None
    )


def _ends(line: Row) -> bool:
    plain = line.plain
    if _SIGNED_ON.fullmatch(plain):
        return False
    if _NAMES.fullmatch(line.text) or _OVER.fullmatch(plain):
        return True
    return (
        not line.marked
        and len(plain) <= _LONGEST
        and (_made_of_tokens(plain) or _EDITED.fullmatch(plain) is not None)
    )


def _made_of_tokens(plain: str) -> bool:
    """Whether nothing but a byline's parts stands in a line."""
    if len(plain) > _LONGEST or not re.search(rf"{_KEY}|\d{{4}}[-/.年]", plain):
        return False
    place = 0
    while place < len(plain):
        token = _TOKEN.match(plain, place)
        if token is None or token.end() == place:
            return False
        place = token.end()
    return ":" in plain or re.search(_DATE, plain) is not None
