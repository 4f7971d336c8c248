"""The timeline: which versions stand in the index, and until which day each holds.

An old rule stands until its successor takes effect, so both are in the index and their dates tell them apart. This is
computed from the library each time the index is made; no file is rewritten for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ingest.editions import Officials
from knowledge.model import Source, Status
from knowledge.regions import binds
from knowledge.text import normalise

_NO_SUCCESSOR = (Status.DRAFT, Status.REPEALED)  # what has no force takes none from others
_BRACKETS = str.maketrans("", "", "《》〈〉 ")


def standing(versions: Iterable[Source]) -> dict[str, Source]:
    """The versions that belong into the index, by key, with their last days."""
    by_id: defaultdict[str, list[Source]] = defaultdict(list)
    for version in versions:
        by_id[version.id].append(version)
    alive = [source for versions in by_id.values() for source in _alive(versions)]
    named: defaultdict[str, list[Source]] = defaultdict(list)
    for source in alive:
        for name in source.supersedes:
            named[_bare(name)].append(source)
    ended = [_ended(source, named) for source in alive]
    officials = Officials(ended)
    return {source.key: officials.applied(source) for source in ended}


def named_by(name: str, sources: Iterable[Source]) -> list[Source]:
    """The sources that a `supersedes` entry means: by id, title or alias."""
    bare = _bare(name)
    return [source for source in sources if bare in _names(source)]


def begins(source: Source) -> date | None:
    """The day from which a source holds, as far as it is known."""
    return source.effective or source.issued or source.published


def _alive(versions: Sequence[Source]) -> Iterator[Source]:
    """The newest version, and each older one that the next one has not replaced from its first day on."""
    newer: Source | None = None
    for version in sorted(versions, key=lambda version: version.version, reverse=True):
        if newer is None:
            yield version
        elif _stands_before(version, newer):
            version = replace(version, expires=_earlier(version.expires, newer.effective))  # noqa: PLW2901
            yield version
        else:
            continue  # a correction: it never holds
        newer = version


def _stands_before(older: Source, newer: Source) -> bool:
    if newer.effective is None or older.sha256 == newer.sha256:
        return False
    return older.effective is None or older.effective < newer.effective


def _ended(source: Source, named: Mapping[str, Sequence[Source]]) -> Source:
    """A source with its last day, where others that hold for all whom it binds supersede it."""
    successors = [
        successor
        for name in _names(source)
        for successor in named.get(name, ())
        if _succeeds(successor, source)
    ]
    if not successors:
        return source
    if any(begins(successor) is None for successor in successors):
        return replace(source, status=Status.SUPERSEDED)
    first = min(day for successor in successors if (day := begins(successor)) is not None)
    return replace(source, expires=_earlier(source.expires, first))


def _succeeds(successor: Source, source: Source) -> bool:
    if successor.id == source.id or successor.status in _NO_SUCCESSOR:
        return False
    ours, theirs = begins(source), begins(successor)
    later = ours is None or theirs is None or ours < theirs
    same_name = _bare(successor.title) == _bare(source.title)
    if same_name and (ours is None or theirs is None):
        return False  # two accounts of one document under its one title
    return later and binds(successor.region, source.region)


def _names(source: Source) -> frozenset[str]:
    return frozenset(map(_bare, filter(None, (source.id, source.title, source.number, *source.aliases))))


def _bare(name: str) -> str:
    return normalise(name).translate(_BRACKETS)


def _earlier(first: date | None, second: date | None) -> date | None:
    days = [day for day in (first, second) if day is not None]
    return min(days, default=None)
