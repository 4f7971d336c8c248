"""Lines: where each one stands in its text, and whether it is a heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

NUMERAL = "[0-9０-９〇零一二三四五六七八九十百千]"
NUMBERED = re.compile(
    r"第[0-9〇零一二三四五六七八九十百]+[条章节编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]"
)
TERMINAL = tuple("。；：！？!?;:…”」』）)")
_MARKS = re.compile(r"\s*(#{1,6}(?:[ \t\u3000]+|$))?")
_PART = re.compile(rf"第{NUMERAL}{{1,6}}(编|分编|篇|部分|章|节)(?:[\s：:]+|(?=\S)|$)")
_PART_RANKS = {"编": 0, "篇": 0, "分编": 1, "部分": 1, "章": 2, "节": 3}
_SUPPLEMENT = re.compile(r"附\s*[则則]$")  # the last chapter of a text that numbers none
_ANNEX = re.compile(
    rf"附\s*(?:件|表|录)?\s*{NUMERAL}{{0,3}}\s*[:：]?(?:$|\s)|附\s*(?:件|表|录)\s*{NUMERAL}{{0,3}}\s*[:：]?.{{0,30}}$"
)
_ROW = re.compile(r"\|.*\|.*\|$")
_RULE = re.compile(r"\|?\s*:?-{2,}[\s:|-]*$")
_SENTENCE_MARKS = re.compile(r"[。；，,;]")
_LONGEST_HEADING = 50  # characters
_SPACED_OUT = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: `text[start:end]` without marks and white space around it."""

    start: int
    end: int
    text: str
    level: int  # of a Markdown heading, 0 for none
    begins_anew: bool  # an empty line stands before it, or it is indented
    ruled: bool = False  # a rule of a Markdown table stands below it

    @property
    def rank(self) -> int | None:
        """How high a heading with a numbered part stands (编, 章, 节); None for other lines."""
        if _SUPPLEMENT.match(self.text):
            return _PART_RANKS["章"]
        match = _PART.match(self.text)
        if match is None or len(self.text) > _LONGEST_HEADING or _SENTENCE_MARKS.search(self.text):
            return None
        return _PART_RANKS[match[1]]

    @property
    def label(self) -> str:
        """The number of a part: 第二章."""
        match = _PART.match(self.text)
        return self.text[: match.end(1)] if match else ""

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table."""
        return _ROW.match(self.text) is not None

    @property
    def annex(self) -> bool:
        """Whether an annex begins here."""
        return len(self.text) <= _LONGEST_HEADING and _ANNEX.match(self.text) is not None

    @property
    def title(self) -> str:
        """The line as a heading is shown: 第一章 总 则 without the space that only spreads two characters."""
        rest = self.text[len(self.label) :].strip(" \u3000：:")
        rest = _SPACED_OUT.sub("", rest) if len(_SPACED_OUT.sub("", rest)) <= 4 else rest
        return f"{self.label} {rest}".strip()


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that hold a letter, in order."""
    start, after_blank = 0, True
    raws = text.split("\n")
    for raw, below in zip_longest(raws, raws[1:], fillvalue=""):
        marks = _MARKS.match(raw)
        offset = marks.end() if marks else 0
        content = raw[offset:].strip()
        if any(character.isalnum() for character in content):
            left = start + raw.index(content, offset)
            level = len(marks[1].strip()) if marks and marks[1] else 0
            yield Line(
                left,
                left + len(content),
                content,
                level,
                after_blank or left > start,
                _RULE.match(below.strip()) is not None,
            )
        after_blank = not raw.strip()
        start += len(raw) + 1
