"""Norms as values: who is bound, what the norm does to which act, within what, and except when.

All places are slices of the text that was read: `text[start:end]`, in Unicode code points.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from knowledge.model import Stance
from knowledge.text import Span


class Level(StrEnum):
    """Where in the order of offices somebody stands."""

    CENTRAL = "central"  # 中央部门, 中央和国家机关
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    SUPERIOR = "superior"  # 上级机关, whichever
    LOCAL = "local"  # 地方各级, 各地区各部门
    DEPARTMENT = "department"  # 部门, 单位, 主办单位 without a level
    ORGAN = "organ"  # who decides, supervises or examines: 监察机关, 任免机关, 统计机构
    OFFICIAL = "official"  # persons: 公务员, 党员, 负责人
    ANYONE = "anyone"  # 单位和个人, 村民, 用户


class Comparison(StrEnum):
    """How an amount bounds what it measures."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    EXACTLY = "exactly"
    BETWEEN = "between"


class Role(StrEnum):
    """What a qualifier does to its norm."""

    EXCEPTION = "exception"  # 除…外
    APPROVAL = "approval"  # 经…批准, 未经…同意
    SOFTENER = "softener"  # 原则上, 一般
    CONDITION = "condition"  # 确需…的, 情节轻微的
    CONTRAST = "contrast"  # 但…


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure with its unit and how it bounds; a side that is open is None."""

    span: Span
    comparison: Comparison
    low: Fraction | None
    high: Fraction | None
    unit: str  # as written, with multiples taken into the number: 2万元 is 20000 元


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """Words that except something from a norm, soften it or tie it to a condition."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who must, must not or may, in the words of the sentence."""

    span: Span
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One stance over one act, with what belongs to it of its sentence."""

    sentence: Span
    span: Span  # from its bearer or norm word to the end of the act
    stance: Stance
    sign: Span  # the norm word; empty where the sentence has none and its form says it
    implied: bool = False  # said by a verb or the form alone, without a word such as 不得 or 应当
    bearer: Bearer | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    amounts: tuple[Amount, ...] = ()
    grounds: tuple[Span, ...] = ()  # 为…, 根据…, 因…
