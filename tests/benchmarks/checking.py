"""Time of checking a long notice, beside searching for its sentences. Run as `python -m tests.benchmarks.checking [HOME]`.

The marked notices, put together until they are as long, are each checked and searched in turn, so that the machine's mood
falls on both alike. The table and what was learnt are read before the first; that time is given too.
"""

import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from ingest.publish import ensure
from knowledge.embedding import open_model
from knowledge.evaluation.measures import percentile
from knowledge.library import Library
from knowledge.model import Question
from knowledge.notices import Notice, prepare, read

_MARKED = Path(__file__).parents[1] / "labelled/notices/train/01.jsonl"
_LENGTH = 3000  # characters
_ON = date(2026, 11, 22)
_ROUNDS = 3


def notices() -> list[str]:
    """Texts of the length, of whole marked notices one after the other, the last cut."""
    whole = "\n".join(json.loads(line)["text"] for line in _MARKED.read_text(encoding="utf-8").splitlines())
    return [whole[place : place + _LENGTH] for place in range(0, len(whole) - _LENGTH, _LENGTH)]


def measure(library: Library) -> tuple[list[float], list[float]]:
    """Milliseconds of checking, and of searching for all sentences, for each notice and round."""
    checked, searched = [], []
    for text in notices() * _ROUNDS:
        started = time.perf_counter()
        library.check(Notice(text=text, on=_ON))
        checked.append((time.perf_counter() - started) * 1000)
        sentences = [demand.words for demand in read(text).demands]
        started = time.perf_counter()
        for sentence in sentences:
            library.search(Question(text=sentence, on=_ON))
        searched.append((time.perf_counter() - started) * 1000)
    return checked, searched


def main() -> None:
    """Print p50 and p95 in milliseconds, and the ratio of the medians."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
        model = open_model()
        ensure(home, model)
        library = Library.open(home, model)
        started = time.perf_counter()
        prepare()
        sys.stdout.write(f"once: {(time.perf_counter() - started) * 1000:.0f} ms\n")
        checked, searched = measure(library)
        library.close()
    for name, times in (("check", checked), ("search of its sentences", searched)):
        middle, high = percentile(times, 0.5), percentile(times, 0.95)
        sys.stdout.write(f"{name:24} p50 {middle:8.1f}  p95 {high:8.1f}\n")
    sys.stdout.write(f"ratio {percentile(checked, 0.5) / percentile(searched, 0.5):.3f}\n")


if __name__ == "__main__":
    main()
