"""`add` of many documents at once, beside plain `langchain_chroma` adding the same passages with the same model.

Run as `python -m tests.benchmarks.stocking [ROUNDS]`. Each round measures both ways and then one changed clause, each in a
process of its own; what is compared is from files to a published index against from ready texts to a stored collection.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ingest import publish
from ingest.changes import Action
from ingest.holdings import holdings
from ingest.preparation import prepare
from ingest.publish import ensure
from knowledge.corpus import placed
from knowledge.embedding import open_model

_DOCUMENTS, _CLAUSES = 200, 50
_ROUNDS = 3
_BATCH = 2000  # rows of one add, as our own index has it
_MATTERS = (
    "会议",
    "发文",
    "调研",
    "检查",
    "报表",
    "评比",
    "台账",
    "微信群",
    "政务程序",
    "借调",
    "责任书",
    "考核",
)
_BODIES = ("县级机关", "乡镇党委", "街道办事处", "村民委员会", "上级部门", "主管单位", "督查机构")
_DUTIES = (
    "不得要求{body}重复报送{matter}材料",
    "{matter}的次数和时长由{body}从严掌握",
    "{body}应当在十五日内答复有关{matter}的意见",
    "确需安排{matter}的，报{body}批准后统筹进行",
    "{matter}不作为评价{body}工作的依据",
    "{body}可以拒绝与职责无关的{matter}",
)


def documents(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Names and texts of regulations, alike in wording and none like another."""
    for number in range(_DOCUMENTS):
        lines = [f"第{number + 1}号示例工作规定", ""]
        matters = chance.sample(_MATTERS, len(_MATTERS))
        for clause in range(1, _CLAUSES + 1):
            # One matter after the other: clauses in no order would be held back.
            matter = matters[clause * len(matters) // (_CLAUSES + 1)]
            said = (
                chance.choice(_DUTIES).format(body=chance.choice(_BODIES), matter=matter)
                for _ in range(chance.randint(2, 5))
            )
            lines.append(f"第{clause}条　{'；'.join(said)}，编号{number}—{clause}。")
        yield f"{number:03}.txt", "\n".join(lines) + "\n"


def ours(home: Path, folder: Path) -> None:
    """From files to a published index."""
    done = publish.add(home, open_model(), list(prepare([folder], known=holdings(home).files)))
    assert all(one.action in (Action.ADDED, Action.UPDATED, Action.UNCHANGED) for one in done.documents)


def plain(path: Path, folder: Path) -> None:
    """From ready texts to a stored collection."""
    import chromadb  # noqa: PLC0415 (not in the other process)
    from langchain_chroma import Chroma  # noqa: PLC0415

    rows = json.loads((folder.parent / "passages.json").read_text(encoding="utf-8"))
    store = Chroma(
        "plain",
        open_model().embeddings,
        client=chromadb.PersistentClient(str(path)),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )
    for start in range(0, len(rows), _BATCH):
        store.add_texts(
            rows[start : start + _BATCH],
            ids=[str(at) for at in range(start, start + len(rows[start : start + _BATCH]))],
        )


def measured(way: str, target: Path, folder: Path) -> tuple[float, float]:
    """Seconds and peak memory in MB of one way in a process of its own; its imports are not counted."""
    command = [sys.executable, "-m", "tests.benchmarks.stocking", way, str(target), str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603
    return float(told[-2]), float(told[-1])


def _run(way: str, target: Path, folder: Path) -> None:
    import chromadb  # noqa: PLC0415 (imports are not what is compared)
    import langchain_chroma  # noqa: F401, PLC0415
    import trafilatura  # noqa: F401, PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        chromadb.PersistentClient(scratch)
    open_model().embeddings.embed_query("会")
    started = time.perf_counter()
    {"ours": ours, "plain": plain}[way](target, folder)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {peak}\n")


def _round(base: Path, number: int) -> dict[str, tuple[float, float]]:
    folder = base / f"{number}" / "files"
    folder.mkdir(parents=True)
    for name, text in documents(random.Random(number)):  # noqa: S311
        (folder / name).write_text(text, encoding="utf-8")
    prepared = list(prepare([folder]))
    texts = [
        placed(document.source.title, slice_.heading, document.text[slice_.start : slice_.end])
        for document in prepared
        if document.source
        for slice_ in document.slices
    ]
    assert len(texts) == _DOCUMENTS * _CLAUSES
    (folder.parent / "passages.json").write_text(json.dumps(texts), encoding="utf-8")
    home = folder.parent / "home"
    ensure(home, open_model())
    found = {
        "plain": measured("plain", folder.parent / "plain", folder),
        "ours": measured("ours", home, folder),
    }
    first = folder / "000.txt"
    first.write_text(
        first.read_text(encoding="utf-8").replace("第7条　", "第7条　一般情况下，"), encoding="utf-8"
    )
    found["one clause changed"] = measured("ours", home, folder)
    found["that document alone"] = _alone(home, first, folder)
    return found


def _alone(home: Path, first: Path, folder: Path) -> tuple[float, float]:
    alone = folder.parent / "one"
    alone.mkdir()
    text = first.read_text(encoding="utf-8").replace("一般情况下", "通常")
    (alone / first.name).write_text(text, encoding="utf-8")
    return measured("ours", home, alone)


def main() -> None:
    """Print a line a way: medians over the rounds, and the ratios within each."""
    if len(sys.argv) > 2:
        _run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS
    with tempfile.TemporaryDirectory() as base:
        found = [_round(Path(base), number) for number in range(rounds)]
    sys.stdout.write(f"{_DOCUMENTS} documents of {_CLAUSES} clauses, {rounds} rounds, medians\n")
    for way in found[0]:
        seconds = statistics.median(one[way][0] for one in found)
        memory = statistics.median(one[way][1] for one in found)
        to_plain = statistics.median(one[way][0] / one["plain"][0] for one in found)
        to_ours = statistics.median(one[way][0] / one["ours"][0] for one in found)
        sys.stdout.write(
            f"{way:20} {seconds:7.2f} s  {memory:6.0f} MB  {to_plain:5.2f} of plain  {to_ours:6.3f} of the first add\n"
        )


if __name__ == "__main__":
    main()
