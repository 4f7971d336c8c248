"""Time of a question in process over the starter corpus. Run as `python -m tests.benchmarks.latency [HOME]`.

Each round puts one question to every way in turn, so that the machine's mood falls on all alike.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ingest.publish import ensure
from ingest.questions import SHIPPED
from knowledge.embedding import open_model
from knowledge.evaluation.measures import percentile
from knowledge.index import Generation, live
from knowledge.lexical import terms
from knowledge.library import Library
from knowledge.model import Mode, Question

_ROUNDS = 300
_YARDSTICK = "Chroma's own query"


def measure(home: Path) -> dict[str, list[float]]:
    """Milliseconds of each way for each question."""
    model = open_model()
    ensure(home, model)
    folder = live(home)
    if folder is None:
        raise LookupError("no index was made")
    library, generation = Library.open(home, model), Generation(folder, model)
    collection = generation._vectors._collections["region-cn"]
    today = date(2026, 11, 22)
    texts = [
        json.loads(line)["question"]
        for line in (SHIPPED / "test" / "t.jsonl").read_text(encoding="utf-8").splitlines()
    ]

    def vector(text: str) -> list[Sequence[float] | Sequence[int]]:
        return [model.embeddings.embed_query(text)]

    def search(mode: Mode) -> Callable[[str], object]:
        return lambda text: library.search(Question(text=text, on=today), limit=10, mode=mode)

    ways: dict[str, Callable[[str], object]] = {
        _YARDSTICK: lambda text: collection.query(
            query_embeddings=vector(text), n_results=10, include=["distances"]
        ),
        "embedding a question": model.embeddings.embed_query,
        "tantivy alone": lambda text: generation.lexical(terms(text), {"cn"}, 10),
        "search --mode lexical": search(Mode.LEXICAL),
        "search --mode dense": search(Mode.DENSE),
        "search": search(Mode.HYBRID),
        "ask": lambda text: library.ask(Question(text=text, on=today)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for text in texts[:_ROUNDS]:
        for name, way in ways.items():
            started = time.perf_counter()
            way(text)
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def main() -> None:
    """Print p50 and p95 in milliseconds, and the median's ratio to the yardstick."""
    with tempfile.TemporaryDirectory() as scratch:
        times = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch))
    base = percentile(times[_YARDSTICK], 0.5)
    for name, values in times.items():
        middle, high = percentile(values, 0.5), percentile(values, 0.95)
        sys.stdout.write(f"{name:24} p50 {middle:7.2f}  p95 {high:7.2f}  x{middle / base:.2f}\n")


if __name__ == "__main__":
    main()
