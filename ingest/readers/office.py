"""Office: old Word, WPS, RTF and OpenDocument files, turned into DOCX by LibreOffice where that is installed."""

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest.document import NotInstalled, Part, Progress, SourceText, Unreadable
from ingest.readers import docx
from ingest.readers.limits import CONVERSION

_PROGRAMS = ("soffice", "libreoffice")
_CALLED = {"doc": ".doc", "rtf": ".rtf", "wordml": ".xml", "odt": ".odt"}  # LibreOffice goes by the name, too
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "Workbook".encode("utf-16-le")
_SLIDES = "PowerPoint Document".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_MISSING = (
    "读旧版 Word、WPS 和 RTF 文件要用 LibreOffice，这台机器上没有装。"
    "请装上它，或者在 Word、WPS 里另存为 .docx 再加。"
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


def read(content: bytes, format_: str, progress: Progress) -> SourceText:
    """The text of a file that LibreOffice can open.

    Raises:
        Unreadable: it is not installed, cannot open the file, or takes too long.
    """
    if format_ == "doc":
        _refuse(content)
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise NotInstalled(_MISSING, Part.CONVERSION)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = docx.read(_converted(program, content, _CALLED[format_], Path(folder)), progress)
    macros = ("文件带有宏，已忽略，只读了文字。",) if _MACROS in content else ()
    return replace(found, format=format_, warnings=(*macros, *found.warnings))


def _refuse(content: bytes) -> None:
    """What is kept in the same container, and is no document."""
    if _ENCRYPTED in content:
        raise Unreadable("这份 Word 文件设了密码，请去掉密码再加。")
    if _WORKBOOK in content:
        raise Unreadable("不读表格文件，请把文字另存为 Word 或文本再加。")
    if _SLIDES in content:
        raise Unreadable("不读幻灯片，请把文字另存为 Word 或文本再加。")


def _converted(program: str, content: bytes, suffix: str, folder: Path) -> bytes:
    profile, source, made = folder / "profile", folder / f"document{suffix}", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(content)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(made),
        str(source),
    ]
    _run(command)
    result = made / "document.docx"
    if not result.is_file():
        raise Unreadable("LibreOffice 打不开这份文件，它可能已损坏或设了密码。")
    return result.read_bytes()


def _run(command: list[str]) -> None:
    """Run a program, and end it with all that it started when it takes too long."""
    try:
        subprocess.run(  # noqa: S603 (our own arguments)
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=CONVERSION, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise Unreadable("LibreOffice 转换这份文件用的时间太长，没有读。请另存为 .docx 再加。") from problem
    except OSError as problem:
        raise NotInstalled(_MISSING, Part.CONVERSION) from problem
