"""Annexes: each is a text of its own behind the one that it belongs to, and its passages say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.structure.lines import Line

_LABEL = re.compile(r"附\s*(?:件|表|录)?\s*[0-9０-９一二三四五六七八九十]{0,3}")
_LONGEST_TITLE = 40  # characters
_SENTENCE = re.compile(r"[，。；：！？|]")


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a text or of one of its annexes, and what the annex is called."""

    lines: tuple[Line, ...]
    label: str = ""  # 附件1
    title: str = ""  # 附件1 责任清单


def parts(lines: Sequence[Line]) -> list[Part]:
    """A text, and its annexes in order."""
    starts = [index for index, line in enumerate(lines) if line.annex]
    found = [Part(tuple(lines[: starts[0]] if starts else lines))]
    for start, end in pairwise([*starts, len(lines)]):
        found.append(_annex(lines[start], lines[start + 1 : end]))
    return found


def _annex(head: Line, lines: Sequence[Line]) -> Part:
    """An annex with its title, which stands behind the label or on the next line."""
    match = _LABEL.match(head.text)
    label = "".join(match.group().split()) if match else ""
    title = head.text[match.end() if match else 0 :].strip(" \u3000:：")
    if not title and len(lines) > 1 and _is_title(lines[0]):
        title, lines = lines[0].title, lines[1:]
    return Part(tuple(lines), label, f"{label} {title}".strip())


def _is_title(line: Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and line.rank is None and not _SENTENCE.search(line.text)
