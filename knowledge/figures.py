"""Figures: which number a question asks for, and whether a text gives one of that kind. Pure.

What the rules do not say must not be filled with any number that stands near, and what they say must not be held back:
几 asks and 几 estimates (好几天, 过几天); a rule's figure is asked for, or what a thing once cost.
"""

import re
from dataclasses import dataclass

from knowledge.numbering import quantities
from knowledge.text import normalise

ANY = "任何数字"
_LASTS, _OFTEN = "时长", "次"
# Before or after these 几 estimates or asks which one.
_SOME = r"(?<![好十百这那前头没过隔上下近哪第后有住几])几(?![十百千万亿几])"
_HOW_MANY = rf"(?:多少|{_SOME})"
# What a question asks for when it asks for a figure: the words, and the dimension that would answer it.
_KINDS = (
    (re.compile(rf"多长时间|多久|{_HOW_MANY}个?(?:工作)?(?:天|日|小时|钟头|分钟|(?<=个)月|星期|礼拜|周|年)(?!没|都|前)|多长(?!效)|(?:什么|啥|最长|有没有|有无)期限|期限(?:是(?!不)|为|到底|定|多|几|呢|[?？]|$)"), _LASTS),
    (re.compile(rf"{_HOW_MANY}个?字"), "字"),
    (re.compile(rf"{_HOW_MANY}页"), "页"),
    (re.compile(rf"{_HOW_MANY}(?:个?人|名|位)(?![都签一])|陪几个"), "人"),
    (re.compile(rf"{_HOW_MANY}(?:次|回|遍|趟)(?![不都])"), _OFTEN),
    (re.compile(r"多少钱|多少(?:万|亿)?元|几块钱|(?:金|费|钱|工资|薪|津贴|补贴|补助|待遇|标准(?!.{0,2}[有共])).{0,4}多少|多少.{0,2}(?:工资|补贴|补助|津贴)"), "元"),
    (re.compile(rf"{_HOW_MANY}(?:块牌|个牌)"), "块"),
    (re.compile(rf"{_HOW_MANY}户"), "户"),
    (re.compile(r"百分之(?:多少|几)|比例(?:是|为|不|上限|多)"), "%"),
)  # fmt: skip
_LIMIT = re.compile(
    r"最[多少长低高短]|至[少多]|不(?:能|得|可|许)?超|超过(?:多少|几)|上限|下限|封顶|不[低少]于|[几少].{0,4}(?:以内|之内|内(?!容))|有效期|影响期|"
    r"(?:准|许|规定|限|必须).{0,6}(?:多少|几|多久|多长)|有(?:没有|无)规定"
)
_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿]+(?:余|多)?[个份项张条款级层届期篇件类种面处所家亩例套台倍人户次天日月年块元页字]"
)
_DATES = re.compile(
    r"(?:19|20)\d{2}(?:年|[-—/.]\d{1,2}(?:[-—/.]\d{1,2})?)?|\d{1,2}月\d{1,2}日|第\s*[\d一二三四五六七八九十百]+|\d+号"
)
_RHYTHM = re.compile(r"每(?:年|半年|季度?|月|周|日|天)|年度")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is asked for: one of any of these dimensions answers."""

    dimensions: frozenset[str]
    limit: bool  # what a rule allows, and not what happened somewhere


def wanted(question: str) -> Figure | None:
    """The figure that a question asks for; None where it asks for none.

    多少 without anything that says of what, and 几 of a limit, may be answered by a figure of any dimension, which is `ANY`.
    """
    text = normalise(question)
    limit = _LIMIT.search(text) is not None
    found = {dimension for pattern, dimension in _KINDS if pattern.search(text)}
    if not found and ("多少" in text or (limit and re.search(_SOME, text))):
        found.add(ANY)
    return Figure(frozenset(found), limit) if found else None


def gives(text: str, figure: Figure) -> bool:
    """Whether a text holds a figure of one of the dimensions wanted."""
    plain = normalise(text)
    return any(_holds(plain, dimension) for dimension in figure.dimensions)


def _holds(plain: str, dimension: str) -> bool:
    if dimension == ANY:
        return _NUMBER.search(_DATES.sub(" ", plain)) is not None
    if dimension in (_LASTS, _OFTEN) and _RHYTHM.search(plain):
        return True
    return any(quantity.dimension == dimension for quantity in quantities(plain))
