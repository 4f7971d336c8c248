"""Cleaned: a notice in the form that signs are looked for in, and the way back to its own words.

A photograph read by a machine has blanks inside words, lines broken inside words, l for 1 and O for 0; a chat has
pictures for full stops. None of that may hide a demand, and none of it may be repaired in what is quoted.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.notices.breaks import parted
from knowledge.text import Span, simplified

_Placed = tuple[str, int]  # a character, and the place in the original that it comes from
_CIRCLED = frozenset(map(chr, (*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794))))
_MARKS = str.maketrans(",:;!?()[]{}|「」『』﹁﹂‘’\"'", "，：；！？（）（）（）｜“”“”“”“”””")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[，：](?=\d)")
_PLAIN_MARK = {"，": ",", "：": ":"}
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）])\.")
# What a machine takes a 1 or a 0 for, beside a figure or before what is counted.
_MISREAD = re.compile(
    r"(?<![a-z])[oli]{1,3}(?=[\d%])|(?<=[\d.])[oli]{1,3}(?![a-z])|(?<![a-z])l(?=[人名次份日月年周天项个条户元页块张])"
)
_FIGURES = str.maketrans("oli", "011")
# Characters that stand in a notice only where one that looks like them was meant.
_LOOKALIKES = str.maketrans("亊仼囯囗冋夲囬旳", "事任国口同本回的")
_UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me"})
_PICTURES = frozenset({"So", "Sk"})
_LATIN = re.compile(r"[a-z]")
_BLANKS = " \u3000\xa0"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text in one form, each of whose characters knows the place that it comes from."""

    text: str = field(repr=False)
    places: tuple[int, ...] = field(repr=False)  # in the original, one for each character of `text`
    pauses: tuple[int, ...] = ()  # places in `text` before which a blank was left out

    def original(self, start: int, end: int) -> Span:
        """The slice of the original that `text[start:end]` was made of; it must not be empty."""
        return Span(self.places[start], self.places[end - 1] + 1)


def clean(text: str) -> Cleaned:
    """A notice without noise: simplified, lower case, Chinese marks, without blanks and breaks inside a sentence."""
    lines = [list(_without_blanks(line)) for line in _lines(text)]
    begins = [False, *parted(["".join(character for character, _ in line) for line in lines])]
    characters: list[_Placed] = []
    for line, new in zip(lines, begins, strict=True):
        if new and characters and characters[-1][0] != "\n":
            characters.append(("\n", characters[-1][1]))
        characters.extend(line)
    words = "".join(character for character, _ in characters).translate(_MARKS)
    words = _BETWEEN_FIGURES.sub(lambda match: _PLAIN_MARK[match.group()], words)
    words = _MISREAD.sub(lambda match: match.group().translate(_FIGURES), _STOP.sub("。", words))
    places = tuple(place for _, place in characters)
    pauses = (
        number
        for number, (before, after) in enumerate(pairwise(places), start=1)
        if after - before > 1 and not text[before + 1 : after].strip(_BLANKS)
    )
    return Cleaned(words.translate(_LOOKALIKES), places, tuple(pauses))


def _lines(text: str) -> Iterator[list[_Placed]]:
    """The lines of a text, each character folded; what folding makes longer has one place."""
    simple = simplified(text)
    simple = simple if len(simple) == len(text) else text
    line: list[_Placed] = []
    for place, character in enumerate(simple):
        if character in "\n\r\f\v\u2028\u2029":
            yield line
            line = []
        else:
            line.extend((folded, place) for folded in _folded(character))
    yield line


def _folded(character: str) -> str:
    """A character in its plain form; nothing where it is not seen."""
    category = unicodedata.category(character)
    if character == "\t":
        return "，"  # parts the cells of a table
    if character in _CIRCLED:
        return character  # the number of an item, of which folding would make a figure
    if category in _PICTURES:
        return "。"
    return "" if category in _UNSEEN else unicodedata.normalize("NFKC", character).lower()


def _without_blanks(line: Sequence[_Placed]) -> Iterator[_Placed]:
    """A line without blanks, but for one between two Latin words."""
    seen = [(character, place) for character, place in line if not character.isspace()]
    blanks = {place for character, place in line if character.isspace()}
    for number, (character, place) in enumerate(seen):
        yield character, place
        following = seen[number + 1] if number + 1 < len(seen) else None
        if following and place + 1 in blanks and _LATIN.match(character) and _LATIN.match(following[0]):
            yield " ", place
