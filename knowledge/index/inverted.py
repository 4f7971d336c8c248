"""The inverted index: BM25 over characters and their pairs, in tantivy.

Two sides of a clause are ranked apart: its own words, and the lay questions that belong to it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from knowledge.lexical import question_terms, terms
from knowledge.model import LayQuestion, Passage, Source

# Weights of a term's BM25 by field. Title and heading place a clause (which rule, which part) but the words that
# answer stand in its text. Measured on 700 lay questions: first right .28 with these, .27 with the text alone.
WORDS: Mapping[str, float] = {"title": 0.3, "heading": 0.3, "text": 1.0}
ASKED: Mapping[str, float] = {"asked": 1.0}
_MOST_OF_A_TERM = 2.2  # tantivy's k1 + 1: what a term gives at most, times its rarity
_HEAP = 64 * 1024 * 1024  # bytes for the writer's buffer
_THREADS = 1  # one segment, and no competition with the process that answers


class Inverted:
    """The lexical side of one generation."""

    def __init__(self, path: Path) -> None:
        """Open the folder, making an empty index where there is none."""
        builder = tantivy.SchemaBuilder()
        for name in ("id", "source", "region"):
            builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
        for name in (*WORDS, *ASKED):
            builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, str(path))
        self._writer: tantivy.IndexWriter | None = None

    def rank(
        self, words: Sequence[str], regions: Iterable[str], limit: int, fields: Mapping[str, float] = WORDS
    ) -> list[tuple[str, float]]:
        """The best passages for these terms in these regions: ids with BM25 scores, best first.

        `fields` says which fields count, and how much.
        """
        clauses = [
            (tantivy.Occur.Should, self._term(field, word, boost * count))
            for word, count in Counter(words).items()
            for field, boost in fields.items()
        ]
        if not clauses:
            return []
        places = [tantivy.Query.term_query(self._schema, "region", region) for region in sorted(regions)]
        anywhere = tantivy.Query.boolean_query([(tantivy.Occur.Should, place) for place in places])
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.boolean_query(clauses)),
                (tantivy.Occur.Must, tantivy.Query.const_score_query(anywhere, 0.0)),
            ]
        )
        searcher = self._index.searcher()
        found = searcher.search(query, limit, count=False).hits
        return [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in found]

    def ideal(self, words: Sequence[str], field: str) -> float:
        """The score that a passage would come near which held each term many times; unknown terms count as the rarest."""
        rarity = self._rarity(set(words), field)
        highest = max(rarity.values(), default=0.0) or 1.0
        return _MOST_OF_A_TERM * sum(rarity[word] or highest for word in words)

    def add(
        self, source: Source, passages: Iterable[Passage], questions: Mapping[str, Sequence[LayQuestion]]
    ) -> None:
        """Store passages with their lay questions; visible after `commit`."""
        writer = self._open_writer()
        title = _stored(source.title)
        for passage in passages:
            writer.add_document(
                tantivy.Document(
                    id=passage.id,
                    source=passage.source,
                    region=passage.region,
                    title=title,
                    heading=_stored(passage.heading),
                    text=_stored(passage.text),
                    asked=" ".join(
                        term
                        for question in questions.get(passage.id, ())
                        for term in question_terms(question.text, characters=True)
                    ),
                )
            )

    def remove(self, keys: Iterable[str]) -> None:
        """Forget all passages of some sources."""
        for key in keys:
            self._open_writer().delete_documents_by_term("source", key)

    def commit(self) -> None:
        """Write everything down and let go of the folder."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=_THREADS)
        return self._writer

    def _rarity(self, words: Iterable[str], field: str) -> dict[str, float]:
        """Inverse document frequencies of terms in a field; 0 for a term that no passage holds there."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        counts = {word: searcher.doc_freq(field, word) for word in words}
        return {
            word: math.log(1 + (total - count + 0.5) / (count + 0.5)) if count else 0.0
            for word, count in counts.items()
        }

    def _term(self, field: str, word: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, word), weight)


def _stored(text: str) -> str:
    return " ".join(terms(text, characters=True))
