"""Tables of contents: lines that repeat the headings of what follows, and are none."""

import re
from collections.abc import Sequence

from ingest.structure.lines import TERMINAL, Line

_HEADING = re.compile(r"目\s*(?:录|錄|次)")
_LEADERS = re.compile(r"(?:[.．·…‥]{2,}|\s{3,}|\t)\s*\d{1,4}$")
_LONGEST = 60  # characters of a line of contents


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines that are no part of a table of contents."""
    kept: list[Line] = []
    skipped = 0
    for index, line in enumerate(lines):
        if index < skipped:
            continue
        if _HEADING.fullmatch(line.text):
            skipped = _end(lines, index + 1)
        elif not _LEADERS.search(line.text) or line.text.endswith(TERMINAL):
            kept.append(line)
    return kept


def _end(lines: Sequence[Line], start: int) -> int:
    """The first line after a table of contents: one that repeats an entry, or reads like a sentence."""
    entries: set[str] = set()
    for index in range(start, len(lines)):
        line = lines[index]
        entry = _bare(line.text)
        if entry in entries or len(line.text) > _LONGEST or line.text.endswith(("。", "；")):
            return index
        entries.add(entry)
    return start  # nothing follows: then these are no contents


def _bare(text: str) -> str:
    return "".join(character for character in _LEADERS.sub("", text) if character.isalnum())
