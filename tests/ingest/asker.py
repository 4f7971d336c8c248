"""A process that asks a home the same questions until its input ends: `python -m tests.ingest.asker HOME`.

Each round opens the library anew or keeps it, by turns. At the end it prints how many rounds there were and what went
wrong.
"""

import json
import select
import sys
from pathlib import Path

from knowledge.library import Library
from knowledge.model import Answer, Question
from tests.builders import TODAY
from tests.fakes import pair_model

_PAUSE = 0.02  # seconds between rounds, so that the writer gets its share of a small machine
ARTICLE = "第三条　会议一般不超过一小时"


def wrong(library: Library) -> str | None:
    """What is wrong with an answer and a search; None where both are right."""
    answer = library.ask(Question(text="示例省会议管理条例第三条怎么说", on=TODAY))
    if not isinstance(answer, Answer):
        return f"no answer: {answer.reason}"
    if not answer.citations[0].quote.startswith(ARTICLE):
        return f"another clause: {answer.citations[0].passage.locator}"
    hits = library.search(Question(text="会议一般不超过几小时", on=TODAY))
    found = any(hit.passage.text.startswith(ARTICLE) and hit.dense_rank for hit in hits)
    return None if found else f"not found among {len(hits)}"


def main(home: Path) -> None:
    model = pair_model()
    library = Library.open(home, model)
    faults: list[str] = []
    rounds = 0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not select.select([sys.stdin], [], [], _PAUSE)[0]:
        rounds += 1
        if rounds % 10 == 0:
            library.close()
            library = Library.open(home, model)
        fault = wrong(library)
        if fault:
            faults.append(f"{library.generation}: {fault}")
    library.close()
    json.dump({"rounds": rounds, "faults": faults}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
