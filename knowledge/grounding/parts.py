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
_SENTENCE = re.compile(r"[。!?]+")
_SEGMENT = re.compile(r"[,:()]|——")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[种个项类点]")
# That a document says what follows: 文件要求，…; with a name of its own before it, that stays to be compared.
_REPORTED = r"[的里中上]?(?:还|也)?(?:明确|专门)?(?:要求|规定|写明|写着|提出|指出|提到|说)(?:的是)?(?=[,:])"
_DOCUMENT = "文件|规定|条例|办法|意见|通知|通报"
_REPORTING = re.compile(rf"^\s*(?:{_DOCUMENT})?{_REPORTED}|(?<={_DOCUMENT}){_REPORTED}")
# How an answer leads over to what a clause ties its norm with, and to whom it binds.
_FRAME = re.compile(r"条件和例外(?:是|:)?")
_BINDING = "约束的是"
FEW = 3  # characters; fewer say nothing by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a sentence under one mark; words in their canonical form, without marks, figures and softeners."""

    before: str = ""  # the mark: who acts
    after: str = ""  # the act
    forces: frozenset[Force] = frozenset()  # those of its neighbours where it has no mark of its own
    marked: bool = False
    continued: frozenset[Force] = frozenset()  # of what stands before it, where it has no mark of its own
    softened: frozenset[str] = frozenset()
    softened_around: frozenset[str] = frozenset()  # anywhere in its sentence
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
        return len(self.words) < (1 if self.marked else FEW)

    @property
    def gated(self) -> bool:
        """Whether its act hangs on an approval, in either form."""
        if self.consent is Consent.NOT_WITHOUT:
            return Force.FORBIDS in self.forces
        return (
            self.consent is Consent.ONLY_WITH
            and Force.FORBIDS not in self.forces
            and Force.LETS_OFF not in self.forces
        )

    @property
    def bears(self) -> bool:
        """Whether there is a mark or a figure in it, which can be softened."""
        return self.marked or bool(self.figures)


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a text, in order.

    What a lead says (不得有下列行为：) holds for the items below it that have no mark of their own: for the lines after a line
    that is one, else to the end of its sentence.
    """
    found: list[Part] = []
    above: frozenset[Force] = frozenset()
    for line in (_without_names(line) for line in text.split("\n")):
        for sentence in _SENTENCE.split(line):
            carried = above
            for clause in map(_unreported, sentence.split(";")):
                found += _of_sentence(clause, carried)
                carried = _led(clause) or carried
        if line.endswith(":"):
            above = _led(line)
    return tuple(part for part in found if part.words or part.figures)


def _led(words: str) -> frozenset[Force]:
    """The forces of what stands before a colon."""
    lead = words.rpartition(":")[0]
    return frozenset(force for part in _segmented(lead) for force in part.forces)


def _unreported(sentence: str) -> str:
    return _REPORTING.sub("", sentence)


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
    plain = _FRAME.sub(",", plain)
    numbered = ARTICLE.sub(lambda match: " " if match.group().startswith("第") else match.group(), plain)
    return _ORDINAL.sub(" ", numbered)


def _of_sentence(sentence: str, carried: frozenset[Force]) -> Iterator[Part]:
    if sentence.startswith(_BINDING):  # whom a rule binds, whatever it does to them
        bound = sentence.removeprefix(_BINDING)
        yield from (replace(part, forces=frozenset(Force), marked=False) for part in _segmented(bound))
        return
    said = conditions.consent(sentence)
    if said is not None:
        sentence = conditions.without_small_words(sentence)
    own = _segmented(conditions.apart(sentence))
    softened = conditions.softeners(sentence)
    for place, part in enumerate(own):
        earlier, later = own[:place], own[place + 1 :]
        before = next((one.forces for one in reversed(earlier) if one.forces), carried)
        after = next((one.forces for one in later if one.forces), frozenset())
        yield replace(
            part,
            forces=part.forces or before | after or frozenset({Force.STATES}),
            continued=before,
            softened_around=softened,
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
    before, held = segment[: found[0][0].start].strip(), None
    for place, (span, force) in enumerate(found):
        end = found[place + 1][0].start if place + 1 < len(found) else len(segment)
        after = segment[span.end : end].strip()
        held = _together(held, force)
        if after or place + 1 == len(found):
            yield replace(shared, before=before, after=after, forces=frozenset({held}), marked=True)
            before, held = "", None


def _together(first: Force | None, second: Force) -> Force:
    """What two marks without a word between them do: 不得免予 and 不能只 forbid, 必须免予 demands, else the second says it all."""
    if first is Force.FORBIDS or (first is Force.DEMANDS and second is Force.LETS_OFF):
        return first
    return second
