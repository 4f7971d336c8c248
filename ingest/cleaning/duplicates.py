"""Duplicates: a paragraph that stands twice in a row, or first as a summary, and a title told twice.

Short items repeat in law texts, and stay.
"""

from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows
from knowledge.text import letters

_PARAGRAPH, _TITLE = 40, 8  # letters from which on a repetition is none by chance
_HEAD = 3  # paragraphs among which a summary stands


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines."""
    lines = [line for line in rows(text) if not line.numbered and not line.text.startswith("|")]
    words = [letters(line.text) for line in lines]
    taken = sorted({*_paragraphs(words), *_titles(lines, words)})
    return [lines[index].cut(text, "duplicate") for index in taken]


def _paragraphs(words: Sequence[str]) -> Iterator[int]:
    last: dict[str, int] = {}
    for index, said in enumerate(words):
        if len(said) >= _PARAGRAPH and said in last:
            if index == last[said] + 1:
                yield index
            elif last[said] < _HEAD:
                yield last[said]
        last[said] = index


def _titles(lines: Sequence[Row], words: Sequence[str]) -> Iterator[int]:
    """Lines above the first paragraph that only repeat one above them."""
    first = next((index for index, line in enumerate(lines) if line.prose), 0)
    seen: set[str] = set()
    for index in range(first):
        if len(words[index]) >= _TITLE and words[index] in seen:
            yield index
        seen.add(words[index])
