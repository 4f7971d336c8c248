"""The lock: one writer of a home at a time. It goes with the process that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.document import Progress
from knowledge.errors import Busy, JianfuError

LOCK = "write.lock"


@contextmanager
def writing(home: Path, *, wait: float = 0, progress: Progress | None = None) -> Iterator[None]:
    """Be the one writer of a home.

    Raises:
        Busy: another process is.
        JianfuError: the disk does not take it.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home, wait, progress):
            yield
    except OSError as problem:
        raise JianfuError(
            f"不能写入 {home}（{problem.strerror or problem}），没有发布。请检查文件夹的权限和磁盘空间。"
        ) from problem


@contextmanager
def _locked(home: Path, wait: float, progress: Progress | None) -> Iterator[None]:
    lock = FileLock(home / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        if progress and wait:
            progress("等待另一个进程建好索引", 0, 0)
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise Busy("另一个 jianfu 正在写入书库，请等它结束再试。") from None
    try:
        yield
    finally:
        lock.release()
