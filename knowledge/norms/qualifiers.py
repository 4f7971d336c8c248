"""Qualifiers: what takes something out of a norm, softens it or ties it to a condition."""

import re
from collections.abc import Iterator

from knowledge.norms.model import Qualifier, Role
from knowledge.text import Span

_ASSENT = "(?:批准|同意|审批|指定|部署|安排|授权|许可|协商一致)"
_TABLE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.EXCEPTION,
        re.compile(
            r"(?<![消解开清革扣铲删免])除(?![了以]?(?:此|名|湿|雪|草|恶|险|害|夕|数))(?:[^。；：]{1,80}?(?:之外|以外|除外|(?<![国对海里内意另此])外)(?![，]?还)(?![出边国面来地部资商事交籍]))(?:的(?:以外)?)?"
            r"|(?<![消解开清革扣铲删免排])除(?![了以]|此|名|险|害)[^，。；：外]{2,44}的(?=，)|除非[^，。；]{1,40}"
            r"|[^，。；：（(]{1,24}(?:除外|(?<!时间)不算在内|不在此限|不受此限|不计在内)|[^，。；：]{0,24}另有(?:规定|约定|部署)的?(?=，|$|。|；)"
        ),
    ),
    (
        Role.APPROVAL,
        re.compile(
            rf"(?:(?:未|没有?|非|不)(?:经过?|得到|获得|获|取得|征得|报)|没有)[^，。；：的]{{0,24}}?{_ASSENT}(?:的情况下|的)?"
            rf"|经[^，。；：的]{{2,24}}?(?=后?(?:，[^，。；]{{0,8}})?(?:方|才)[可能])"
            rf"|报[^，。；：的]{{2,24}}?(?:备案|{_ASSENT})后(?=可|方|才)"
            rf"|未经[^，。；的]{{2,20}}(?=，)|未{_ASSENT}(?=的|，|不得|不予)"
            rf"|(?:未经|不经|没有)[^，。；：的]{{0,10}}(?:程序|听证|评估|审核|审查|立项|核实)"
            rf"|(?<![应须需未不已曾])(?<![必须要需]须)(?<!应当)(?<!需要)(?<![应当须要需]报)(?<!须先)经(?![费济过验营历常办手查纪])[^，。；：的]{{0,30}}?{_ASSENT}(?:后|的)?"
        ),
    ),
    (
        Role.CONDITION,
        re.compile(
            r"[^，。；]{2,24}的(?=，(?:方|才)[可能])|(?<![不没未])(?:有|符合|具备|取得|达到)[^，。；]{2,24}?(?=(?:(?<!地)方|才)[可能])|只有[^，。；]{2,30}(?=，[^，。；]{0,12}才)|(?<![^，。；])[^，。；经]{2,10}后(?=(?:方|才)[可能])|(?<!确)因[^，。；]{0,16}(?:特殊|紧急|不可抗力|客观(?:原因|条件))[^。；]{0,20}?的(?=，)|(?<!对)确因[^，。；]{2,24}的(?=，)|遇有?(?!到)[^，。；]{2,16}(?:的|时)(?=，?(?:可|应|由))|特别[^，。；]{1,6}的(?=，?可)|(?:根据|视)(?:需要|情况)(?=，?[^，。；]{0,8}可)|非因[^，。；]{2,16}?(?=，|不得|不能)|[^，。；]{2,10}较[多大长]的(?=，?可)|确(?:需|无|有(?:必要|需要|急需|困难)|属必[要须])[^，。；的]{0,20}的?|(?<=[，。；])非[^，。；]{1,6}不可|情节(?:较轻|轻微|显著轻微)[^。；]{0,18}?的(?=，)|情节(?:较轻|轻微|显著轻微)(?=[，、])"
            r"|(?:没有|如?无|有|因|确有)?特殊(?:情况|原因|困难|需要|情形)[^，。；的]{0,6}的?(?=，|可|由|应)|[^，。；：]{0,6}情况特殊[^，。；可由应须]{0,10}|紧急情况下?|情况紧急的?|遇有[^，。；]{1,12}紧急[^，。；]{0,8}|(?:案情|案件|情况)[^，。；]{0,4}复杂的?|(?:确有|确实有?)?必要(?:时|的)(?=[，可由，]|[^，。；]{0,10}(?:可|由))"
            r"|(?:没有|无|有)(?:正当|充分)理由的?|(?:经费|人手)[^，。；]{0,4}困难的?|(?:本人|当事人)[^，。；]{0,6}(?:同意|自愿)的|[^，。；]{0,14}条件(?:允许|具备|成熟)的?|(?<!不)(?<!没)(?:具备|有)条件的(?=[^，。；]{1,})"
        ),
    ),
    (Role.CONTRAST, re.compile(r"(?:(?<=[，,；。])|^)(?:但是?|不过|然而)[，,]?(?!书|凡|也)[^。；]{2,90}")),
    (
        Role.SOFTENER,
        re.compile(
            r"原则上|(?<![同与像])一般(?![性化规以法意公群党干纳缴职违号人而文事问程过])|通常(?![所说])"
        ),
    ),
)
_LACK = re.compile("未|没有?|非|不经")
_QUOTED = re.compile(r"“[^”]{1,40}”|《[^》]{1,60}》")


def qualifiers(sentence: str) -> tuple[Qualifier, ...]:
    """The qualifiers of a sentence, in order; one that stands inside another, or in quotation marks, is left out."""
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(sentence)]
    found: list[Qualifier] = []
    for qualifier in _all(sentence):
        around = (*quoted, *(one.span for one in found))
        if not any(_inside(qualifier.span, one) for one in around):
            found.append(qualifier)
    return tuple(sorted(found, key=lambda one: one.span.start))


def is_lack(sentence: str, qualifier: Qualifier) -> bool:
    """Whether a qualifier says that somebody's word is missing, which makes of a prohibition a limit."""
    words = sentence[qualifier.span.start : qualifier.span.end]
    return qualifier.role is Role.APPROVAL and _LACK.match(words) is not None


def _all(sentence: str) -> Iterator[Qualifier]:
    for role, pattern in _TABLE:
        for match in pattern.finditer(sentence):
            words = match.group().strip("，,、（(）) ")
            if not words or (role is Role.CONTRAST and "虽" in sentence[: match.start()]):
                continue
            start = match.start() + match.group().index(words)
            yield Qualifier(span=Span(start, start + len(words)), role=role)


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end
