"""Isolation: files that could harm are read in another process, with limits on its memory and time.

One process reads many files, since starting it takes longer than most of them. It is killed with everything that it
started when a file takes too long, and another takes its place for the next file.

A file goes to it through a pipe and never lies on a disk. LibreOffice alone wants files of its own: they are made in the
process's folder, which lies in memory where a file must leave no trace.
"""

import json
import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ingest.document import Document, NotInstalled, Part, Progress, SourceText, Unreadable
from ingest.readers.archives import Member
from ingest.readers.formats import Format
from ingest.readers.limits import LARGEST_BINARY, MEBIBYTE, Allowance
from ingest.readers.memory import folder_in_memory

_logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]  # where `ingest` is imported from
_KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
)  # of the environment: no tokens, no keys
_LONGEST_ANSWER = 64 * MEBIBYTE  # characters; five million escaped ones take thirty
_DIED = "读这份文件时出了严重错误，没有读成。文件可能已损坏，请用 Word 或 PDF 阅读器另存一份再加。"


class Worker:
    """The other process, started when first needed. Use it in a `with` block, and from one thread at a time.

    One that leaves no trace keeps everything in memory; where no folder lies in memory it converts nothing.
    """

    def __init__(
        self,
        progress: Progress | None = None,
        allowance: Allowance | None = None,
        *,
        traceless: bool = False,
    ) -> None:
        self._progress = progress
        self._allowance = allowance or Allowance()
        self._traceless = traceless
        self._running: _Running | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, at once."""
        if self._running is not None:
            self._running.end()
            self._running = None

    def read(self, document: Document, format_: Format) -> SourceText:
        """What a document in a binary format says.

        Raises:
            Unreadable: no text can be had of it, or not within the limits.
        """
        found = self._asked(document, {"action": "read", "format": str(format_)})["found"]
        return SourceText(
            text=found["text"],
            format=found["format"],
            title=found["title"],
            warnings=tuple(found["warnings"]),
        )

    def unpack(self, document: Document, folder: Path) -> tuple[Member, ...] | None:
        """The members of an archive, stored under `folder` by names of our own; None where it is a document.

        Raises:
            Unreadable: it cannot be unpacked, or not within the limits.
        """
        members = self._asked(document, {"action": "unpack", "folder": str(folder.resolve())})["members"]
        return None if members is None else tuple(Member(name, stored) for name, stored in members)

    def _asked(self, document: Document, request: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
        if len(document.content) > LARGEST_BINARY:
            raise Unreadable(f"文件超过{LARGEST_BINARY // MEBIBYTE}兆，请拆开再加。")
        finished = False
        try:
            answer = self._awaited(self._ready(), request, document.content)
            finished = "leave" not in answer
        finally:
            if not finished:
                self.close()
        if "unreadable" in answer:
            if "trace" in answer:
                _logger.info("a reader failed: %s", answer["trace"])
            raise _unreadable(answer)
        return answer

    def _ready(self) -> "_Running":
        if self._running is None:
            self._running = _Running(self._allowance, traceless=self._traceless)
            self._running.receive(self._allowance.start)
        return self._running

    def _awaited(self, running: "_Running", request: dict[str, Any], content: bytes) -> dict[str, Any]:
        """The answer to a request. Progress gives it more time, but not without end."""
        running.send(request, content)
        last = time.monotonic() + self._allowance.total
        while True:
            message = running.receive(min(self._allowance.stalled, last - time.monotonic()))
            if "progress" not in message:
                return message
            if self._progress is not None:
                self._progress(*message["progress"])


class _Running:
    """A started process, the folder that it may fill, and what it answers."""

    def __init__(self, allowance: Allowance, *, traceless: bool) -> None:
        place = folder_in_memory() if traceless else None
        self._converts = not traceless or place is not None
        self._temporary = tempfile.TemporaryDirectory(prefix="jianfu-", dir=place, ignore_cleanup_errors=True)
        self.folder = Path(self._temporary.name).resolve()
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-P", "-m", "ingest.readers.worker", str(allowance.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            env=_environment(self.folder),
            start_new_session=True,  # Ctrl-C is ours to handle, and it can be killed with what it started
        )
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._listener = threading.Thread(
            target=_listen, args=(self._process.stdout, self._answers), daemon=True
        )
        self._listener.start()

    def send(self, request: dict[str, Any], content: bytes) -> None:
        """Give it a request, and after it the file that it is about.

        Raises:
            Unreadable: it is no longer there.
        """
        assert self._process.stdin is not None  # noqa: S101 (for the type checker: it was opened as a pipe)
        message = {**request, "size": len(content), "converts": self._converts}
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.write(content)
            self._process.stdin.flush()
        except OSError as problem:
            raise Unreadable(_DIED) from problem

    def receive(self, seconds: float) -> dict[str, Any]:
        """Its next message.

        Raises:
            Unreadable: none came in time, or it died.
        """
        try:
            message = self._answers.get(timeout=max(seconds, 0))
        except queue.Empty:
            raise Unreadable("读这份文件用的时间太长，没有读完。请拆成几份再加。") from None
        if message is None:
            raise Unreadable(_DIED)
        return message

    def end(self) -> None:
        """Kill it and all that it started, and clear up behind it."""
        _kill(self._process)
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written to it no longer matters
                if pipe is not None:
                    pipe.close()
        self._temporary.cleanup()


def _unreadable(answer: dict[str, Any]) -> Unreadable:
    if "missing" in answer:
        return NotInstalled(answer["unreadable"], Part(answer["missing"]))
    return Unreadable(answer["unreadable"])


def _environment(folder: Path) -> dict[str, str]:
    own = {
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
    }
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | own


def _listen(stream: IO[bytes], answers: "queue.SimpleQueue[dict[str, Any] | None]") -> None:
    try:
        while line := stream.readline(_LONGEST_ANSWER):
            answers.put(json.loads(line))
    except ValueError:  # no JSON: it was killed in the middle of a line, or is no longer ours
        pass
    answers.put(None)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name != "posix":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):  # it is gone already; macOS says the second
        os.killpg(process.pid, signal.SIGKILL)
