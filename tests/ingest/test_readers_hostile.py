"""Hostile, damaged and misnamed files: each gets a sentence, quickly, and nothing else happens."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from ingest import readers
from ingest.document import Document, Unreadable
from ingest.preparation import prepare_document
from ingest.readers import Worker
from tests.ingest import papers
from tests.ingest.samples import ARTICLE

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_with(main: str) -> bytes:
    return papers.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": main})


def flat_bomb() -> bytes:
    """A gigabyte of zeros in a megabyte: a packed piece of a mebibyte over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = piece * 1024 + packer.flush()
    sizes = struct.pack("<III", 0, len(packed), 2**30)  # of the check sum nobody gets as far as to ask
    head = (
        struct.pack("<4sHHHHH", b"PK\x03\x04", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 5, 0) + b"a.txt"
    )
    entry = struct.pack("<4sHHHHHH", b"PK\x01\x02", 20, 20, 0, 8, 0, 0) + sizes
    entry += struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(head) + len(packed), 0)
    return head + packed + entry + end


def lying_bomb() -> bytes:
    """The same, but saying of itself that it holds nothing."""
    content = flat_bomb()
    return content.replace(struct.pack("<I", 2**30), struct.pack("<I", 10))


def nested_bomb() -> bytes:
    inner = flat_bomb()
    return papers.zipped({f"{number}.zip": inner for number in range(20)}, stored=True)


def word_bomb() -> bytes:
    return word_with(f"<w:document {WORD}><w:body>{' ' * (300 * 2**20)}</w:body></w:document>")


def overlapping_bomb() -> bytes:
    """Many members that all lie on the same bytes, as in a quine or a zip bomb without recursion."""
    packed = papers.zipped({"a": bytes(4 * 2**20)})
    start = packed.index(b"PK\x01\x02")
    entry = packed[start : packed.index(b"PK\x05\x06")]
    count = 3000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return packed[:start] + entry * count + end


def encrypted_zip() -> bytes:
    written = bytearray(papers.zipped({"a.txt": ARTICLE}))
    written[6] |= 1
    written[written.index(b"PK\x01\x02") + 8] |= 1
    return bytes(written)


def encrypted_word() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(2000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(2000)
    )


def workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "Workbook".encode("utf-16-le") + bytes(2000)


def huge_picture() -> bytes:
    """A picture of a few bytes that says it is 60,000 by 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


def many_pages() -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(100_000))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 100000/Kids["
        + kids
        + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def empty_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def deep_word() -> bytes:
    return word_with(f"<w:document {WORD}><w:body>{'<w:p>' * 5000}{'</w:p>' * 5000}</w:body></w:document>")


def blank_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("made", "suffix", "told"),
    [
        (flat_bomb, ".zip", "大得不正常"),
        (lying_bomb, ".zip", "压缩包"),
        (nested_bomb, ".zip", "压缩包"),
        (overlapping_bomb, ".zip", "大得不正常"),
        (word_bomb, ".docx", "大得不正常"),
        (deep_word, ".docx", "XML 读不出来"),
        (lambda: word_with(f"{LAUGHS}<w:document {WORD}>&j;</w:document>"), ".docx", "内部的 XML"),
        (lambda: word_with(f"{OUTSIDE}<w:document {WORD}>&x;</w:document>"), ".docx", "自定义实体"),
        (lambda: word_with("<w:document>"), ".docx", "XML 读不出来"),
        (lambda: word_with("<a/>"), ".docx", "没有正文"),
        (
            lambda: papers.zipped({"[Content_Types].xml": "<Types/>", "word/x.xml": "<a/>"}),
            ".docx",
            "没有正文",
        ),
        (lambda: papers.zipped({"OFD.xml": f"{LAUGHS}<ofd>&j;</ofd>"}), ".ofd", "内部的 XML"),
        (lambda: papers.zipped({"OFD.xml": f"{OUTSIDE}<ofd>&x;</ofd>"}), ".ofd", "自定义实体"),
        (lambda: papers.ofd({}, '<ofd:Page ID="1" BaseLoc="../../etc/passwd"/>'), ".ofd", "缺少其中的页面"),
        (lambda: papers.ofd({}, ""), ".ofd", "没有文字"),
        (encrypted_zip, ".zip", "设了密码"),
        (encrypted_word, ".docx", "设了密码"),
        (workbook, ".xls", "不读表格"),
        (huge_picture, ".png", "图片太大"),
        (blank_picture, ".png", "没有认出文字"),
        (many_pages, ".pdf", "最多读500页"),
        (empty_pdf, ".pdf", "没有文字"),
        (lambda: b"MZ\x90\x00" + bytes(500), ".docx", "这是程序"),
        (lambda: b"\x7fELF" + bytes(500), ".txt", "这是程序"),
        (lambda: b"Rar!\x1a\x07" + bytes(50), ".zip", "请改用 .zip"),
        (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(500), ".jpg", "HEIC"),
        (
            lambda: papers.zipped({"mimetype": "application/epub+zip", "a.html": "x"}, stored=True),
            ".epub",
            "电子书",
        ),
        (lambda: papers.zipped({}), ".zip", "这是压缩包"),
        (lambda: b"", ".docx", "文件是空的"),
        (lambda: bytes(1000), ".pdf", "."),
        (
            lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--",
            ".doc",
            "没有网页",
        ),
    ],
)
def test_it_is_told_in_a_sentence(worker: Worker, made: Callable[[], bytes], suffix: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told) as problem:
        readers.read(Document(path=f"a{suffix}", content=made(), suffix=suffix), worker)
    assert str(problem.value).endswith("。")


def test_a_bomb_is_not_unpacked_either(worker: Worker, tmp_path: Path) -> None:
    for made in (flat_bomb, lying_bomb, overlapping_bomb, lambda: papers.zipped({})):
        with pytest.raises(Unreadable, match=r"大得不正常|解不开|是空的"):
            worker.unpack(Document(path="a.zip", content=made(), suffix=".zip"), tmp_path)


@pytest.mark.parametrize(
    ("made", "suffix"),
    [
        (lambda: papers.word_of([ARTICLE]), ".docx"),
        (lambda: papers.printed([ARTICLE]), ".pdf"),
        (lambda: papers.laid_out([ARTICLE]), ".ofd"),
        (lambda: papers.zipped({"a.txt": ARTICLE}), ".zip"),
    ],
)
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_what_is_cut_off_is_told_or_read(
    worker: Worker, made: Callable[[], bytes], suffix: str, kept: float
) -> None:
    content = made()
    cut = Document(path=f"a{suffix}", content=content[: int(len(content) * kept)], suffix=suffix)
    found = prepare_document(cut, {}, worker)
    assert found.text or (found.because or "").endswith("。")


HTML = "<html><head><title>减负</title></head><body><h1>减负</h1><p>基层减负要看实效，不能只看数字。</p></body></html>"


@pytest.mark.parametrize(
    ("content", "suffix", "format_", "warned"),
    [
        (HTML.encode("gb18030"), ".doc", "html", "内容其实是网页"),
        (f"<meta charset=utf-8>{HTML}".encode(), ".xls", "html", "内容其实是网页"),
        (HTML.encode(), ".aspx", "html", "内容其实是网页"),
        (ARTICLE.encode("utf-16-le"), ".txt", "text", None),
        (ARTICLE.encode(), ".pdf", "text", "内容其实是纯文本"),
        (ARTICLE.encode(), "", "text", None),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + HTML.encode()
            + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--",
            ".doc",
            "html",
            "内容其实是网页存档",
        ),
    ],
)
def test_a_file_by_another_name_is_read_as_what_it_is(
    worker: Worker, content: bytes, suffix: str, format_: str, warned: str | None
) -> None:
    found = readers.read(Document(path=f"a{suffix}", content=content, suffix=suffix), worker)
    assert found.format == format_
    assert "减负" in found.text
    assert (warned is None and not found.warnings) or (warned is not None and warned in found.warnings[0])
