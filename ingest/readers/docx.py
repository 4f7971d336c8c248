"""DOCX: the text of a Word document: its paragraphs with the numbers that Word makes, its tables, notes and boxes."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.document import Progress, SourceText, Unreadable
from ingest.readers import layout, listing, zips
from ingest.readers.limits import MOST_CHARACTERS
from ingest.readers.markup import Element, attribute, child, children, name, value
from ingest.readers.package import Parts, Styles

_DELETED = frozenset({"del", "moveFrom"})
_UNSEEN = frozenset(
    {"rPr", "pPr", "instrText", "delInstrText", "delText", "rt", "Fallback", "sdtPr", "tblPr"}
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BOXES = frozenset({"0x2610", "F0A8", "F06F", "F0A3"})  # □ in Wingdings
_CHECKED = frozenset({"F0FE", "F052", "F0FC"})  # ☑ and √ there
_LONGEST_HEADING = 60  # characters; a whole paragraph set in a heading's style is none
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")
_HIGHEST = 6  # levels of Markdown's headings
_BODY_TEXT = 9  # outline level of what is no heading
_DEEPEST = 40  # elements within elements whose blocks are followed


def read(content: bytes, progress: Progress) -> SourceText:
    """The text of a Word document; of one that only holds pictures, what is recognised in them.

    Raises:
        Unreadable: it is damaged, or holds no text.
    """
    with zips.opened(content) as found:
        parts = Parts(found)
        body = child(parts.main, "body")
        if body is None:
            raise Unreadable("Word 文件损坏，里面没有正文。")
        writing = _Writing(Styles.of(parts.related("styles")), parts)
        blocks = [*writing.blocks(body), *writing.notes()]
        text = "\n\n".join(block for block in blocks if block.strip())
        pictures = _pictures(found)
        if not text.strip():
            return _recognised([zips.read(found, member) for member in pictures], progress)
        if len(text) > MOST_CHARACTERS:
            raise Unreadable(f"文字超过{MOST_CHARACTERS // 10_000}万字，请拆成几份再加。")
        unread = (f"文件里有{len(pictures)}张图片，图片里的文字没有读。",) if pictures else ()
        warnings = (*writing.warnings(_has_macros(found)), *unread)
        return SourceText(text=f"{text}\n", format="docx", warnings=warnings)


def _pictures(found: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The photographs and scans in a document, in the order in which Word numbers them."""
    members = [
        member
        for member in found.infolist()
        if "/media/" in member.filename and member.filename.lower().endswith(_PICTURES)
    ]
    return sorted(members, key=lambda member: (len(member.filename), member.filename))


def _recognised(pictures: list[bytes], progress: Progress) -> SourceText:
    if not pictures:
        raise Unreadable("文件是空的，里面没有文字。")
    from ingest.readers import images  # noqa: PLC0415 (few documents need it)

    return replace(images.read_all(pictures, progress), format="docx")


def _has_macros(found: zipfile.ZipFile) -> bool:
    return any(member.lower().endswith("vbaproject.bin") for member in found.namelist())


@dataclass(slots=True)
class _Writing:
    """The text as it comes about, block by block: numbers go on counting, and what was left out is remembered."""

    styles: Styles
    parts: Parts
    lists: listing.Lists = field(init=False)
    noted: list[tuple[str, str]] = field(default_factory=list)  # kind and id of notes referred to
    deletions: int = 0
    hidden: int = 0

    def __post_init__(self) -> None:
        self.lists = listing.lists(self.parts.related("numbering"), self.styles.lists())

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[str]:
        """The paragraphs and tables within an element, in order."""
        if depth > _DEEPEST:
            return
        for element in parent:
            kind = name(element)
            if kind == "p":
                yield from self._paragraph(element, depth)
            elif kind == "tbl":
                yield from self._table(element, depth)
            elif kind in _DELETED:
                self.deletions += 1
            elif kind not in _UNSEEN:
                yield from self.blocks(element, depth + 1)

    def notes(self) -> Iterator[str]:
        """The foot- and endnotes that were referred to, in order."""
        roots = {kind: self.parts.related(kind) for kind in ("footnotes", "endnotes")}
        texts = {
            (kind, attribute(note, "id") or ""): note
            for kind, root in roots.items()
            if root is not None
            for note in children(root, "footnote", "endnote")
        }
        for number, key in enumerate(self.noted, start=1):
            if key in texts:
                yield f"注{number}：" + "".join(block.strip() for block in self.blocks(texts[key]))

    def warnings(self, macros: bool) -> tuple[str, ...]:  # noqa: FBT001 (the one thing that the package knows)
        """What was left out."""
        told = (
            (macros, "文件带有宏，已忽略，只读了文字。"),
            (self.deletions, f"文件里有没定稿的修订：保留了插入的，去掉了{self.deletions}处删除的，请核对。"),
            (self.hidden, f"有{self.hidden}处隐藏文字没有读。"),
            (self.noted, f"有{len(self.noted)}条脚注或尾注，放在了文末。"),
        )
        return tuple(sentence for holds, sentence in told if holds)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[str]:
        boxes: list[Element] = []
        text = "".join(self._text(paragraph, boxes, depth)).strip(" \t\n")
        if text.strip():
            style = value(paragraph, "pPr", "pStyle") or self.styles.default
            text = self._label(paragraph, style) + text
            level = self._level(paragraph, style)
            marked = level and "\n" not in text and len(text) <= _LONGEST_HEADING
            yield f"{'#' * min(level, _HIGHEST)} {text}" if marked else text
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _text(self, parent: Element, boxes: list[Element], depth: int) -> Iterator[str]:
        """The words of a paragraph; boxes that hang on it are set aside."""
        for element in parent if depth <= _DEEPEST else ():
            kind = name(element)
            if kind == "t":
                yield element.text or ""
            elif kind in _SIGNS:
                yield _SIGNS[kind]
            elif kind == "sym":
                yield _symbol(element)
            elif kind == "txbxContent":
                boxes.append(element)
            elif kind in {"footnoteReference", "endnoteReference"}:
                self.noted.append((f"{kind.removesuffix('Reference')}s", attribute(element, "id") or ""))
            elif not self._left_out(element, kind):
                yield from self._text(element, boxes, depth + 1)

    def _left_out(self, element: Element, kind: str) -> bool:
        if kind in _DELETED:
            self.deletions += 1
            return True
        if kind == "r" and _is_on(child(element, "rPr", "vanish")):
            self.hidden += 1
            return True
        return kind in _UNSEEN and not (kind == "Fallback" and _alone(element))

    def _label(self, paragraph: Element, style: str) -> str:
        """The number that Word prints before a paragraph."""
        own = child(paragraph, "pPr", "numPr")
        chain = [
            (own, ""),
            *((child(self.styles.properties.get(one), "numPr"), one) for one in self.styles.chain(style)),
        ]
        list_ = next((found for numbering, _ in chain if (found := value(numbering, "numId"))), None)
        if list_ is None:
            return ""
        level = next((found for numbering, _ in chain if (found := value(numbering, "ilvl"))), None)
        place = int(level) if level and level.isdigit() else self.lists.level_of(list_, style)
        return self.lists.label(list_, place)

    def _level(self, paragraph: Element, style: str) -> int:
        """The level of a heading, by the paragraph itself or its style; 0 for what is none."""
        own = value(paragraph, "pPr", "outlineLvl")
        found = [
            own,
            *(value(self.styles.properties.get(one), "outlineLvl") for one in self.styles.chain(style)),
        ]
        outline = next((one for one in found if one and one.isdigit()), None)
        if outline is not None:
            return 0 if int(outline) >= _BODY_TEXT else int(outline) + 1
        called = self.styles.names.get(style, "")
        if called in {"title", "标题"}:
            return 1
        digits = called.removeprefix("heading ").removeprefix("标题 ")
        return int(digits) if digits != called and digits.isdigit() else 0

    def _table(self, element: Element, depth: int) -> Iterator[str]:
        """A table; one of a single row or column only frames what stands in it, and gives paragraphs."""
        rows = [list(_within(row, "tc")) for row in _within(element, "tr")]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell, depth + 1)
            return
        yield layout.table(self._cells(rows, depth))

    def _cells(self, rows: list[list[Element]], depth: int) -> list[list[str]]:
        """The texts of a table. A cell that goes over several rows is said in each, so that a row speaks for itself."""
        written: list[list[str]] = []
        for row in rows:
            texts: list[str] = []
            for cell in row:
                merged = child(cell, "tcPr", "vMerge")
                if merged is not None and attribute(merged, "val") != "restart" and written:
                    texts.append(written[-1][len(texts)] if len(texts) < len(written[-1]) else "")
                else:
                    texts.append("\n".join(block.lstrip("# ") for block in self.blocks(cell, depth + 1)))
                span = value(cell, "tcPr", "gridSpan") or "1"
                texts += [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)
            written.append(texts)
        return written


def _within(element: Element, wanted: str) -> Iterator[Element]:
    """The rows or cells of a table, also those in a content control or inserted later; deleted ones are not there."""
    for one in element:
        if name(one) == wanted:
            if child(one, "trPr", "del") is None:
                yield one
        elif name(one) in {"sdt", "sdtContent", "customXml", "ins", "smartTag"}:
            yield from _within(one, wanted)


def _alone(fallback: Element) -> bool:
    """Whether the alternative to a fallback says nothing."""
    parent = fallback.getparent()
    choices = () if parent is None else children(parent, "Choice")
    return not any(name(one) == "t" and one.text for choice in choices for one in choice.iter())


def _symbol(element: Element) -> str:
    code = (attribute(element, "char") or "").upper()
    return "□" if code in _BOXES else "☑" if code in _CHECKED else ""


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}
