"""Binaries: each format that is no plain text, read by its reader. This runs in the worker alone."""

from ingest.document import Progress, SourceText, Unreadable
from ingest.readers import archives, zips
from ingest.readers.formats import Format

_REFUSED = {
    "xlsx": "不读表格文件，请把文字另存为 Word 或文本再加。",
    "pptx": "不读幻灯片，请把文字另存为 Word 或文本再加。",
    "epub": "不读电子书，请另存为 PDF、Word 或文本再加。",
    "other": "认不出这是什么文件，里面没有 Word 正文。",
    None: "这是压缩包，不是一份文件。请用 add 命令整包入库；压缩包里的压缩包要先解开。",
}


def read(content: bytes, format_: Format, progress: Progress) -> SourceText:
    """What a file says, by what it is.

    Raises:
        Unreadable: no text can be had of it.
    """
    if format_ is Format.PDF:
        from ingest.readers import pdf  # noqa: PLC0415 (here and below: each only for its own files)

        return pdf.read(content, progress)
    if format_ is Format.IMAGE:
        from ingest.readers import images  # noqa: PLC0415

        return images.read(content, progress)
    if format_ is Format.ZIP:
        return _zip(content, progress)
    from ingest.readers import office  # noqa: PLC0415

    return office.read(content, str(format_), progress)


def _zip(content: bytes, progress: Progress) -> SourceText:
    with zips.opened(content) as found:
        kind = archives.kind(found)
    if kind == "docx":
        from ingest.readers import docx  # noqa: PLC0415

        return docx.read(content, progress)
    if kind == "ofd":
        from ingest.readers import ofd  # noqa: PLC0415

        return ofd.read(content, progress)
    if kind == "odt":
        from ingest.readers import office  # noqa: PLC0415

        return office.read(content, kind, progress)
    raise Unreadable(_REFUSED[kind])
