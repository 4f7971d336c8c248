"""Reading: a sentence or a clause of a rule into its norms. Deterministic, by the grammar of regulation texts."""

import re
from collections.abc import Iterator

from knowledge.model import Stance
from knowledge.norms.amounts import amounts
from knowledge.norms.bearers import bearer_of
from knowledge.norms.model import Comparison, Norm, Qualifier, Role
from knowledge.norms.qualifiers import qualifiers
from knowledge.norms.signs import Sign, signs
from knowledge.text import Span, sentences

_MARKER = re.compile(
    r"^(?:第[零〇一二两三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\s*|[一二三四五六七八九十]+、)"
)
_SANCTION = re.compile(
    r"(?:给予|予以|给|处以?|并处|受到?)[^，。；]{0,16}(?:警告|记过|记大过|降级|撤职|开除|处分|处罚|罚款|留党察看|严重警告|批评教育|诫勉|组织处理|政务处分|责令)"
    r"|(?:追究|依[法规纪]追究)[^，。；]{0,10}责任|依[法规纪纪法]+(?:处理|处分|查处|问责|严肃处理|追责)|通报批评|问责$|责令(?:改正|停止|限期)|从重"
)
_CONDUCT = re.compile(
    r"(?:的|者|行为|情形之一|后果|影响|损失)(?:的)?(?:，|,|、|由|应|要|依|给)|(?:，|^)[^，。；]{2,30}的，"
)
_LETTING = re.compile(r"免予|免于|不予|不再?追究|从轻|减轻|可以不|撤销|解除|不给予|容错")
_QUOTED = re.compile(r"“[^”]{1,30}”|《[^》]{1,60}》|「[^」]{1,30}」")
_FACT = re.compile(
    r"自[^，。；]{2,20}起(?:施行|实施|生效)|本[法条例规定办法]{1,2}(?:所称|适用于?|中所称)|是指|指的是|由[^，。；]{2,16}(?:负责)?解释|制定本|为了[^。；]{4,}，?(?:根据|制定)|依据[^，。；]{2,30}制定|同时废止"
)


def read(text: str) -> tuple[Norm, ...]:
    """The norms of a text, sentence by sentence, with places in the text."""
    return tuple(norm for span in sentences(text) for norm in _of_sentence(text, span))


def _of_sentence(text: str, span: Span) -> Iterator[Norm]:
    marker = _MARKER.match(text[span.start : span.end])
    start = span.start + (marker.end() if marker else 0)
    sentence = text[start : span.end]
    for norm in norms_of(sentence):
        yield _moved(norm, start)


def norms_of(sentence: str) -> list[Norm]:
    """The norms of one sentence, with places in it."""
    if _FACT.search(sentence):
        return []
    held = qualifiers(sentence)
    hidden = tuple(
        [one.span for one in held if one.role is Role.EXCEPTION and sentence[one.span.start] == "除"]
        + [Span(*match.span()) for match in _QUOTED.finditer(sentence)]
    )
    if _sanctions(sentence):
        return [_norm(sentence, Sign(Span(0, 0), Stance.FORBIDS), len(sentence.rstrip("。；;")), held)]
    chosen = _chosen(sentence, signs(sentence, hidden))
    if not chosen:
        return _by_amount(sentence, held)
    ends = [sign.span.start for sign in chosen[1:]] + [len(sentence.rstrip("。；;！？"))]
    return [_norm(sentence, sign, end, held) for sign, end in zip(chosen, ends, strict=True)]


def _sanctions(sentence: str) -> bool:
    return bool(_SANCTION.search(sentence) and _CONDUCT.search(sentence)) and not _LETTING.search(sentence)


def _chosen(sentence: str, found: tuple[Sign, ...]) -> list[Sign]:
    """The signs that make norms: a weak one only in a part between commas that has no strong one."""
    strong = [sign for sign in found if not sign.weak]
    chosen: list[Sign] = []
    for sign in found:
        if sign.weak:
            here = _part(sentence, sign.span.start)
            others = [one for one in strong if here.start <= one.span.start < here.end]
            before = [one for one in strong if one.span.start < sign.span.start]
            if others or (before and before[-1].stance in (Stance.FORBIDS, Stance.REQUIRES, Stance.PERMITS)):
                continue
        if chosen and chosen[-1].stance is sign.stance and _same_part(sentence, chosen[-1], sign):
            continue
        chosen.append(sign)
    return chosen


def _same_part(sentence: str, one: Sign, other: Sign) -> bool:
    return not re.search(r"[，,]", sentence[one.span.end : other.span.start]) or (one.weak and other.weak)


def _part(sentence: str, place: int) -> Span:
    start = max(sentence.rfind(mark, 0, place) for mark in "，,：:") + 1
    ends = [end for mark in "，,：:" if (end := sentence.find(mark, place)) >= 0]
    return Span(start, min(ends, default=len(sentence)))


def _by_amount(sentence: str, held: tuple[Qualifier, ...]) -> list[Norm]:
    bounded = [amount for amount in amounts(sentence) if amount.comparison is Comparison.AT_MOST]
    if not bounded:
        return []
    return [_norm(sentence, Sign(bounded[0].span, Stance.LIMITS), len(sentence.rstrip("。；;")), held)]


def _norm(sentence: str, sign: Sign, end: int, held: tuple[Qualifier, ...]) -> Norm:
    bearer = bearer_of(sentence, sign.span)
    start = min(sign.span.start, bearer.span.start if bearer else sign.span.start)
    return Norm(
        sentence=Span(0, len(sentence)),
        span=Span(start, max(end, sign.span.end)),
        stance=sign.stance,
        sign=sign.span,
        bearer=bearer,
        qualifiers=held,
        amounts=amounts(sentence),
    )


def _moved(norm: Norm, by: int) -> Norm:
    from dataclasses import replace

    def span(one: Span) -> Span:
        return Span(one.start + by, one.end + by)

    return replace(
        norm,
        sentence=span(norm.sentence),
        span=span(norm.span),
        sign=span(norm.sign),
        bearer=replace(norm.bearer, span=span(norm.bearer.span)) if norm.bearer else None,
        qualifiers=tuple(replace(one, span=span(one.span)) for one in norm.qualifiers),
        amounts=tuple(replace(one, span=span(one.span)) for one in norm.amounts),
        grounds=tuple(map(span, norm.grounds)),
    )
