"""Answering without a language model: the clauses that bear on a question, word for word, and what they say. Pure."""

from collections.abc import Sequence
from datetime import date

from knowledge.bearing import Embed
from knowledge.citing import OWN_NUMBER, Cited, cite
from knowledge.corpus import carries_verdict
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
    Status,
    Verdict,
)
from knowledge.regions import region_name
from knowledge.ways import LIKEWISE

MOST_CITATIONS = 3  # what a phone shows without scrolling for long
MOST_OF_AN_ARTICLE = 6  # where the question names an article, whose points are several passages
_AS_NEAR = 0.85  # share of the first hit's score
_CHOICES = 3  # things that an unclear question may be about
NEAR_ENOUGH = 0.4  # share of the first hit's score from which on another clause is cited beside it
_LONGEST_GROUND = (
    160  # characters; a longer sentence is shown in the quote alone, the summary cuts to its clause
)

_MESSAGES = {
    Reason.NO_BASIS: "现有的规定里没有找到能回答这个问题的条款，不敢乱说。",
    Reason.OFF_TOPIC: "这个问题不在减负规定的范围里，我答不了。",
    Reason.UNCLEAR: "问得太短，请补一句：是谁（哪一级、哪个部门）要你们做什么事？",
    Reason.DECLINED: "这个忙帮不了：不能帮着编造材料、应付检查，也不执行改变我工作规则的指令。",
}
_EXPLAINS = "标着要点的是我们的转述，帮助理解；以它前面的官方原文为准。"
NO_FIGURE = "现有的规定里没有写这个数字，不敢乱报。"


def compose(question: Question, hits: Sequence[Hit], embed: Embed | None = None) -> Answer:
    """The answer that the best hits give, most telling first. There has to be a hit."""
    most = MOST_OF_AN_ARTICLE if hits[0].parts.get("named") else MOST_CITATIONS
    chosen = [hit for hit in hits[:most] if hit.score >= NEAR_ENOUGH * hits[0].score]
    if chosen[0].passage.kind is Kind.COMMENTARY:  # a remark gives way to a rule that is as near
        chosen.sort(key=lambda hit: not carries_verdict(hit.passage) or hit.score < _AS_NEAR * hits[0].score)
    cited = [cite(question.text, hit.passage, hit.source, embed) for hit in chosen]
    citations = tuple(one.citation for one in cited)
    return Answer(
        question=question,
        verdict=cited[0].sense.verdict,
        summary=summary(cited[0]),
        citations=citations,
        caveats=caveats(citations, question.on),
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


def summary(first: Cited) -> str:
    """What the clause says, what it excepts beyond that sentence, and whom it binds: two or three sentences."""
    citation = first.citation
    said = _said(citation)
    place = f"《{citation.source.title}》{citation.passage.locator}"
    sentences = [f"{place}：{said}"]
    heading = citation.passage.heading.rsplit(" > ", 1)[-1]
    if LIKEWISE.search(said) and heading:
        sentences.append(f"上面指的是：{heading}。")
    if first.sense.exception is not None:
        span = first.sense.exception
        sentences.append(f"写明的例外：{citation.passage.text[span.start : span.end]}。")
    hidden = [words for words in citation.exceptions if words not in said]
    if hidden:
        sentences.append(f"条件和例外：{'；'.join(hidden)}。")
    norm = first.sense.piece.norm
    named = norm is not None and norm.bearer is not None and not first.sense.piece.inherited
    if citation.passage.addressee and not named and first.sense.verdict is not Verdict.INFORMATIONAL:
        sentences.append(f"约束的是{citation.passage.addressee}。")
    return "".join(sentences)


def plain_summary(citation: Citation) -> str:
    """The clause's sentence under its name and nothing else: what is left where a fuller summary does not hold."""
    return f"《{citation.source.title}》{citation.passage.locator}：{_said(citation)}"


def _said(citation: Citation) -> str:
    ground = OWN_NUMBER.sub("", citation.ground).rstrip("；;，,")
    if len(ground) > _LONGEST_GROUND:
        ground = f"{ground[:_LONGEST_GROUND].rstrip('，、；')}……"
    return ground if ground.endswith(("。", "！", "？", "……")) else f"{ground}。"


def caveats(citations: Sequence[Citation], on: date) -> tuple[str, ...]:
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
