"""Choosing: which of a sentence's signs make norms, at most one for each part between commas."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from knowledge.model import Stance
from knowledge.norms.bearers import agent_of, head_of
from knowledge.norms.doings import does
from knowledge.norms.model import Amount, Comparison, Qualifier, Role
from knowledge.norms.names import name_at, names_somebody
from knowledge.norms.parts import is_case, parts, sets_aside
from knowledge.norms.qualifiers import is_lack
from knowledge.norms.signs import Sign
from knowledge.text import Span

# Behind somebody's name these tell how things are, and nobody to do anything.
_STATE = re.compile(
    r"由[^，。；]*组成|统称|只?指(?!导|定|派)|具有|含|是|有(?!权|责|义务)|包括|分为|属于|实际|的|为(?![^，。；]{0,6}(?:提供|服务))|受|被|如|[（(]|、|和|与|在职|退休|所|没|未|中|于|之|[：:]|等|发|通报|把|以|搞|减|改"
)
# How or after what somebody acts, between him and the verb.
_MANNER = re.compile(
    r"(?:那?就|但是?|而|自觉|努力|模范|认真|积极|严格|主动|依法|及时|分别|共同|统一|切实|并|也|都|均|还|又|^[^，。；的]{2,4}[前后]|^经[^，。；的]{1,12}后|(?:按照|根据)[^，。；的]{2,12})+$"
)
_NAMES = re.compile(r"等$|的[^，。；的]{1,8}$|^(?:加重|层层|过度)")  # a list of things, or of faults
_VIRTUE = re.compile(
    r"(?:模范|自觉|严格|努力|积极|认真|带头)*(?:忠于|忠诚|拥护|保守|恪守|遵守|遵纪守法|维护|服从|履行|尊重|爱护|勤勉|坚持|贯彻|宣传|接受|落实|全心全意|廉洁|公道正派|努力|按照)(?![^。；]*(?:(?:情况|的)$|不[力严当实]|不到位))"
)
_TERM = re.compile(r"(?:(?:期限?|[时年]限|时间|人数|次数|数量)(?:一般)?[为：:]|任期)$")
_NO_ACT = re.compile("[的”]")
_TOPIC = re.compile(
    "(?:文|文件|会议?|材料|资料|数据|报表|表格|台账|简报|活动|考核|评比|检查|督查|调研|培训|接待|平台|工作|经费|结果|事项)$"
)
_PASSIVE = re.compile("被(?![^，。；]{2,3}(?:单位|部门|人|对象|机关|组织|地区))")
_NOT = re.compile("(?:一律|也|都|均)?不")
# What measures are for, or what is not to be done on a pretext, is no norm of its own.
_MEASURES = re.compile("采取[^，。；]{0,10}措施，$")
_PRETEXT = re.compile("不[^，。；]{0,2}(?:以|借)[^，。；]{2,20}(?:为由|名义|为名|为借口)，$")
_AND = re.compile(r"^(?:但是?|而|且|并且?|也|都|均)$")
_ACT = 2  # characters of an act at least
# Between a duty's word and the word that says what the duty is: how to do it.
_HOW = re.compile(r"(?:.|带头|严格|切实|坚决|着力|尽量|进一步|尽可能|大力|从严)?")
_APPEAL = re.compile(r"申请(?:复[审核议]|仲裁)|申诉|起诉|提起诉讼|提出(?:申诉|异议)")
_WITHIN = re.compile(r"(?<!以)内$")


def chosen(
    plain: str, found: Sequence[Sign], held: Sequence[Qualifier], figures: Sequence[Amount]
) -> Iterator[Sign]:
    """The signs that make norms, with the stance that they have there."""
    before: Sign | None = None
    fresh = False  # somebody else has come up since, or another case
    listing = False  # behind the colon of a norm word stand items, whose verbs are no norms
    for part in parts(plain):
        here = [sign for sign in found if part.start <= sign.span.start < part.end]
        if sets_aside(plain, part, here, found, held):
            fresh = fresh or is_case(plain, part) or head_of(plain, part) is not None
            continue
        usable = [sign for sign in here if not (listing and sign.weak)]
        sign = _of_part(plain, usable, part, before, fresh=fresh) or _by_amount(plain, part, figures)
        if sign is None and before is not None and not listing:
            sign = _of_another(plain, part)
        sign = sign or _by_agent(plain, part)
        if sign is None or (before is not None and _within(plain, sign, part)):
            continue
        fresh = False
        before = _softened(plain, sign, part, before, held)
        listing = listing or (not sign.weak and plain[part.end : part.end + 1] in ("：", ":"))
        yield before


def bare_duty(plain: str) -> Iterator[Sign]:
    """The duty of a sentence that only says what somebody does (机关对公务员进行分类培训): regulations put it so too."""
    if _NAMES.search(plain):
        return
    found = (sign for part in parts(plain) if (sign := _bare(plain, part)))
    yield from islice(found, 1)


def _bare(plain: str, part: Span) -> Sign | None:
    """What a part says that somebody does."""
    head = head_of(plain, part)
    if head is None or head.end >= part.end or is_case(plain, part):
        return None
    if not does(plain[head.end : part.end]):
        return None
    stays = _STATE.match(plain, head.end) or _PASSIVE.search(plain, head.end, part.end)
    stance = Stance.FORBIDS if _NOT.match(plain, head.end) else Stance.REQUIRES
    return None if stays else Sign(Span(head.end, part.end), stance, weak=True)


def _of_another(plain: str, part: Span) -> Sign | None:
    """What a part without a norm word says that somebody else does, where nothing but his name stands before it."""
    sign = _bare(plain, part)
    name = plain[part.start : sign.span.start] if sign else ""
    return sign if name and name_at(name) == name else None


def _by_agent(plain: str, part: Span) -> Sign | None:
    """What 由 leaves to somebody, whatever the verb."""
    agent = None if is_case(plain, part) else agent_of(plain, part)
    if agent is None or part.end - agent.end < _ACT or _NO_ACT.search(plain, agent.end, part.end):
        return None
    return Sign(Span(agent.start - 1, agent.start), Stance.REQUIRES, weak=True)


def duties(plain: str) -> Iterator[Sign]:
    """The duties of an item that lists what somebody owes (忠于职守，勤勉尽责): each part one, if the first is a virtue."""
    if _VIRTUE.match(plain):
        for part in parts(plain):
            yield Sign(Span(part.start, part.start), Stance.REQUIRES, weak=True)


def _softened(plain: str, sign: Sign, part: Span, before: Sign | None, held: Sequence[Qualifier]) -> Sign:
    """A prohibition that holds only for want of somebody's word, or that goes on with a softened one (也不…), limits."""
    lacks = any(is_lack(plain, one) and one.span.start <= sign.span.start for one in held)
    goes_on = before is not None and before.stance is Stance.LIMITS
    if sign.stance is Stance.LIMITS and plain.startswith("后可", sign.span.start) and _in_need(part, held):
        return replace(sign, stance=Stance.PERMITS)
    soft = goes_on and "也" in (plain[sign.span.start], plain[part.start])
    return replace(sign, stance=Stance.LIMITS) if (lacks or soft) and sign.stance is Stance.FORBIDS else sign


def _in_need(part: Span, held: Sequence[Qualifier]) -> bool:
    """Whether the part before holds the need in which somebody's word opens what else is shut (确有急需的，报…后可以)."""
    return any(one.role is Role.CONDITION and one.span.end + 1 == part.start for one in held)


def _within(plain: str, sign: Sign, part: Span) -> bool:
    """Whether a norm word only says what the norm before it is for, or what is not to be done on its pretext."""
    ahead = plain[: part.start]
    aim = sign.stance is Stance.LIMITS and _MEASURES.search(ahead)
    return bool(aim or (sign.weak and sign.stance is Stance.REQUIRES and _PRETEXT.search(ahead)))


def _of_part(
    plain: str, here: Sequence[Sign], part: Span, before: Sign | None, *, fresh: bool
) -> Sign | None:
    strong = [sign for sign in here if not sign.weak]
    strong = [sign for sign in strong if not _in_case(plain, sign, [one for one in here if not one.verb])]
    if strong:
        return _joined(plain, strong)
    standing = [sign for sign in here if sign.weak and _stands(plain, sign, part)]
    weak = min(standing, key=lambda sign: _rank(plain, sign), default=None)
    if weak is None or before is None or weak.stance is Stance.PERMITS or plain[weak.span.start] == "由":
        return weak
    if fresh or head_of(plain, Span(part.start, weak.span.start)):  # a new subject begins a norm of its own
        return weak
    ahead = _AND.sub("", plain[part.start : weak.span.start].strip())
    own_matter = ahead.endswith("的") or (before.stance is Stance.PERMITS and _TOPIC.search(ahead))
    if own_matter and weak.stance is not before.stance:  # so does a case of its own, or another matter
        return weak
    # It goes on with what the norm before it lists, or says how a right is used.
    if before.stance is weak.stance or (before.stance is Stance.PERMITS and plain[weak.span.start] != "报"):
        return None
    headed = not ahead or _TOPIC.search(ahead) is not None or plain[weak.span.start] == "先"
    return weak if headed or weak.stance is not Stance.FORBIDS else None


def _in_case(plain: str, sign: Sign, others: Sequence[Sign]) -> bool:
    """Whether a norm word stands in a case that the one behind it is about (不能参加的须请假)."""
    return any(other.span.start > sign.span.end and plain[other.span.start - 1] == "的" for other in others)


def _rank(plain: str, sign: Sign) -> int:
    """Which of a part's weak signs counts: who is to act, what somebody is entitled to, then the first."""
    return 0 if plain[sign.span.start] == "由" else 1 if sign.stance is Stance.PERMITS else 2


def _joined(plain: str, strong: Sequence[Sign]) -> Sign:
    """The first sign; with what it requires where that is said right behind it (应当从轻, 要严格控制)."""
    first, *others = strong
    if not others or first.stance is not Stance.REQUIRES or others[0].stance is Stance.PERMITS:
        return first
    assent = plain.startswith("经", first.span.end) and others[0].stance is Stance.LIMITS  # 须经…方可
    if not assent and not _HOW.fullmatch(plain, first.span.end, others[0].span.start):
        return first
    return Sign(Span(first.span.start, others[0].span.end), others[0].stance)


def _stands(plain: str, sign: Sign, part: Span) -> bool:
    listed = plain.startswith("、", sign.span.end) and plain.startswith("的", sign.span.start - 1)
    if listed or plain.startswith(
        "的", sign.span.end
    ):  # it tells of a noun: 机构的设立、撤销, 机构设置的形式
        return False
    if sign.weak and _in_name(plain, sign, part):
        return False
    ahead = _MANNER.sub("", plain[part.start : sign.span.start].strip())
    return (
        not sign.verb
        or not ahead
        or ahead.endswith("的")
        or names_somebody(ahead)
        or (sign.stance is Stance.FORBIDS and _TOPIC.search(ahead) is not None)
    )


def _in_name(plain: str, sign: Sign, part: Span) -> bool:
    """Whether a verb is a word of the name that its part begins with (教育 in 教育部门建立)."""
    words = plain[part.start : part.end]
    length = len(name_at(words))
    return sign.span.end - part.start < length and does(words[length:])


def _by_amount(plain: str, part: Span, figures: Sequence[Amount]) -> Sign | None:
    """What a figure says where no word does: a term within which to act is a duty or a right, any other bound a limit."""
    first = next((one for one in figures if part.start <= one.span.start < part.end), None)
    if first is None or is_case(plain, part):
        return None
    words = plain[first.span.start : first.span.end]
    stance: Stance | None = None
    if first.comparison is Comparison.EXACTLY:
        named = _TERM.search(plain[: first.span.start]) and part.end == first.span.end
        stance = Stance.REQUIRES if named else None
    elif _WITHIN.search(words):
        right = _APPEAL.search(plain, first.span.end, part.end)
        acts = part.end - first.span.end >= _ACT
        stance = (Stance.PERMITS if right else Stance.REQUIRES) if acts else None
    elif first.comparison is Comparison.BETWEEN and part.end > first.span.end:
        stance = Stance.REQUIRES  # 三至七人组成: a size to keep to, where 试用期为一至三个月 bounds
    elif first.comparison is Comparison.AT_LEAST:
        stance = Stance.REQUIRES if words[0] == "不" else None
    else:
        stance = Stance.LIMITS
    return Sign(first.span, stance) if stance else None
