"""Passages: slices of a text with their ids, once the version they belong to is known."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from ingest.document import Slice
from ingest.references import references
from knowledge.model import Passage, Source

_ID = 16  # hexadecimal digits


def passages(
    source: Source, text: str, slices: Iterable[Slice], written: str | None = None
) -> tuple[Passage, ...]:
    """The passages of a source version; what a slice does not say of itself is as its source has it.

    `written` is the text before conversion to simplified characters, at the same offsets.
    """
    seen: Counter[tuple[str, str]] = Counter()
    made: list[Passage] = []
    articles: list[str] = []  # so far
    for position, slice_ in enumerate(slices):
        words = text[slice_.start : slice_.end]
        seen[slice_.locator, words] += 1
        before = articles[:-1] if articles[-1:] == [slice_.article] else articles
        made.append(
            Passage(
                id=passage_id(source.key, slice_.locator, words, seen[slice_.locator, words]),
                source=source.key,
                position=position,
                locator=slice_.locator,
                article=slice_.article,
                heading=slice_.heading,
                text=words,
                start=slice_.start,
                end=slice_.end,
                kind=slice_.kind or source.kind,
                region=slice_.region or source.region,
                grade=slice_.grade,
                topics=slice_.topics,
                addressee=slice_.addressee,
                references=slice_.references or references(words, slice_.article, before),
                written=written[slice_.start : slice_.end] if written else None,
            )
        )
        if slice_.article and articles[-1:] != [slice_.article]:
            articles.append(slice_.article)
    return tuple(made)


def passage_id(key: str, locator: str, text: str, repeated: int = 1) -> str:
    """The id of a passage: from what it is, so that the same library gives the same ids; a repeated one is counted."""
    parts = (key, locator, text) if repeated == 1 else (key, locator, text, str(repeated))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_ID]
