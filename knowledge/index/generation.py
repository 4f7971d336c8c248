"""A generation as its readers see it: complete, and never changing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.corpus import Catalogue
from knowledge.embedding import EmbeddingModel
from knowledge.errors import ModelMismatch, NotSetUp
from knowledge.index.inverted import ASKED, Inverted
from knowledge.index.records import SCHEMA, Records
from knowledge.model import LayQuestion, Passage, Source

if TYPE_CHECKING:
    from knowledge.index.vectors import Vectors

INDEX = "index"
CURRENT = "CURRENT"
RECORDS, LEXICAL, CHROMA = "corpus.db", "lexical", "chroma"


def current_name(home: Path) -> str | None:
    """The name of the live generation; None before the first one is published."""
    try:
        return (home / INDEX / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def live(home: Path) -> Path | None:
    """The folder of the live generation."""
    name = current_name(home)
    return home / INDEX / name if name else None


@contextmanager
def reading_records(home: Path) -> Iterator[Records]:
    """The records of the live generation alone, for which no model is needed.

    Raises:
        NotSetUp: there is no index.
    """
    path = live(home)
    if path is None:
        raise NotSetUp(f"{home} 里还没有索引，请先运行 jianfu ask。")
    with closing(Records(path / RECORDS)) as records:
        yield records


class Generation:
    """Read access to one generation; safe to use from several threads."""

    def __init__(self, path: Path, model: EmbeddingModel) -> None:
        """Open a generation.

        Raises:
            NotSetUp: the folder is not a whole generation of this version's form.
            ModelMismatch: it was made with another embedding model.
        """
        if not (path / RECORDS).is_file():
            raise NotSetUp(f"索引 {path.name} 不完整或已被删除，请运行 jianfu rebuild 重建。")
        self.path = path
        self.name = path.name
        self._records = Records(path / RECORDS)
        self.meta = self._records.meta()
        check(self.meta, model)
        self._model = model
        self._inverted = Inverted(path / LEXICAL)
        self.catalogue = Catalogue(self._records.sources())
        self.regions = self._records.regions()

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by key."""
        return self.catalogue.sources

    @cached_property
    def _vectors(self) -> "Vectors":
        # Imported and opened at the first dense question: Chroma takes most of a start, and `show` needs none of it.
        from knowledge.index.vectors import Vectors  # noqa: PLC0415

        return Vectors(self.path / CHROMA, self._model.embeddings)

    def lexical(self, words: Sequence[str], regions: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """Ids of the best passages by BM25, with scores."""
        return self._inverted.rank(words, self.regions & frozenset(regions), limit)

    def asked(self, words: Sequence[str], regions: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """Ids of the passages whose lay questions are nearest by BM25, with scores."""
        return self._inverted.rank(words, self.regions & frozenset(regions), limit, ASKED)

    def asked_in_these_words(self, text: str) -> frozenset[str]:
        """Ids of the passages of which a lay question is this very text, marks and blanks apart."""
        return self._records.asked_in_these_words(text)

    def ideal(self, words: Sequence[str]) -> tuple[float, float]:
        """About the best scores that these terms could reach in `lexical` and in `asked`."""
        return self._inverted.ideal(words, "text"), self._inverted.ideal(words, "asked")

    @cached_property
    def question_counts(self) -> Mapping[str, int]:
        """How many lay questions each passage has that has any."""
        return self._records.question_counts()

    def kin(self, passages: Sequence[str], limit: int) -> list[tuple[str, str, float]]:
        """Passages without lay questions that are akin to some that have: (passage, the other, weight)."""
        return self._records.kin(passages, limit)

    def questions(self, key: str) -> dict[str, list[LayQuestion]]:
        """The lay questions of a source, by passage."""
        return self._records.questions(key)

    def asked_counts(self) -> dict[str, tuple[int, int]]:
        """By source: how many lay questions it has, and how many of its passages have any."""
        return self._records.asked_counts()

    def nearest(
        self, text: str, regions: Iterable[str], limit: int
    ) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
        """Ids of the nearest passages by their own words, and by their lay questions, with cosines."""
        return self._vectors.nearest(text, self.regions & frozenset(regions), limit)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id."""
        return self._records.passages(ids)

    def of_source(self, key: str) -> list[Passage]:
        """All passages of a source, in order."""
        return self._records.of_source(key)

    def near(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after one."""
        return self._records.near(passage)

    def counts(self) -> dict[str, tuple[int, frozenset[str]]]:
        """How many passages each source has, and their grades."""
        return self._records.counts()

    def close(self) -> None:
        """Let go of the files."""
        if "_vectors" in self.__dict__:
            self._vectors.close()
        self._records.close()


def check(meta: dict[str, str], model: EmbeddingModel) -> None:
    """Refuse a generation that this process cannot read rightly.

    Raises:
        NotSetUp: it has another form.
        ModelMismatch: it was made with another embedding model.
    """
    if meta.get("schema") != SCHEMA:
        raise NotSetUp("索引是另一个版本的程序建的，请运行 jianfu rebuild 重建。")
    if meta.get("fingerprint") != model.fingerprint:
        made_with = meta.get("model", "未知")
        raise ModelMismatch(
            f"索引是用嵌入模型“{made_with}”建的，现在配置的是“{model.name}”。请运行 jianfu rebuild 重建，或改回原来的模型。"
        )
