"""Completeness: what an answer has to hold before it leaves, checked by code. Pure.

The best government assistant in public use failed on its first day by leaving out a threshold. Here nothing is left to how an
answer was made: whatever composed or reworded it, the same laws are checked, and what fails is not sent.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from knowledge.answering import plain_summary
from knowledge.model import Answer, Citation
from knowledge.norms import amounts, qualifiers
from knowledge.numbering import parse_numeral, quantities
from knowledge.text import normalise

_PLACE = re.compile(
    r"《[^》]{1,120}》[^，。；：]{0,60}"
)  # a document and where in it: numbers there name places
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")
# Sentences of our own that lead to a citation's words or fields.
_LEADS = ("上面指的是：", "条件和例外：", "写明的例外：", "约束的是")
_CUT = "……"


class Fault(StrEnum):
    """A law that an answer breaks."""

    QUOTE = "quote"  # a quotation does not stand in its passage
    DROPPED = "dropped"  # an exception, condition or figure of the quoted norm is missing
    FIGURE = "figure"  # a figure stands in no quotation
    UNCITED = "uncited"  # a sentence says something without a citation
    UNBOUND = "unbound"  # a source does not bind this reader on this day


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, and the words in which it was found."""

    fault: Fault
    words: str


def faults(answer: Answer, binding: Collection[str]) -> tuple[Found, ...]:
    """What is wrong with an answer; `binding` are the keys of the sources that bind its reader on its day."""
    return (
        *_quotes(answer),
        *_dropped(answer),
        *_figures(answer),
        *_uncited(answer),
        *(
            Found(Fault.UNBOUND, citation.source.key)
            for citation in _citations(answer)
            if citation.source.key not in binding
        ),
    )


def settled(answer: Answer, binding: Collection[str]) -> Answer | None:
    """The answer as it may be sent: itself, or its plain extractive form; None where nothing of it may be.

    What does not bind is taken out with what stands on it. A summary that adds or drops something gives way to the clause's
    own sentence, with all its exceptions beside it.
    """
    bound = tuple(one for one in answer.citations if one.source.key in binding)
    if not bound or bound[0] != answer.citations[0]:
        return None  # the verdict stood on it
    steps = tuple(step for step in answer.steps if step.citation.source.key in binding)
    kept = replace(answer, citations=bound, steps=steps)
    if not faults(kept, binding):
        return kept
    plain = replace(kept, summary=plain_summary(bound[0]), steps=(), written_by="extractive")
    return None if faults(plain, binding) else plain


def _citations(answer: Answer) -> Iterable[Citation]:
    return (*answer.citations, *(step.citation for step in answer.steps))


def _quotes(answer: Answer) -> Iterable[Found]:
    """Citations cannot be built otherwise; this holds also where somebody finds a way around that."""
    for citation in _citations(answer):
        for words in (citation.quote, citation.ground, *citation.exceptions):
            if words not in citation.passage.text:
                yield Found(Fault.QUOTE, words)


def _dropped(answer: Answer) -> Iterable[Found]:
    """What the first clause's sentence ties its norm with, where neither the summary nor an exception says it."""
    first = answer.citations[0]
    said = "\n".join((answer.summary, *first.exceptions))
    for qualifier in qualifiers(first.ground):
        words = first.ground[qualifier.span.start : qualifier.span.end]
        if words not in said:
            yield Found(Fault.DROPPED, words)
    if _CUT in answer.summary:
        return  # the sentence is cut to its clause on a phone, the quotation has it whole
    told = _values(said)
    for amount in amounts(first.ground):
        words = first.ground[amount.span.start : amount.span.end]
        if not _values(words) <= told:
            yield Found(Fault.DROPPED, words)


def _figures(answer: Answer) -> Iterable[Found]:
    """Figures of the summary and the steps that stand in no quotation of theirs."""
    quoted = _values("\n".join(citation.quote for citation in answer.citations))
    yield from _strange(answer.summary, quoted | _names(answer.citations))
    for step in answer.steps:
        yield from _strange(step.text, _values(step.citation.quote) | _names((step.citation,)))


def _strange(text: str, known: frozenset[Fraction | str]) -> Iterable[Found]:
    for value in _values(_PLACE.sub(" ", text)) - known:
        yield Found(Fault.FIGURE, str(value))


def _uncited(answer: Answer) -> Iterable[Found]:
    """Sentences that neither name a citation's place, nor follow in the words of one, nor say whom it binds."""
    cited = [(f"《{one.source.title}》{one.passage.locator}", one) for one in answer.citations]
    own = normalise(
        "\n".join(words for _, one in cited for words in (one.quote, one.passage.addressee or ""))
    )
    for match in _SENTENCE.finditer(answer.summary):
        sentence = match.group().strip()
        if any(place in sentence for place, _ in cited) or sentence.startswith(_LEADS):
            continue
        if answer.written_by == "extractive" and normalise(sentence.strip("。！？…")) not in own:
            yield Found(Fault.UNCITED, sentence)


def _names(citations: Iterable[Citation]) -> frozenset[Fraction | str]:
    """Numbers in the names of what is cited, which are no figures."""
    found: frozenset[Fraction | str] = frozenset()
    for one in citations:
        source = one.source
        own = (one.passage.locator, one.passage.heading, one.passage.addressee)
        fields = (source.title, source.number, str(source.issued), *own)
        found |= _values("\n".join(field for field in fields if field))
    return found


def _values(text: str) -> frozenset[Fraction | str]:
    """The numbers of a text: of its quantities with their units, in canonical form, and those written in digits."""
    plain = normalise(text)
    found: set[Fraction | str] = set()
    taken = []
    for quantity in quantities(plain):
        found.add(f"{quantity.value}{quantity.unit}")
        taken.append((quantity.start, quantity.end))
    for match in _NUMBER.finditer(plain):
        if not any(start <= match.start() < end for start, end in taken):
            value = parse_numeral(match.group())
            found.add(Fraction(match.group()) if value is None else Fraction(value))
    return frozenset(found)
