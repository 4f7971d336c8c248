"""Blanks: white space at the ends of lines, more than one empty line, and the ends of the text."""

import re
from collections.abc import Sequence

from ingest.cleaning.edits import Edit

_LEADING = re.compile(r"(?:[ \t\u3000]*\n)+")
_TRAILING = re.compile(r"[ \t\u3000]*\n(?:[ \t\u3000]*\n)+|[ \t\u3000]+\n")


def find(text: str) -> Sequence[Edit]:
    """Edits of white space alone."""
    body = text.rstrip(" \t\u3000\n")
    leading = _LEADING.match(body)
    first = leading.end() if leading else 0
    edits = [Edit(0, first)] if first else []
    for match in _TRAILING.finditer(body, first):
        tidy = "\n\n" if match[0].count("\n") > 1 else "\n"
        if match[0] != tidy:
            edits.append(Edit(*match.span(), tidy))
    if text[len(body) :] != "\n":
        edits.append(Edit(len(body), len(text), "\n"))
    return edits
