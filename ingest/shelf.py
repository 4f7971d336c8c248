"""The shelf: the library of sources on disk, one folder a version, made once and never changed.

`library/<id>/<version>/` holds the original bytes, `text.md`, `source.toml`, `passages.jsonl` and, where there are any,
`questions.jsonl`, and the sketch by which duplicates are found. A version is written aside, synced and then renamed into its place, so that there is never half of one.
Only its lay questions may change afterwards: they are about it and not of it.
"""

import hashlib
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from pydantic import TypeAdapter, ValidationError

from ingest.resemblance import Sketch, pack, unpack
from knowledge.errors import JianfuError
from knowledge.model import LayQuestion, Passage, Source

LIBRARY = "library"
Row = TypeVar("Row")
_INCOMING = ".incoming"
_TEXT, _CARD, _PASSAGES, _ORIGINAL = "text.md", "source.toml", "passages.jsonl", "original"
_QUESTIONS, _OVERRIDES, _SKETCH = "questions.jsonl", "overrides", "sketch"
_SOURCE = TypeAdapter(Source)
_PASSAGE = TypeAdapter(Passage)
_QUESTION = TypeAdapter(LayQuestion)
_FINGERPRINT = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Version:
    """A source version with everything that its folder holds."""

    source: Source
    text: str
    passages: tuple[Passage, ...]
    original: bytes
    suffix: str
    overrides: Mapping[str, str]
    questions: tuple[LayQuestion, ...] = ()
    sketch: Sketch = frozenset()  # none for a line of a corpus


@dataclass(frozen=True, slots=True)
class Shelved:
    """A version on the shelf: its card, and the folder in which the rest lies."""

    source: Source
    overrides: Mapping[str, str]
    folder: Path


def versions(home: Path) -> list[Shelved]:
    """Every version on the shelf, by id and number.

    Raises:
        JianfuError: a card cannot be read.
    """
    return [_shelved(folder) for folder in _folders(home / LIBRARY)]


def passages(shelved: Shelved) -> tuple[Passage, ...]:
    """The passages of a version, in order.

    Raises:
        JianfuError: the file is missing or damaged.
    """
    return tuple(_lines(shelved.folder / _PASSAGES, _PASSAGE))


def questions(shelved: Shelved) -> tuple[LayQuestion, ...]:
    """The lay questions of a version's clauses.

    Raises:
        JianfuError: the file is damaged.
    """
    path = shelved.folder / _QUESTIONS
    return tuple(_lines(path, _QUESTION)) if path.exists() else ()


def reasked(shelved: Shelved, asked: Sequence[LayQuestion]) -> Shelved:
    """A version as it will be with these lay questions; `put_questions` makes it so."""
    fingerprint = _fingerprint(_jsonl(_QUESTION, asked)) if asked else None
    return replace(shelved, source=replace(shelved.source, questions=fingerprint))


def put_questions(home: Path, shelved: Shelved, asked: Sequence[LayQuestion]) -> None:
    """Replace a version's lay questions, in one step that is on disk when this returns."""
    place = shelved.folder / _QUESTIONS
    if asked:
        new = home / LIBRARY / _INCOMING / _QUESTIONS  # `sweep` clears it away, should this be interrupted
        new.parent.mkdir(exist_ok=True)
        new.write_bytes(_jsonl(_QUESTION, asked))
        sync_path(new)
        new.replace(place)
    else:
        place.unlink(missing_ok=True)
    sync_path(shelved.folder)


def sketch(shelved: Shelved) -> Sketch:
    """What a version's text is compared by; empty where none was stored."""
    path = shelved.folder / _SKETCH
    return unpack(path.read_bytes()) if path.exists() else frozenset()


def text(shelved: Shelved) -> str:
    """The cleaned text of a version, which its passages' offsets refer to."""
    return (shelved.folder / _TEXT).read_bytes().decode("utf-8")


def stage(home: Path, staged: Iterable[Version]) -> list[Shelved]:
    """Write versions aside, on disk when this returns; `settle` puts them in their place."""
    incoming = home / LIBRARY / _INCOMING
    written = [_write(incoming / version.source.key, version) for version in staged]
    _sync([path for shelved in written for path in (*shelved.folder.iterdir(), shelved.folder)])
    return written


def settle(home: Path, staged: Sequence[Shelved]) -> list[Shelved]:
    """Put staged versions in their place. Each rename is atomic; all are on disk when this returns."""
    library = home / LIBRARY
    settled = []
    for shelved in staged:
        place = library / shelved.source.id / str(shelved.source.version)
        place.parent.mkdir(exist_ok=True)
        shelved.folder.rename(place)
        settled.append(Shelved(shelved.source, shelved.overrides, place))
    if settled:
        _sync([*{shelved.folder.parent for shelved in settled}, library])
    sweep(home)
    return settled


def sweep(home: Path) -> None:
    """Delete what an interrupted writer left behind, and folders of sources that no version came into."""
    library = home / LIBRARY
    shutil.rmtree(library / _INCOMING, ignore_errors=True)
    if library.is_dir():
        for folder in library.iterdir():
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def sync_path(path: Path) -> None:
    """Make a file's content durable, or the renames in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync(paths: Sequence[Path]) -> None:
    """Make many paths durable. One sync of everything first makes each path's own many times faster."""
    os.sync()
    for path in paths:
        sync_path(path)


def _folders(library: Path) -> Iterator[Path]:
    if not library.is_dir():
        return
    for source in sorted(library.iterdir()):
        if source.is_dir() and not source.name.startswith("."):
            numbered = [folder for folder in source.iterdir() if folder.name.isdecimal()]
            yield from sorted(numbered, key=lambda folder: int(folder.name))


def _shelved(folder: Path) -> Shelved:
    path = folder / _CARD
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        overrides = values.pop(_OVERRIDES, {})
        source = _SOURCE.validate_python(values)
    except (OSError, ValueError):
        raise JianfuError(f"书库里的 {path} 读不出来，请改正或从备份恢复这个文件。") from None
    if (source.id, str(source.version)) != (folder.parent.name, folder.name):
        raise JianfuError(f"书库里的 {path} 写的编号或版本和所在文件夹不一致，请改回来。")
    return Shelved(replace(source, questions=_fingerprint_in(folder)), overrides, folder)


def _fingerprint_in(folder: Path) -> str | None:
    """What a version's lay questions are known by; None without any."""
    path = folder / _QUESTIONS
    return _fingerprint(path.read_bytes()) if path.exists() else None


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_FINGERPRINT]


def _lines(path: Path, form: TypeAdapter[Row]) -> Iterator[Row]:
    """The rows of a JSONL file.

    Raises:
        JianfuError: it is missing or damaged.
    """
    try:
        # Not splitlines(): JSON may hold separators that are line ends to Python alone.
        for row in path.read_bytes().split(b"\n"):
            if row:
                yield form.validate_json(row)
    except (OSError, ValidationError):
        raise JianfuError(f"书库里的 {path} 读不出来，请从备份恢复这个文件。") from None


def _jsonl(form: TypeAdapter[Row], rows: Iterable[Row]) -> bytes:
    return b"".join(form.dump_json(row) + b"\n" for row in rows)


def _write(folder: Path, version: Version) -> Shelved:
    folder.mkdir(parents=True)
    files = {
        f"{_ORIGINAL}{version.suffix}": version.original,
        _TEXT: version.text.encode(),
        _CARD: tomlkit.dumps(_card(version)).encode(),
        _PASSAGES: _jsonl(_PASSAGE, version.passages),
    }
    if version.questions:
        files[_QUESTIONS] = _jsonl(_QUESTION, version.questions)
    if version.sketch:
        files[_SKETCH] = pack(version.sketch)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return Shelved(replace(version.source, questions=_fingerprint_in(folder)), version.overrides, folder)


def _card(version: Version) -> dict[str, Any]:
    values = {field.name: getattr(version.source, field.name) for field in fields(Source)}
    values |= {"questions": None, "official": None}  # computed from what lies beside the card
    known = {key: _plain(value) for key, value in values.items() if value not in (None, ())}
    return known | ({_OVERRIDES: dict(version.overrides)} if version.overrides else {})


def _plain(value: Any) -> Any:
    """A value in a type that TOML has."""
    if isinstance(value, str):
        return str(value)  # an enum's member is written as what it says
    return list(value) if isinstance(value, tuple) else value
