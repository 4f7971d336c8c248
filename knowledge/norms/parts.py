"""Parts: what stands between the commas of a sentence, and which of them only say in which case the rest holds."""

import re
from collections.abc import Sequence

from knowledge.norms.model import Qualifier
from knowledge.norms.names import VERB, VERB_OR_NOUN, name_at
from knowledge.norms.qualifiers import is_lack
from knowledge.norms.signs import Sign
from knowledge.text import Span

_CUT = re.compile(
    r"[，,：:]|、(?=不得|严禁|不能|不多于|不高于|不超过)|(?<=[^）)])[（(](?=[^）)]{0,12}(?:不能|不得|可|都要))"
)
_WARDS_OFF = "防避杜严"  # 防止异化： names a matter, 可以从轻： opens a list
_OF = re.compile(r"的$")
_OR_CASE = re.compile(r"，或者?[^，。；]{2,40}的，")
_WHAT_MAY = re.compile(
    r"(?:可以?|能够?)(?:通过|从|自行|直接|在线)[^，。；的]{2,16}的[^，。；的]{1,4}$|^(?:应当?|本应|应该)由[^，。；的]{2,16}的[^，。；的]{1,4}$"
)
_NORM_NEXT = re.compile(r"，(?:不|无[需须]|应当?|一律|原则上)")
_DUTY_NEXT = re.compile(r"，(?:应当?|必须|须)(?!地|急|用)")
_CASE_GOES_ON = re.compile(
    r"，(?:有效|并|且|或|造成|避免|未|没有|经|主动|及时)[^，。；：]{2,24}的，(?:可以|应当|不|从|免)"
)
_HAPPENS = re.compile(r"(?:出现|发生|存在)[^，。；的]{1,12}$")
_WHEN = re.compile(r"(?:(?<!小)时|后|前|期间|期内|之日起|情形下|情形之一|情况下|需要)$")
_ON = re.compile(
    r"^(?:[^，。；对]{2,12}(?<![应面针核反])(?=对[^，。；]{1,12}(?:上报|报送|提交|作出|下达|制定)的))?对(?![^，。；]*(?:予以|给予|进行|作出))"
)
_NOUN = re.compile(r"[^，。；]的(?!不)[^，。；的]{1,4}$")
_OCCASIONS = frozenset(
    {"提出", "组织", "执行", "履行", "开展", "制定", "通知", "设立", "设置", "落实", "撤销", "合并"}
)  # of somebody, before a duty: the occasion for it
_NO_CASE = re.compile(r"^(?:不是(?!不)|并非|并不是|是否|可否|本意是)")
# A norm word inside what is said of a noun: 不予公开的决定, 下级不得不参加的会议.
_ABOUT = re.compile(r"^(?![把将])[^，。；的]{0,6}的[^，。；的]{1,6}$")
_PLAIN_WORDS = frozenset({"应当", "不得", "不能", "可以", "要", "应", "必须", "严禁", "禁止"})
_LABEL = 8  # characters of what stands before a colon and only names the matter


def parts(plain: str) -> list[Span]:
    """The parts of a sentence between commas and colons, and before prohibitions that are listed."""
    found, start = [], 0
    for match in _CUT.finditer(plain):
        found.append(Span(start, match.start()))
        start = match.end()
    return [part for part in (*found, Span(start, len(plain))) if part.start < part.end]


def part_at(plain: str, place: int) -> Span:
    """The part in which a place lies."""
    return next((part for part in parts(plain) if part.start <= place < part.end), Span(0, len(plain)))


def is_case(plain: str, part: Span) -> bool:
    """Whether a part names a case (…的, or the first of two: …，或者…的)."""
    return _OF.search(plain[part.start : part.end]) is not None or _OR_CASE.match(plain, part.end) is not None


def sets_aside(
    plain: str, part: Span, here: Sequence[Sign], found: Sequence[Sign], held: Sequence[Qualifier]
) -> bool:
    """Whether a part holds no norm, whatever words stand in it: it asks, denies, or says when the rest holds.

    `here` are the signs of the part, `found` those of the sentence, `held` the sentence's qualifiers.
    """
    if _NO_CASE.match(plain, part.start, part.end):
        return True
    if part.end >= len(plain):
        return False
    strong = [sign for sign in here if not sign.weak]
    behind = [sign for sign in found if sign.span.start >= part.end]
    duty_behind = any(not sign.weak for sign in behind)
    goes_on = duty_behind or any(plain[sign.span.start] == "由" for sign in behind)
    return (
        is_case(plain, part)
        or _labels(plain, part, strong)
        or _lacks(plain, part, held)
        or (not strong and _comes_to(plain, part, behind, held))
        or _leads(plain[part.start : part.end], strong)
        or (not strong and duty_behind and _opens(plain, here))
        or (goes_on and _speaks_of(plain, part, here))
    )


def _labels(plain: str, part: Span, strong: Sequence[Sign]) -> bool:
    """Whether a part only names the matter of what stands behind its colon."""
    short = part.start == 0 and part.end <= _LABEL and part.end + 1 < len(plain)
    wards_off = all(plain[sign.span.start] in _WARDS_OFF for sign in strong)
    return short and plain[part.end] in "：:" and plain[0] != "谁" and wards_off


def _lacks(plain: str, part: Span, held: Sequence[Qualifier]) -> bool:
    """Whether a part is nothing but the lack of somebody's word (没有县委批准，)."""
    return any(
        is_lack(plain, one) and one.span.start <= part.start and part.end <= one.span.end for one in held
    )


def _comes_to(plain: str, part: Span, behind: Sequence[Sign], held: Sequence[Qualifier]) -> bool:
    """Whether a part only says what the duty behind it is about, or a case that goes on in the next part."""
    if plain.startswith("，由", part.end):
        words = plain[part.start : part.end]
        name = name_at(words)
        return (
            "由" not in words
            and name != ""
            and any(verb.match(words, len(name)) for verb in (VERB, VERB_OR_NOUN))
        )
    following = part_at(plain, part.end + 1)
    if _DUTY_NEXT.match(plain, part.end) or _CASE_GOES_ON.match(plain, part.end):
        return True
    return _lacks(plain, following, held) and any(
        sign.span.start == following.end + 1 and not sign.weak for sign in behind
    )


def _leads(words: str, strong: Sequence[Sign]) -> bool:
    return not strong and any(form.search(words) for form in (_WHEN, _ON, _HAPPENS))


def _opens(plain: str, here: Sequence[Sign]) -> bool:
    """Whether a part's first word tells what somebody does when the duty behind it holds (提出申诉，应当…)."""
    by_whom = any(plain[sign.span.start] == "由" for sign in here)
    return bool(here) and not by_whom and plain[here[0].span.start : here[0].span.end] in _OCCASIONS


def _speaks_of(plain: str, part: Span, here: Sequence[Sign]) -> bool:
    """Whether a part's norm word only tells of a noun that the norm behind it is about."""
    words = plain[part.start : part.end]
    strong = [sign for sign in here if not sign.weak]
    if not strong:
        noun = _NOUN.search(words)
        within = noun is not None and any(
            sign.span.start <= part.start + noun.start() < sign.span.end - 2 for sign in here
        )
        return noun is not None and not within and not words.startswith(("经", "把", "将"))
    if _WHAT_MAY.search(words) and _NORM_NEXT.match(plain, part.end):
        return True
    first = strong[0].span
    if plain[first.start] in "需须" and _NOUN.search(words):
        return True
    word = plain[first.start : first.end]
    plainly = word in _PLAIN_WORDS or word.startswith(("只", "有权"))
    return not plainly and _ABOUT.match(plain[first.end : part.end]) is not None
