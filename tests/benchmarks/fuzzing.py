"""What becomes of thousands of damaged files: counts by outcome, the longest time, and the memory of who read them.

Run as `python -m tests.benchmarks.fuzzing [COUNT] [SEED]`.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from ingest.document import Decision, Document, Prepared
from ingest.preparation import prepare_document
from ingest.readers import Worker
from tests.benchmarks.scans import peak
from tests.ingest import mutations

_PICTURES = 0.05  # of all: looking for text in one takes as long as reading twenty others
_SHOWN = 25  # sentences


def main(count: int, seed: int) -> None:
    """Print what became of them."""
    outcomes: Counter[str] = Counter()
    longest, restarts, last = 0.0, 0, None
    with Worker() as worker:
        started = time.perf_counter()
        for document in _files(count, seed):
            before = time.perf_counter()
            found = prepare_document(document, {}, worker)
            longest = max(longest, time.perf_counter() - before)
            restarts += worker._running is not last and last is not None
            last = worker._running
            outcomes[_outcome(found)] += 1
        seconds = time.perf_counter() - started
        memory = peak(worker) if worker._running else 0
    sys.stdout.write(
        f"{count} files in {seconds:.0f} s, the longest {longest:.1f} s; the process died or was killed {restarts} "
        f"times; its peak {memory} MiB\n"
    )
    for outcome, number in outcomes.most_common(_SHOWN):
        sys.stdout.write(f"{number:6} {outcome}\n")


def _files(count: int, seed: int) -> Iterator[Document]:
    pictures = round(count * _PICTURES)
    return chain(
        mutations.mutated(count - pictures, seed, mutations.sound()),
        mutations.mutated(pictures, seed, mutations.pictures()),
    )


def _outcome(found: Prepared) -> str:
    if found.decision is Decision.FAILED:
        return (found.because or "").split("\n")[0]
    return f"{found.decision}, {found.format}"


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["2000", "1"][len(sys.argv) - 1 :])))
