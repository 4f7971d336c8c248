"""The blocks of a web page in order: what a reader sees of it, and what it hides."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ingest.readers.html_table import Cell, is_data, markdown

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "select", "button", "textarea", "svg", "iframe", "object", "head",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame",
})  # fmt: skip
_AROUND = frozenset({"nav", "aside", "footer", "form"})
# An element that ends where one of these begins, as far as the nearest of the second set.
_IMPLIED = {
    "li": ({"li"}, {"ul", "ol"}),
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "dd": ({"dd", "dt"}, {"dl"}),
    "dt": ({"dd", "dt"}, {"dl"}),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANK = re.compile(r"\s+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![a-z-])color\s*:\s*(?:#fff(?:fff)?|white|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_FILE = re.compile(r"\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|zip|rar|7z|txt)(?:$|[?#])", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\s*(?:[(（]?[0-9一二三四五六七八九十]+[)）、.．]|第[0-9一二三四五六七八九十百]+[条章])"
)
_DEEPEST = 400  # elements; what is nested deeper is an attack


@dataclass(slots=True)
class Block:
    """A line of a page, or a whole table."""

    text: str
    level: int = 0  # of a heading, 0 for none
    linked: int = 0  # characters that are links
    around: bool = False  # stands in an element for what surrounds an article
    broken: bool = False  # only a line break parts it from the block before
    table: bool = False
    mark: str = ""  # the number that a list gives it

    @property
    def line(self) -> str:
        """The block as text, a heading with Markdown's marks."""
        return f"{'#' * self.level} {self.text}" if self.level else self.mark + self.text


@dataclass(slots=True)
class _Open:
    tag: str
    hidden: bool
    unseen: bool
    count: int = 0  # items of an ordered list


@dataclass(slots=True)
class _Table:
    first: int  # of the blocks
    rows: list[list[Cell]] = field(default_factory=list)
    cell: tuple[int, int, int, bool] | None = None  # first block, columns, rows, heading
    nested: bool = False


class Page(HTMLParser):
    """The visible blocks of a page, what it hides, and what it says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.name = ""
        self.blocks: list[Block] = []
        self.hidden: list[str] = []
        self.files: list[str] = []
        self.frames: list[str] = []
        self.metas: dict[str, str] = {}
        self.scripts: list[str] = []
        self.times: list[str] = []
        self._stack: list[_Open] = []
        self._tables: list[_Table] = []
        self._words: list[tuple[str, bool]] = []
        self._level = 0
        self._broken = False
        self._mark = ""
        self._data = ""  # where the next text belongs that is no text of the page: title or json

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a cell or something hidden."""
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if tag == "body":
            self._stack = [one for one in self._stack if one.tag != "head"]  # a head that nobody closed
        if tag in _BLOCKS:
            self._begin(tag, given)
        if tag not in _VOID and len(self._stack) < _DEEPEST:
            self._stack.append(_Open(tag, _hides(given), tag in _UNSEEN))

    def handle_endtag(self, tag: str) -> None:
        """End them."""
        if tag in ("title", "script"):
            self._data = ""
        if tag in _BLOCKS:
            self._flush()
            self._level = 0
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_table()
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].tag == tag:
                del self._stack[index:]
                return

    def handle_data(self, data: str) -> None:
        """Keep words where they belong."""
        if self._data == "title":
            self.name = self.name or _BLANK.sub(" ", data).strip()
        elif self._data == "json":
            self.scripts.append(data)
        elif any(one.unseen for one in self._stack):
            return
        elif any(one.hidden for one in self._stack):
            if data.strip():
                self.hidden.append(_BLANK.sub(" ", data).strip())
        else:
            self._words.append((data, any(one.tag == "a" for one in self._stack)))

    def close(self) -> None:
        """Read what is left."""
        super().close()
        self._flush()
        while self._tables:
            self._end_table()

    def _note(self, tag: str, given: dict[str, str]) -> None:
        """Keep what an element says beside the text."""
        if tag == "meta":
            name = (given.get("name") or given.get("property") or given.get("itemprop") or "").lower()
            self.metas.setdefault(name, given.get("content", ""))
        elif tag == "time" and given.get("datetime"):
            self.times.append(given["datetime"])
        elif tag == "title" and not any(one.tag == "svg" for one in self._stack):
            self._data = "title"
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self._data = "json"
        elif tag in ("frame", "iframe") and given.get("src"):
            self.frames.append(given["src"])
        elif tag == "a" and _FILE.search(given.get("href", "")):
            self.files.append(given["href"])

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._flush()
        self._broken = tag == "br"
        if tag != "br":
            self._level = _HEADINGS.get(tag, 0)
            self._close_implied(tag)
        if tag == "li":
            self._mark = self._number()
        elif tag == "table":
            if self._tables:
                self._tables[-1].nested = True
            self._tables.append(_Table(len(self.blocks)))
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            self._tables[-1].cell = (
                len(self.blocks), _whole(given.get("colspan")), _whole(given.get("rowspan")), tag == "th",
            )  # fmt: skip

    def _close_implied(self, tag: str) -> None:
        if self._stack and self._stack[-1].tag == "p":
            self._stack.pop()
        ending, limits = _IMPLIED.get(tag, (set(), set()))
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].tag in limits or not ending:
                return
            if self._stack[index].tag in ending:
                del self._stack[index:]
                return

    def _number(self) -> str:
        """What stands before an item of an ordered list."""
        lists = [one for one in self._stack if one.tag in ("ol", "ul")]
        if not lists or lists[-1].tag != "ol":
            return ""
        lists[-1].count += 1
        return f"{lists[-1].count}. "

    def _end_cell(self) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None or table.cell is None:
            return
        first, columns, rows, heading = table.cell
        text = " ".join(block.text for block in self.blocks[first:])
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(Cell(text, columns, rows, heading))
        table.cell = None

    def _end_table(self) -> None:
        self._flush()
        self._end_cell()
        table = self._tables.pop()
        if not table.nested and is_data(table.rows):
            inside = self.blocks[table.first :]
            linked = sum(block.linked for block in inside)
            around = all(block.around for block in inside)
            self.blocks[table.first :] = [
                Block(markdown(table.rows), linked=linked, around=around, table=True)
            ]

    def _flush(self) -> None:
        text = _BLANK.sub(" ", "".join(words for words, _ in self._words)).strip()
        linked = sum(len(words.strip()) for words, link in self._words if link)
        self._words.clear()
        if not text:
            return
        around = any(one.tag in _AROUND for one in self._stack)
        mark = "" if _NUMBERED.match(text) else self._mark
        self.blocks.append(Block(text, self._level, linked, around, self._broken, mark=mark))
        self._mark, self._broken = "", False


def _hides(given: dict[str, str]) -> bool:
    style = given.get("style", "")
    white = _WHITE.search(style) is not None and _BACKGROUND.search(style) is None
    return "hidden" in given or white or _HIDDEN.search(style) is not None


def _whole(value: str | None) -> int:
    return (
        int(value) if value and value.isascii() and value.isdecimal() and len(value) < 4 and int(value) else 1
    )
