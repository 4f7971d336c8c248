"""Reviewed: what adding documents would do and what came of reading them, for a person's eyes."""

from collections.abc import Iterator, Sequence

from bot.compared import LEGEND, print_differences, print_touched
from bot.printing import print_card
from ingest.changes import Action, AskedCounts, Change
from ingest.document import Decision, Prepared
from ingest.kinds import KIND_NAMES
from knowledge.model import Source

ACTIONS = {
    Action.ADDED: "新增",
    Action.UPDATED: "更新",
    Action.UNCHANGED: "没变",
    Action.QUARANTINED: "暂扣",
    Action.FAILED: "不成",
}
REMOVED = {
    "navigation": "导航",
    "boilerplate": "网站文字",
    "spam": "垃圾广告",
    "disclaimer": "声明",
    "annotation": "注音",
    "duplicate": "重复",
    "other": "其他",
}
_DIFFERENCES = 8  # clauses of a review; `jianfu diff` shows all
_SAMPLES = 2  # of each kind of thing that was taken off
_SAMPLE = 24  # characters
_EXCERPT = 60  # characters of what was taken off, where all is listed


def print_review(changes: Sequence[Change], documents: Sequence[Prepared]) -> str:
    """What adding documents would do, each with what was taken off and what to look at."""
    return "\n".join(
        "\n".join(
            [f"{ACTIONS[change.action]}  {change.path}", *(f"    {line}" for line in _of(change, document))]
        )
        for change, document in zip(changes, documents, strict=True)
    )


def print_preview(document: Prepared) -> str:
    """What cleaning and structuring make of a document."""
    lines = [f"{document.path}：{'可以入库' if document.decision is Decision.ACCEPT else document.because}"]
    if document.source is not None:
        lines += ["", print_card(document.source)]
    for piece in document.slices:
        lines += ["", piece.locator, f"  {document.text[piece.start : piece.end]}".replace("\n", "\n  ")]
    lines += ["", f"去掉 {len(document.removed)} 处："] if document.removed else []
    lines += [f"  [{REMOVED[one.why]}] {_excerpt(one.text, _EXCERPT)}" for one in document.removed]
    lines += [f"修补 {len(document.repaired)} 处："] if document.repaired else []
    lines += [
        f"  [{one.why}] {_excerpt(one.before, _EXCERPT)} → {_excerpt(one.after, _EXCERPT)}"
        for one in document.repaired
    ]
    lines += [f"注意：{warning}" for warning in document.warnings]
    return "\n".join(lines)


def _of(change: Change, document: Prepared) -> Iterator[str]:
    """The lines of one document."""
    if document.source is not None:
        dates = "，".join(f"{name}{day}" for name, day in _dates(document.source))
        kind = KIND_NAMES[document.source.kind]
        yield f"《{change.title}》（{change.source}）{kind}{'，' + dates if dates else ''}"
    if change.action in (Action.ADDED, Action.UPDATED):
        counts = change.passages
        yield f"条款：增{counts.added} 改{counts.changed} 删{counts.removed} 不变{counts.kept}"
    if change.differences:
        yield LEGEND
        yield from print_differences(change.differences, whole=False, most=_DIFFERENCES).splitlines()
    if change.touched:
        yield print_touched(change.touched)
    asked = change.questions
    if asked != AskedCounts():
        yield f"问法：增{asked.added} 已有{asked.known} 不收{asked.refused} 沿用{asked.inherited}"
    yield from _taken_off(document)
    yield from (f"注意：{warning}" for warning in change.warnings)
    if change.because:
        yield f"原因：{change.because}"


def _taken_off(document: Prepared) -> Iterator[str]:
    """What was removed and repaired, with a few samples of each kind."""
    by_kind: dict[str, list[str]] = {}
    for removed in document.removed:
        by_kind.setdefault(REMOVED[removed.why], []).append(removed.text)
    for kind, texts in by_kind.items():
        samples = "｜".join(_excerpt(text, _SAMPLE) for text in texts[:_SAMPLES])
        yield f"去掉{kind}{len(texts)}处：{samples}"
    by_reason: dict[str, list[str]] = {}
    for one in document.repaired:
        shown = f"{_excerpt(one.before, _SAMPLE)}→{_excerpt(one.after, _SAMPLE)}"
        by_reason.setdefault(one.why, []).append(shown)
    for reason, texts in by_reason.items():
        yield f"修补{len(texts)}处（{reason}）：{'｜'.join(texts[:_SAMPLES])}"


def _dates(source: Source) -> list[tuple[str, object]]:
    named = (("印发", source.issued), ("公布", source.published), ("施行", source.effective))
    return [(name, day) for name, day in named if day]


def _excerpt(text: str, length: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[:length]}…"
