"""The process that reads: whatever happens in it is a sentence here, and it never outlives us."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ingest.document import Document, Unreadable
from ingest.readers import Worker
from ingest.readers.formats import Format
from ingest.readers.limits import MEBIBYTE, Allowance
from tests.ingest import papers

ROOT = Path(__file__).resolve().parents[2]
WORD = Document(path="a.docx", content=papers.word_of(["会议从简。"]), suffix=".docx")
OLD = Document(path="a.rtf", content=b"{\\rtf1 a}", suffix=".rtf")
RTF = "{\\rtf1 a}"


def program(folder: Path, script: str) -> str:
    """A PATH on which LibreOffice is a script of ours."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_one_process_reads_many_files_and_ends_with_the_block() -> None:
    with Worker() as worker:
        assert worker.read(WORD, Format.ZIP).text == "会议从简。\n"
        first = worker._running
        assert first is not None
        assert worker.read(WORD, Format.ZIP).text == "会议从简。\n"
        assert worker._running is first
    assert not alive(first._process.pid)
    assert not first.folder.exists()


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PATH",
        program(
            tmp_path,
            f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)",
        ),
    )
    with Worker(allowance=Allowance(stalled=3.0)) as worker:
        with pytest.raises(Unreadable, match="时间太长"):
            worker.read(OLD, Format.RTF)
        started = int((tmp_path / "pid").read_text(encoding="ascii"))
        assert within(5, lambda: not alive(started))  # what it started is gone with it
        assert worker.read(WORD, Format.ZIP).text == "会议从简。\n"


def test_progress_gives_more_time_but_not_without_end() -> None:
    told: list[tuple[str, int, int]] = []
    pages = Document(path="a.pdf", content=papers.printed(["会议从简。" * 50] * 200), suffix=".pdf")
    with Worker(lambda *step: told.append(step)) as worker:
        worker.read(pages, Format.PDF)
    assert told[0][0] == "读第几页"
    assert told[-1][1] + 1 == told[-1][2] > 1
    with Worker(allowance=Allowance(total=0.0)) as worker, pytest.raises(Unreadable, match="时间太长"):
        worker.read(pages, Format.PDF)


def test_a_process_that_dies_is_a_sentence_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", program(tmp_path, f"import os\nos.kill(os.getppid(), {int(signal.SIGSEGV)})"))
    with Worker() as worker:
        with pytest.raises(Unreadable, match="严重错误"):
            worker.read(OLD, Format.RTF)
        assert worker.read(WORD, Format.ZIP).text == "会议从简。\n"


def test_memory_over_the_limit_is_a_sentence() -> None:
    written = io.BytesIO()
    Image.new("L", (10_000, 11_000)).save(written, "PNG", compress_level=1)
    large = Document(path="a.png", content=written.getvalue(), suffix=".png")
    with Worker(allowance=Allowance(memory=120 * MEBIBYTE)) as worker:
        with pytest.raises(Unreadable, match=r"内存太多|严重错误"):
            worker.read(large, Format.IMAGE)
        assert worker.read(WORD, Format.ZIP).text == "会议从简。\n"


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_we_are_killed_and_leaves_nothing_behind(
    tmp_path: Path, ended_by: signal.Signals
) -> None:
    """Even while it works on a file, and whatever it has started."""
    path = program(
        tmp_path,
        f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)",
    )
    (tmp_path / "a.rtf").write_text(RTF, encoding="ascii")
    (tmp_path / "temporary").mkdir()
    parent = subprocess.Popen(  # noqa: S603 (our own interpreter)
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from ingest.preparation import prepare; list(prepare([Path(sys.argv[1])]))",
            str(tmp_path / "a.rtf"),
        ],
        env={**os.environ, "PATH": path, "TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    assert within(60, (tmp_path / "pid").exists)
    assert within(5, lambda: (tmp_path / "pid").read_text(encoding="ascii") != "")
    grandchild = int((tmp_path / "pid").read_text(encoding="ascii"))
    parent.send_signal(ended_by)
    parent.wait(timeout=20)
    assert within(10, lambda: not alive(grandchild))
    assert within(10, lambda: not list((tmp_path / "temporary").glob("jianfu-*/document")))


def test_it_knows_no_secrets_and_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANFU_TELEGRAM_TOKEN", "1:never-to-be-seen")
    seen = tmp_path / "seen"
    monkeypatch.setenv(
        "PATH", program(tmp_path, f"import os\nopen({str(seen)!r}, 'w').write(repr(dict(os.environ)))")
    )
    with Worker() as worker, pytest.raises(Unreadable, match="LibreOffice 打不开"):
        worker.read(OLD, Format.RTF)
    assert "never-to-be-seen" not in seen.read_text(encoding="utf-8")
    refused = (
        "import socket\nfrom ingest.readers.worker import restrict\nrestrict(2**31)\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError:\n    print('refused')"
    )
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", refused], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert told.stdout == "refused\n"


CONVERTS = """
import sys, shutil
folder = sys.argv[sys.argv.index("--outdir") + 1]
assert "--headless" in sys.argv and sys.argv[1].startswith("-env:UserInstallation=file://")
import os
os.makedirs(folder)
shutil.copy({made!r}, folder + "/document.docx")
"""


@pytest.mark.parametrize(
    ("content", "format_", "suffix"),
    [(b"{\\rtf1 a}", Format.RTF, ".rtf"), (b"\xd0\xcf\x11\xe0" + bytes(600), Format.OLE, ".wps")],
)
def test_old_formats_go_through_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, format_: Format, suffix: str
) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(WORD.content)
    monkeypatch.setenv("PATH", program(tmp_path, CONVERTS.format(made=str(made))))
    with Worker() as worker:
        found = worker.read(Document(path=f"a{suffix}", content=content, suffix=suffix), format_)
    assert (found.text, found.format) == ("会议从简。\n", str(format_))


def test_without_libreoffice_an_old_file_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        Worker() as worker,
        pytest.raises(Unreadable, match="没有装。请装上它，或者"),
    ):
        worker.read(OLD, Format.RTF)
