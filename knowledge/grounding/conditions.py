"""Conditions: what a text excepts from its rules, on whose approval it makes them hang, and how it softens them."""

import re
from enum import StrEnum

from knowledge.grounding.forces import Force, marks
from knowledge.grounding.vocabulary import canonical


class Consent(StrEnum):
    """What a sentence says of somebody's approval."""

    NOT_WITHOUT = "not_without"  # 没有…批准，不得
    ONLY_WITH = "only_with"  # 经…批准才能, 要先经…批准
    NOT_NEEDED = "not_needed"
    IN_VAIN = "in_vain"  # forbidden though there is one
    MENTIONED = "mentioned"


EXCEPTED = "\ue000"  # stands before what is excepted; of no use in any text
_EXCEPTION = re.compile(
    r"除(?:了|去)?(?!名|草|湿)(?P<out_of>[^,。;:]{1,60}?)(?:之外|以外|除外|外)(?![出边国面来地部])"
    r"|(?P<left_out>[^,。;:()]{1,40}?)(?:的|可以|可)?(?:除外|例外(?!情[况形]|是|:)|不在此限|不算在内|不计在内|不包括在内|不在其内|不受此限)"
    r"|除非(?P<unless>[^,。;]{1,40})|除了(?P<but_for>[^,。;:外]{1,40})(?=,(?![还也]))"
    r"|(?<!条件和)例外(?:情[况形])?(?:是|:)(?P<named>[^,。;]{1,60})"
)
_SOFTENERS = {
    "一般": re.compile(r"一般(?:来说|来讲|情况下)?|通常(?:来说|情况下)?"),
    "原则上": re.compile(r"原则上"),
}
_ASSENT = "(?:批准|同意|审批|指定|许可|授权|备案|点头|统一部署)"
_OBTAINED = "(?:经过?|有|得到|取得|获得?|征得|报)"
_LACK = rf"(?:(?:未|没有?|非){_OBTAINED}?|不经过?)"
_LACKING = re.compile(rf"{_LACK}[^,。;]{{0,24}}?{_ASSENT}")
_WAIVED = re.compile(
    rf"(?:不用|不必|无[需须]|不需要?|可以不|免)[^,。;]{{0,20}}?{_ASSENT}"
    rf"|{_LACKING.pattern}[^。;]{{0,16}}?(?:也|都|照样|就)?(?<!不)(?:可以|(?<!不)能(?!力)|行)"
)
_FIRST = re.compile(
    rf"(?:先|须|要|必须|应当?该?|得|只有|等|{_OBTAINED})[^,。;]{{0,30}}?{_ASSENT}"
    rf"|{_ASSENT}(?:了|后|之后|以后)?[^。;]{{0,12}}?(?:才|方可|再|可以)|由[^,。;]{{1,30}}?{_ASSENT}"
)
_GATE = re.compile(rf"才|方可|只有|{_ASSENT}(?:[了之以]?后|[^,。;]{{0,4}},?再)")
# The small words of an approval, which say the same in either form: 没有…批准不得, 经…批准才能.
_SMALL = re.compile(rf"(?:先)?(?:{_LACK}|{_OBTAINED})(?=[^,。;]{{1,24}}?{_ASSENT})")


def consent(sentence: str) -> Consent | None:
    """What a canonical sentence says of an approval, exceptions aside; None where it speaks of none."""
    sentence = _EXCEPTION.sub(" ", sentence)
    if not re.search(_ASSENT, sentence):
        return None
    if _WAIVED.search(sentence):
        return Consent.NOT_NEEDED
    gated = _GATE.search(sentence) is not None
    found = {force for _, force in marks(_LACKING.sub(" ", sentence))}
    if _LACKING.search(sentence):
        return Consent.NOT_WITHOUT if Force.FORBIDS in found else Consent.MENTIONED
    if not _FIRST.search(sentence) or (Force.ALLOWS in found and not gated and Force.DEMANDS not in found):
        return Consent.MENTIONED
    return Consent.IN_VAIN if Force.FORBIDS in found and not gated else Consent.ONLY_WITH


def unconditional(text: str) -> str:
    """A canonical text without the approvals that it speaks of as lacking."""
    return _LACKING.sub(" ", text)


def without_small_words(sentence: str) -> str:
    """A canonical sentence without the words in which the forms of an approval differ."""
    return _SMALL.sub(" ", sentence)


def excepted(text: str) -> tuple[str, ...]:
    """What a text takes out of its rules, in its canonical form."""
    return tuple(map(_taken_out, _EXCEPTION.finditer(canonical(text))))


def apart(sentence: str) -> str:
    """A canonical sentence with what it excepts as parts of their own, marked."""
    return _EXCEPTION.sub(lambda match: f",{EXCEPTED}{_taken_out(match)},", sentence)


def softeners(text: str) -> frozenset[str]:
    """The words by which a canonical text says that its rules do not hold without fail."""
    return frozenset(name for name, pattern in _SOFTENERS.items() if pattern.search(text))


def without_softeners(text: str) -> str:
    """A canonical text without those."""
    for pattern in _SOFTENERS.values():
        text = pattern.sub(" ", text)
    return text


def _taken_out(match: re.Match[str]) -> str:
    return next(words for words in match.groups() if words is not None)
