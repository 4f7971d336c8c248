"""Printing: values as a person reads them in a terminal. Plain text; what stands here is for people only."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from bot import messages
from ingest.kinds import KIND_NAMES
from knowledge.library import Shown, SourceCard
from knowledge.model import (
    EXTRACTIVE,
    Answer,
    Citation,
    Grade,
    Hit,
    NoAnswer,
    Passage,
    Source,
    Status,
)
from knowledge.regions import region_name

STATUSES = {
    Status.IN_FORCE: "现行",
    Status.TRIAL: "试行",
    Status.UNKNOWN: "效力未核实",
    Status.DRAFT: "草案",
    Status.SUPERSEDED: "已被代替",
    Status.REPEALED: "已废止",
}
GRADES = {
    Grade.A: "见过原文",
    Grade.B: "见过接近原文的转载",
    Grade.C: "来自官方通报或消息",
    Grade.D: "二手转述",
}


def print_result(result: Answer | NoAnswer) -> str:
    """An answer with its clauses, or why there is none."""
    if isinstance(result, NoAnswer):
        blocks = [f"【{messages.REASONS[result.reason]}】{result.message}"]
        near = [f"· 《{one.source.title}》{one.passage.locator}：{one.ground}" for one in result.nearest]
        blocks += _listed("最接近的条款（不是答案）：", near)
    else:
        reworded = "" if result.written_by == EXTRACTIVE else f"\n{messages.REWORDED}"
        blocks = [f"{messages.heading(result)}\n{result.summary}{reworded}"]
        blocks += [
            _print_citation(number, citation, result.summary)
            for number, citation in enumerate(result.citations, start=1)
        ]
        steps = [
            f"{number}. {step.text}（《{step.citation.source.title}》{step.citation.passage.locator}）"
            for number, step in enumerate(result.steps, start=1)
        ]
        blocks += _listed(f"{messages.STEPS}：", steps)
        blocks += _listed("提醒：", [f"· {caveat}" for caveat in result.caveats])
    blocks += _listed(
        "要看是哪一种，照下面的一句再问：",
        [f"· {choice.label}：{choice.question}" for choice in result.choices],
    )
    return "\n\n".join(blocks)


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    """A block of lines under a heading, or none."""
    return ["\n".join([heading, *lines])] if lines else []


def _print_citation(number: int, citation: Citation, said: str) -> str:
    passage = citation.passage
    lines = [
        f"[{number}] 《{citation.source.title}》{passage.locator}",
        f"    {_standing(citation.source, passage)}",
    ]
    lines += [f"    “{citation.quote}”".replace("\n", "\n    ")]
    hidden = [
        words for words in citation.exceptions if words not in said
    ]  # what the summary says is not said again
    if hidden:
        lines.append(f"    条件和例外：{'；'.join(hidden)}")
    if passage.addressee:
        lines.append(f"    约束：{passage.addressee}")
    if citation.source.url:
        lines.append(f"    {citation.source.url}")
    return "\n".join(lines)


def _standing(source: Source, passage: Passage) -> str:
    parts = [
        KIND_NAMES[passage.kind],
        source.authority,
        source.number,
        STATUSES[source.status],
        region_name(passage.region),
    ]
    if source.effective:
        parts.append(f"{source.effective.isoformat()}起施行")
    if passage.grade:
        parts.append(f"核实：{passage.grade.value}（{GRADES[passage.grade]}）")
    return " · ".join(part for part in parts if part)


def print_spending(counts: Mapping[str, Any]) -> str:
    """What a language model was asked, what came of it and what it cost; the counts as `encode_spending` gives them."""
    said = (
        f"语言模型：问 {counts['calls']} 次，改写采用 {counts['reworded']}、没采用 {counts['refused']}，换问法查到 {counts['reread']}，"
        f"没有回话 {counts['failed']}，没有去问 {counts['skipped']}；token 问 {counts['asked']}、答 {counts['answered']}"
    )
    guessed = f"（其中 {counts['estimated']} 次没报数，按一字一个估）" if counts["estimated"] else ""
    cost = f"，花费 {counts['cost']:.4f}" if counts["cost"] is not None else ""
    resting = "。它老出错，暂时不去问它" if counts["resting"] else ""
    return f"{said}{guessed}{cost}{resting}。"


def print_hits(hits: Sequence[Hit], *, explain: bool) -> str:
    """A ranking, a line or two a hit."""
    lines = []
    for place, hit in enumerate(hits, start=1):
        ranks = f"字面第{hit.lexical_rank or '—'} 语义第{hit.dense_rank or '—'}"
        lines.append(f"{place}. 《{hit.source.title}》{hit.passage.locator}  {hit.score:.3f}（{ranks}）")
        lines.append(f"   {hit.passage.text}".replace("\n", "\n   "))
        if explain:
            lines.append("   " + "  ".join(f"{name} {value:+.3f}" for name, value in hit.parts.items()))
    return "\n".join(lines) or "没有找到。"


def print_shown(shown: Shown) -> str:
    """A source's card and its passages."""
    lines = [print_card(shown.source), ""]
    heading = None
    for passage in shown.passages:
        if passage.heading != heading:
            heading = passage.heading
            lines += [f"— {heading}"] if heading else []
        grade = f"［{passage.grade.value}］" if passage.grade else ""
        lines += [f"{passage.locator}{grade}", f"  {passage.text}".replace("\n", "\n  ")]
        if passage.written:
            lines += [f"  （{messages.AS_WRITTEN}{passage.written}）".replace("\n", "\n  ")]
        lines.append("")
    around = [
        f"{name}：{near.locator}"
        for name, near in (("上一条", shown.previous), ("下一条", shown.following))
        if near
    ]
    return "\n".join([*lines, "  ".join(around)]).rstrip()


def print_card(source: Source) -> str:
    """What is known of a source."""
    facts = {
        "编号": f"{source.id}（第{source.version}版）",
        "类别": KIND_NAMES[source.kind],
        "效力": "，".join(filter(None, (source.authority, STATUSES[source.status]))),
        "制定机关": source.issuer,
        "文号": source.number,
        "地区": region_name(source.region),
        "印发": source.issued,
        "施行": source.effective,
        "失效": source.expires,
        "网址": source.url,
        "说明": source.note,
    }
    return "\n".join([f"《{source.title}》", *(f"{name}：{value}" for name, value in facts.items() if value)])


def print_sources(cards: Sequence[SourceCard]) -> str:
    """All sources, as a table whose columns line up although Chinese characters are two cells wide."""
    rows = [("编号", "题名", "类别", "状态", "地区", "施行", "版", "条数", "问法", "没问法", "核实")]
    rows += [
        (
            card.source.id,
            card.source.title,
            KIND_NAMES[card.source.kind],
            STATUSES[card.source.status],
            region_name(card.source.region),
            str(card.source.effective or "—"),
            str(card.source.version),
            str(card.passages),
            f"{card.questions / card.passages:.1f}/条" if card.passages else "—",
            str(card.passages - card.asked or "—"),
            "/".join(grade.value for grade in card.grades) or "—",
        )
        for card in cards
    ]
    return print_table(rows)


def print_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in aligned columns."""
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )
