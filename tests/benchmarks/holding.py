"""Whether every answer holds: each question of the repository is asked, and each answer put to the completeness check.

    python -m tests.benchmarks.holding [EVERY]

With `EVERY` only each so-manieth question is asked. Counts answers, those that fell back to the plain form before they left, and
faults in what left, by kind; and checks on its own, without the product's code, that each quotation stands in its passage.
"""

import json
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from ingest.publish import ensure
from knowledge import completeness
from knowledge.embedding import open_model
from knowledge.library import Library
from knowledge.model import COUNTRY, Answer, Question

QUESTIONS = Path(__file__).resolve().parents[2] / "ingest" / "corpus" / "questions"


def main(arguments: list[str]) -> None:
    """Print the counts."""
    every = int(arguments[0]) if arguments else 1
    on = datetime.now(UTC).date()
    texts = [
        json.loads(line)["question"]
        for path in sorted(QUESTIONS.glob("t*/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ][::every]
    counts: Counter[str] = Counter(asked=len(texts))
    with tempfile.TemporaryDirectory() as folder:
        model = open_model()
        ensure(Path(folder), model)
        library = Library.open(Path(folder), model)
        passages = {
            passage.id: passage.text
            for card in library.sources()
            for passage in library.show(card.source.id).passages
        }
        with library._reading() as generation:
            binding = generation.catalogue.binding((COUNTRY,), on)
        for text in texts:
            answer = library.ask(Question(text=text, on=on))
            if not isinstance(answer, Answer):
                continue
            counts["answered"] += 1
            counts["with steps"] += bool(answer.steps)
            bound = binding | {one.source.key for one in answer.citations if one.source.region != COUNTRY}
            for found in completeness.faults(answer, bound):
                counts[f"fault {found.fault}"] += 1
            for citation in answer.citations:
                counts["quotations"] += 1
                counts["not verbatim"] += citation.quote not in passages[citation.passage.id]
                counts["exceptions"] += len(citation.exceptions)
        library.close()
    print(json.dumps(counts, ensure_ascii=False, indent=1))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
