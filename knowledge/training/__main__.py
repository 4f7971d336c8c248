"""The command: train on a folder of pairs, write the model's folder, say what came of it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.errors import JianfuError, UsageProblem
from knowledge.training.pairs import read_pairs
from knowledge.training.recipe import train


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    try:
        if len(arguments) != 2:
            raise UsageProblem("用法：python -m knowledge.training PAIRS_DIR OUT_DIR")
        training = train(read_pairs(Path(arguments[0])), Path(arguments[1]))
    except JianfuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{training.summary()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
