"""Widths: full-width letters and digits to half-width ones. Marks stay as wide as they were written.

After the one-byte slip, whose bytes may read as wide letters.
"""

import re
import unicodedata
from collections.abc import Sequence

from ingest.cleaning.edits import Edit

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")


def find(text: str) -> Sequence[Edit]:
    """Edits of each run of them."""
    return [
        Edit(*match.span(), unicodedata.normalize("NFKC", match[0]), why="全角字母和数字")
        for match in _WIDE.finditer(text)
    ]
