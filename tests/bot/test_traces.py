"""A notice leaves no trace: not in the home, not in the temporary folder, not in a log, however its check ends."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import notice_messages
from ingest.readers.memory import folder_in_memory
from tests.bot.conftest import Start, logging_at
from tests.bot.shelf import NOTICE, SPEECH, SPOILT
from tests.bot_api import READER, BotApi
from tests.ingest import papers

ROOT = Path(__file__).resolve().parents[2]
SIGN = "QX7719"  # in every notice here, and as letters of one byte in whatever a reader makes of it
WORDS = f"{NOTICE}\n编号{SIGN}"
BROKEN = f"{WORDS}\n{SPOILT}"
FILE_NAME = "关于召开推进会的通知"
WAITS = """#!{python}
import os, time
open({pid!r}, "w").write(str(os.getpid()))
time.sleep(60)
"""


def traces(folder: Path, *contents: bytes) -> list[Path]:
    """The files in which anything of a notice can be found."""
    signs = [text.encode(coding) for text in (SIGN, SPEECH) for coding in ("utf-8", "utf-16-le", "gb18030")]
    wanted = [*signs, *(content[-200:] for content in contents)]
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in found if any(sign in path.read_bytes() for sign in wanted)]


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    packed = papers.word_of(WORDS.split("\n"))
    for name, content in (("a", WORDS.encode("utf-16-le")), ("b", packed), ("c", b"nothing")):
        (tmp_path / name).write_bytes(content)
    assert sorted(path.name for path in traces(tmp_path, packed)) == ["a", "b"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test's own, inside the folder that is the home too."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


async def test_neither_success_nor_failure_leaves_a_trace(
    start: Start, server: BotApi, tmp_path: Path, temporary: Path
) -> None:
    files: Sequence[tuple[str, bytes]] = (
        (f"{FILE_NAME}.docx", papers.word_of(WORDS.split("\n"))),
        (f"{FILE_NAME}.pdf", papers.printed(WORDS.split("\n"))),
        (f"{FILE_NAME}.txt", BROKEN.encode()),
        (f"{FILE_NAME}.pdf", b"%PDF-1.7 " + WORDS.encode()),
        (f"{FILE_NAME}.zip", papers.zipped({"a.txt": WORDS}, stored=True)),
    )
    async with logging_at("debug", secrets=(server.token,)) as log:
        running = await start(keep_questions=True)
        for text in (WORDS, BROKEN):
            await server.send_text(text)
            reply = await server.reply()
            if reply.keys:
                await server.press(reply.key(notice_messages.PICTURE_KEY))
                await server.reply()
        for name, content in files:
            await server.send_document(content, name)
            await server.reply()
        await running.stopped()
    assert "checked a notice: 2 findings" in log.getvalue()
    assert "builtins.LookupError" in log.getvalue()
    for words in (SIGN, SPEECH, FILE_NAME, "笔记本", READER.name, server.token):
        assert words not in log.getvalue()
    assert traces(tmp_path, *(content for _, content in files)) == []
    assert traces(temporary, b"") == []  # not so much as an empty file


@pytest.mark.skipif(
    folder_in_memory() is None, reason="LibreOffice is not used where no folder lies in memory"
)
async def test_a_kill_in_the_middle_of_a_conversion_leaves_no_trace(server: BotApi, tmp_path: Path) -> None:
    """Of all files those for LibreOffice alone are written anywhere: into memory."""
    temporary, programs, pid = tmp_path / "temporary", tmp_path / "programs", tmp_path / "pid"
    temporary.mkdir()
    programs.mkdir()
    (programs / "soffice").write_text(WAITS.format(python=sys.executable, pid=str(pid)), encoding="utf-8")
    (programs / "soffice").chmod(0o755)
    with (tmp_path / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.bot.standalone", server.url, server.token, str(tmp_path / "home")),
            cwd=ROOT,
            env={
                **os.environ,
                "TMPDIR": str(temporary),
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            },
            stderr=log,
        )
    content = b"{\\rtf1 " + SIGN.encode() + b" a notice of which nothing may stay" * 20 + b"}"
    await server.send_document(content, f"{FILE_NAME}.rtf")
    for _ in range(600):
        if not pid.exists():
            await asyncio.sleep(0.1)
    assert pid.exists()
    assert traces(tmp_path, content) == []
    process.send_signal(signal.SIGKILL)
    await process.wait()
    assert traces(tmp_path, content) == []
    memory = folder_in_memory()
    assert memory is not None
    for _ in range(100):
        if any(traces(left, content) for left in memory.glob("jianfu-*")):
            await asyncio.sleep(0.1)
    assert [left for left in memory.glob("jianfu-*") if traces(left, content)] == []
    assert FILE_NAME not in (tmp_path / "log").read_text(encoding="utf-8")
