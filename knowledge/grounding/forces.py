"""Forces: what a text forbids, demands, allows or lets off, by the marks of a rule and of everyday speech alike.

`knowledge.norms` reads rules closely. Here a draft in plain words has to be held against a rule, so both sides are
read by the same few marks: what matters is that none is turned, added or lost.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from knowledge.text import Span


class Force(StrEnum):
    """What is done to an act."""

    FORBIDS = "forbids"
    DEMANDS = "demands"
    ALLOWS = "allows"
    LETS_OFF = "lets_off"
    ONLY = "only"
    STATES = "states"  # no mark at all


# What comes after a 不 that forbids nothing: 不仅, 不服, 不利, 不超过 …
_IDLE = "仅但管论只过如然同断服良当利足满久到实符清明严便力合必用需须少低多高超得能可许准应允再宜行知解安全完止等公正确定已成算含包受是"
_ENDURED = "追究|问责|处分|处罚|承担"  # what one is let off from
_PREFIX = "(?:可以|可)?"
# A mark can hold another (不得 in 不得不, 可以 in 不可以), so the earlier row has the words.
_TABLE: tuple[tuple[Force, tuple[str, ...]], ...] = (
    (Force.DEMANDS, ("不得不", "不能不", "不可不", "不可以不", "缺一不可", "必不可少")),
    (
        Force.LETS_OFF,
        (
            "(?:可以|可)不(?![得能可超少低多])", "不用(?!于)", "不必(?!要)", "无[需须]", "不需要?", "不须", "毋需",
            f"{_PREFIX}(?:免予|免于|免除|(?=免责))", f"{_PREFIX}不予?再?(?:会被?|被)?(?={_ENDURED})",
            f"{_PREFIX}(?=从轻|减轻(?!.{{0,4}}负担))",
        ),
    ),
    (
        Force.FORBIDS,
        (
            "不得", "不能(?!够)", "不可以", "不可(?![抗避缺少分])", "不许", "不准(?![确时备])", "不应该?当?", "不允许",
            "不要(?!求)", "不行", "不再", "不宜", "(?<!不)禁止", "严禁", "别(?=[再要把给发开搞设办用])", "切勿", "切忌",
            "防止", "杜绝", "避免", f"(?P<bare>(?<!拒)不(?![{_IDLE}]))",
        ),
    ),
    (Force.ONLY, ("只(?![要不过是])有?能?够?", "仅(?!仅)(?:限于?)?", "才(?!能力|干)(?:能够?|可以|可)?", "方可")),
    (
        Force.DEMANDS,
        (
            "必须", "务必", "应当", "应该", "(?<![响供适相反回呼理一])应(?![急对付用邀聘有届变许酬征诉声验运接约力])", "(?<![必无])须",
            "(?<!不)需要", "(?<![确急所必不无])需(?!求)", "(?<![主重只必需不想概首次])要(?![求点素么不闻件害职领目务案是的紧约])",
            "(?<![不获取觉懂使值记晓难只])得(?=[先要由报经有把给向])",
        ),
    ),
    (
        Force.ALLOWS,
        (
            "可以", "(?<![许认不宁])可(?![见能靠行谓是惜怜持观疑比控读达不])", "(?<!不)允许", "准许", "有权(?!机关|单位|部门)",
            "(?<![不可功职性智技才只就都否各万])能(?![力源量手效干由并减合不否]|动[性力])够?",
        ),
    ),
)  # fmt: skip
_MARK = re.compile(
    "|".join(f"(?P<{force}_{row}>{'|'.join(words)})" for row, (force, words) in enumerate(_TABLE))
)
_GROUPS = {f"{force}_{row}": force for row, (force, _) in enumerate(_TABLE)}
_NEGATING = tuple(name for name, force in _GROUPS.items() if force in (Force.FORBIDS, Force.LETS_OFF))
_HAS_NOT = re.compile(r"[不没未无非]有?$")
NEGATION = re.compile(r"[无未没非不](?=[\u3400-\u9fff])")


def marks(text: str) -> Iterator[tuple[Span, Force]]:
    """The marks of a canonical text without punctuation, in order. A bare 不 after another mark belongs to the act: 禁止不作为."""
    marked = False
    for match in _MARK.finditer(text):
        if match["bare"] and marked:
            continue
        marked = marked or not match["bare"]
        yield Span(*match.span()), next(force for name, force in _GROUPS.items() if match[name] is not None)


def negated(before: str) -> bool:
    """Whether what follows some words of a canonical segment is negated: by a mark among them, or by a word in its own item."""
    own = before.rpartition("、")[2]
    return _HAS_NOT.search(own) is not None or any(
        any(match[name] is not None for name in _NEGATING)
        and (not match["bare"] or match.start() >= len(before) - len(own))
        for match in _MARK.finditer(before)
    )
