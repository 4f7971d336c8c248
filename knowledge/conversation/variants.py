"""Variants: the one thing that a follow-up puts in place of another of its kind (县里 for 市里, 12个人 for 8个人)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.conversation.words import LIGHT
from knowledge.numbering import quantities
from knowledge.text import Span


class Slot(StrEnum):
    """Of what kind a thing is; it stands in for another of its own kind only."""

    LEVEL = "level"
    PERSON = "person"
    RANK = "rank"
    PAPER = "paper"
    MEETING = "meeting"
    CARRIER = "carrier"
    SANCTION = "sanction"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A thing that a text names: `text[start:end]`. The rank of a level counts from the centre, 0, to the village, 5."""

    span: Span
    slot: Slot
    rank: float = 0.0


_OURS = r"(?:我们|咱们?|俺们?|你们|本)?"
_OFFICE = r"的?(?:部门|单位|机关|厅局|厅|委办局|局|党委政府|党委和政府|党委|政府|领导|那边)?"
# By rank. What is above a reader of ours ends with the county.
_LEVELS = (
    (0, r"中央和国家机关|中央国家机关|中央|国家部委|部委|国务院|国家级?|central"),
    (1, r"省级|省直|省厅|省委|省政府|省局|省里头?|省上|省(?![得事略钱])|provinc(?:e|ial)"),
    (2, r"地级市|市级|市直|市委|市政府|市局|市里头?|市上|市(?![场民容区])|city|municipal"),
    (
        3,
        r"县区|区县|县级|县直|县委|县政府|县局|县里头?|县上|县城|县|区里|区级|区委|区直|区政府|count(?:y|ies)",
    ),
    (
        4,
        r"乡镇|街道办事处|街道办|街道|镇里头?|镇上|镇党委|镇政府|镇|乡里|乡党委|乡政府|乡(?![下亲村])|township",
    ),
    (
        5,
        r"村民委员会|村委会?|村级组织|村两委|村支部|村级|村里头?|村上|村(?!民)|居民委员会|居委会|社区居委会|社区(?!工作者|矫正|干部)|village|community",
    ),
    (1.5, r"上级|上面(?!说|的条)|上头|主管部门"),
)
_BASE = 4.0  # rank from which on somebody is one of us
_KINDS: tuple[tuple[Slot, str], ...] = (
    (
        Slot.PERSON,
        r"公务员|事业编制?人?员?|事业单位(?:工作)?人员|村干部|社区工作者|社区干部|(?:普通)?党员(?:干部)?|领导干部|临时工|合同工|编外人员|教师|老师|企业(?:人员|单位)?",
    ),
    (
        Slot.RANK,
        r"主要负责(?:人|同志)|主要领导|一把手|分管(?:负责)?(?:领导|同志|负责人)?|副职|书记|[镇县局乡]长|班子成员",
    ),
    (
        Slot.PAPER,
        r"综合性?(?:工作)?(?!会|材料)|(?:某项)?专项(?:工作)?(?!会)|专门(?:工作)?(?!会)|单项(?:工作|任务)?|具体任务",
    ),
    (
        Slot.MEETING,
        r"(?:视频|电视电话|电话|座谈|现场|业务|综合性|专题|调度|培训|表彰|推进|动员|总结|例)会议?",
    ),
    (
        Slot.CARRIER,
        r"政务(?:移动互联网)?(?:app|应用程序|应用)|app|小程序|软件|(?:政务)?公众(?:账)?号|工作群组?|微信(?:工作)?群|钉钉群?",
    ),
    (Slot.SANCTION, r"政务处分|党纪处分|机关处分|单位(?:给的)?处分|党内问责|问责|督查结论|诫勉|组织处理"),
)
_LEVEL_PATTERNS = tuple(
    (rank, re.compile(rf"{_OURS}(?:{words}){_OFFICE}", re.IGNORECASE)) for rank, words in _LEVELS
)
_KIND_PATTERNS = tuple((slot, re.compile(words, re.IGNORECASE)) for slot, words in _KINDS)
_BEFORE = re.compile(r"[从让给叫喊请找对向跟和由被要]$")  # what stands after is acted on
_ACTED = re.compile(
    r"(?<=[部门位关厅局委府导级里上央省市县镇乡道村区头])[^，的里上]{1,2}的$"
)  # 开的, 召集的: does what was asked
_COUNTERS = frozenset({"人", "项", "次", "户", "块", "个"})


def mentions(text: str) -> tuple[Mention, ...]:
    """The things that a text names and that a follow-up could vary, in order; none inside another."""
    found: list[Mention] = []
    for mention in sorted(_all(text), key=lambda one: (one.span.start - one.span.end, one.span.start)):
        if not any(
            mention.span.start < other.span.end and other.span.start < mention.span.end for other in found
        ):
            found.append(mention)
    return tuple(sorted(found, key=lambda one: one.span.start))


def varied(question: str, follow_up: str) -> str | None:
    """The question with what a follow-up names in place of its own; None where the follow-up says more than that."""
    own = mentions(follow_up)
    if not own or _says_more(question, follow_up, own):
        return None
    made = question
    for mention in own:
        before = follow_up[: mention.span.start]
        words = follow_up[mention.span.start : mention.span.end]
        partner = _partner(made, mention, before)
        if partner is None or (words.startswith(("我们", "咱", "俺")) and mention.rank < _BASE):
            return None  # 我们省: what is ruled there, not who acts
        if mention.slot is Slot.NUMBER:
            words = _number(words, made[partner.span.start : partner.span.end])
        made = made[: partner.span.start] + words + made[partner.span.end :]
    return made if made != question else None


def _all(text: str) -> Iterator[Mention]:
    for rank, pattern in _LEVEL_PATTERNS:
        for match in pattern.finditer(text):
            yield Mention(span=Span(*match.span()), slot=Slot.LEVEL, rank=rank)
    for slot, pattern in _KIND_PATTERNS:
        for match in pattern.finditer(text):
            yield Mention(span=Span(*match.span()), slot=slot)
    for quantity in quantities(text):
        yield Mention(span=Span(quantity.start, quantity.end), slot=Slot.NUMBER)


def _says_more(question: str, follow_up: str, own: Sequence[Mention]) -> bool:
    """Whether a follow-up has words besides what it names that the question has not."""
    rest = _ACTED.sub("", follow_up) if own[-1].slot is Slot.LEVEL else follow_up
    for mention in reversed(own):
        rest = rest[: mention.span.start] + " " + rest[mention.span.end :]
    return any(character not in question for character in LIGHT.sub("", rest))


def _partner(question: str, mention: Mention, before: str) -> Mention | None:
    """What of a question a mention stands in for: the same kind of thing, in the same place or at the nearest level."""
    same = [one for one in mentions(question) if one.slot is mention.slot]
    if mention.slot is not Slot.LEVEL:
        return same[0] if len(same) == 1 else None
    preposition = _BEFORE.search(before)
    if preposition:
        placed = [one for one in same if question[: one.span.start].endswith(preposition.group())]
        if placed:
            return placed[0]
    peers = [one for one in same if (one.rank >= _BASE) == (mention.rank >= _BASE)]
    if not peers:
        return next(iter(same), None)

    def distance(one: Mention) -> tuple[bool, float]:
        acted_on = _BEFORE.search(question[: one.span.start]) is not None
        return acted_on and mention.rank < _BASE, abs(one.rank - mention.rank)  # superiors act

    return min(peers, key=distance)


def _number(words: str, replaced: str) -> str:
    """A figure in the unit of the one that it replaces, where it only counts (30个 for 12个人)."""
    new, old = quantities(words), quantities(replaced)
    if not new or not old or new[0].unit != "个" or old[0].unit not in _COUNTERS:
        return words
    return words.removesuffix("个") + re.sub(r"^[\d一二两三四五六七八九十百千半\s]+", "", replaced)
