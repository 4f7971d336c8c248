"""Citing: a clause quoted whole, with the norm of it that a question is about and everything that ties it. Pure."""

import re
from dataclasses import dataclass

from knowledge.bearing import Embed, Sense, Weighed, weigh
from knowledge.model import Citation, Passage, Source, Stance
from knowledge.norms import Role, qualifiers
from knowledge.text import Span, sentences

_LONGEST_SPREAD = 100  # characters: what a phone shows in five lines
_SHORT = 5  # characters; shorter words (必要时, 原则上) say nothing without their part of the sentence
# The number that an official article begins with: it is named beside the words.
OWN_NUMBER = re.compile(r"^第[0-9〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]+")
_MARKS = "，。；;！!？?：:、 "


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with the sense in which it is cited."""

    citation: Citation
    sense: Sense


def cite(question: str, passage: Passage, source: Source, embed: Embed | None = None) -> Cited:
    """A clause quoted whole, read as it bears on a question."""
    weighed = weigh(question, passage, embed)
    sense, span = weighed.sense, _spread(weighed)
    norm = sense.piece.norm
    citation = Citation(
        source=source,
        passage=passage,
        quote=passage.text,
        ground=_words(passage.text, span),
        stance=norm.stance if norm else Stance.NEUTRAL,
        exceptions=exceptions(passage.text, span),
    )
    return Cited(citation, sense)


def exceptions(text: str, ground: Span | None = None) -> tuple[str, ...]:
    """The exceptions and conditions of a clause, each a verbatim slice, in order and once.

    A short one brings its part of the sentence, and a bare softener (原则上) the sentence that it softens. Given the sentence
    that an answer stands on, softeners of other sentences are left out: they soften another norm.
    """
    found: list[str] = []
    for span in sentences(text):
        sentence = _words(text, span)
        for qualifier in qualifiers(sentence):
            if qualifier.role is Role.SOFTENER and ground is not None and not _within(span, ground):
                continue
            words = _telling(sentence, qualifier.span, soft=qualifier.role is Role.SOFTENER)
            if not any(words in known for known in found):
                found = [known for known in found if known not in words]
                found.append(words)
    return tuple(found)


def _spread(weighed: Weighed) -> Span:
    """The sentence that an answer stands on; with what stands between, where another may as well be meant."""
    own, beside = weighed.sense.piece.sentence, weighed.beside
    if beside is None:
        return own
    both = Span(min(own.start, beside.start), max(own.end, beside.end))
    return both if both.end - both.start <= _LONGEST_SPREAD else own


def _within(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def _telling(sentence: str, span: Span, *, soft: bool) -> str:
    if soft:
        return OWN_NUMBER.sub("", sentence).strip(_MARKS)
    if span.end - span.start >= _SHORT:
        return sentence[span.start : span.end]
    start = max(sentence.rfind(mark, 0, span.start) for mark in "，；：") + 1
    ends = [end for mark in "，；。" if (end := sentence.find(mark, span.end)) >= 0]
    part = sentence[start : min(ends, default=len(sentence))]
    if len(part) <= span.end - span.start + 1 and ends:  # 确需的，…: the condition is the whole part
        later = [end for mark in "，；。" if (end := sentence.find(mark, min(ends) + 1)) >= 0]
        part = sentence[start : min(later, default=len(sentence))]
    return part.strip(_MARKS)


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end]
