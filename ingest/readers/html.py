"""Web pages: trafilatura finds the article, and its lines are then read from the page itself.

trafilatura alone drops headings of chapters on some pages, and an article of law without its chapter is half lost.
"""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from ingest.document import SourceText, Unreadable

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "select", "button", "textarea", "svg", "iframe", "object", "head",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANK = re.compile(r"\s+")
_ARTICLE = re.compile(r"第[0-9〇零一二三四五六七八九十百千]+条\s")
_LEGAL = 3  # articles from which on nothing between the first and the last line may be lost
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s).*$")


def read(text: str) -> SourceText:
    """The article of a web page, its headings marked as in Markdown.

    Raises:
        Unreadable: the page holds no text.
    """
    page = _Page()
    page.feed(text)
    page.close()
    lines = page.lines()
    if not lines:
        raise Unreadable("网页里没有文字。")
    kept = _article(lines, _main_lines(text))
    return SourceText(text="\n\n".join(kept) + "\n", format="html", title=_title(page, kept))


class _Page(HTMLParser):
    """The visible blocks of a page in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.name = ""
        self._blocks: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._level = 0
        self._unseen: list[str] = []
        self._in_name = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser calls it so)
        if tag == "body":
            self._unseen.clear()  # a head that nobody closed
        if tag in _UNSEEN:
            self._unseen.append(tag)
        self._in_name = tag == "title" and not self.name
        if tag in _BLOCKS:
            self._flush()
            self._level = _HEADINGS.get(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        if tag == "title":
            self._in_name = False
        if tag in _BLOCKS:
            self._flush()
            self._level = 0

    def handle_data(self, data: str) -> None:
        if self._in_name:
            self.name = _BLANK.sub(" ", data).strip()
        elif not self._unseen:
            self._words.append(data)

    def lines(self) -> list[str]:
        """One line a block; headings with Markdown's marks."""
        self._flush()
        return [f"{'#' * level} {line}" if level else line for level, line in self._blocks]

    def _flush(self) -> None:
        line = _BLANK.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if line:
            self._blocks.append((self._level, line))


def _main_lines(text: str) -> frozenset[str]:
    import trafilatura  # noqa: PLC0415 (1.7 s to import, and only web pages need it)

    found = trafilatura.extract(text, output_format="txt", include_comments=False, favor_recall=True)
    return frozenset(_letters(line) for line in (found or "").splitlines() if line.strip())


def _article(lines: Sequence[str], main: frozenset[str]) -> list[str]:
    """The lines from the first to the last that belong to the article, with the headings between and before them."""
    belongs = [_letters(line) in main for line in lines]
    if not any(belongs):
        return list(lines)
    first, last = belongs.index(True), len(belongs) - 1 - belongs[::-1].index(True)
    while first > 0 and lines[first - 1].startswith("#"):
        first -= 1
    span = range(first, last + 1)
    if sum(_ARTICLE.match(lines[index]) is not None for index in span) >= _LEGAL:
        return [lines[index] for index in span]
    return [lines[index] for index in span if belongs[index] or lines[index].startswith("#")]


def _letters(line: str) -> str:
    return "".join(character for character in line if character.isalnum())


def _title(page: _Page, kept: Sequence[str]) -> str | None:
    headings = list(_first_headings(kept))
    named = [heading for heading in headings if heading in page.name]
    return next(iter(named or headings), None) or _SITE.sub("", page.name) or None


def _first_headings(lines: Sequence[str]) -> Iterator[str]:
    return (line.removeprefix("# ") for line in lines if line.startswith("# "))
