"""Entitled: whether a permission that names by rank who has it leaves out a body that a question names. Pure.

"中央和省级党政机关、群团机关；市级、县级党委和政府" lets a city's government do it, and neither its bureaus nor a township.
"""

import re
from enum import StrEnum

from knowledge.text import normalise


class Body(StrEnum):
    """What kind of body is meant."""

    GOVERNMENT = "government"  # a party committee or government
    OFFICE = "office"  # a bureau, an office of its own or a mass organisation


_RANKS: tuple[tuple[str, str], ...] = (  # as questions and permissions say them
    ("省", "省"),
    ("市", "市(?!场)"),
    ("县", "县|(?<![地社景园辖])区(?!县)|旗"),
    ("乡", "乡|镇|街道"),
)
_OFFICE = r"(?:局|厅|妇联|团委|残联|科协|文联|侨联|工商联|工会|红十字会|委宣传部|委组织部|委统战部|委政法委|卫健委|发改委|文明办|委办|指挥部)"
_GOVERNMENT = r"(?:委(?!宣传|组织|统战|政法|办|员|托)|人民政府|政府)"
_NAMED = {
    rank: {
        Body.OFFICE: re.compile(
            rf"(?:{words})(?:直|里|级)?[^，。？！；、\s]{{0,8}}?{_OFFICE}|团(?:{words})委"
        ),
        Body.GOVERNMENT: re.compile(rf"(?<!团)(?:{words}){_GOVERNMENT}"),
    }
    for rank, words in _RANKS
}
_KINDS = {
    Body.OFFICE: re.compile("机关|部门|群团|单位|机构|组织"),
    Body.GOVERNMENT: re.compile("党委|政府|党政"),
}
_GROUPS = re.compile("[；。;]")
_FEWEST = 2  # ranks that a permission names, if it tells them apart


def leaves_out(permission: str, question: str) -> bool:
    """Whether a question names a body, and none of those that a permission names by rank is of its kind."""
    groups = [group for group in _GROUPS.split(permission) if group]
    ranked = {rank for rank, words in _RANKS if re.search(words, permission)}
    named = _named(normalise(question))
    if len(ranked) < _FEWEST or named is None:
        return False
    rank, body = named
    words = dict(_RANKS)[rank]
    return not any(re.search(words, group) and _KINDS[body].search(group) for group in groups)


def _named(question: str) -> tuple[str, Body] | None:
    """The rank and kind of the first body that a question names; an office before the government it belongs to."""
    found = [
        (match.start(), body is Body.GOVERNMENT, rank, body)
        for rank, patterns in _NAMED.items()
        for body, pattern in patterns.items()
        if (match := pattern.search(question))
    ]
    if not found:
        return None
    *_, rank, body = min(found)
    return rank, body
