"""Filters: which drafts are no lay questions. Pure; the limits are set by 17,900 questions that people wrote.

A filter that drops a good draft costs little, since the model writes ten. One that keeps a copy of the clause makes the
clause look findable where it is not, and an invented figure leads readers with that figure to the wrong clause.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from knowledge.lexical import terms
from knowledge.model import Passage, Source
from knowledge.numbering import Quantity, parse_numeral, quantities
from knowledge.text import letters, normalise

SHORTEST, LONGEST = (
    4,
    80,
)  # characters; 2 in a hundred of what people wrote are longer, nearly all of them English
COPIED = 0.6  # share of the draft's character pairs that stand in the clause; 98.5 in a hundred are below
_ALIKE = 0.8  # of the pairs of two drafts together, those that both have
_LETTERS = 0.5  # of the visible characters
_OURS = 0.8  # of the letters: Chinese or English


class Why(StrEnum):
    """Why a draft was dropped."""

    LENGTH = "length"
    LANGUAGE = "language"
    INSTRUCTION = "instruction"
    COPIED = "copied"
    FIGURE = "figure"
    DUPLICATE = "duplicate"
    LOST = "lost"


REASONS = {
    Why.LENGTH: f"不是{SHORTEST}到{LONGEST}个字",
    Why.LANGUAGE: "不是中文，也不是英文",
    Why.INSTRUCTION: "不像问话，像写给程序看的",
    Why.COPIED: "照抄了条款",
    Why.FIGURE: "有条款里没有的数字",
    Why.DUPLICATE: "和别的问题重复",
    Why.LOST: "按它搜，前三条里没有这一条",
}

_TO_A_PROGRAM = re.compile(
    r"(?:忽略|无视|忘掉|忘记|不要理会|不用管).{0,8}(?:以上|上面|前面|之前|上述|所有|全部).{0,8}(?:指令|要求|规则|提示|设定)"
    r"|系统提示|提示词|语言模型|作为一?[个名]?(?:AI|人工智能)|你(?:现在)?是一?[个名].{0,8}(?:助手|模型|机器人)"
    r"|(?:输出|返回|回复).{0,6}(?:json|列表)"
    r"|(?:ignore|disregard|forget)\b.{0,20}\b(?:previous|above|prior|all|instructions?|rules)\b"
    r"|system prompt|language model|\bas an ai\b|you are (?:now )?an? "
    r"|https?://|www\.|</?\w[^>]{0,40}>|<\||```|[{}\[\]\x00-\x1f\x7f]",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
# Ways to say often, long or always, which count nothing.
_IDIOM = re.compile(r"三天两头|隔三[岔差]五|三番五次|一天到晚|一年到头|一天天|[大老]?半天")
_MEASURED = frozenset({"时长", "元", "%"})  # of these 一 is a figure (一小时), of others an article (一个)


def unfit(draft: str, passage: Passage, source: Source) -> Why | None:
    """What is wrong with a draft, judged by itself and by its clause; None where nothing is."""
    if not SHORTEST <= len(draft) <= LONGEST:
        return Why.LENGTH
    if addresses_a_program(draft):
        return Why.INSTRUCTION
    if not in_our_languages(draft):
        return Why.LANGUAGE
    if overlap(draft, passage.text) > COPIED:
        return Why.COPIED
    return Why.FIGURE if invents_a_figure(draft, _around(passage, source)) else None


def addresses_a_program(draft: str) -> bool:
    """Whether a draft speaks to a model, or holds an address or markup: a clause may have told the model to write that."""
    return _TO_A_PROGRAM.search(draft) is not None


def in_our_languages(draft: str) -> bool:
    """Whether a draft is made of Chinese or English words."""
    visible = [character for character in draft if not character.isspace()]
    letters = [character for character in visible if character.isalpha()]
    ours = [letter for letter in letters if letter.isascii() or _is_chinese(letter)]
    return len(letters) >= _LETTERS * len(visible) > 0 and len(ours) >= _OURS * len(letters)


def overlap(draft: str, text: str) -> float:
    """The share of a draft's character pairs, or words, that stand in a text."""
    pairs = _pairs(draft)
    return len(pairs & _pairs(text)) / len(pairs) if pairs else 0.0


def invents_a_figure(draft: str, clause: str) -> bool:
    """Whether a draft holds a figure that its clause does not: a quantity, or a number in digits."""
    asked, given = normalise(_IDIOM.sub("", draft)), normalise(clause)
    known = {(quantity.value, quantity.unit) for quantity in quantities(given)}
    strange = [
        quantity
        for quantity in quantities(asked)
        if (quantity.value, quantity.unit) not in known and not _is_article(quantity, asked)
    ]
    numbers = {_value(match.group()) for match in _NUMERAL.finditer(given)} | {value for value, _ in known}
    quantified = [(quantity.start, quantity.end) for quantity in quantities(asked)]
    bare = [
        match
        for match in _DIGITS.finditer(asked)
        if not any(start <= match.start() < end for start, end in quantified)
    ]
    return bool(strange) or any(_value(match.group()) not in numbers for match in bare)


def is_duplicate(draft: str, others: Iterable[str]) -> bool:
    """Whether a draft says nearly the same as one of the others, in nearly the same words."""
    pairs, key = _pairs(draft), same_key(draft)
    return any(
        key == same_key(other) or len(pairs & _pairs(other)) > _ALIKE * len(pairs | _pairs(other))
        for other in others
    )


def same_key(draft: str) -> str:
    """What two drafts share that differ in marks, blanks and variants of characters alone."""
    return letters(draft)


def _around(passage: Passage, source: Source) -> str:
    """A clause with the names, numbers and days by which people call it."""
    named = (source.title, source.number, source.issued, *source.aliases)
    return "\n".join(map(str, (*filter(None, named), passage.locator, passage.heading, passage.text)))


def _pairs(text: str) -> set[str]:
    return {term for term in terms(text) if not term.startswith("=")}  # = marks the terms of quantities


def _is_chinese(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"


def _is_article(quantity: Quantity, text: str) -> bool:
    return quantity.value == 1 and quantity.dimension not in _MEASURED and text[quantity.start] == "一"


def _value(written: str) -> Fraction | int | None:
    return Fraction(written) if written[0].isdigit() else parse_numeral(written)
