"""Results: measures as JSON. Numbers are as measured, unrounded; unknown is null.

`intervals` mirrors the tables: for each measure its 95 % interval and the number of questions that it is the mean of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bot.encoding import Json
from knowledge.evaluation.ablation import Ablation
from knowledge.evaluation.beir import YARDSTICK, RetrievalReport
from knowledge.evaluation.cases import ANSWERABLE
from knowledge.evaluation.intervals import Estimate
from knowledge.evaluation.questions import Outcome
from knowledge.evaluation.report import Calibration, Report, Row

_CITED = ("first", "three", "verdict", "verdict_when_cited_right")
_RANKED = tuple(
    f"{way}_{name}"
    for way in ("ranked", "plain", "gain")
    for name in ("first", "three", "ten", "mrr", "ndcg")
)
_ANSWERABLE = (*_CITED, "said", "refused", *_RANKED)
_UNANSWERABLE = ("refused", "reason_right", "said")
_GROUPED = (*_CITED, "answerable_refused", "unanswerable_refused", *_RANKED)
_REFUSAL = ("precision", "recall", "reason_right", "answerable_refused")
_FLAGS = ("refused", "first", "three", "verdict", "said")


def encode_report(report: Report, outcomes: Sequence[Outcome]) -> Json:
    """`eval` of questions."""
    tables = {"styles": report.styles, "topics": report.topics, "facets": report.facets}
    return {
        "types": {kind: _row(row, _of_type(kind)) for kind, row in report.types.items()},
        "refusal": _row(report.refusal, _REFUSAL),
        **{name: {key: _row(row, _GROUPED) for key, row in rows.items()} for name, rows in tables.items()},
        "intervals": {
            "types": _intervals(report.types),
            "refusal": _bounds_of(report.refusal),
            **{name: _intervals(rows) for name, rows in tables.items()},
            "calibration": {"brier": _bounds(report.calibration.brier)} if report.calibration else {},
        },
        "calibration": _calibration(report.calibration),
        "latency_ms": asdict(report.latency),
        "cases": [_case(outcome) for outcome in outcomes],
    }


def encode_ablation(ablation: Ablation) -> Json:
    """`eval --ablation`."""
    shares = ("first", "three")
    names = (*shares, *(f"loss_{name}" for name in shares))
    return {
        "whole": _row(ablation.whole, shares),
        "without": {signal: _row(row, names) for signal, row in ablation.without.items()},
        "intervals": {"whole": _bounds_of(ablation.whole), "without": _intervals(ablation.without)},
    }


def encode_retrieval(report: RetrievalReport) -> Json:
    """`eval` of a folder in BEIR form."""
    means, gains, relative = report.ndcg, report.gains, report.relative_gains
    return {
        "queries": report.queries,
        "passages": report.passages,
        "ndcg@10": {name: one.value for name, one in means.items()},
        f"over_{YARDSTICK}": {name: one.value for name, one in gains.items()},
        f"over_{YARDSTICK}_percent": {name: one.value * 100 for name, one in relative.items()},
        "intervals": {
            "ndcg@10": {name: _bounds(one) for name, one in means.items()},
            f"over_{YARDSTICK}": {name: _bounds(one) for name, one in gains.items()},
            f"over_{YARDSTICK}_percent": {name: _bounds(one, scale=100) for name, one in relative.items()},
        },
    }


def _of_type(kind: str) -> Sequence[str]:
    return _ANSWERABLE if kind == ANSWERABLE else _UNANSWERABLE


def _row(row: Row, names: Sequence[str]) -> Json:
    values = {name: row.estimates[name].value if name in row.estimates else None for name in names}
    return {"questions": row.questions, **values}


def _intervals(rows: Mapping[str, Row]) -> Json:
    return {name: _bounds_of(row) for name, row in rows.items()}


def _bounds_of(row: Row) -> Json:
    return {name: _bounds(estimate) for name, estimate in row.estimates.items()}


def _bounds(estimate: Estimate, scale: float = 1) -> Json:
    return {"low": estimate.low * scale, "high": estimate.high * scale, "questions": estimate.count}


def _calibration(calibration: Calibration | None) -> Json | None:
    if calibration is None:
        return None
    return {
        "questions": calibration.questions,
        "expected_error": calibration.error,
        "brier": calibration.brier.value,
        "bins": [asdict(one) for one in calibration.bins],
    }


def _case(outcome: Outcome) -> Json:
    case = outcome.case
    return {
        "id": case.id,
        "type": case.type,
        "style": case.style or None,
        "facet": case.facet or None,
        **{flag: getattr(outcome, flag) for flag in _FLAGS},
        "reason": outcome.reason.value if outcome.reason else None,
        "good": outcome.good,
        "ranked_first": outcome.ranked == 1,
        "ranked_three": outcome.ranked is not None and outcome.ranked <= 3,
        "plain_first": outcome.plain == 1,
        "plain_three": outcome.plain is not None and outcome.plain <= 3,
        "ranked_place": outcome.ranked,
        "plain_place": outcome.plain,
        "probability": outcome.probability,
        "elapsed_ms": outcome.elapsed_ms,
    }
