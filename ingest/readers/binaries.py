"""Binaries: each format that is no plain text, read by its reader. This runs in the worker alone."""

from ingest.document import NotInstalled, Part, Progress, SourceText, Unreadable
from ingest.readers import archives, zips
from ingest.readers.formats import Format

_REFUSED = {
    "xlsx": "不读表格文件，请把文字另存为 Word 或文本再加。",
    "pptx": "不读幻灯片，请把文字另存为 Word 或文本再加。",
    "epub": "不读电子书，请另存为 PDF、Word 或文本再加。",
    "other": "认不出这是什么文件，里面没有 Word 正文。",
    None: "这是压缩包，不是一份文件。请用 add 命令整包入库；压缩包里的压缩包要先解开。",
}
_UNCONVERTED = "这种旧格式要先转换才能读，转换时会在磁盘上留下内容，所以没有读。请另存为 .docx 再加。"


def read(content: bytes, format_: Format, progress: Progress, *, converts: bool = True) -> SourceText:
    """What a file says, by what it is; what another program would have to convert, only where that is wanted.

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
        with zips.opened(content) as found:
            kind = archives.kind(found)
        if kind != "odt":
            return _packed(content, kind, progress)
    if not converts:
        raise NotInstalled(_UNCONVERTED, Part.CONVERSION)
    from ingest.readers import office  # noqa: PLC0415

    return office.read(content, "odt" if format_ is Format.ZIP else str(format_), progress)


def _packed(content: bytes, kind: str | None, progress: Progress) -> SourceText:
    if kind == "docx":
        from ingest.readers import docx  # noqa: PLC0415

        return docx.read(content, progress)
    if kind == "ofd":
        from ingest.readers import ofd  # noqa: PLC0415

        return ofd.read(content, progress)
    raise Unreadable(_REFUSED[kind])
