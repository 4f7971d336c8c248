"""How well scans are read: real texts drawn as pages, put askew and made grainy as a scanner at 200 dpi does.

Run as `python -m tests.benchmarks.scans FOLDER`; FOLDER holds texts (.txt), a paragraph a line, such as the statutes.
Printed for each: pages, seconds a page, the share of characters that were read wrongly (edit distance to what was drawn,
without white space), how many articles came out word for word as they come from a PDF with text, and the most memory
that the reading process had.
"""

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ingest.document import Document, Prepared
from ingest.preparation import prepare_document
from ingest.readers import Worker
from tests.ingest import papers
from tests.ingest.test_statutes import articles, paragraphs_of

_SLANTS = (0.4, -0.6, 0.2, -0.3)  # degrees, page by page


def measure(path: Path, worker: Worker) -> str:
    """What is printed for one text."""
    pages = papers.pages_of(paragraphs_of(path.read_text(encoding="utf-8")))
    scan = papers.scanned(
        papers.drawn(page, seed=number, slant=_SLANTS[number % len(_SLANTS)])
        for number, page in enumerate(pages)
    )
    expected = articles(_prepared(papers.printed_pages(pages), worker))
    started = time.perf_counter()
    recognised = _prepared(scan, worker)
    seconds = time.perf_counter() - started
    wrong, found = _distance(pages, recognised.text), articles(recognised)
    same = sum(found.get(number) == text for number, text in expected.items())
    changed = [number for number, text in expected.items() if found.get(number) != text]
    return (
        f"{path.stem}: {len(pages)} pages, {seconds / len(pages):.1f} s a page, {wrong:.3%} of characters wrong, "
        f"{same} of {len(expected)} articles the same, {len(found)} found, peak {peak(worker)} MiB"
        + (f"; not the same: {', '.join(changed)}" if changed else "")
    )


def _distance(pages: Sequence[Sequence[tuple[float, str]]], text: str) -> float:
    drawn = _letters("".join(line for page in pages for _, line in page))
    return Levenshtein.distance(drawn, _letters(text)) / len(drawn)


def _letters(text: str) -> str:
    return re.sub(r"[\s#]", "", text)


def _prepared(content: bytes, worker: Worker) -> Prepared:
    return prepare_document(Document(path="a.pdf", content=content, suffix=".pdf"), {}, worker)


def peak(worker: Worker) -> int:
    """The most memory that the process had, in mebibytes: the high-water mark that Linux keeps."""
    running = worker._running
    assert running is not None
    status = Path(f"/proc/{running._process.pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024


if __name__ == "__main__":
    with Worker() as reading:
        for file in sorted(Path(sys.argv[1]).glob("*.txt")):
            sys.stdout.write(f"{measure(file, reading)}\n")
            sys.stdout.flush()
