"""Duplicates: what an admin is told of other sources that are the same file, text, document or name as a new one."""

from collections.abc import Callable, Iterable, Iterator

from ingest import editions
from ingest.editions import named, number_marks
from ingest.resemblance import Resembling, Sketch
from ingest.shelf import Shelved
from knowledge.corpus import names
from knowledge.model import Source

_SAME = 0.995  # share of the shingles; what differs is a mark or a blank


class Duplicates:
    """The sources that a new one may repeat: those of the library, and those before it in its batch."""

    def __init__(self, shelved: Iterable[Shelved], sketch_of: Callable[[Shelved], Sketch]) -> None:
        self._shelved = list(shelved)
        self._sketch_of = sketch_of
        self._resembling: Resembling | None = None
        self._marked: dict[str, dict[str, Source]] = {}
        for one in self._shelved:
            self._know(one.source)

    def add(self, source: Source, found: Sketch) -> None:
        """Know one more."""
        self._know(source)
        self._index().add(source, found)

    def told(self, source: Source, found: Sketch) -> list[str]:
        """A sentence for each other source that is the same in some way, by the most telling one."""
        told: dict[str, str] = {}
        for other, sentence in self._signs(source, found):
            if other.id != source.id:
                told.setdefault(other.id, sentence)
        return list(told.values())

    def _signs(self, source: Source, found: Sketch) -> Iterator[tuple[Source, str]]:
        """Each way of being the same, the most telling first."""
        for other in self._with(_file(source)):
            yield other, f"与{named(other)}是同一个文件，只是换了编号。"
        for other in self._with((*number_marks(source), *_names(source))):
            edition = editions.told(source, other)
            if edition:
                yield other, edition
        for twin in self._index().twins(found):
            yield twin.source, _alike(source, twin.source, twin.share)
        for other in self._with(number_marks(source)):
            yield other, f"文号与{named(other)}相同，文字不同，请核对。是它的新版本就用 --id {other.id}。"
        for other in self._with(_names(source)):
            if other.region == source.region:
                yield other, f"书库里已有同名的{named(other)}，两份都会保留。"

    def _with(self, marks: Iterable[str]) -> Iterator[Source]:
        for mark in marks:
            yield from self._marked.get(mark, {}).values()

    def _know(self, source: Source) -> None:
        for mark in (*_file(source), *number_marks(source), *_names(source)):
            self._marked.setdefault(mark, {})[source.id] = source

    def _index(self) -> Resembling:
        """The sketches, read when they are first needed: adding again what is there needs none."""
        if self._resembling is None:
            self._resembling = Resembling((one.source, self._sketch_of(one)) for one in self._shelved)
        return self._resembling


def _file(source: Source) -> list[str]:
    return [f"file {source.sha256}"] if source.sha256 else []


def _names(source: Source) -> list[str]:
    """As `title_marks`, with the names by which people call it."""
    return [f"title {name}" for name in sorted(names(source))]


def _alike(source: Source, other: Source, share: float) -> str:
    if share >= _SAME:
        return f"文字与{named(other)}相同，只是换了名字或格式。"
    words = f"与{named(other)}约有{share:.0%}的文字相同"
    if {*number_marks(source), *_names(source)} & {*number_marks(other), *_names(other)}:
        return f"{words}，看来是同一份文件的另一个版本或扫描件。要接着它作新版本，就用 --id {other.id}。"
    return f"{words}，请核对是不是重复。"
