"""Rows: the lines of a text with where they stand, as the steps look at them that take off whole lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.cleaning.edits import Edit
from knowledge.text import normalise

_SCANNED = 4000  # characters of a line; what is longer is no line of navigation
_SENTENCE = re.compile(r"[。！？；!?;]")
_NUMBERED = re.compile(
    r"[#*\s]*(?:第[0-9〇零一二三四五六七八九十百]+[条章节编款项]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
)
_QUOTED = re.compile(r"“[^”]{0,200}”|「[^」]{0,200}」|《[^》]{0,80}》")
_STOP = re.compile(r"[。；;]")
_PROSE, _LONG = 30, 60  # characters from which on a line is prose: with a full stop in it, and with any mark


@dataclass(frozen=True, slots=True)
class Row:
    """A line with something in it: `text[start:end]` with its white space."""

    start: int
    end: int
    text: str  # without white space around it
    plain: str  # normalised: simplified characters, half-width marks, lower case

    @property
    def bare(self) -> str:
        """The normalised line without what it quotes."""
        return _QUOTED.sub("", self.plain)

    @property
    def numbered(self) -> bool:
        """Whether a clause or an item of a document begins here."""
        return _NUMBERED.match(self.text) is not None

    @property
    def marked(self) -> bool:
        """Whether a sentence ends in it."""
        return _SENTENCE.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """Whether it is a paragraph."""
        length = len(self.text)
        return (length >= _PROSE and _STOP.search(self.text) is not None) or (length >= _LONG and self.marked)

    def cut(self, text: str, why: str) -> Edit:
        """The edit that takes the line off, with its line end."""
        return Edit(self.start, min(self.end + 1, len(text)), why=why)


def rows(text: str) -> Sequence[Row]:
    """The lines that hold more than white space, in order. A form feed ends a line too."""
    found, start = [], 0
    for line in re.split(r"[\n\f]", text):
        stripped = line.strip()
        if stripped:
            found.append(Row(start, start + len(line), stripped, normalise(stripped[:_SCANNED])))
        start += len(line) + 1
    return found
