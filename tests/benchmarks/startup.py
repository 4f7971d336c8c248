"""Whole processes: time and peak memory of a first answer. Run as `python -m tests.benchmarks.startup`.

Python itself and the import of chromadb stand beside, since most of a start is imports.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

_RUNS = 5
_COMMANDS = {
    "python": ["-c", "pass"],
    "import chromadb": ["-c", "import chromadb"],
    "import langchain_chroma": ["-c", "import langchain_chroma"],
    "jianfu show": ["-m", "bot", "show", "若干规定", "6"],
    "jianfu ask": ["-m", "bot", "ask", "开会主报告最长能讲多久"],
}


def run(arguments: list[str], home: str) -> tuple[float, float]:
    """Seconds, and peak resident memory in MB, of one process."""
    started = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, env={**os.environ, "JIANFU_HOME": home}
    )
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0  # reaped above
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Print the medians, and each one's ratio to importing chromadb alone."""
    with tempfile.TemporaryDirectory() as home:
        first = run(_COMMANDS["jianfu ask"], home)
        sys.stdout.write(f"{'first ask, empty home':24} {first[0]:6.2f} s  {first[1]:6.0f} MB\n")
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in _COMMANDS}
        for _ in range(_RUNS):
            for name, arguments in _COMMANDS.items():
                times[name].append(run(arguments, home))
    base = statistics.median(seconds for seconds, _ in times["import chromadb"])
    for name, values in times.items():
        seconds = statistics.median(value[0] for value in values)
        memory = statistics.median(value[1] for value in values)
        sys.stdout.write(f"{name:24} {seconds:6.2f} s  {memory:6.0f} MB  x{seconds / base:.2f}\n")


if __name__ == "__main__":
    main()
