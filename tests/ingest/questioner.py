"""A process that ties questions to a source and may be killed at it: `python -m tests.ingest.questioner HOME SOURCE FILE`."""

import sys
from pathlib import Path

from ingest import publish
from ingest.proposal import bringing
from ingest.questions import read_questions
from tests.fakes import pair_model


def main(home: Path, source: str, file: Path) -> None:
    questions = read_questions(file)
    model = pair_model()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    publish.put_questions(home, model, source, bringing(questions))
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
