"""The starter corpus's format: our own words about documents, with the grade of each statement.

Every mistake of every file is reported at once, with its line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.digest.card import card
from ingest.digest.mistakes import Mistake
from ingest.digest.statements import Statements
from ingest.document import Entry, Slice
from ingest.readers import front
from knowledge.model import Kind

__all__ = ["Digest", "Mistake", "cross_mistakes", "is_digest", "parse"]
_OFFICIAL = (Kind.RULE, Kind.LAW)  # a text with its own words is no digest, whatever its front matter holds


@dataclass(frozen=True, slots=True)
class Digest:
    """One corpus file: the fields of its source, its text, its statements."""

    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]  # of the front matter's keys
    text: str
    slices: tuple[Slice, ...]


def is_digest(entries: Mapping[str, Entry]) -> bool:
    """Whether a file's front matter announces this format."""
    return "id" in entries and "kind" in entries and entries["kind"].value not in _OFFICIAL


def parse(path: str, content: str) -> tuple[Digest | None, list[Mistake]]:
    """A corpus file, or all its mistakes."""
    block = front.split(content)
    if block is None:
        return None, [Mistake(path, 1, "文件要以 --- 之间的文件头开始。")]
    values, mistakes = card(block.entries)
    reading = Statements(block.body, block.lines)
    slices = reading.read()
    mistakes += block.mistakes
    mistakes += reading.mistakes
    lines = {key: entry.line for key, entry in block.entries.items()}
    if mistakes:
        return None, sorted(Mistake(path, line, sentence) for line, sentence in mistakes)
    return Digest(path, values, lines, block.body, slices), []


def cross_mistakes(digests: Sequence[Digest]) -> list[Mistake]:
    """What is wrong between files: one id twice, and sources that supersede each other in a circle."""
    mistakes: list[Mistake] = []
    first: dict[str, Digest] = {}
    for digest in digests:
        earlier = first.setdefault(digest.values["id"], digest)
        if earlier is not digest:
            sentence = f"编号“{digest.values['id']}”与 {earlier.path} 重复。"
            mistakes.append(Mistake(digest.path, digest.lines["id"], sentence))
    return sorted([*mistakes, *_circles(first)])


def _circles(digests: Mapping[str, Digest]) -> Iterator[Mistake]:
    successors = {id_: _superseded(digest, digests) for id_, digest in digests.items()}
    reported: set[str] = set()
    for id_, digest in digests.items():
        circle = _circle(id_, successors)
        if circle and not reported.intersection(circle):
            reported.update(circle)
            names = " → ".join((*circle, id_))
            yield Mistake(digest.path, digest.lines["supersedes"], f"取代关系成了一个圈：{names}。")


def _superseded(digest: Digest, digests: Mapping[str, Digest]) -> list[str]:
    names = {
        name: id_
        for id_, other in digests.items()
        for name in (*other.values.get("aliases", ()), other.values["title"], id_)
    }
    return [names[name] for name in digest.values.get("supersedes", ()) if name in names]


def _circle(start: str, successors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The way from a source back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for following in successors[way[-1]]:
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()
