"""Parts: a text cut where one force ends and another begins, without what is compared by itself: names and figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from knowledge.grounding import conditions
from knowledge.grounding.amounts import Side, amounts
from knowledge.grounding.conditions import EXCEPTED, Consent
from knowledge.grounding.forces import Force, marks
from knowledge.grounding.names import ARTICLE, TITLE
from knowledge.grounding.vocabulary import canonical

Figures = frozenset[tuple[Fraction, str, Side]]
_SENTENCE = re.compile(r"[。;!?\n]+")
_SEGMENT = re.compile(r"[,:()]|——")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[种个项类点]")
_FEW = 3  # characters; fewer say nothing by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a sentence under one mark; words in their canonical form, without marks, figures and softeners."""

    before: str = ""  # the mark: who acts
    after: str = ""  # the act
    forces: frozenset[Force] = frozenset()  # those of its neighbours where it has no mark of its own
    marked: bool = False
    softened: frozenset[str] = (
        frozenset()
    )  # of its sentence, where it has neither a mark nor a figure to be softened
    above: str = ""  # what stands before it in its sentence without a mark
    excepted: bool = False  # taken out of the rule
    consent: Consent | None = None  # what its sentence says of an approval
    figures: Figures = frozenset()

    @property
    def words(self) -> str:
        """All that is said there."""
        return f"{self.before} {self.after}".strip()

    @property
    def says_little(self) -> bool:
        """Whether there is too little to compare."""
        return len(self.words) < _FEW


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a text, in order."""
    found: list[Part] = []
    carried: frozenset[Force] = frozenset()
    for sentence in _SENTENCE.split(_without_names(text)):
        found += _of_sentence(sentence, carried)
        # What a lead says (不得有下列行为：) holds for the items below it, which have no mark of their own.
        lead = sentence.rpartition(":")[0]
        if lead:
            carried = frozenset(force for part in _segmented(lead) for force in part.forces)
    return tuple(part for part in found if part.words or part.figures)


def contexts(of: Sequence[Part]) -> Iterator[tuple[str, Figures]]:
    """The figures of some parts with the words that say of what: of the part itself, or of the one before where it has none."""
    before = ""
    for part in of:
        if part.figures:
            yield (f"{before} {part.words}" if part.says_little else part.words), part.figures
        before = part.words or before


def _without_names(text: str) -> str:
    """The canonical text without names of documents and numbers of articles."""
    plain = canonical(TITLE.sub(" ", text))
    numbered = ARTICLE.sub(lambda match: " " if match.group().startswith("第") else match.group(), plain)
    return _ORDINAL.sub(" ", numbered)


def _of_sentence(sentence: str, carried: frozenset[Force]) -> Iterator[Part]:
    said = conditions.consent(sentence)
    if said is not None:
        sentence = conditions.without_small_words(sentence)
    own = _segmented(conditions.apart(sentence))
    softened = conditions.softeners(sentence)
    for place, part in enumerate(own):
        earlier, later = own[:place], own[place + 1 :]
        before = next((one.forces for one in reversed(earlier) if one.forces), frozenset())
        after = next((one.forces for one in later if one.forces), frozenset())
        yield replace(
            part,
            forces=part.forces or before | after or carried or frozenset({Force.STATES}),
            softened=part.softened if part.marked or part.figures else softened,
            above=" ".join(one.words for one in earlier if not (one.marked or one.excepted)),
            consent=said,
        )


def _segmented(sentence: str) -> list[Part]:
    return [part for segment in _SEGMENT.split(sentence) for part in _of_segment(segment)]


def _of_segment(segment: str) -> Iterator[Part]:
    """One part for each mark between two marks of punctuation; what stands before the first belongs to it."""
    if segment.startswith(EXCEPTED):
        yield Part(after=segment.removeprefix(EXCEPTED), excepted=True)
        return
    said = amounts(segment)
    for amount in reversed(said):
        segment = f"{segment[: amount.span.start]} {segment[amount.span.end :]}"
    shared = Part(softened=conditions.softeners(segment), figures=frozenset(amount.said for amount in said))
    yield from _marked(conditions.without_softeners(segment), shared)


def _marked(segment: str, shared: Part) -> Iterator[Part]:
    found = list(marks(segment))
    if not found:
        yield replace(shared, after=segment.strip())
        return
    before, demanded = segment[: found[0][0].start].strip(), False
    for place, (span, force) in enumerate(found):
        end = found[place + 1][0].start if place + 1 < len(found) else len(segment)
        after = segment[span.end : end].strip()
        # 必须免予 demands what 可以免予 allows; in other pairs of marks the second says it all (才可以).
        held = Force.DEMANDS if demanded and force is Force.LETS_OFF else force
        demanded = force is Force.DEMANDS and not after
        if after or place + 1 == len(found):
            yield replace(shared, before=before, after=after, forces=frozenset({held}), marked=True)
            before = ""
