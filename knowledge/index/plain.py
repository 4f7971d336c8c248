"""Plain BM25 over character pairs, in memory: the yardstick that retrieval is measured against."""

from collections.abc import Iterable

import tantivy

from knowledge.text import letters


class PlainRanking:
    """One field, no weights, no authority, no region, no day."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index texts under their ids."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(heap_size=64 * 1024 * 1024, num_threads=1)
        for id_, text in texts:
            writer.add_document(tantivy.Document(id=id_, text=" ".join(_pairs(text))))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def rank(self, query: str, limit: int) -> list[str]:
        """Ids of the best texts, best first."""
        return [id_ for id_, _ in self.scored(query, limit)]

    def scored(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Ids of the best texts with their scores, best first."""
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", pair))
            for pair in _pairs(query)
        ]
        searcher = self._index.searcher()
        found = (
            searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits if clauses else []
        )
        return [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in found]


def _pairs(text: str) -> list[str]:
    run = letters(text)
    return [run[start : start + 2] for start in range(len(run) - 1)]
