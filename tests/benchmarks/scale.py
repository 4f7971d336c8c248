"""`search` and memory at growing numbers of passages, beside Chroma's own query on the same vectors.

Run as `python -m tests.benchmarks.scale STARD_DIR PAIRS_DIR`: the starter corpus, the public test's passages, and 100,000
of these and of statutes. Each index is read by a process of its own that did not make it, for the memory; there each
round puts one question to all ways in turn.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from ingest.publish import ensure
from ingest.questions import SHIPPED
from knowledge import scratch
from knowledge.embedding import open_model
from knowledge.evaluation.beir import read_retrieval_test
from knowledge.evaluation.measures import percentile
from knowledge.index import Generation, live
from knowledge.index.vectors import _CLAUSES
from knowledge.library import Library
from knowledge.model import Mode, Question
from knowledge.training.pairs import read_pairs

_LARGEST = 100_000
_ROUNDS, _FIRST = 300, 10  # the first ones open files and do not count
_YARDSTICK = "Chroma's own query"
_TODAY = date(2026, 11, 26)


def measure(path: Path, questions: Sequence[str]) -> dict[str, float]:
    """Passages, this process's memory in MB, and milliseconds (p50, p95) of each way."""
    model = open_model()
    library, generation = Library.at(path, model), Generation(path, model)
    collection = generation._vectors._collections[f"{_CLAUSES}cn"]

    def chroma(text: str) -> object:
        vectors: list[Sequence[float] | Sequence[int]] = [model.embeddings.embed_query(text)]
        return collection.query(query_embeddings=vectors, n_results=10, include=["distances"])

    ways: dict[str, Callable[[str], object]] = {
        _YARDSTICK: chroma,
        "search": lambda text: library.search(Question(text=text, on=_TODAY)),
        "search --mode lexical": lambda text: library.search(
            Question(text=text, on=_TODAY), mode=Mode.LEXICAL
        ),
        "ask": lambda text: library.ask(Question(text=text, on=_TODAY)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for text in questions[: _ROUNDS + _FIRST]:
        for name, way in ways.items():
            started = time.perf_counter()
            way(text)
            times[name].append((time.perf_counter() - started) * 1000)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    memory = next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmRSS")) / 1024
    found = {"passages": float(sum(count for count, _ in generation.counts().values())), "MB": memory}
    for name, values in times.items():
        for share in (50, 95):
            found[f"{name} p{share}"] = percentile(values[_FIRST:], share / 100)
    return found


def main() -> None:
    """Print a few lines a size."""
    if sys.argv[1] == "--read":
        questions = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
        sys.stdout.write(json.dumps(measure(Path(sys.argv[2]), questions)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, path, questions in _indexes(Path(folder), Path(sys.argv[1]), Path(sys.argv[2])):
            asked = Path(folder) / "questions.json"
            asked.write_text(json.dumps(questions), encoding="utf-8")
            command = [sys.executable, "-m", "tests.benchmarks.scale", "--read", str(path), str(asked)]
            row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
            sys.stdout.write(f"{name}: {row['passages']:.0f} passages, {row['MB']:.0f} MB\n")
            for way in (_YARDSTICK, "search", "search --mode lexical", "ask"):
                middle, high = row[f"{way} p50"], row[f"{way} p95"]
                ratio = middle / row[f"{_YARDSTICK} p50"]
                sys.stdout.write(f"    {way:24} p50 {middle:7.2f}  p95 {high:7.2f}  x{ratio:.2f}\n")
            sys.stdout.flush()


def _indexes(folder: Path, stard: Path, pairs: Path) -> list[tuple[str, Path, list[str]]]:
    """The indexes' names and paths, and the questions to put to each."""
    model = open_model()
    ensure(folder / "home", model)
    starter = live(folder / "home")
    if starter is None:
        raise LookupError("no index was made")
    rows = (SHIPPED / "test" / "t.jsonl").read_text(encoding="utf-8").splitlines()
    test = read_retrieval_test(stard)
    statutes = dict.fromkeys(text for some in read_pairs(pairs).values() for _, text in some)
    more = {f"s{number}": text for number, text in enumerate(islice(statutes, _LARGEST - len(test.corpus)))}
    scratch.write(folder / "stard", test.corpus, model)
    scratch.write(folder / "large", {**test.corpus, **more}, model)
    queries = list(test.queries.values())
    return [
        ("starter", starter, [json.loads(row)["question"] for row in rows]),
        ("stard", folder / "stard", queries),
        ("large", folder / "large", queries),
    ]


if __name__ == "__main__":
    main()
