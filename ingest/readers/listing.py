"""Listing: the numbers that Word writes before paragraphs by itself, 第一条 and 一、 and （一） among them.

They stand nowhere in a document's text, only in its rules (ECMA-376, part 1, 17.9), and official documents hang their
articles on them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ingest.readers.markup import Element, attribute, child, children, value

_DEEPEST = 9  # levels of a list, from 0
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 4000
_LARGEST_CHINESE = 10_000


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of one level of a list are numbered."""

    start: int
    format: str
    text: str  # %1 stands for the number of the first level, and so on
    followed: str  # tab, space or nothing
    legal: bool  # all its numbers in Arabic digits
    restarts_after: int | None  # the level below which its count begins anew; None: any


@dataclass(slots=True)
class Lists:
    """The lists of a document, and how far each has been counted."""

    _levels: Mapping[str, Mapping[int, _Level]]  # by number of the list
    _counted_as: Mapping[str, str]  # lists of one definition go on counting each other
    _overridden: Mapping[str, Mapping[int, int]]
    _by_style: Mapping[tuple[str, str], int]  # list and style: the level that goes with it
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, list_: str, style: str) -> int:
        """The level that belongs to a style of paragraphs; the first if none."""
        return self._by_style.get((list_, style), 0)

    def label(self, list_: str, level: int) -> str:
        """The number of the next paragraph of a list, as it is printed; nothing for bullets and unknown lists."""
        rules = self._levels.get(list_, {})
        rule = rules.get(level)
        if rule is None:
            return ""
        counts = self._advance(list_, level, rules)
        if rule.format in {"bullet", "none"}:
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            shown = rules.get(place, rule)
            return numeral(counts.get(place, shown.start), "decimal" if rule.legal else shown.format)

        return _followed(_PLACE.sub(number, rule.text).strip(), rule.followed)

    def _advance(self, list_: str, level: int, rules: Mapping[int, _Level]) -> Mapping[int, int]:
        counts = self._counts.setdefault(self._counted_as.get(list_, list_), {})
        override = self._overridden.get(list_, {}).get(level)
        if override is not None and (list_, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts.get(level, rules[level].start - 1) + 1
        self._begun.add((list_, level))
        for deeper in range(level + 1, _DEEPEST):
            after = rules[deeper].restarts_after if deeper in rules else None
            if after is None or level < after:
                counts.pop(deeper, None)
        for above in range(level):
            counts.setdefault(above, rules[above].start if above in rules else 1)
        return counts


def lists(root: Element | None, list_of_style: Mapping[str, str]) -> Lists:
    """The lists that a numbering part defines. `list_of_style` gives the list that a style of lists names."""
    if root is None:
        return Lists({}, {}, {}, {})
    abstract = {attribute(one, "abstractNumId") or "": one for one in children(root, "abstractNum")}
    levels: dict[str, dict[int, _Level]] = {}
    counted_as: dict[str, str] = {}
    overridden: dict[str, dict[int, int]] = {}
    by_style: dict[tuple[str, str], int] = {}
    definitions = {attribute(one, "numId") or "": one for one in children(root, "num")}
    for number, definition in definitions.items():
        name = _definition(number, definitions, abstract, list_of_style)
        elements = [*children(abstract[name], "lvl")] if name in abstract else []
        overrides = list(children(definition, "lvlOverride"))
        elements += [element for one in overrides for element in children(one, "lvl")]
        levels[number] = {_place(element): _level(element) for element in elements}
        by_style |= {
            (number, style): _place(element) for element in elements if (style := value(element, "pStyle"))
        }
        counted_as[number] = name
        starts = {_place(one): value(one, "startOverride") for one in overrides}
        overridden[number] = {place: _whole(start, 1) for place, start in starts.items() if start is not None}
    return Lists(levels, counted_as, overridden, by_style)


def numeral(count: int, format_: str) -> str:
    """A number as a list's format writes it; in Arabic digits if the format is unknown or cannot write it."""
    if format_ in _CHINESE and 0 < count < _LARGEST_CHINESE:
        return _chinese(count)
    if format_ in _LEGALLY and 0 < count < _LARGEST_CHINESE:
        return _chinese(count, _LEGAL, "拾佰仟")
    if format_ in _ROWS and 0 < count <= len(_ROWS[format_]):
        return _ROWS[format_][count - 1]
    if format_ in _OTHERS and 0 < count < _LARGEST_ROMAN:
        return _OTHERS[format_](count)
    return str(count)


def _definition(
    number: str,
    definitions: Mapping[str, Element],
    abstract: Mapping[str, Element],
    list_of_style: Mapping[str, str],
) -> str:
    """The definition that a list follows, through a style of lists if it names one."""
    name = value(definitions[number], "abstractNumId") or ""
    style = value(abstract.get(name), "numStyleLink")
    other = definitions.get(list_of_style.get(style or "", ""))
    return name if other is None else value(other, "abstractNumId") or name


def _level(element: Element) -> _Level:
    restart = value(element, "lvlRestart")
    return _Level(
        start=_whole(value(element, "start"), 1),
        format=_format(element),
        text=value(element, "lvlText") or "",
        followed=value(element, "suff") or "tab",
        legal=child(element, "isLgl") is not None and value(element, "isLgl") not in {"0", "false"},
        restarts_after=None if restart is None else _whole(restart, 0),
    )


def _format(element: Element) -> str:
    """Word's name of the format; newer ones stand in an alternative with a plain one beside it."""
    found = value(element, "numFmt")
    return found or value(child(element, "AlternateContent", "Fallback"), "numFmt") or "decimal"


def _place(element: Element) -> int:
    return _whole(attribute(element, "ilvl"), 0)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else default


def _followed(label: str, by: str) -> str:
    if not label or by == "nothing":
        return label
    if label[-1].isascii():
        return f"{label} "
    return f"{label}\u3000" if label[-1].isalnum() else label


def _chinese(count: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千") -> str:
    written = ""
    for place, digit in enumerate(map(int, str(count))):
        unit = len(str(count)) - place - 1
        if digit:
            written += digits[digit] + (units[unit - 1] if unit else "")
        elif written and not written.endswith(digits[0]):
            written += digits[0]
    written = written.rstrip(digits[0])
    return written[1:] if 10 <= count < 20 and digits[1] == "一" else written


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    written = ""
    for worth, letters in (*_ROMAN, *_ROMAN_SMALL):
        written += letters * (count // worth)
        count %= worth
    return written


def _each_digit(digits: str) -> "dict[int, str]":
    return {ord(str(index)): digit for index, digit in enumerate(digits)}


_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_LEGALLY = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_ROWS: dict[str, str] = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
}
_OTHERS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ideographDigital": lambda count: str(count).translate(_each_digit(_DIGITS)),
    "japaneseDigitalTenThousand": lambda count: str(count).translate(_each_digit(_DIGITS)),
    "decimalFullWidth": lambda count: str(count).translate(_each_digit("０１２３４５６７８９")),
    "decimalFullWidth2": lambda count: str(count).translate(_each_digit("０１２３４５６７８９")),
    "decimalZero": lambda count: f"{count:02}",
}
