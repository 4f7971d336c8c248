"""A writer killed at any moment: readers go on rightly, and the next writer puts everything in order.

`KILLS=20 pytest tests/ingest/test_kill.py` kills twenty times.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest import publish, shelf
from ingest.preparation import prepare
from ingest.proposal import bringing
from ingest.questions import read_questions
from knowledge.embedding import EmbeddingModel
from knowledge.library import Library
from tests.ingest.homes import on_disk
from tests.ingest.samples import ARTICLE, STATUTE, write

_KILLS = int(os.environ.get("KILLS", "4"))
_PATIENCE = 60  # seconds


def spawn(module: str, *arguments: Path | str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"tests.ingest.{module}", *map(str, arguments)]
    process = subprocess.Popen(  # noqa: S603 (our own modules)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@contextmanager
def asking(home: Path) -> Iterator[dict[str, object]]:
    """A process that asks all the while; what it found is there afterwards."""
    found: dict[str, object] = {}
    with spawn("asker", home) as process:
        yield found
        told, _ = process.communicate("stop\n", timeout=_PATIENCE)
    found.update(json.loads(told))


def page(folder: Path, number: int) -> Path:
    return write(folder, f"{number}.txt", ARTICLE.replace("数字", f"数字之{number}"))


def start_and_kill(delay: float, module: str, *arguments: Path | str) -> bool:
    """Whether the writer was killed before it was done."""
    with spawn(module, *arguments) as process:
        time.sleep(delay)
        process.kill()
        told, _ = process.communicate(timeout=_PATIENCE)
    return "done" not in told


def seconds_of(module: str, *arguments: Path | str) -> float:
    with spawn(module, *arguments) as process:
        began = time.monotonic()
        told, _ = process.communicate(timeout=_PATIENCE)
    assert told == "done\n"
    return time.monotonic() - began


def check_in_order(home: Path, model: EmbeddingModel) -> None:
    """The index holds exactly what is on the shelf, and nothing lies about."""
    on_shelf = shelf.versions(home)
    library = Library.open(home, model)
    counts = {card.source.key: (card.passages, card.questions) for card in library.sources()}
    library.close()
    assert counts == {
        found.source.key: (len(shelf.passages(found)), len(shelf.questions(found))) for found in on_shelf
    }
    assert on_disk(home) == {found.source.id for found in on_shelf}
    names = sorted(path.name for path in (home / "index").iterdir())
    assert names[0] == "CURRENT"
    assert len(names) == 3  # and the live generation with the one before it
    assert (home / "index" / "CURRENT").read_text().strip() == names[-1]


def test_a_writer_killed_at_any_moment_harms_nobody(
    home: Path, tmp_path: Path, model: EmbeddingModel
) -> None:
    publish.add(home, model, list(prepare([write(tmp_path, "a.txt", STATUTE)])))
    length = seconds_of("adder", home, page(tmp_path, 2000))
    chance = random.Random()  # noqa: S311 (moments, no secrets)
    delays, killed = [chance.uniform(0, length) for _ in range(_KILLS)], 0
    with asking(home) as found:
        for number, delay in enumerate(delays):
            killed += start_and_kill(delay, "adder", home, page(tmp_path, number))
            if number % 2:
                publish.add(home, model, list(prepare([page(tmp_path, 100 + number)])))
                check_in_order(home, model)
        files = [page(tmp_path, number) for number in range(_KILLS)]
        publish.add(home, model, list(prepare([*files, page(tmp_path, 1000)])))
    check_in_order(home, model)
    assert found["faults"] == [], delays
    assert isinstance(found["rounds"], int)
    assert found["rounds"] > _KILLS
    sys.stdout.write(f"{killed} of {_KILLS} killed in time, {found['rounds']} rounds of questions\n")


def lay(folder: Path, number: int) -> Path:
    rows = "\n".join(f"{article},群众的第{number}种说法" for article in ("第一条", "第三条", "第五条"))
    return write(folder, f"{number}.csv", f"条款,问题\n{rows}\n")


def test_a_writer_of_questions_killed_at_any_moment_harms_nobody(
    home: Path, tmp_path: Path, model: EmbeddingModel
) -> None:
    [document] = prepare([write(tmp_path, "a.txt", STATUTE)])
    assert document.source is not None
    name = document.source.id
    publish.add(home, model, [document])
    length = seconds_of("questioner", home, name, lay(tmp_path, 2000))
    chance = random.Random()  # noqa: S311 (moments, no secrets)
    delays, killed = [chance.uniform(0, length) for _ in range(_KILLS)], 0
    with asking(home) as found:
        for number, delay in enumerate(delays):
            killed += start_and_kill(delay, "questioner", home, name, lay(tmp_path, number))
            [shelved] = shelf.versions(home)
            assert len(shelf.questions(shelved)) % 3 == 0  # all of a file or none of it
        for number in range(_KILLS):
            questions = read_questions(lay(tmp_path, number))
            publish.put_questions(home, model, name, bringing(questions))
        publish.put_questions(home, model, name, bringing(read_questions(lay(tmp_path, 1000))))
    check_in_order(home, model)
    [shelved] = shelf.versions(home)
    assert len(shelf.questions(shelved)) == 3 * (_KILLS + 2)
    assert found["faults"] == [], delays
    sys.stdout.write(f"{killed} of {_KILLS} killed in time, {found['rounds']} rounds of questions\n")
