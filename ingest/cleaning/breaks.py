"""Breaks: line ends, page ends and blanks that a page's width has put into sentences.

Only white space goes. A line is joined to the next where it is as full as the lines of its text are, ends no sentence,
and the next one begins nothing new: no indent, no number, no heading, no row of a table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.cleaning.edits import Edit, disjoint

_NUMERAL = "0-9〇零一二三四五六七八九十百千"
_TERMINAL = tuple("。；：！？!?;:…")
_CLOSING = "”’」』）)》"
_ANEW = re.compile(
    rf"[#|>*•·▪■●◆—]|[-+] |\d{{1,2}}[.、．)）](?!\d)|[一二三四五六七八九十]{{1,3}}[、.．]|[（(][{_NUMERAL}]{{1,3}}[）)]|[①-⑳]"
    rf"|第[{_NUMERAL}]{{1,6}}(?:[条章编节篇款项](?:之[一二三四五六七八九十]+)?(?:[\s　：:*]|$|(?=[^，。的、规所至和及])))|附件|附表|附录|抄送|【"
)
_SPLIT_NUMBER = re.compile(
    rf"(?:(?:^|(?<=[\n\f]))[*# ]*第[{_NUMERAL}]{{0,6}}(?P<a>[ \t　]*[\n\f]\s*)(?=[{_NUMERAL}]{{0,6}}[条章节编]))"
    rf"|[（(](?P<b>[ \t]*[\n\f]\s*)(?=[{_NUMERAL}]{{1,3}}[）)])|[（(][{_NUMERAL}]{{1,3}}(?P<c>[ \t]*[\n\f]\s*)(?=[）)])"
    rf"|[〔\[［【(（]\d{{4}}[〕\]］】)）](?P<d>[ \t]*[\n\f]\s*)(?=(?:第 ?)?\d{{1,5}} ?号)|(?<=〔)(?P<e>[ \t]*[\n\f]\s*)(?=\d{{4}}〕)"
)
_HAN = "\u3400-\u9fff"
_BLANK_WITHIN = re.compile(rf"(?<=[{_HAN}，、。；：])[ ](?=[{_HAN}，、。；：])")
_LABEL = re.compile(
    rf"\s*[#*]*(?:第[{_NUMERAL}]+[条章节编款项]\**|[一二三四五六七八九十]+、|[（(][{_NUMERAL}]+[）)])\**[ 　]*"
)
_BLANKS, _PER = (
    3,
    150,
)  # blanks within sentences from which on they are no accident, and Han characters to one of them
_FEWEST = 2  # lines that must break off alike
_NARROWEST = 12  # characters; columns of poems and lists are narrower
_SLACK = 2.5  # characters by which full lines differ: no mark may begin a line
_ALIKE = 0.6  # of the broken lines that are equally full
_WIDER = 0.1  # of all lines that may be wider than those
_LONG = 20  # characters of a line that can run over a page's end in a text without broken lines


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # without white space
    next: int  # where the next line with something in it begins, its white space left out; -1 for the last
    text: str
    indented: bool
    parted: bool  # an empty line, and no page end, stands before the next
    paged: bool  # a page ends behind it

    @property
    def width(self) -> float:
        return sum(1.0 if character > "\u2000" else 0.5 for character in self.text)

    @property
    def ends(self) -> bool:
        return self.text.rstrip(_CLOSING).endswith(_TERMINAL)


def find(text: str) -> Sequence[Edit]:
    """Edits of white space alone, none of which is recorded."""
    numbers = (Edit(*match.span(match.lastgroup or 0)) for match in _SPLIT_NUMBER.finditer(text))
    return disjoint([*numbers, *_joined(text), *_blanks(text), *_pages(text)])


def _pages(text: str) -> Iterator[Edit]:
    for match in re.finditer(r"\f", text):
        yield Edit(*match.span(), "\n")


def _joined(text: str) -> Iterator[Edit]:
    lines = list(_lines(text))
    indents = sum(line.indented for line in lines)
    broken = [line for line, after in pairwise(lines) if _runs_on(line, after)]
    width = _width(lines, broken)
    for line, after in pairwise(lines):
        if width is not None:
            full = line.width >= width - _SLACK * 2
            joins = full and (_runs_on(line, after) or (indents >= _FEWEST and _continues(line, after)))
        else:
            joins = line.paged and len(line.text) >= _LONG and _runs_on(line, after)
        if joins:
            spaced = line.text[-1].isascii() and after.text[0].isascii() and line.text[-1].isalpha()
            yield Edit(line.end, line.next, " " if spaced else "")


def _width(lines: Sequence[_Line], broken: Sequence[_Line]) -> float | None:
    """How wide full lines are, or None where lines are paragraphs."""
    if len(broken) < _FEWEST:
        return None
    width = median(line.width for line in broken)
    alike = sum(abs(line.width - width) <= _SLACK for line in broken)
    wider = sum(line.width > width + _SLACK for line in lines)
    fits = width >= _NARROWEST and alike >= _ALIKE * len(broken) and wider <= _WIDER * len(lines)
    return width if fits else None


def _runs_on(line: _Line, after: _Line) -> bool:
    return not line.ends and _continues(line, after)


def _continues(line: _Line, after: _Line) -> bool:
    """Whether the next line begins nothing new."""
    if line.parted or after.indented or line.text.startswith(("#", "|")):
        return False
    return _ANEW.match(after.text) is None


def _lines(text: str) -> Iterator[_Line]:
    spans = [match.span() for match in re.finditer(r"[^\s](?:[^\n\f]*[^\s])?", text)]
    for index, (start, end) in enumerate(spans):
        following = spans[index + 1][0] if index + 1 < len(spans) else -1
        between = text[end:following] if following >= 0 else ""
        before = text[spans[index - 1][1] if index else 0 : start]
        indent = re.split(r"[\n\f]", before)[-1]
        yield _Line(
            start,
            end,
            following,
            text[start:end],
            indented="\u3000" in indent or len(indent) >= 2,
            parted=between.count("\n") > 1 and "\f" not in between,
            paged="\f" in between,
        )


def _blanks(text: str) -> Iterator[Edit]:
    """Blanks between Chinese characters of a sentence, in a text that has many of them."""
    found = []
    for line in re.finditer(r"[^\n\f]+", text):
        if not re.search(r"[。；]", line[0]) or line[0].lstrip().startswith("|"):
            continue
        label = _LABEL.match(line[0])
        begin = line.start() + (label.end() if label else 0)
        found += [Edit(*match.span()) for match in _BLANK_WITHIN.finditer(text, begin, line.end())]
    han = len(re.findall(rf"[{_HAN}]", text)) if found else 0
    return iter(found if len(found) >= _BLANKS and len(found) * _PER >= han else ())
