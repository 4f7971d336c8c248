"""Qualifiers: what takes something out of a norm, softens it or ties it to a condition."""

import re
from collections.abc import Iterator

from knowledge.norms.model import Qualifier, Role
from knowledge.text import Span

_ASSENT = "(?:批准|同意|审批|指定|部署|授权|许可|决定)"
_TABLE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.EXCEPTION,
        re.compile(
            r"除(?![了以]?(?:此|名|湿|雪|草))[^。；：]{1,60}?(?:之外|以外|除外|外)(?![出边国面来地部的])|除非[^，。；]{1,40}|[^，。；：]{1,24}(?:除外|不算在内|不在此限|不计在内)"
            r"|[^，。；：]{0,20}另有规定的?(?:，?(?:从其规定|依照其规定|按照[^，。；]{1,8}规定))?|[^，。；：]{0,16}不受[^，。；]{1,20}限制|不含[^，。；）)]{1,20}"
        ),
    ),
    (
        Role.APPROVAL,
        re.compile(
            rf"(?:未|没有|没|非|未获|未得到)(?:经|得到|获得|获|取得)?[^，。；：的]{{0,24}}?{_ASSENT}(?:的|的情况下)?"
            rf"|(?:(?:须|应当?|必须|要|需)?(?:报|先|事先)?)?经(?!费|济|过|验|营|历|常|办)[^，。；：]{{1,24}}?{_ASSENT}(?:后|的)?"
        ),
    ),
    (
        Role.CONDITION,
        re.compile(
            r"确(?:需|有(?:必要|需要)|因)[^，。；]{0,24}|情节(?:较轻|轻微|较重|严重|特别严重)的?|(?:有|因)特殊(?:情况|原因|需要)的?[^，。；]{0,8}|紧急情况下?|情况紧急的?|必要时|"
            r"(?:造成|产生)[^，。；]{0,8}(?:不良|严重|恶劣|重大)[^，。；]{0,10}(?:的|后果|影响|损失)|拒不[^，。；]{1,8}的|逾期不[^，。；]{1,8}的|构成犯罪的|"
            r"(?:没有|无)正当理由的?|有[^，。；]{0,12}(?:正当理由|充分理由)的?|条件(?:允许|具备)的?[^，。；]{0,6}|具备条件的|有条件的[^，。；]{0,6}|确实(?:困难|必要)的?"
        ),
    ),
    (Role.CONTRAST, re.compile(r"(?:但是?|不过|然而|可是)[，,]?(?!书|凡)[^。；]{2,80}")),
    (
        Role.SOFTENER,
        re.compile(
            r"原则上|(?<![同与])一般(?=(?:性)?[^性规以法，。；]{0,14}(?:不|只|控|以内|应|可|半|由|按|每|至|最|为|在|要|写|督))|通常(?=[^，。；]{0,8}(?:不|只|应|由|督|能))"
        ),
    ),
)


def qualifiers(sentence: str) -> tuple[Qualifier, ...]:
    """The qualifiers of a sentence, in order; one that stands inside another is left out, softeners excepted."""
    found: list[Qualifier] = []
    for qualifier in _all(sentence):
        if not any(_inside(qualifier.span, one.span) for one in found):
            found.append(qualifier)
    return tuple(sorted(found, key=lambda one: one.span.start))


def _all(sentence: str) -> Iterator[Qualifier]:
    for role, pattern in _TABLE:
        for match in pattern.finditer(sentence):
            words = match.group().strip("，,、 ")
            start = match.start() + match.group().index(words)
            yield Qualifier(span=Span(start, start + len(words)), role=role)


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end
