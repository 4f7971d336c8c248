"""Curation of the shipped body of lay questions: near-duplicates go, `python -m ingest.curation FOLDER`.

The folder holds `train` and `test`, a JSONL file a hand. Of two questions of one clause that are nearly alike the later
one goes, in the order of the files; one that is nearly alike a question of the test part goes from the training part,
so that nothing is tested on what it has learnt by heart. Running it again changes nothing.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from knowledge.text import letters

ALIKE = 90.0  # percent, rapidfuzz's ratio of two questions without blanks and marks
_PARTS = ("test", "train")  # the test part first: it keeps what both have

Row = Mapping[str, Any]


def curate(folder: Path) -> dict[str, tuple[int, int]]:
    """Rewrite a body's files without near-duplicates: kept and dropped, by file."""
    kept_of: defaultdict[str, list[str]] = defaultdict(list)
    counts = {}
    for part in _PARTS:
        for path in sorted((folder / part).glob("*.jsonl")):
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
            kept = list(_distinct(rows, kept_of))
            if len(kept) < len(rows):
                text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in kept)
                path.write_text(text, encoding="utf-8")
            counts[f"{part}/{path.name}"] = (len(kept), len(rows) - len(kept))
    return counts


def _distinct(rows: Sequence[Row], kept_of: defaultdict[str, list[str]]) -> Iterator[Row]:
    """Rows unlike all that were kept of one of their clauses; those without a clause are compared by reason."""
    for row in rows:
        words = letters(row["question"])
        groups = row["gold"] or [row.get("reason", "")]
        if any(fuzz.ratio(words, other) >= ALIKE for group in groups for other in kept_of[group]):
            continue
        for group in groups:
            kept_of[group].append(words)
        yield row


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("用法：python -m ingest.curation 问题文件夹\n")
        return 2
    for name, (kept, dropped) in curate(Path(arguments[0])).items():
        sys.stdout.write(f"{name}：留 {kept}，去掉 {dropped}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
