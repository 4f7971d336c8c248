"""Structure: which slices of a text are its passages, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Slice
from ingest.structure.articles import ADOPTION, article_slices
from ingest.structure.contents import without_contents
from ingest.structure.lines import NUMBERED, Line, lines
from ingest.structure.numbers import article_lines
from ingest.structure.paragraphs import paragraph_slices

__all__ = ["ADOPTION", "LEGAL", "NUMBERED", "Structure", "structure"]
LEGAL = 3  # articles from which on a text is one of articles


@dataclass(frozen=True, slots=True)
class Structure:
    """The passages of a text, in order and without overlap."""

    slices: tuple[Slice, ...]
    articles: int  # how many of them are articles; 0 where the text is not one of articles
    preface: int  # where the first passage begins


def structure(text: str, title: str | None = None) -> Structure:
    """The passages of a text: its articles where it is one of articles, else its paragraphs and items."""
    found = without_contents(_below_title(list(lines(text)), title))
    starts = article_lines(found)
    # An excerpt of one or two articles counts where nothing but headings stands before the first.
    excerpt = bool(starts) and all(line.level or line.rank is not None for line in found[: starts[0].index])
    legal = len(starts) >= LEGAL or excerpt
    slices = article_slices(found, starts) if legal else paragraph_slices(found)
    articles = sum(slice_.article is not None for slice_ in slices)
    return Structure(tuple(slices), articles, slices[0].start if slices else len(text))


def _below_title(found: Sequence[Line], title: str | None) -> list[Line]:
    """The lines without the title's own, which is no part of the text that it names; a sentence is never left out."""
    for index, line in enumerate(found):
        if line.text == title and not line.text.endswith(("。", "；")):
            rest = [*found[:index], *found[index + 1 :]]
            return rest or list(found)
    return list(found)
