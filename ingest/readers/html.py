"""Web pages: trafilatura finds the article, and its lines are then read from the page itself.

trafilatura alone drops headings of chapters on some pages, and an article of law without its chapter is half lost. What
is left out is reported, and what a page hides counts as spam.
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import basename
from urllib.parse import unquote, urlsplit

from ingest.document import Removed, SourceText, Unreadable
from ingest.readers.html_page import Block, Page
from ingest.readers.html_said import said

_ARTICLE = re.compile(r"第[0-9〇零一二三四五六七八九十百千]+条\s")
_LEGAL = 3  # articles from which on nothing between the first and the last line may be lost
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|-{2,}).*$")
_LINKS = 0.5  # of a line's characters; one with more of them is a list of links
_BYLINES = 6  # lines between a title and the first line of the article
_FILES = 5  # attachments named in a warning


def read(text: str) -> SourceText:
    """The article of a web page, its headings marked as in Markdown and its tables as rows.

    Raises:
        Unreadable: the page holds no text.
    """
    page = Page()
    page.feed(text)
    page.close()
    if not page.blocks:
        if page.frames:
            raise Unreadable(f"这是框架网页，正文在另一个地址：{page.frames[0]}，请加那个网页。")
        raise Unreadable("网页里没有文字。")
    kept = _article(page.blocks, _main_lines(text))
    chosen = [page.blocks[index] for index in kept]
    return SourceText(
        text=_text(chosen),
        format="html",
        title=_title(page, chosen),
        said=said(page.metas, page.scripts, page.times),
        removed=(*_left_out(page.blocks, kept), *_hidden(page)),
        warnings=_warnings(page),
    )


def _main_lines(text: str) -> frozenset[str]:
    import trafilatura  # noqa: PLC0415 (1.7 s to import, and only web pages need it)

    found = trafilatura.extract(text, output_format="txt", include_comments=False, favor_recall=True)
    return frozenset(_letters(line) for line in (found or "").splitlines() if line.strip())


def _article(blocks: Sequence[Block], main: frozenset[str]) -> list[int]:
    """The blocks from the first to the last that belong to the article, with the headings between and before them."""
    belongs = [_belongs(block, main) for block in blocks]
    if not any(belongs):
        return list(range(len(blocks)))
    first, last = belongs.index(True), len(belongs) - 1 - belongs[::-1].index(True)
    first = _with_title(blocks, first)
    span = range(first, last + 1)
    if sum(_ARTICLE.match(blocks[index].text) is not None for index in span) >= _LEGAL:
        return list(span)
    return [index for index in span if belongs[index] or blocks[index].level or _is_text(blocks[index])]


def _belongs(block: Block, main: frozenset[str]) -> bool:
    if block.table:
        return any(_letters(row) in main for row in block.text.splitlines())
    return _letters(block.text) in main


def _with_title(blocks: Sequence[Block], first: int) -> int:
    """Where the heading above the first line stands, with date and source between them."""
    for index in range(first - 1, max(-1, first - 1 - _BYLINES), -1):
        if blocks[index].level:
            first = index
        elif not _is_text(blocks[index]):
            break
    while first > 0 and blocks[first - 1].level:
        first -= 1
    return first


def _is_text(block: Block) -> bool:
    """Whether a block can stand in an article: not most of it links, and not in what surrounds one."""
    return not block.around and block.linked <= _LINKS * len(block.text)


def _text(blocks: Sequence[Block]) -> str:
    pieces = []
    for index, block in enumerate(blocks):
        pieces += ["" if index == 0 else "\n" if block.broken else "\n\n", block.line]
    return "".join(pieces) + "\n"


def _left_out(blocks: Sequence[Block], kept: Sequence[int]) -> Iterator[Removed]:
    """What stands outside the article, neighbours together."""
    chosen, run = set(kept), list[str]()
    for index, block in enumerate(blocks):
        if index not in chosen:
            run.append(block.text)
        elif run:
            yield Removed("navigation", "\n".join(run))
            run = []
    if run:
        yield Removed("navigation", "\n".join(run))


def _hidden(page: Page) -> Iterator[Removed]:
    if page.hidden:
        yield Removed("spam", "\n".join(page.hidden))


def _warnings(page: Page) -> tuple[str, ...]:
    names = list(dict.fromkeys(unquote(basename(urlsplit(file).path)) for file in page.files))
    if not names:
        return ()
    more = f"等{len(names)}个" if len(names) > _FILES else ""
    return (f"附件没有一起取来：{'、'.join(names[:_FILES])}{more}。要用的话，请下载之后单独再加。",)


def _letters(line: str) -> str:
    return "".join(character for character in line if character.isalnum())


def _title(page: Page, kept: Sequence[Block]) -> str | None:
    headings = [block.text for block in kept if block.level == 1]
    named = [heading for heading in headings if heading in page.name]
    return next(iter(named or headings), None) or _SITE.sub("", page.name) or None
