"""Labels: lines that say one thing after another as label and value."""

import re
from collections.abc import Iterator
from itertools import pairwise


def labelled(pattern: re.Pattern[str], line: str) -> Iterator[tuple[str, str]]:
    """The name of each label that a pattern of named groups finds, and what stands behind it up to the next one."""
    labels = list(pattern.finditer(line))
    for label, end in pairwise([*labels, None]):
        if label is not None:
            yield label.lastgroup or "", line[label.end() : end.start() if end else len(line)].strip()
