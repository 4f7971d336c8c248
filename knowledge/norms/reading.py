"""Reading: a sentence or a clause of a rule into its norms. Deterministic, by the grammar of regulation texts.

A sentence is cut at its commas. Each part holds at most one norm; a part without a norm word goes on with the norm before
it, a part that only says when (…的，) belongs to the one behind it, and conduct with a sanction is one norm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.model import Stance
from knowledge.norms.amounts import amounts
from knowledge.norms.bearers import bearer_of, head_of, names_somebody
from knowledge.norms.model import Amount, Comparison, Norm, Qualifier, Role
from knowledge.norms.qualifiers import is_lack, qualifiers
from knowledge.norms.signs import Sign, signs
from knowledge.text import Span, sentences

_MARKER = re.compile(
    r"^(?:第[零〇一二两三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\s*|[一二三四五六七八九十]+、|[-—•·]\s*)"
)
_PENALTY = (
    "警告|记大?过|降级|撤职|开除|处分(?!决定|期|机关|条例|法|前|后|不服|不当|的)|处罚|罚款|留党察看|诫勉|组织处理|撤销党内职务|从重|加重|通报批评|追究[^，。；]{0,10}责任|依[规纪法]+[^，。；]{0,6}(?:处理|处分|追责|问责)"
    "|按同款处理|给予处理|责令[^，。；]{0,8}(?:改正|停止|辞|退|检查|纠正)|宣布无效|从严处理|严肃处理|依规依纪|没收违法所得"
)
_SANCTION = re.compile(_PENALTY)
# What was done, before what follows from it.
_CONDUCT = re.compile(
    r"(?:[^，。；]{2,}的|者|行为|情形之一|后果|影响|损失|损害)(?:的)?[，,：:]|违者|[：:—][^，。；]{0,14}(?:警告|从重)|(?:搞|借|以|擅自|滥用|干预)[^。；]{2,40}[，,：:](?:可?给|从重|警告|处)|^(?:情节)?(?:较重|较轻|严重|特别严重)[的，]?|^[^，]{0,12}(?:严重|较重|较轻)的?[，]?(?:给予|予以|撤销|警告|处)|^[^，。；]{2,30}的(?:给予|予以)"
)
_LETTING = re.compile(
    r"免予|免于|不予|不再|不追究|从轻|减轻|可以不|解除|不给|有权|不得|容错|撤销处分|申[请诉]|申辩"
)
_ORGAN_MAY = re.compile(r"(?:机关|机构|组织|政府|部门)[^，。；]{0,6}可以")
_QUOTED = re.compile(r"“[^”]{1,30}”|《[^》]{1,60}》|「[^」]{1,30}」|〔[^〕]*〕")
_FACT = re.compile(
    r"自[^，。；]{2,20}起(?:施行|实施|生效)|本[法条例规定办法]{1,2}(?:中?所称|适用于?)|是指|指的是|由[^，。；]{2,16}(?:负责)?解释|为了[^。；]{4,}，[^。；]{0,40}制定本|依据[^，。；]{2,30}制定|同时废止|是为了"
)
# A narration of what happened, or what is said about rules: no sign in it binds anybody.
_NARRATED = re.compile(
    r"(?:19|20)\d{2}-\d{1,2}(?:-\d{1,2})?[^。；]{0,14}通报|之所以|已不堪|去年|今年|曾|全部编完|了\d|引发|摘要|被定为|分为|背景数据|≠|答问|公开征集|即为|未见|没有核|没核|法律没写|平均|报道|受法律保护"
)
_ASIDE = re.compile(r"[（(][^）)]*[）)]")
# Behind somebody's name these tell how things are, and nobody to do anything.
_STATE = re.compile(
    r"是|有(?!权|责|义务)|包括|分为|属于|实际|的|为(?![^，。；]{0,6}(?:提供|服务))|受|被|如|[（(]|、|和|与|在职|退休|所|没|未|中|于|之|[：:]|等|发|通报|把|以|搞|减|改"
)
_ITEM = re.compile(r"^[（(][一二三四五六七八九十\d]+[）)]")
_ITEM_END = re.compile(r"(?:的|情形|行为|人员|事项|条件|材料)[；;。]?$")
_WARDS_OFF = "防避杜严"  # 防止异化： names a matter, 可以从轻： opens a list
_OF = re.compile(r"的$")
_WHEN = re.compile(r"(?:(?<!小)时|后|前|期间|之日起|情形下|情形之一|情况下|需要)$")
_ON = re.compile(r"^对(?![^，。；]*(?:予以|给予|进行|作出))")
_NOUN = re.compile(r"[^，。；]的[^，。；的]{1,4}$")
_OCCASIONS = frozenset({"提出", "组织", "执行", "履行"})  # of somebody, before a duty: the occasion for it
_NO_CASE = re.compile(r"^(?:不是|并非|并不是)")
# A norm word inside what is said of a noun: 不予公开的决定, 下级不得不参加的会议.
_ABOUT = re.compile(r"^[^，。；的]{0,6}的[^，。；的]{1,6}$")
_PLAIN_WORDS = frozenset({"应当", "不得", "不能", "可以", "要", "应", "必须", "严禁", "禁止"})
_TERM = re.compile(r"(?:期限?|时限|时间|人数|次数|数量)(?:一般)?[为：:]$")
_ACT = 2  # characters of an act at least
_LABEL = 8  # characters of what stands before a colon and only names the matter
_NEXT = 1  # characters between a duty's word and the word that says what the duty is
_APPEAL = re.compile(r"申请(?:复[审核议]|仲裁)|申诉|起诉|提起诉讼|提出(?:申诉|异议)")


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
    held, figures = qualifiers(sentence[by:]), amounts(sentence[by:])
    item = _ITEM.match(sentence) is not None
    return [_moved(norm, by) for norm in _norms(sentence[by:], held, figures, item=item)]


def _norms(
    sentence: str, held: tuple[Qualifier, ...], figures: tuple[Amount, ...], *, item: bool
) -> Iterator[Norm]:
    end = len(sentence.rstrip("。；;！？! "))
    plain = sentence[:end]
    if _FACT.search(plain) or (item and _ITEM_END.search(plain)):
        return
    hidden = [Span(*match.span()) for match in _QUOTED.finditer(plain)]
    hidden += [one.span for one in held if one.role is Role.EXCEPTION and sentence[one.span.start] == "除"]
    if _sanctions(plain, hidden):
        yield _norm(sentence, Sign(Span(0, 0), Stance.FORBIDS), end, held, figures)
        return
    if _NARRATED.search(_ASIDE.sub("", plain)):
        return
    seen = signs(plain, hidden)
    if item and all(sign.weak for sign in seen):
        return
    chosen = list(_chosen(plain, seen, held, figures)) or list(_bare_duty(plain))
    for number, sign in enumerate(chosen):
        following = chosen[number + 1].span.start if number + 1 < len(chosen) else end
        yield _norm(sentence, sign, following, held, figures)


def _bare_duty(plain: str) -> Iterator[Sign]:
    """The duty of a sentence that only says what somebody does (机关对公务员进行分类培训): regulations put it so too."""
    for part in _parts(plain):
        head = head_of(plain, part)
        if head and head.end < part.end and not _STATE.match(plain, head.end):
            yield Sign(Span(head.end, part.end), Stance.REQUIRES, weak=True)
            return


def _sanctions(plain: str, hidden: Sequence[Span]) -> bool:
    """Whether conduct is named with what follows from it. A duty to react that is put as one (应当处理) is a duty."""
    said = (
        match
        for match in _SANCTION.finditer(plain)
        if not _OF.search(plain[: _part(plain, match.start()).end])
    )
    sanction = next(said, None)
    if sanction is None or not _CONDUCT.search(plain):
        return False
    if _LETTING.search(plain) or _ORGAN_MAY.search(plain):
        return False
    return not any(
        sign.stance is Stance.REQUIRES and not sign.weak and sign.span.start < sanction.start()
        for sign in signs(plain, hidden)
        if not _OF.search(plain[: _part(plain, sign.span.start).end])
    )


def _chosen(
    plain: str, found: Sequence[Sign], held: Sequence[Qualifier], figures: Sequence[Amount]
) -> Iterator[Sign]:
    """The signs that make norms, at most one for each part of the sentence, with the stance that they have there."""
    before: Sign | None = None
    listing = False  # behind the colon of a norm word stand items, whose verbs are no norms
    for part in _parts(plain):
        here = [sign for sign in found if part.start <= sign.span.start < part.end]
        if _NO_CASE.match(plain[part.start : part.end]):
            continue
        if part.end < len(plain) and _only_says_when(plain, part, here, found, held):
            continue
        if listing:
            here = [sign for sign in here if not sign.weak]
        sign = _of_part(plain, here, part, before) or _by_amount(plain, part, figures)
        if sign is None:
            continue
        lacks = any(is_lack(plain, one) and one.span.start <= sign.span.start for one in held)
        softened = before is not None and before.stance is Stance.LIMITS and plain[sign.span.start] == "也"
        softened = softened or (
            before is not None and before.stance is Stance.LIMITS and plain[part.start] == "也"
        )
        if (lacks or softened) and sign.stance is Stance.FORBIDS:
            sign = replace(sign, stance=Stance.LIMITS)
        before = sign
        listing = listing or (not sign.weak and plain[part.end : part.end + 1] in ("：", ":"))
        yield sign


def _of_part(plain: str, here: Sequence[Sign], part: Span, before: Sign | None) -> Sign | None:
    strong = [sign for sign in here if not sign.weak]
    if strong:
        first, *others = strong
        if (
            others
            and first.stance is Stance.REQUIRES
            and others[0].stance is not Stance.PERMITS
            and others[0].span.start - first.span.end <= _NEXT
        ):
            return Sign(Span(first.span.start, others[0].span.end), others[0].stance)
        return first
    weak = [sign for sign in here if sign.weak and _stands(plain, sign, part)]
    if not weak:
        return None
    sign = weak[0]
    passive = plain[sign.span.start] == "由"
    if before is None or passive:
        return sign
    if before.stance is sign.stance:
        return None  # goes on with what the norm before it lists
    headed = not plain[part.start : sign.span.start].strip() or plain[sign.span.start] == "先"
    if not headed and (sign.stance is Stance.FORBIDS or before.stance is Stance.PERMITS):
        return None
    return sign


def _stands(plain: str, sign: Sign, part: Span) -> bool:
    ahead = plain[part.start : sign.span.start].strip()
    return not sign.verb or not ahead or names_somebody(ahead)


def _only_says_when(
    plain: str, part: Span, here: Sequence[Sign], found: Sequence[Sign], held: Sequence[Qualifier]
) -> bool:
    """Whether a part only says in which case or of what the norm behind it speaks."""
    words = plain[part.start : part.end]
    strong = [sign for sign in here if not sign.weak]
    label = (
        part.start == 0 and plain[part.end] in "：:" and len(words) <= _LABEL and part.end + 1 < len(plain)
    )
    label = label and words[0] != "谁" and all(plain[one.span.start] in _WARDS_OFF for one in strong)
    if label or _OF.search(words):
        return True
    if not strong and (_WHEN.search(words) or _ON.match(words)):
        return True
    if any(is_lack(plain, one) and one.span.start <= part.start and part.end <= one.span.end for one in held):
        return True
    if not any(sign.span.start >= part.end and not sign.weak for sign in found):
        return False
    if not strong and plain[here[0].span.start : here[0].span.end] in _OCCASIONS if here else False:
        return True
    if not strong:
        return _NOUN.search(words) is not None
    first = strong[0].span
    if plain[first.start : first.end] in _PLAIN_WORDS or plain[first.start] == "只":
        return False
    return _ABOUT.match(plain[first.end : part.end]) is not None


def _parts(plain: str) -> list[Span]:
    parts, start = [], 0
    for match in re.finditer(
        r"[，,：:]|、(?=不得|严禁|不能|不多于|不高于|不超过)|(?<=[^）)])[（(](?=[^）)]{0,12}(?:不能|不得|可|都要))",
        plain,
    ):
        parts.append(Span(start, match.start()))
        start = match.end()
    return [part for part in (*parts, Span(start, len(plain))) if part.start < part.end]


def _part(plain: str, place: int) -> Span:
    return next((part for part in _parts(plain) if part.start <= place < part.end), Span(0, len(plain)))


def _by_amount(plain: str, part: Span, figures: Sequence[Amount]) -> Sign | None:
    """What a figure says where no word does: a term within which to act is a duty or a right, any other bound a limit."""
    here = [one for one in figures if part.start <= one.span.start < part.end]
    if not here or _OF.search(plain[part.start : part.end]):
        return None
    first = here[0]
    if first.comparison is Comparison.EXACTLY:
        named = _TERM.search(plain[: first.span.start])
        return Sign(first.span, Stance.REQUIRES) if named and part.end == first.span.end else None
    if (
        plain[first.span.end - 1] != "内"
        or first.span.end - first.span.start > 1
        and plain[first.span.end - 2] == "以"
    ):
        if first.comparison is not Comparison.AT_LEAST:
            return Sign(first.span, Stance.LIMITS)
        return Sign(first.span, Stance.REQUIRES) if plain[first.span.start] == "不" else None
    if part.end - first.span.end < _ACT:
        return None
    right = _APPEAL.search(plain, first.span.end, part.end)
    return Sign(first.span, Stance.PERMITS if right else Stance.REQUIRES)


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
