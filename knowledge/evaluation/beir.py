"""Retrieval tests in BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` with or without a header line."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.evaluation.intervals import Estimate, estimates, relative
from knowledge.evaluation.measures import CUTOFF, ndcg
from knowledge.index.plain import PlainRanking
from knowledge.model import Mode, Question
from knowledge.scratch import library_of

YARDSTICK = "bm25"
_FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")


@dataclass(frozen=True, slots=True)
class RetrievalTest:
    """Texts and questions by id, and how relevant which text is to which question."""

    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """NDCG@10 of each way of ranking, query by query, and of each beside plain BM25."""

    queries: int
    passages: int
    scores: Mapping[str, Sequence[float]]

    @property
    def ndcg(self) -> dict[str, Estimate]:
        """The means."""
        return estimates(self.scores)

    @property
    def gains(self) -> dict[str, Estimate]:
        """What each way has over plain BM25 on the same queries."""
        base = self.scores[YARDSTICK]
        differences = {
            name: [ours - its for ours, its in zip(scores, base, strict=True)]
            for name, scores in self.scores.items()
            if name != YARDSTICK
        }
        return estimates(differences)

    @property
    def relative_gains(self) -> dict[str, Estimate]:
        """The same as a share of what plain BM25 has; empty where that is 0."""
        base = self.scores[YARDSTICK]
        ways = [name for name in self.scores if name != YARDSTICK]
        found = {name: relative(self.scores[name], base) for name in ways}
        return {name: estimate for name, estimate in found.items() if estimate is not None}


def is_retrieval_test(folder: Path) -> bool:
    """Whether a folder is meant as one: it has any of the files."""
    return folder.is_dir() and any((folder / name).exists() for name in _FILES)


def read_retrieval_test(folder: Path) -> RetrievalTest:
    """A test; questions without a judgement are left out.

    Raises:
        UsageProblem: a file is missing or not of this form, or no question has a judgement.
    """
    corpus = dict(_rows(folder / "corpus.jsonl"))
    relevant = _judgements(folder / "qrels.tsv")
    queries = {id_: text for id_, text in _rows(folder / "queries.jsonl") if id_ in relevant}
    if not queries:
        raise UsageProblem(f"{folder} 里没有带答案的问题。")
    return RetrievalTest(corpus, queries, relevant)


def run_retrieval_test(
    test: RetrievalTest, model: EmbeddingModel, advance: Callable[[int, int], None]
) -> RetrievalReport:
    """Rank with every mode, and with plain BM25, over an index that is made for this alone."""
    plain = PlainRanking(test.corpus.items())
    with library_of(test.corpus, model) as (library, names):

        def through(mode: Mode) -> Callable[[str], Sequence[str]]:
            def rank(text: str) -> Sequence[str]:
                hits = library.search(Question(text=text, on=date.max), limit=CUTOFF, mode=mode)
                return [names[hit.passage.id] for hit in hits]

            return rank

        ways = {mode.value: through(mode) for mode in Mode} | {
            YARDSTICK: lambda text: plain.rank(text, CUTOFF)
        }
        scores: dict[str, list[float]] = {name: [] for name in ways}
        for done, (id_, text) in enumerate(test.queries.items(), start=1):
            for name, rank in ways.items():
                scores[name].append(ndcg(rank(text), test.relevant[id_]))
            advance(done, len(test.queries))
    return RetrievalReport(len(test.queries), len(test.corpus), scores)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            id_ = row.get("_id", row.get("id"))
        except (ValueError, AttributeError, RecursionError) as problem:
            raise UsageProblem(f"{path.name} 第{number}行不是一个 JSON 对象。") from problem
        if id_ is None:
            raise UsageProblem(f"{path.name} 第{number}行缺少 _id。")
        words = (str(row.get("title") or ""), str(row.get("text") or ""))
        yield str(id_), "\n".join(filter(None, words)) or " "


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.strip().split("\t")
        if len(cells) >= 3 and cells[-1].isdecimal():  # TREC has one column more, the second
            found.setdefault(cells[0], {})[cells[-2]] = int(cells[-1])
        elif number > 1:  # the first may be a header line
            raise UsageProblem(
                f"{path.name} 第{number}行要有用制表符隔开的三列：问题编号、条款编号、相关程度（整数）。"
            )
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageProblem(f"读不了 {path}，文件夹里要有 {'、'.join(_FILES)}，存成 UTF-8 编码。") from problem
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
