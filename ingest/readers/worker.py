"""The worker: a process of its own in which the files are read that could harm the one that asked.

It is started as `python -P -m ingest.readers.worker MEMORY` in an empty folder of its own, takes requests as lines
of JSON on standard input, each followed by as many bytes of a file as it says, and gives answers as lines of JSON on
standard output. It ends itself, and whatever it started, when standard input ends: so it never outlives who started
it, however that one ended.
"""

import json
import os
import queue
import shutil
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from ingest.document import NotInstalled, Progress, SourceText, Unreadable
from ingest.readers import archives, binaries
from ingest.readers.formats import Format

_LARGEST_WRITTEN = 2**30  # bytes of any one file that it or what it starts may write


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be done with the bytes of a file."""

    wanted: dict[str, Any]  # Any: JSON
    content: bytes


def main() -> None:
    """Answer requests until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # what libraries print is no answer
    restrict(int(sys.argv[1]))
    requests: queue.SimpleQueue[_Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    _send(answers, {"ready": True})
    while True:
        _send(answers, _answer(requests.get(), _teller(answers)))


def restrict(memory: int) -> None:
    """Give this process limits that it cannot lift again: memory in bytes, no dumps, no network."""
    try:
        import resource  # noqa: PLC0415 (Windows has none; there only the time is limited)
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_DATA, memory),  # not RLIMIT_AS: onnxruntime reserves far more than it uses
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _LARGEST_WRITTEN),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo"}:
        raise PermissionError("no file is a reason to use the network")


def _listen(requests: "queue.SimpleQueue[_Request]") -> None:
    stream = sys.stdin.buffer
    with suppress(MemoryError):  # which ends it too: nobody would be listening
        for line in stream:
            wanted = json.loads(line)
            requests.put(_Request(wanted, stream.read(wanted["size"])))
    shutil.rmtree(Path.cwd(), ignore_errors=True)
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)  # with a LibreOffice that may be at work
    os._exit(0)


def _teller(answers: TextIO) -> Progress:
    def tell(what: str, done: int, total: int) -> None:
        _send(answers, {"progress": [what, done, total]})

    return tell


def _answer(request: _Request, tell: Progress) -> dict[str, Any]:  # Any: JSON
    try:
        return _ACTIONS[request.wanted["action"]](request, tell)
    except NotInstalled as problem:
        return {"unreadable": str(problem), "missing": problem.part.value}
    except Unreadable as problem:
        return {"unreadable": str(problem)}
    except MemoryError:
        return {"unreadable": "读这份文件要的内存太多，没有读。请拆成几份再加。", "leave": True}
    except Exception as problem:  # noqa: BLE001 (libraries fail in every way on damaged files; here that ends)
        return {"unreadable": "文件损坏或不完整，读不出来。", "trace": _place(problem)}


def _place(problem: Exception) -> str:
    """Where a reader failed, for the log: without the message, which may quote the file."""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__} at {last.filename}:{last.lineno}"


def _read(request: _Request, tell: Progress) -> dict[str, Any]:
    wanted = request.wanted
    found = binaries.read(request.content, Format(wanted["format"]), tell, converts=wanted["converts"])
    return {"found": _encode(found)}


def _unpack(request: _Request, tell: Progress) -> dict[str, Any]:
    members = archives.unpack(request.content, Path(request.wanted["folder"]), tell)
    return {"members": None if members is None else [[member.name, member.stored] for member in members]}


_ACTIONS: dict[str, Callable[[_Request, Progress], dict[str, Any]]] = {"read": _read, "unpack": _unpack}


def _encode(found: SourceText) -> dict[str, Any]:
    return {
        "text": found.text,
        "format": found.format,
        "title": found.title,
        "warnings": list(found.warnings),
    }


def _send(answers: TextIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message))
    answers.write("\n")
    answers.flush()


if __name__ == "__main__":
    main()
