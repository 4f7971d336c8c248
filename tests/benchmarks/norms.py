"""How well rule sentences are read: precision and recall by field on the labelled sentences.

    python -m tests.benchmarks.norms [TEXTS]

`TEXTS` is a folder with the official texts that some labels point into; without it those sentences are left out.
"""

import sys
from pathlib import Path

from knowledge.evaluation.norms import FIELDS, read_labelled, score

LABELLED = Path(__file__).resolve().parents[1] / "labelled" / "norms"


def main(arguments: list[str]) -> None:
    """Print a row for each field and part."""
    texts = Path(arguments[0]) if arguments else None
    for part in ("dev", "dev2", "dev3", "test", "test2", "test3"):
        rows = read_labelled(LABELLED / f"{part}.jsonl", texts)
        scores = score(rows)
        print(f"{part}: {len(rows)} sentences")  # noqa: T201
        for field in FIELDS:
            one = scores[field]
            print(  # noqa: T201
                f"  {field:<11} precision {one.precision or 0:.3f} ({one.read_right}/{one.read})"
                f"  recall {one.recall or 0:.3f} ({one.found}/{one.labelled})"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
