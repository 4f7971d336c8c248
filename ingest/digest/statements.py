"""Statements: the list items and paragraphs of a corpus file, under its headings, with their attributes."""

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest.digest.attributes import Attributes, attributes
from ingest.document import Slice

_HEADING = re.compile(r"(#+)[ \t]+(.*\S)")
_QUOTE = re.compile(r"[ \t]*>[ \t]?(.*)")
_ITEM = re.compile(r"(?:\d+[.、]|[-*])[ \t]+(?=\S)")
_ARTICLE = re.compile(r"第(\d+)(?:\s*[、—–\-至和]\s*第?\d+)*\s*条(?:之(\d+))?")
_PART = re.compile(r"第[一二三四五六七八九十\d]+(?:部分|编|章|节)")
_LEVELS = range(2, 5)
_MARKED = re.compile(r"\*\*|__|`|\]\(")


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    attributes: Attributes


@dataclass(slots=True)
class _Statement:
    start: int
    end: int
    line: int
    headings: tuple[_Heading, ...]
    attributes: Attributes
    described: bool = False  # it has a line of attributes of its own


@dataclass(slots=True)
class Statements:
    """A reading of one body: what was found and what is wrong, by line of the file."""

    text: str
    above: int = 0  # lines of the file above the body
    mistakes: list[tuple[int, str]] = field(default_factory=list)
    _headings: list[_Heading] = field(default_factory=list)
    _defaults: Attributes = field(default_factory=Attributes)
    _found: list[_Statement] = field(default_factory=list)
    _open: bool = False  # the statement found last may go on
    _below_statement: bool = False  # a line of attributes belongs to it, and not to the heading
    _articles: dict[str, int] = field(default_factory=dict)

    def read(self) -> tuple[Slice, ...]:
        """The statements as slices, in order."""
        offset = 0
        for number, raw in enumerate(self.text.split("\n"), start=self.above + 1):
            self._line(raw, number, offset)
            offset += len(raw) + 1
        self._check()
        return _slices(self._found)

    def _line(self, raw: str, number: int, offset: int) -> None:
        heading, quote = _HEADING.fullmatch(raw.rstrip()), _QUOTE.fullmatch(raw)
        if not raw.strip():
            self._open = False
        elif heading:
            self._heading(heading, number)
        elif quote:
            self._describe(quote[1], number)
        elif self._found and self._below_statement and raw[0] in " \t":
            self._extend(number, offset + len(raw.rstrip()))
        else:
            self._statement(raw, number, offset)

    def _extend(self, number: int, end: int) -> None:
        """A statement's further lines are indented."""
        if self._found[-1].described:
            self.mistakes.append((number, "这一行属于上面的要点，要放到它的“>”行之前。"))
        self._found[-1].end = end

    def _heading(self, match: re.Match[str], number: int) -> None:
        level, text = len(match[1]), match[2].strip()
        self._open = self._below_statement = False
        if level not in _LEVELS:
            self.mistakes.append((number, "标题只用 ##、### 和 ####，文件名写在文件头的 title。"))
        self._headings = [above for above in self._headings if above.level < level]
        inherited = self._headings[-1].attributes if self._headings else self._defaults
        self._headings.append(_Heading(level, text, inherited))
        article = _ARTICLE.match(text)
        if article and article.group() in self._articles:
            earlier = self._articles[article.group()]
            self.mistakes.append((number, f"“{article.group()}”这个标题与第{earlier}行的重复。"))
        elif article:
            self._articles[article.group()] = number

    def _describe(self, written: str, number: int) -> None:
        if self._below_statement:
            statement = self._found[-1]
            statement.attributes, mistakes = attributes(written, statement.attributes)
            statement.described = True
        elif self._headings:
            self._headings[-1].attributes, mistakes = attributes(written, self._headings[-1].attributes)
        else:
            self._defaults, mistakes = attributes(written, self._defaults)
        self.mistakes.extend((number, mistake) for mistake in mistakes)
        self._open = False

    def _statement(self, raw: str, number: int, offset: int) -> None:
        item = _ITEM.match(raw.lstrip())
        start = offset + len(raw) - len(raw.lstrip()) + (item.end() if item else 0)
        end = offset + len(raw.rstrip())
        if self._open and not item:
            self._found[-1].end = end  # a paragraph's next line
            return
        inherited = self._headings[-1].attributes if self._headings else self._defaults
        self._found.append(_Statement(start, end, number, tuple(self._headings), inherited))
        self._open, self._below_statement = not item, True

    def _check(self) -> None:
        if not self._found:
            self.mistakes.append((self.above + 1, "文件里没有一条要点。"))
        seen: dict[str, int] = {}
        for statement in self._found:
            words = self.text[statement.start : statement.end]
            plain = "".join(words.split())
            if statement.attributes.grade is None:
                self.mistakes.append(
                    (statement.line, "这一条没有核实等级，在它或它的标题下面写“> 核实：A”。")
                )
            if plain in seen:
                self.mistakes.append((statement.line, f"这一条与第{seen[plain]}行的重复。"))
            if _MARKED.search(words):
                self.mistakes.append((statement.line, "要点会逐字引用，里面不要有 Markdown 标记。"))
            seen.setdefault(plain, statement.line)


def _slices(found: list[_Statement]) -> tuple[Slice, ...]:
    places = [_place(statement.headings) for statement in found]
    counts = Counter(places)
    reached: Counter[str] = Counter()
    slices = []
    for statement, place in zip(found, places, strict=True):
        reached[place] += 1
        slices.append(
            Slice(
                start=statement.start,
                end=statement.end,
                locator=_locator(place, reached[place], counts[place]),
                article=_article(statement.headings),
                heading=" > ".join(heading.text for heading in statement.headings),
                kind=statement.attributes.kind,
                region=statement.attributes.region,
                grade=statement.attributes.grade,
                topics=statement.attributes.topics,
                addressee=statement.attributes.addressee,
            )
        )
    return tuple(slices)


def _place(headings: tuple[_Heading, ...]) -> str:
    """Where a statement stands: 第1条, 第四部分 规范借调干部, or the innermost heading."""
    if not headings:
        return ""
    numbered = [match.group() for heading in headings if (match := _ARTICLE.match(heading.text))]
    parts = [match.group() for heading in headings[:-1] if (match := _PART.match(heading.text))]
    innermost = headings[-1].text
    if _ARTICLE.match(innermost):
        return numbered[-1]
    above = numbered[-1:] or ([] if _PART.match(innermost) else parts[-1:])
    return " ".join([*above, innermost])


def _locator(place: str, number: int, count: int) -> str:
    if not place:
        return f"要点{number}"
    return f"{place}（要点{number}）" if count > 1 else place


def _article(headings: tuple[_Heading, ...]) -> str | None:
    for heading in reversed(headings):
        match = _ARTICLE.match(heading.text)
        if match:
            return f"{match[1]}-{match[2]}" if match[2] else match[1]
    return None
