"""A process that adds documents to a home and may be killed at it: `python -m tests.ingest.adder HOME FILE`."""

import sys
from pathlib import Path

from ingest import publish
from ingest.preparation import prepare
from tests.fakes import pair_model


def main(home: Path, file: Path) -> None:
    documents = list(prepare([file]))
    model = pair_model()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    publish.add(home, model, documents)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
