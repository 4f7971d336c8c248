"""Retrieval tests in BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` with or without a header line."""

import json
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.embedding import EmbeddingModel
from knowledge.errors import UsageProblem
from knowledge.index import IndexWriter
from knowledge.index.plain import PlainRanking
from knowledge.library import Library
from knowledge.model import COUNTRY, Kind, Mode, Passage, Question, Source

_CUTOFF = 10  # of nDCG, as the public tests have it


@dataclass(frozen=True, slots=True)
class RetrievalTest:
    """Texts and questions by id, and how relevant which text is to which question."""

    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Mean nDCG@10 of each way of ranking."""

    queries: int
    passages: int
    ndcg: Mapping[str, float]


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
    with _indexed(test.corpus, model) as (library, names):

        def through(mode: Mode) -> Callable[[str], Sequence[str]]:
            def rank(text: str) -> Sequence[str]:
                hits = library.search(Question(text=text, on=date.max), limit=_CUTOFF, mode=mode)
                return [names[hit.passage.id] for hit in hits]

            return rank

        ways = {mode.value: through(mode) for mode in Mode} | {"bm25": lambda text: plain.rank(text, _CUTOFF)}
        totals = dict.fromkeys(ways, 0.0)
        for done, (id_, text) in enumerate(test.queries.items(), start=1):
            for name, rank in ways.items():
                totals[name] += ndcg(rank(text), test.relevant[id_])
            advance(done, len(test.queries))
    count = len(test.queries)
    return RetrievalReport(count, len(test.corpus), {name: total / count for name, total in totals.items()})


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int], cutoff: int = _CUTOFF) -> float:
    """Normalised discounted cumulative gain with gain 2^relevance - 1 (Järvelin and Kekäläinen 2002)."""
    gains = [2 ** relevant.get(id_, 0) - 1 for id_ in ranking[:cutoff]]
    ideal = sorted((2**value - 1 for value in relevant.values()), reverse=True)[:cutoff]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


@contextmanager
def _indexed(corpus: Mapping[str, str], model: EmbeddingModel) -> Iterator[tuple[Library, Mapping[str, str]]]:
    """A library of the texts as passages of one source, and the test's id of each passage."""
    source = Source(id="corpus", version=1, title="", kind=Kind.INTERNAL)
    passages = [
        Passage(
            id=f"{number:016x}",
            source=source.key,
            position=number,
            locator=id_,
            article=None,
            heading="",
            text=text,
            start=0,
            end=len(text),
            kind=Kind.INTERNAL,
            region=COUNTRY,
        )
        for number, (id_, text) in enumerate(corpus.items())
    ]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "generation"
        writer = IndexWriter.create(path, model)
        writer.add(source, passages)
        writer.close()
        library = Library.at(path, model)
        try:
            yield library, {passage.id: passage.locator for passage in passages}
        finally:
            library.close()


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                words = (str(row.get("title") or ""), str(row.get("text") or ""))
                yield str(row.get("_id", row.get("id"))), "\n".join(filter(None, words)) or " "
    except (OSError, ValueError, AttributeError) as problem:
        raise UsageProblem(
            f"读不了 {path}，文件夹里要有 corpus.jsonl、queries.jsonl 和 qrels.tsv。"
        ) from problem


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 3 and cells[-1].strip().isdigit():  # a header line holds no number
                found.setdefault(cells[0], {})[cells[-2]] = int(cells[-1])
    except OSError as problem:
        raise UsageProblem(f"读不了 {path}。") from problem
    return found
