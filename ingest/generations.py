"""Generations: building the next one beside the live one, and making it the live one.

Names only ever rise: a path that was once opened is never used for another index, since Chroma remembers paths.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.shelf import sync_path
from knowledge.embedding import EmbeddingModel
from knowledge.index import Generation, IndexWriter, current_name
from knowledge.model import LayQuestion, Passage, Source

INDEX, CURRENT = "index", "CURRENT"
_NEW_CURRENT = "CURRENT.new"
_DIGITS = 8

Content = tuple[Sequence[Passage], Sequence[LayQuestion]]
"""What an index takes of a version: its passages, and the lay questions that belong to them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to happen to a generation so that it holds what the library says."""

    removed: tuple[str, ...]
    added: tuple[Source, ...]
    updated: tuple[Source, ...]  # only dates or status differ: nothing has to be embedded again

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.removed or self.added or self.updated)


def difference(held: Mapping[str, Source], wanted: Mapping[str, Source]) -> Difference:
    """What changes what a generation holds into what is wanted, both by key."""
    differing = [source for key, source in wanted.items() if key in held and held[key] != source]
    updated = [source for source in differing if _same_words(held[source.key], source)]
    remade = [source for source in differing if not _same_words(held[source.key], source)]
    missing = [source for key, source in wanted.items() if key not in held]
    removed = [*(key for key in held if key not in wanted), *(source.key for source in remade)]
    return Difference(tuple(removed), (*missing, *remade), tuple(updated))


def held(path: Path | None, model: EmbeddingModel) -> dict[str, Source]:
    """What a generation holds, by key.

    Raises:
        NotSetUp: it cannot be read by this version.
        ModelMismatch: it was made with another model.
    """
    if path is None:
        return {}
    generation = Generation(path, model)
    try:
        return dict(generation.sources)
    finally:
        generation.close()


def build(
    path: Path,
    model: EmbeddingModel,
    change: Difference,
    content: Callable[[Source], Content],
    *,
    base: Path | None,
) -> None:
    """Make a generation at a new path: a copy of the base with the difference applied, on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = IndexWriter.create(path, model, base=base)
    try:
        writer.remove(change.removed)
        for source in change.updated:
            writer.update(source)
        for source in change.added:
            writer.add(source, *content(source))
    finally:
        writer.close()


def publish(home: Path, name: str) -> None:
    """Make a generation the live one, in one step."""
    index = home / INDEX
    (index / _NEW_CURRENT).write_text(f"{name}\n", encoding="utf-8")
    sync_path(index / _NEW_CURRENT)
    (index / _NEW_CURRENT).replace(index / CURRENT)
    sync_path(index)


def next_name(home: Path) -> str:
    """A name that no generation has had, as far as the folder remembers."""
    numbers = [_number(folder.name) for folder in _folders(home)] + [_number(current_name(home) or "")]
    return f"g{max(numbers, default=0) + 1:0{_DIGITS}}"


def discard(path: Path) -> None:
    """Empty a generation that is not to be; its folder keeps the name taken until the next writer has chosen one."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(exist_ok=True)


def sweep(home: Path) -> None:
    """Delete all generations but the live one and the one before it."""
    live = current_name(home)
    earlier = sorted(folder.name for folder in _folders(home) if live and folder.name < live)
    kept = {live, *earlier[-1:]}
    for folder in _folders(home):
        if folder.name not in kept:
            shutil.rmtree(folder)
    (home / INDEX / _NEW_CURRENT).unlink(missing_ok=True)


def _folders(home: Path) -> list[Path]:
    index = home / INDEX
    return [folder for folder in index.iterdir() if _number(folder.name)] if index.is_dir() else []


def _number(name: str) -> int:
    digits = name.removeprefix("g")
    return int(digits) if name.startswith("g") and digits.isdecimal() else 0


def _same_words(one: Source, other: Source) -> bool:
    """Whether two cards differ only in what no index besides the record of sources holds."""
    return replace(one, expires=None, status=other.status, official=None) == replace(
        other, expires=None, official=None
    )
