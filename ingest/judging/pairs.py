"""Pairs: quotation marks and brackets of titles that do not pair, as when sentences are torn apart."""

import re

from ingest.judging.sign import Sign

_MARKS = re.compile(r"[“”《》]")
_OPENED = {"”": "“", "》": "《"}
_SHARE, _FEWEST = 0.2, 4  # of the marks that have no partner, and how many at least


def find(text: str) -> Sign | None:
    """The sign, with the first mark that has no partner. A quotation may open anew in each paragraph."""
    marks = list(_MARKS.finditer(text))
    unpaired: list[int] = []
    opened: dict[str, int | None] = {"“": None, "《": None}
    for mark in marks:
        if mark[0] in opened:
            before = opened[mark[0]]
            # 《 within 《 occurs in sloppy texts; “ again in a new paragraph is the rule for long quotations.
            if before is not None and "\n" not in text[before : mark.start()] and mark[0] == "“":
                unpaired.append(before)
            opened[mark[0]] = mark.start()
        elif opened[_OPENED[mark[0]]] is None:
            unpaired.append(mark.start())
        else:
            opened[_OPENED[mark[0]]] = None
    if len(unpaired) >= max(_FEWEST, _SHARE * len(marks)):
        start = max(0, unpaired[0] - 30)
        return Sign("引号、书名号多处不成对，像是句子被拆散过。", text[start : start + 60])
    return None
