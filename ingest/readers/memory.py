"""Memory: folders whose files lie in memory and are gone with the machine's power, where the system has such."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_MOUNTS = Path(
    "/proc/self/mountinfo"
)  # proc(5): the device is the third field, the type the first after " - "
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})
_SHARED = Path("/dev/shm")  # noqa: S108 (where Linux keeps memory that processes share)


def folder_in_memory() -> Path | None:
    """A folder for temporary files that lies in memory; None where there is none that can be written to."""
    devices = _devices()
    for folder in (Path(tempfile.gettempdir()), _SHARED):
        with suppress(OSError):
            if folder.stat().st_dev in devices and os.access(folder, os.W_OK | os.X_OK):
                return folder
    return None


def _devices() -> frozenset[int]:
    """The devices of file systems in memory."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # no Linux
        return frozenset()
    found = set()
    for line in lines:
        mount, _, system = line.partition(" - ")
        if system.split(" ", 1)[0] in _IN_MEMORY:
            major, minor = mount.split(" ")[2].split(":")
            found.add(os.makedev(int(major), int(minor)))
    return frozenset(found)
