"""Pointing: texts that ask for nothing new, but to see what an answer stands on."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.numbering import article_number, parse_numeral

_POLITE = r"(?:请问?|麻烦|劳驾|帮我|给我|我想|我要|想|能不能|能否|能|可不可以|可以|再|就|把|将|那么?|你|看|查|一下|发|给|说|列|展开|打开|调出|贴|念|显示|show me|show|the |\s|[，,])*"
_NUMERAL = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,5})"
_LAST = r"最后(?:面)?(?:那|一)*[条个项款]"
_FIRST = r"(?:头一|最前面(?:那|一)*|上面(?:那|这|一)*|刚才(?:那|这|说的|一)*|(?<![第\d])这(?:一)?)[条个项款]"
_COUNTED = (
    rf"第\s*(?P<count>{_NUMERAL})\s*[个项款点处]|第\s*(?P<bare>{_NUMERAL})|[(（]?(?P<digit>\d{{1,2}})[)）.]?"
)
_ARTICLE = rf"(?P<article>第?\s*{_NUMERAL}\s*条(?:之{_NUMERAL})?)"
_WHICH = rf"(?:(?P<last>{_LAST})|(?P<first>{_FIRST})|{_ARTICLE}|{_COUNTED})"
_WHOLE = r"(?:(?:完整|具体|详细|全部|原始|官方)?的?(?:原文|原话|全文|整条|条文|条款|原条文|规定原文|内容|整段|详细(?:一?点|说说)|具体(?:一?点|说说))|full text|original)"
_HOW = r"(?:是?(?:怎么|咋|如何)(?:说|写|讲|规定|定)的?|(?:说|写|讲|规定|内容)的?(?:是|了)?(?:什么|啥|些?什么|些?啥)|是(?:什么|啥)(?:内容)?|全文|原文)"
_LOOK = r"(?:\s*(?:给我?|给咱|发|拿|来|出来|看|一下|下|瞧|展开|打开|列|贴|念|发给我|发我|我|please)*)"
_END = r"(?:吗|呢|吧|呗|啊|呀|嘛|哈|的)*[\s?？。.!！~～]*"
_CLAUSE = re.compile(
    rf"{_POLITE}(?:(?:这|那|它|他|上面|刚才|前面|说|个|条|款|是)*的?)?(?:{_WHICH}(?:的|里)?(?:{_WHOLE}|{_HOW})?|{_WHOLE}(?:{_HOW})?){_LOOK}{_END}",
    re.IGNORECASE,
)

_THIS = r"(?:这|那|它|上面|刚才|前面|以上|说|讲|的|个|条|些|是|都|到底|究竟|又)*"
_PAPER = r"(?:文件|规定|条例|办法|法律?|通知|意见|政策|文|依据|条款|规矩)"
_DOCUMENT = re.compile(
    rf"(?:请问|那么?|发我?|给我|来个?)*{_THIS}(?:"
    rf"(?:依据|根据|是|在)*第?几条(?:里|中)?(?:说|写|讲|规定)?的?"
    rf"|"
    rf"(?:在|出自|来自|根据|依据)?(?:哪|什么|啥)(?:一|个|份|条|部|些|本)*{_PAPER}(?:里头?|中|上)?(?:面)?(?:这么)?(?:说|写|讲|定|规定|提|出|有)?的?(?:啊)?"
    rf"|(?:的)?(?:出处|来源|文号|发文字号|链接|网址|网页|标题|名称|source|link)(?:是)?(?:什么|多少|啥|在哪里?|哪个)?"
    rf"|(?:哪里?|谁|哪个(?:部门|机关|单位)|哪一?级|哪儿)(?:发|印发|定|制定|出|出台|颁布|规定|说|写)(?:的|出来)*(?:{_PAPER})?的?"
    rf"|(?:哪一?年|什么时候|啥时候|几时|何时)(?:发|印发|定|制定|出|出台|颁布|施行|实施|生效|执行|开始|起|公布)*(?:的)?(?:{_PAPER})?"
    rf"|(?:{_PAPER})?(?:现在|如今|目前|今年)?(?:还|仍|是否|是不是)*(?:有效|管用|算数|作数|有用|适用|施行|执行)(?:着)?|(?:过期|作废|失效|废止)(?:了)?(?:没有?)?"
    rf"|叫(?:什么|啥)(?:名字?|文件|名)?)(?:吗|么|呢|吧|啊|呀|嘛|没|不)*[\s?？。.!！]*",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"(?:那|那么|这|这是|你)?(?:(?:为(?:什么|啥|何)|凭(?:什么|啥)|咋就|怎么就|怎么会)(?:(?:要)?(?:这么|这样|不)?(?:说|规定|讲|定|算|答|行|能|可以|得|让|许|准|样)?)?|(?:有|法律|政策|规定)*(?:什么|啥)?(?:依据|根据|理由|道理|说法|由头)(?:是)?(?:什么|啥|在哪里?|何在|哪条|哪来的|说)?|根据(?:是)?(?:什么|啥|哪条)|(?:是)?(?:什么|啥)意思|(?:没|看不|不)(?:看)?懂|依的是哪条|why)(?:吗|呢|啊|呀|嘛|么|的)*[\s?？。.!！]*",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:那|那么|除了这些?|除此之外|此外|,|，)*(?:(?:还有|还有没有|有没有|有)(?:别的|其他的?|其它的?|更多的?|哪些|什么|啥|相关的?|类似的?)*(?:规定|条款|条文|说法|文件|要求|内容|依据)?(?:了)?(?:吗|没有?|呢|不|么|嘛)"
    r"|(?:别的|其他的?|其它的?|更多的?)(?:相关的?)?(?:规定|条款|条文|说法|文件|要求|内容)?(?:还)?(?:呢|有吗|有没有|还有没有)"
    r"|还有(?:哪些|什么|啥)(?:规定|条款|条文|说法|文件|要求)?(?:呢)?|就这些(?:了)?(?:吗|么|啊)?|没有?(?:别的|其他)的?(?:规定)?了?(?:吗|么)|还有呢|更多|继续|接着说|more|anything else)[\s?？。.!！]*",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:看|那|再|翻)*(?:(?P<following>下|后)|(?P<previous>上|前))(?:面)?(?:的)?(?:一|那)*[条款](?:原文|全文|内容)?(?:呢|吧|是什么|是啥|说什么|说的?啥)*[\s?？。.!！]*"
)


_LONGEST = 24  # characters; a wish is short, and repeated words make such patterns slow


class Wish(Enum):
    """What is to be seen."""

    CLAUSE = auto()
    BASIS = auto()
    DOCUMENT = auto()
    OTHERS = auto()
    PREVIOUS = auto()
    FOLLOWING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A wish to see something, and which: the n-th of what was cited (from 1, -1 the last), or an article."""

    wish: Wish
    number: int | None = None
    article: str | None = None


def pointer(text: str) -> Pointer | None:
    """What a text, in the form for comparing, wants to see; None where it asks for something else."""
    if len(text) > _LONGEST:
        return None
    beside = _BESIDE.fullmatch(text)
    if beside:
        return Pointer(wish=Wish.FOLLOWING if beside["following"] else Wish.PREVIOUS)
    for wish, pattern in ((Wish.OTHERS, _OTHERS), (Wish.BASIS, _BASIS), (Wish.DOCUMENT, _DOCUMENT)):
        if pattern.fullmatch(text):
            return Pointer(wish=wish)
    match = _CLAUSE.fullmatch(text)
    return _clause(match) if match else None


def _clause(match: re.Match[str]) -> Pointer:
    number: int | None = None
    if match["last"]:
        number = -1
    elif match["first"]:
        number = 1
    elif match["article"]:
        article = article_number(match["article"])
        plain = article is not None and article.insertion is None
        return Pointer(
            wish=Wish.CLAUSE,
            number=article.number if article and plain else None,
            article=str(article) if article else None,
        )
    elif written := match["count"] or match["bare"] or match["digit"]:
        number = parse_numeral(written)
    return Pointer(wish=Wish.CLAUSE, number=number)
