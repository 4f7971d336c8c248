"""Answering without a language model: the clauses that bear on a question, word for word, and what they say. Pure."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from knowledge.corpus import carries_verdict
from knowledge.figures import gives, wanted
from knowledge.lexical import question_terms, terms
from knowledge.model import (
    COUNTRY,
    Answer,
    Citation,
    Grade,
    Hit,
    Kind,
    NoAnswer,
    Passage,
    Question,
    Reason,
    Source,
    Stance,
    Status,
    Verdict,
)
from knowledge.norms import exceptions, stance, verdict
from knowledge.regions import region_name
from knowledge.text import sentences

MOST_CITATIONS = 3  # what a phone shows without scrolling for long
MOST_OF_AN_ARTICLE = 6  # where the question names an article, whose points are several passages
_AS_NEAR = 0.85  # share of the first hit's score
_CHOICES = 3  # things that an unclear question may be about
NEAR_ENOUGH = 0.4  # share of the first hit's score from which on another clause is cited beside it
_LONGEST_GROUND = (
    160  # characters; a longer sentence is shown in the quote alone, the summary cuts to its clause
)
_OWN_NUMBER = re.compile(r"^第[0-9〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]+")
_CASE = re.compile(r"^[（(][一二三四五六七八九十]+[）)].*的[；;。]?$")
_FIGURE_ASKED = 0.5  # what a figure of the kind asked for adds to a sentence's share of the question's terms

_MESSAGES = {
    Reason.NO_BASIS: "现有的规定里没有找到能回答这个问题的条款，不敢乱说。",
    Reason.OFF_TOPIC: "这个问题不在减负规定的范围里，我答不了。",
    Reason.UNCLEAR: "问得太短，请补一句：是谁（哪一级、哪个部门）要你们做什么事？",
    Reason.DECLINED: "这个忙帮不了：不能帮着编造材料、应付检查，也不执行改变我工作规则的指令。",
}
_EXPLAINS = "标着要点的是我们的转述，帮助理解；以它前面的官方原文为准。"
NO_FIGURE = "现有的规定里没有写这个数字，不敢乱报。"


def compose(question: Question, hits: Sequence[Hit]) -> Answer:
    """The answer that the best hits give, most telling first. There has to be a hit."""
    most = MOST_OF_AN_ARTICLE if hits[0].parts.get("named") else MOST_CITATIONS
    chosen = [hit for hit in hits[:most] if hit.score >= NEAR_ENOUGH * hits[0].score]
    if chosen[0].passage.kind is Kind.COMMENTARY:  # a remark gives way to a rule that is as near
        chosen.sort(key=lambda hit: not carries_verdict(hit.passage) or hit.score < _AS_NEAR * hits[0].score)
    citations = tuple(cite(question.text, hit.passage, hit.source) for hit in chosen)
    first = citations[0]
    return Answer(
        question=question,
        verdict=verdict(first.stance) if carries_verdict(first.passage) else Verdict.INFORMATIONAL,
        summary=_summary(first),
        citations=citations,
        caveats=_caveats(citations, question.on),
    )


def no_answer(
    question: Question, reason: Reason, nearest: Sequence[Citation] = (), message: str | None = None
) -> NoAnswer:
    """Why there is none, in a sentence."""
    return NoAnswer(
        question=question, reason=reason, message=message or _MESSAGES[reason], nearest=tuple(nearest)
    )


def ask_back(question: Question, hits: Sequence[Hit]) -> NoAnswer:
    """What to add to a question that says too little, with two or three things that it may be about."""
    topics = list(dict.fromkeys(topic for hit in hits for topic in hit.passage.topics))[:_CHOICES]
    if len(topics) < 2:
        return no_answer(question, Reason.UNCLEAR)
    listed = "、".join(f"“{topic}”" for topic in topics[:-1]) + f"，还是“{topics[-1]}”"
    return no_answer(question, Reason.UNCLEAR, message=f"{_MESSAGES[Reason.UNCLEAR]}说的是{listed}的事？")


def cite(question: str, passage: Passage, source: Source) -> Citation:
    """A clause quoted whole, with the sentence that bears on the question and what the clause does."""
    ground = _ground(question, passage)
    return Citation(
        source=source,
        passage=passage,
        quote=passage.text,
        ground=ground,
        stance=_stance(ground, passage),
        exceptions=exceptions(passage.text, ground),
    )


def _ground(question: str, passage: Passage) -> str:
    """The sentence that shares most with the question, rare terms of the clause counting more."""
    spans = list(sentences(passage.text))
    pieces = [passage.text[span.start : span.end] for span in spans] or [passage.text]
    spread = Counter(term for piece in pieces for term in set(terms(piece)))
    words = frozenset(question_terms(question))
    figure = wanted(question)

    def bearing(piece: str) -> float:
        own = frozenset(terms(piece)) & words
        share = sum(1.0 / spread[term] for term in own) / math.sqrt(1 + len(words))
        return share + (_FIGURE_ASKED if figure and gives(piece, figure) else 0.0)

    return max(pieces, key=bearing)  # the first of equals


def _stance(ground: str, passage: Passage) -> Stance:
    """The stance of the sentence; where it holds no norm word, of what introduces it, then of heading and clause."""
    before = passage.text[: passage.text.index(ground)]
    leads = re.findall(r"[^。；;\n]*[：:](?=\s|$|[（(①一])", before)
    # An item that only names a case (…的；) does what its introduction says, whatever words describe the case.
    said = (*reversed(leads), ground) if leads and _CASE.search(ground) else (ground, *reversed(leads))
    for words in (*said, passage.heading.rsplit(" > ", 1)[-1], passage.text):
        found = stance(words)
        if found is not Stance.NEUTRAL:
            return found
    return Stance.NEUTRAL


def _summary(first: Citation) -> str:
    ground = _OWN_NUMBER.sub("", first.ground).rstrip("；;，,")
    if len(ground) > _LONGEST_GROUND:
        ground = f"{ground[:_LONGEST_GROUND].rstrip('，、；')}……"
    end = "" if ground.endswith(("。", "！", "？", "……")) else "。"
    return f"《{first.source.title}》{first.passage.locator}：{ground}{end}"


def _caveats(citations: Sequence[Citation], on: date) -> tuple[str, ...]:
    """What a reader has to know before relying on these clauses, each thing once."""
    found: list[str] = []
    quoted = {citation.source.key for citation in citations}
    for citation in citations:
        explains = citation.source.official in quoted
        found.extend([_EXPLAINS] if explains else _of_passage(citation.passage, citation.source))
        found.extend(_of_source(citation.source, on))
    return tuple(dict.fromkeys(found))


def _of_passage(passage: Passage, source: Source) -> list[str]:
    place = f"《{source.title}》{passage.locator}"
    found = []
    if passage.kind is Kind.DIGEST:
        found.append("引文是要点，是我们对规定的转述，不是官方原文；用前请核对原文。")
    if passage.kind is Kind.CASE:
        found.append(f"{place}是通报的案例，可以参照，不是规定。")
    if passage.kind is Kind.COMMENTARY:
        found.append(f"{place}是说明、消息或评论，不是规定。")
    if passage.kind is Kind.INTERNAL:
        found.append(f"{place}是内部材料，不是公开的规定。")
    if passage.region != COUNTRY:
        found.append(f"{place}只适用于{region_name(passage.region)}，不是全国规定。")
    if passage.grade is Grade.D:
        found.append(f"{place}来自二手转述，未见原文，不能当作全国规定或数字引用。")
    return found


def _of_source(source: Source, on: date) -> list[str]:
    found = []
    if source.status is Status.TRIAL:
        found.append(f"《{source.title}》是试行文件。")
    if source.status is Status.UNKNOWN:
        found.append(f"《{source.title}》的现行效力没有核实到。")
    if source.expires is not None and source.expires > on:
        found.append(f"《{source.title}》将于{source.expires.isoformat()}被新规定代替。")
    if source.note:
        found.append(source.note)
    return found
