"""Smoke questions: what a new generation has to find before anybody is pointed to it.

They test that the index is whole, not that it ranks well: what is asked for has to be among all that is found.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.corpus import in_force
from knowledge.library import Library
from knowledge.model import Mode, Passage, Question, Source

_SAMPLE = 8  # passages; a few milliseconds each
_ASKED = 300  # characters of a passage
_FOUND = 200  # hits looked through
_SHORTEST = 8  # characters; shorter words stand in too many places
_STARTER = (
    ("开会主报告最长能讲多久", "ruogan-guiding-2024"),
    ("县里能从我们镇借调干部吗", "ruogan-guiding-2024"),
    ("先行先试出了失误会不会被问责", "wenze-tiaoli-2019"),
)


@dataclass(frozen=True, slots=True)
class Smoke:
    """How many questions were put to a generation, and how many it could answer."""

    asked: int
    passed: int


def smoke(library: Library, sources: Mapping[str, Source], added: Sequence[Passage], today: date) -> Smoke:
    """Ask for a sample of the passages that came in, by their own words, and for what the starter corpus answers."""
    results = [
        *(_finds_itself(library, passage, day) for passage, day in _sample(sources, added, today)),
        *(
            _finds_source(library, question, id_, today)
            for question, id_ in _STARTER
            if any(source.id == id_ and in_force(source, today) for source in sources.values())
        ),
    ]
    return Smoke(len(results), sum(results))


def _sample(
    sources: Mapping[str, Source], added: Sequence[Passage], today: date
) -> Iterator[tuple[Passage, date]]:
    """Passages from all over what came in, each with a day on which its source holds."""
    usable = [
        (passage, day)
        for passage in added
        if len(passage.text) >= _SHORTEST and (day := _day(sources[passage.source], today)) is not None
    ]
    step = max(1, len(usable) // _SAMPLE)
    yield from usable[::step][:_SAMPLE]


def _day(source: Source, today: date) -> date | None:
    days = (today, source.effective or source.issued)
    return next((day for day in days if day is not None and in_force(source, day)), None)


def _finds_itself(library: Library, passage: Passage, day: date) -> bool:
    question = Question(text=passage.text[:_ASKED], on=day, region=passage.region)
    hits = library.search(question, limit=_FOUND, mode=Mode.LEXICAL)
    return any(hit.passage.text == passage.text for hit in hits)


def _finds_source(library: Library, question: str, id_: str, day: date) -> bool:
    hits = library.search(Question(text=question, on=day), limit=_FOUND, mode=Mode.LEXICAL)
    return any(hit.passage.source.startswith(f"{id_}@") for hit in hits)
