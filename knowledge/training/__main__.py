"""The command: train on a folder of pairs and on lay questions, write the model's folder, say what came of it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.errors import JianfuError, UsageProblem
from knowledge.training.asked import FOLDS, of_folder, of_home
from knowledge.training.pairs import read_pairs
from knowledge.training.recipe import Lay, train


def main(arguments: Sequence[str]) -> int:
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description="训练自带的向量模型")
    parser.add_argument("pairs", type=Path, help="文本对的文件夹，里面是 *.jsonl.gz")
    parser.add_argument("out", type=Path, help="模型写到哪里")
    parser.add_argument("--home", type=Path, help="数据目录：用其中各条款的口语问法")
    parser.add_argument("--asked", type=Path, help="另一批带问法的条款：passages.jsonl 和 questions.jsonl")
    parser.add_argument("--without", default="", help="不用哪几只手写的问法（逗号分开），留着检验")
    parser.add_argument(
        "--held-out",
        type=int,
        choices=range(FOLDS),
        help="不用这一折文件（每五份取一份）的问法，留着检验",
    )
    try:
        given = _parsed(parser, arguments)
        without = frozenset(given.without.split(","))
        lay = Lay(
            of_home(given.home, without, given.held_out) if given.home else (),
            of_folder(given.asked) if given.asked else (),
        )
        training = train(read_pairs(given.pairs), given.out, lay=lay)
    except JianfuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{training.summary()}\n")
    return 0


def _parsed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """What was given.

    Raises:
        UsageProblem: something is missing.
    """
    try:
        return parser.parse_args(arguments)
    except SystemExit as problem:
        if problem.code == 0:
            raise  # --help
        raise UsageProblem(
            "用法：python -m knowledge.training PAIRS OUT [--home HOME] [--asked DIR]"
        ) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
