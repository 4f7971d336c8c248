"""Formats: what a file is by its first bytes, whatever it is called."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Unreadable


class Format(StrEnum):
    """What a file is."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    MHTML = "mhtml"
    PDF = "pdf"
    ZIP = "zip"  # its members say which: one of the next three, or an archive
    DOCX = "docx"
    OFD = "ofd"
    ODT = "odt"
    OLE = "doc"  # Word and WPS before 2007
    RTF = "rtf"
    WORD_XML = "wordml"  # Word 2003 as one XML file
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class _Refused:
    """Magic bytes of what is never read, and the sentence for it."""

    magic: bytes
    sentence: str


SUFFIXES = {
    Format.MARKDOWN: frozenset({".md", ".markdown"}),
    Format.TEXT: frozenset({".txt", ".text", ""}),
    Format.HTML: frozenset({".html", ".htm", ".xhtml", ".shtml"}),
    Format.JSONL: frozenset({".jsonl", ".ndjson"}),
    Format.MHTML: frozenset({".mht", ".mhtml"}),
    Format.PDF: frozenset({".pdf"}),
    Format.ZIP: frozenset({".zip"}),
    Format.DOCX: frozenset({".docx", ".docm", ".dotx", ".dotm", ".wps"}),
    Format.OFD: frozenset({".ofd"}),
    Format.ODT: frozenset({".odt"}),
    Format.OLE: frozenset({".doc", ".dot", ".wps", ".wpt"}),
    Format.RTF: frozenset({".rtf", ".doc"}),  # Word itself opens RTF by the name of .doc without a word
    Format.WORD_XML: frozenset({".xml", ".doc"}),
    Format.IMAGE: frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif"}),
}
READABLE = "能读的有：Word、WPS、PDF、OFD、RTF、网页、图片、.txt、.md、.jsonl 和装着这些的 .zip"
NAMES = {
    Format.MARKDOWN: "Markdown",
    Format.TEXT: "纯文本",
    Format.HTML: "网页",
    Format.JSONL: "JSONL",
    Format.MHTML: "网页存档",
    Format.PDF: "PDF",
    Format.ZIP: "压缩包",
    Format.DOCX: "Word",
    Format.OFD: "OFD",
    Format.ODT: "OpenDocument",
    Format.OLE: "旧版 Word 或 WPS",
    Format.RTF: "RTF",
    Format.WORD_XML: "Word 2003 XML",
    Format.IMAGE: "图片",
}
_PLAIN = (Format.TEXT, Format.MARKDOWN, Format.JSONL)  # a text is the one or the other by a mark or two
_PLAIN_SUFFIXES = frozenset().union(*(SUFFIXES[format_] for format_ in _PLAIN))
_PACKED = "这种压缩包不读，请改用 .zip，或者解开后再加。"
_REFUSED = (
    _Refused(b"\x1f\x8b", _PACKED),
    _Refused(b"Rar!", _PACKED),
    _Refused(b"7z\xbc\xaf", _PACKED),
    _Refused(b"BZh", _PACKED),
    _Refused(b"\xfd7zXZ", _PACKED),
    _Refused(b"MZ\x90\x00", "这是程序，不是文件，不读也不运行。"),
    _Refused(b"\x7fELF", "这是程序，不是文件，不读也不运行。"),
    _Refused(b"8BPS", "不读 Photoshop 图片，请另存为 JPG 或 PNG 再加。"),
    _Refused(b"AT&TFORM", "不读 DjVu 文件，请另存为 PDF 再加。"),
)
_MAGIC = {
    b"PK\x03\x04": Format.ZIP,
    b"PK\x05\x06": Format.ZIP,  # an empty one
    b"\xd0\xcf\x11\xe0": Format.OLE,
    b"{\\rtf": Format.RTF,
}
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_SPREADSHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".csv", ".et"})
_BOOKS = frozenset({".epub", ".mobi", ".azw3", ".chm", ".caj"})
_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})  # ISO 23008-12
_PDF_WITHIN = 1024  # bytes; readers of PDF look no further for its mark
_SAMPLE = 4096  # bytes
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)
_WORD_XML = re.compile(rb'<\?mso-application\s+progid="Word\.Document"|<w:wordDocument\b|<pkg:package\b')


def binary(content: bytes) -> Format | None:
    """The format of what is no plain text; None for what may be one.

    Raises:
        Unreadable: it is of a kind that is never read.
    """
    if _is_image(content):
        return Format.IMAGE
    for magic, found in _MAGIC.items():
        if content.startswith(magic):
            return found
    if b"%PDF-" in content[:_PDF_WITHIN] and not is_page(content[:_SAMPLE].decode("latin-1")):
        return Format.PDF
    for refused in _REFUSED:
        if content.startswith(refused.magic):
            raise Unreadable(refused.sentence)
    if _WORD_XML.search(content[:_SAMPLE]):
        return Format.WORD_XML
    return None


def is_archive_of_page(content: bytes) -> bool:
    """Whether a page and its pictures were saved as one file, as browsers and Word do."""
    return _MHTML.match(content[:_SAMPLE].lstrip()) is not None


def is_page(text: str) -> bool:
    """Whether a text is a web page, whatever its file is called."""
    return _PAGE.match(text) is not None


def check_suffix(suffix: str) -> None:
    """Let a text file pass by its name.

    Raises:
        Unreadable: its name says that it is of another kind.
    """
    if suffix in _SPREADSHEETS:
        raise Unreadable("不读表格文件，请把文字另存为 Word 或文本再加。")
    if suffix in _BOOKS:
        raise Unreadable("不读电子书，请另存为 PDF、Word 或文本再加。")
    if not any(suffix in known for known in SUFFIXES.values()):
        raise Unreadable(f"不认识“{suffix}”格式。{READABLE}。")


def names_binary(suffix: str) -> bool:
    """Whether a name promises a format that is no text."""
    written = _PLAIN_SUFFIXES | SUFFIXES[Format.HTML] | SUFFIXES[Format.MHTML]
    return any(suffix in known for known in SUFFIXES.values()) and suffix not in written


def misnamed(suffix: str, found: Format) -> tuple[str, ...]:
    """The warning for a file whose name says something else; none where they agree."""
    if suffix in SUFFIXES[found] or not suffix or (found in _PLAIN and suffix in _PLAIN_SUFFIXES):
        return ()
    return (f"文件名是“{suffix}”，内容其实是{NAMES[found]}，已按{NAMES[found]}读。",)


def _is_image(content: bytes) -> bool:
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        raise Unreadable("不读 HEIC 照片，请在手机上另存或截图成 JPG 再加。")
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    bitmap = content[:2] == b"BM" and content[6:10] == bytes(4)
    return webp or bitmap or content.startswith(_IMAGES)
