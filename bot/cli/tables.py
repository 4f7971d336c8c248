"""Tables: measures as a person reads them. Shares come with their counts; nothing is rounded in our favour."""

from collections.abc import Mapping, Sequence

from bot.printing import print_table
from knowledge.evaluation.ablation import Ablation
from knowledge.evaluation.beir import YARDSTICK, RetrievalReport
from knowledge.evaluation.cases import ANSWERABLE
from knowledge.evaluation.intervals import RESAMPLES, Estimate
from knowledge.evaluation.questions import Outcome
from knowledge.evaluation.report import Calibration, Report, Row
from knowledge.evaluation.rounding import at_least, at_most, signed

_NOTHING = "—"
_SHOWN = 40  # questions that went wrong; all are in the JSON
_NOTE = (
    f"区间：{RESAMPLES} 次自举重抽题目，95%；差是同一题上两种排法相减。数只舍不入（越小越好的只入不舍）。"
    "题少，或全对全错，区间会窄得靠不住。"
)
_TYPES = {
    "in_scope": "应当答",
    "no_basis": "没有依据",
    "off_topic": "不在范围",
    "unclear": "说得不清",
    "declined": "应当拒绝",
    "injection": "诱骗",
}
_RANKING = {
    "first": "检索首条 hit@1",
    "three": "检索前三 hit@3",
    "ten": "检索前十 hit@10",
    "mrr": "检索 MRR@10",
    "ndcg": "检索 nDCG@10",
}
_ANSWERING = {
    "first": "首条对",
    "three": "前三对",
    "verdict": "结论对",
    "verdict_when_cited_right": "引对时结论对",
    "said": "该说不该说",
}
_REFUSAL = {"precision": "拒的确实该拒", "recall": "该拒的拒了", "reason_right": "拒对时理由对"}
_GROUPS = (  # what fits a terminal; the rest is in the JSON
    "题数", "hit@1", "95% 区间", "hit@3", "95% 区间", "BM25@1", "BM25@3", "hit@3 差", "95% 区间", "首条对",
    "该答未答", "不该答已拒",
)  # fmt: skip


def print_report(report: Report, outcomes: Sequence[Outcome]) -> str:
    """All tables of a report, and the questions that were not answered well."""
    blocks = [_answerable(report.types[ANSWERABLE])] if ANSWERABLE in report.types else []
    blocks += _unanswerable({kind: row for kind, row in report.types.items() if kind != ANSWERABLE})
    blocks += [_refusal(report.refusal)] if "recall" in report.refusal.estimates else []
    blocks += [_calibration(report.calibration)] if report.calibration else []
    for title, rows in (
        ("按问法", report.styles),
        ("按主题（一题可以算在几个主题里）", report.topics),
        ("按角度", report.facets),
    ):
        blocks += [_grouped(title, rows)] if rows else []
    p50, p95 = at_most(report.latency.p50, 1), at_most(report.latency.p95, 1)
    blocks.append(f"用时：中位 {p50} 毫秒，95% 在 {p95} 毫秒以内。")
    blocks.append(_wrong([outcome for outcome in outcomes if not outcome.good]))
    return "\n\n".join([*blocks, _NOTE])


def print_ablation(ablation: Ablation) -> str:
    """The whole ranking, then each signal with what is lost without it."""
    rows = [["", "首条", "95% 区间", "少了", "95% 区间", "前三", "95% 区间", "少了", "95% 区间"]]
    for name, row in {"全部信号": ablation.whole, **ablation.without}.items():
        cells = [name if row is ablation.whole else f"去掉 {name}"]
        for measure in ("first", "three"):
            lost = row.estimates.get(f"loss_{measure}")
            cells += [_of(row.estimates[measure]), _interval(row.estimates[measure])]
            cells += [_NOTHING, _NOTHING] if lost is None else [signed(at_least(lost.value)), _interval(lost)]
        rows.append(cells)
    title = f"去掉一个信号，检索还剩多少（应当答的 {ablation.whole.questions} 题；少了的是负数，说明这个信号帮倒忙）"
    return "\n\n".join([f"{title}\n{print_table(rows)}", _NOTE])


def print_retrieval(report: RetrievalReport) -> str:
    """Each way of ranking beside plain BM25."""
    rows = [["排法", "nDCG@10", "95% 区间", "比 BM25", "95% 区间", "比 BM25（%）", "95% 区间"]]
    gains, relative = report.gains, report.relative_gains
    for name, estimate in report.ndcg.items():
        cells = [name, at_least(estimate.value), _interval(estimate)]
        if name in gains:
            cells += [signed(at_least(gains[name].value)), _interval(gains[name])]
        if name in relative:
            one = relative[name]
            cells += [signed(at_least(one.value * 100, 1)), _interval(one, scale=100, decimals=1)]
        rows.append([*cells, *[_NOTHING] * (len(rows[0]) - len(cells))])
    title = f"{report.queries} 题，{report.passages} 条，{YARDSTICK} 是单纯的二元组 BM25"
    return "\n\n".join([f"{title}\n{print_table(rows)}", _NOTE])


def _answerable(row: Row) -> str:
    rows = [["", "值", "题", "95% 区间", "BM25", "差", "差的 95% 区间"]]
    found = row.estimates
    for name, title in _RANKING.items():
        ours, gain = found[f"ranked_{name}"], found[f"gain_{name}"]
        count = _count(ours) if name in ("first", "three", "ten") else str(ours.count)
        rows.append([title, at_least(ours.value), count, _interval(ours)])
        rows[-1] += [at_least(found[f"plain_{name}"].value), signed(at_least(gain.value)), _interval(gain)]
    rows += [
        [title, at_least(found[name].value), _count(found[name]), _interval(found[name]), *[_NOTHING] * 3]
        for name, title in _ANSWERING.items()
        if name in found
    ]
    refused = found["refused"]
    rows.append(["没有答", at_most(refused.value), _count(refused), _interval(refused), *[_NOTHING] * 3])
    return f"应当答的 {row.questions} 题（“检索”是只排条款、不管答不答；其余是答出来的）\n{print_table(rows)}"


def _unanswerable(types: Mapping[str, Row]) -> list[str]:
    if not types:
        return []
    rows = [["类型", "题数", "没有答", "95% 区间", "拒对时理由对", "该说不该说"]]
    for kind, row in types.items():
        refused = row.estimates["refused"]
        cells = [_TYPES.get(kind, kind), str(row.questions), _of(refused), _interval(refused)]
        rows.append([*cells, *(_of(row.estimates.get(name)) for name in ("reason_right", "said"))])
    return [f"不该答的 {sum(row.questions for row in types.values())} 题\n{print_table(rows)}"]


def _refusal(row: Row) -> str:
    rows = [["", "值", "题", "95% 区间"]]
    for name, title in _REFUSAL.items():
        if one := row.estimates.get(name):
            rows.append([title, at_least(one.value), _count(one), _interval(one)])
    if one := row.estimates.get("answerable_refused"):
        rows.append(["该答的拒了", at_most(one.value), _count(one), _interval(one)])
    return f"答不答\n{print_table(rows)}"


def _calibration(calibration: Calibration) -> str:
    error, brier = at_most(calibration.error), at_most(calibration.brier.value)
    return (
        f"概率（前三条里有对的；{calibration.questions} 题给了概率）：期望校准误差 {error}（十等分），"
        f"Brier {brier}（{_interval(calibration.brier)}）。"
    )


def _grouped(title: str, groups: Mapping[str, Row]) -> str:
    rows = [["", *_GROUPS]]
    for name, row in groups.items():
        found = row.estimates
        first, three, gain = (found.get(one) for one in ("ranked_first", "ranked_three", "gain_three"))
        refused = found.get("answerable_refused")
        cells = [name, str(row.questions), _of(first), _interval(first), _of(three), _interval(three)]
        cells += [_value(found.get(one)) for one in ("plain_first", "plain_three")]
        cells += [signed(_value(gain)) if gain else _NOTHING, _interval(gain), _value(found.get("first"))]
        cells += [at_most(refused.value) if refused else _NOTHING, _of(found.get("unanswerable_refused"))]
        rows.append(cells)
    return f"{title}\n{print_table(_without_empty(rows))}"


def _without_empty(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The table without the columns that hold nothing."""
    kept = [place for place in range(len(rows[0])) if any(row[place] != _NOTHING for row in rows[1:])]
    return [[row[place] for place in kept] for row in rows]


def _wrong(outcomes: Sequence[Outcome]) -> str:
    more = f"（列前 {_SHOWN} 题，全部用 --json 看）" if len(outcomes) > _SHOWN else ""
    lines = [f"没答好的 {len(outcomes)} 题{more}："]
    lines += [
        f"  {outcome.case.id}  {_fault(outcome)}  {outcome.case.question.text}"
        for outcome in outcomes[:_SHOWN]
    ]
    return "\n".join(lines)


def _fault(outcome: Outcome) -> str:
    if not outcome.case.wants_answer:
        return "说了不该说的" if outcome.refused else "不该答却答了"
    if outcome.refused:
        return "该答没答"
    if not outcome.three:
        return "引错"
    if not outcome.first:
        return "首条不对"
    return "该说的没说全" if outcome.verdict or not outcome.case.verdicts else "结论不对"


def _value(estimate: Estimate | None) -> str:
    return _NOTHING if estimate is None else at_least(estimate.value)


def _of(estimate: Estimate | None) -> str:
    """A share with its count: 0.412 (7/17)."""
    return _NOTHING if estimate is None else f"{at_least(estimate.value)} ({_count(estimate)})"


def _count(estimate: Estimate) -> str:
    return f"{round(estimate.total)}/{estimate.count}"


def _interval(estimate: Estimate | None, scale: float = 1, decimals: int = 3) -> str:
    """Rounded outwards."""
    if estimate is None:
        return _NOTHING
    low, high = at_least(estimate.low * scale, decimals), at_most(estimate.high * scale, decimals)
    return f"{low} ~ {high}"
