"""Structure: which slices of a text are its passages, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Slice
from ingest.structure.annexes import Part, parts
from ingest.structure.articles import ADOPTION, article_slices
from ingest.structure.contents import without_contents
from ingest.structure.cuts import cut
from ingest.structure.lines import NUMBERED, Line, lines
from ingest.structure.margins import SALUTATION, without_margins
from ingest.structure.numbers import article_lines
from ingest.structure.paragraphs import paragraph_slices
from knowledge.text import letters

__all__ = ["ADOPTION", "LEGAL", "NUMBERED", "SALUTATION", "Structure", "structure"]
_HEAD = 40  # lines in which the title may stand
_TITLE_LINES = 6  # over which it may be spread
_LABEL = 16  # letters that a site may print before it
_LEAST = 8  # letters of a line that is the title's last part, where its first stands in the letterhead
LEGAL = 3  # articles from which on a text is one of articles


@dataclass(frozen=True, slots=True)
class Structure:
    """The passages of a text, in order and without overlap."""

    slices: tuple[Slice, ...]
    articles: int  # how many of them are articles; 0 where the text is not one of articles
    preface: int  # where the first passage begins


def structure(text: str, title: str | None = None) -> Structure:
    """The passages of a text and its annexes: articles where it is one of articles, else paragraphs, items and rows."""
    found = without_contents(_below_title(list(lines(text)), title))
    slices: list[Slice] = []
    for part in parts(without_margins(found)):
        slices.extend(piece for slice_ in _slices(part) for piece in cut(slice_, text))
    articles = sum(slice_.article is not None for slice_ in slices)
    return Structure(tuple(slices), articles, slices[0].start if slices else len(text))


def _slices(part: Part) -> list[Slice]:
    starts = article_lines(part.lines)
    # An excerpt of one or two articles counts where nothing but headings stands before the first.
    excerpt = bool(starts) and all(
        line.level or line.rank is not None for line in part.lines[: starts[0].index]
    )
    legal = len(starts) >= LEGAL or excerpt
    found = article_slices(part.lines, starts) if legal else paragraph_slices(part.lines)
    return [_annexed(slice_, part) for slice_ in found] if part.label else found


def _annexed(slice_: Slice, part: Part) -> Slice:
    locator = f"{part.label} {slice_.locator.removeprefix('前言 ')}"
    return replace(slice_, locator=locator, heading=" > ".join(filter(None, (part.title, slice_.heading))))


def _below_title(found: Sequence[Line], title: str | None) -> list[Line]:
    """The lines without the title's own, which are no part of the text that it names; a sentence is never left out."""
    wanted = letters(title or "")
    for start in range(min(_HEAD, len(found)) if wanted else 0):
        for end in range(start + 1, min(start + _TITLE_LINES, len(found)) + 1):
            joined = letters("".join(line.text for line in found[start:end]))
            if len(joined) > len(wanted) + _LABEL or found[end - 1].text.endswith(("。", "；")):
                break
            whole = joined == wanted or (end == start + 1 and joined.endswith(wanted))
            if whole or (end == start + 1 and len(joined) >= _LEAST and wanted.endswith(joined)):
                rest = [*found[:start], *found[end:]]
                return rest or list(found)
    return list(found)
