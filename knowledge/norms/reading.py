"""Reading: a sentence or a clause of a rule into its norms. Deterministic, by the grammar of regulation texts.

A sentence is cut at its commas. Each part holds at most one norm; a part without a norm word goes on with the norm before
it, a part that only says when (…的，) belongs to the one behind it, and conduct with a sanction is one norm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.model import Stance
from knowledge.norms.amounts import amounts
from knowledge.norms.bearers import bearer_of
from knowledge.norms.choosing import bare_duty, chosen, duties
from knowledge.norms.model import Amount, Norm, Qualifier, Role
from knowledge.norms.parts import is_case, parts
from knowledge.norms.qualifiers import qualifiers
from knowledge.norms.sanctions import sanction_behind, sanctions
from knowledge.norms.signs import Sign, signs
from knowledge.text import Span, sentences

_MARKER = re.compile(
    r"^(?:第[零〇一二两三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\s*|[一二三四五六七八九十]+、|[-—•·]\s*)"
)
_QUOTED = re.compile(r"“[^”]{1,30}”|《[^》]{1,60}》|「[^」]{1,30}」|〔[^〕]*〕")
_FACT = re.compile(
    r"自[^，。；]{2,20}起(?:施行|实施|生效)(?!，由)|(?:本[法条例规定办法]{1,2}|前款|本条)中?所称|本[法条例规定办法]{1,2}适用于?|是指|指的是|为了[^。；]{4,}，[^。；]{0,40}制定本|依据[^，。；]{2,30}制定|^[^，。；]{1,12}(?:分为|包括)[：:]|同时废止|是为了"
)
# A narration of what happened, or what is said about rules: no sign in it binds anybody.
_NARRATED = re.compile(
    r"(?:19|20)\d{2}-\d{1,2}(?:-\d{1,2})?[^。；]{0,14}通报|之所以|已不堪|去年|今年|曾|全部编完|了\d|引发|摘要|被定为|分为|背景数据|≠|答问|公开征集|(?<!视)即为|近年来|(?:19|20)\d{2}年(?:\d{1,2}月)?以来|截[至止]|共(?:清理|查处|减少|压减|取消|整治|整改|精简|排查|通报)|较上年(?![^，。；]*以[上内])|同比|有所[^，。；]{2}|被[^，。；]{0,4}通报[。；]?$|未见|没有核|没核|法律没写|平均(?![^，。；]{0,4}(?:不|控制|最多|至多|≤))|多半|这种(?:风气|现象)|报道|受法律保护|^我们|(?:由|从)\d+[^，。；\d]{0,3}(?:减|降|压)"
)
_SOURCE = re.compile(r"[（(](?!据)[^）)]*(?:新闻联播|通报)[^）)]*[）)]$")
_ASIDE = re.compile(r"[（(][^）)]*[）)]")
_ITEM = re.compile(r"^[（(][一二三四五六七八九十\d]+[）)]")
_ITEM_END = re.compile(r"(?:的|情形|行为|人员|事项|条件|材料)[；;。]?$")
_GROUND = re.compile(r"(?:^|(?<=[，,]))(?:为了?|根据|依据|依照|按照|因|由于)[^，。；]{2,30}(?=，)")


def read(text: str) -> tuple[Norm, ...]:
    """The norms of a text, sentence by sentence, with places in the text."""
    found: list[Norm] = []
    for span in sentences(text):
        found += (_moved(norm, span.start) for norm in norms_of(text[span.start : span.end]))
    return tuple(found)


def norms_of(sentence: str) -> list[Norm]:
    """The norms of one sentence, with places in it."""
    marker = _MARKER.match(sentence)
    by = marker.end() if marker else 0
    item = _ITEM.match(sentence) is not None
    found: list[Norm] = []
    for clause in sentences(sentence[by:]):  # one, unless it was cut elsewhere
        start, end = by + clause.start, by + clause.end
        words = sentence[start:end]
        found += (_moved(norm, start) for norm in _norms(words, qualifiers(words), amounts(words), item=item))
    return found


def _norms(
    sentence: str, held: tuple[Qualifier, ...], figures: tuple[Amount, ...], *, item: bool
) -> Iterator[Norm]:
    end = len(sentence.rstrip("。；;！？! "))
    plain = sentence[:end]
    if sentence.endswith(("？", "?")) or _FACT.search(plain) or (item and _ITEM_END.search(plain)):
        return
    hidden = [Span(*match.span()) for match in _QUOTED.finditer(plain)]
    hidden += [one.span for one in held if one.role is Role.EXCEPTION and sentence[one.span.start] == "除"]
    if sanctions(plain, hidden):
        yield _norm(sentence, Sign(Span(0, 0), Stance.FORBIDS), end, held, figures)
        return
    seen = signs(plain, hidden)
    if _narrates(plain, seen):
        return
    found = _found(plain, seen, held, figures, item=item)
    for number, sign in enumerate(found):
        following = found[number + 1].span.start if number + 1 < len(found) else end
        yield _norm(sentence, sign, following, held, figures)


def _found(
    plain: str, seen: Sequence[Sign], held: tuple[Qualifier, ...], figures: tuple[Amount, ...], *, item: bool
) -> list[Sign]:
    """The signs that make norms, and the sanction that follows behind a duty."""
    if item and (virtues := list(duties(plain))):
        return virtues
    if item and all(sign.weak for sign in seen) and not any(is_case(plain, part) for part in parts(plain)):
        return []
    behind = sanction_behind(plain)
    before = [sign for sign in seen if not behind or sign.span.start < behind]
    found = list(chosen(plain, before, held, figures)) or list(bare_duty(plain))
    if not behind:
        return found
    return [sign for sign in found if sign.span.start < behind] + [Sign(Span(behind, behind), Stance.FORBIDS)]


def _narrates(plain: str, seen: Sequence[Sign]) -> bool:
    """Whether a sentence tells what happened, or names where that was told, and binds nobody."""
    told = _SOURCE.search(plain) is not None and all(sign.weak for sign in seen)
    return told or _NARRATED.search(_ASIDE.sub("", plain)) is not None


def _norm(
    sentence: str, sign: Sign, end: int, held: tuple[Qualifier, ...], figures: tuple[Amount, ...]
) -> Norm:
    bearer = bearer_of(sentence, sign.span)
    start = sign.span.start
    if bearer and bearer.span.end <= start and "，" not in sentence[bearer.span.end : start]:
        start = bearer.span.start
    return Norm(
        sentence=Span(0, len(sentence)),
        span=Span(start, max(end, sign.span.end)),
        stance=sign.stance,
        sign=sign.span,
        implied=sign.weak,
        bearer=bearer,
        qualifiers=held,
        amounts=figures,
        grounds=tuple(Span(*match.span()) for match in _GROUND.finditer(sentence)),
    )


def _moved(norm: Norm, by: int) -> Norm:
    if by == 0:
        return norm

    def moved(one: Span) -> Span:
        return Span(one.start + by, one.end + by)

    return replace(
        norm,
        sentence=moved(norm.sentence),
        span=moved(norm.span),
        sign=moved(norm.sign),
        bearer=replace(norm.bearer, span=moved(norm.bearer.span)) if norm.bearer else None,
        qualifiers=tuple(replace(one, span=moved(one.span)) for one in norm.qualifiers),
        amounts=tuple(replace(one, span=moved(one.span)) for one in norm.amounts),
        grounds=tuple(map(moved, norm.grounds)),
    )
