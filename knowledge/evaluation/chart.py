"""The chart of a report: hits by style beside plain BM25, and how far the probabilities can be taken at their word.

Needs the extra `charts`. Chinese is used where a font for it is installed, else English, and a style whose name the
font cannot write goes by its number in the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import NotSetUp, UsageProblem
from knowledge.evaluation.cases import ANSWERABLE
from knowledge.evaluation.intervals import Estimate
from knowledge.evaluation.report import Calibration, Report, Row
from knowledge.evaluation.rounding import at_most

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SUFFIXES = (".png", ".svg")
_DOTS = 150  # an inch, of a PNG
_FONTS = (  # that hold simplified characters, by the names under which systems have them
    "Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC",
    "Source Han Sans CN", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "SimHei", "SimSun", "Droid Sans Fallback", "AR PL UMing CN",
)  # fmt: skip
_LATIN = "DejaVu Sans"  # comes with matplotlib
_BARS = (  # the measure, its colour, and where its bar stands
    ("ranked_first", "#1f5a8c", -0.3),
    ("plain_first", "#b9b9b9", -0.1),
    ("ranked_three", "#5b9bd0", 0.1),
    ("plain_three", "#dedede", 0.3),
)
_SHARES = (0.0, 1.02)  # with room for what stands at 1
_WIDTH = 0.19  # of a bar, where styles are one apart


@dataclass(frozen=True, slots=True)
class _Words:
    hits: str
    all: str
    share: str
    reliability: str
    predicted: str
    observed: str
    ideal: str
    nothing: str
    bars: Mapping[str, str]


_CHINESE = _Words(
    hits="前几条里有对的（95% 区间）",
    all="全部",
    share="占应当答的题",
    reliability="概率可靠不可靠",
    predicted="说的概率",
    observed="前三条里真有对的",
    ideal="完全可靠",
    nothing="没有可画的",
    bars={
        "ranked_first": "首条", "plain_first": "BM25 首条",
        "ranked_three": "前三", "plain_three": "BM25 前三",
    },
)  # fmt: skip
_ENGLISH = _Words(
    hits="Right clause found (95 % interval)",
    all="all",
    share="share of answerable questions",
    reliability="Reliability",
    predicted="predicted probability",
    observed="one of the first three is right",
    ideal="perfect",
    nothing="nothing to draw",
    bars={
        "ranked_first": "hit@1", "plain_first": "BM25 hit@1",
        "ranked_three": "hit@3", "plain_three": "BM25 hit@3",
    },
)  # fmt: skip


def check(path: Path) -> None:
    """Whether a chart can be drawn into a file, before anything is measured.

    Raises:
        UsageProblem: the file has another ending, or its folder is not there.
        NotSetUp: matplotlib is not installed.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise UsageProblem(f"图只能存成 {' 或 '.join(_SUFFIXES)}，请改 {path.name} 的后缀。")
    if not path.parent.is_dir():
        raise UsageProblem(f"没有 {path.parent} 这个文件夹，请先建好。")
    try:
        import matplotlib.figure  # noqa: F401, PLC0415  # only here, and not always installed
    except ImportError as problem:
        raise NotSetUp(
            "画图要装 matplotlib，请运行 pip install 'matplotlib>=3.10'，或装上附加项 charts。"
        ) from problem


def draw(report: Report, path: Path) -> None:
    """Draw a report into a PNG or SVG file; `check` has to have passed.

    Raises:
        UsageProblem: the file cannot be written.
    """
    # Without pyplot: nothing global, no window; a figure of its own is drawn by Agg, or as SVG.
    from matplotlib import font_manager, rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    installed = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in _FONTS if name in installed), None)
    words = _CHINESE if font else _ENGLISH
    # A fixed salt and no date: the same report gives the same file.
    with rc_context({"font.family": [name for name in (_LATIN, font) if name], "svg.hashsalt": "jianfu"}):
        figure = Figure(figsize=(12, 5), layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        _draw_hits(left, report, words, writable=font is not None)
        _draw_reliability(right, report.calibration, words)
        try:
            figure.savefig(
                path, dpi=_DOTS, metadata={"Date": None} if path.suffix.lower() == ".svg" else None
            )
        except OSError as problem:
            raise UsageProblem(f"写不了 {path}，请检查路径和权限。") from problem


def _draw_hits(axes: "Axes", report: Report, words: _Words, *, writable: bool) -> None:
    rows = _rows(report)
    if not rows:
        axes.text(0.5, 0.5, words.nothing, ha="center", va="center")
        return
    for name, colour, offset in _BARS:
        shares = [row.estimates[name] for _, row in rows]
        axes.bar(
            [place + offset for place in range(len(rows))],
            [share.value for share in shares],
            _WIDTH,
            color=colour,
            label=words.bars[name],
            yerr=_errors(shares),
            error_kw={"elinewidth": 0.8, "capsize": 2, "ecolor": "#333333"},
        )
    numbers = {name: f"#{number}" for number, name in enumerate(report.styles, start=1)}
    labels = [
        (name if writable or name.isascii() else numbers[name]) if name else words.all for name, _ in rows
    ]
    counts = [row.estimates["ranked_first"].count for _, row in rows]
    axes.set_xticks(
        range(len(rows)),
        [f"{label}\nn={count}" for label, count in zip(labels, counts, strict=True)],
        rotation=45 if len(rows) > 5 else 0,
    )
    axes.set(title=words.hits, ylabel=words.share, ylim=_SHARES)
    axes.legend(fontsize="small", ncols=len(_BARS), loc="upper center", bbox_to_anchor=(0.5, -0.2))


def _rows(report: Report) -> list[tuple[str, Row]]:
    """All answerable questions under an empty name, and each style that has any."""
    rows = [("", report.types[ANSWERABLE])] if ANSWERABLE in report.types else []
    return rows + [(name, row) for name, row in report.styles.items() if "ranked_first" in row.estimates]


def _errors(shares: Sequence[Estimate]) -> list[list[float]]:
    """How far the intervals reach down and up; a share can lie at an end of its own, never beyond."""
    return [
        [max(share.value - share.low, 0.0) for share in shares],
        [max(share.high - share.value, 0.0) for share in shares],
    ]


def _draw_reliability(axes: "Axes", calibration: Calibration | None, words: _Words) -> None:
    axes.plot([0, 1], [0, 1], linestyle="--", color="#999999", linewidth=1, label=words.ideal)
    axes.set(
        title=words.reliability, xlabel=words.predicted, ylabel=words.observed, xlim=(0, 1), ylim=_SHARES
    )
    if calibration is None:
        axes.text(0.5, 0.5, words.nothing, ha="center", va="center")
        return
    bins = [one for one in calibration.bins if one.questions]
    axes.bar(
        [(one.low + one.high) / 2 for one in bins],
        [one.questions / calibration.questions for one in bins],
        0.095,
        color="#e4ecf3",
        label=f"n / {calibration.questions}",
    )
    predicted, observed = [one.predicted for one in bins], [one.observed for one in bins]
    axes.plot(predicted, observed, marker="o", color="#1f5a8c", linewidth=1, clip_on=False)
    for one in bins:
        axes.annotate(
            str(one.questions),
            (one.predicted, one.observed),
            xytext=(4, -10),
            textcoords="offset points",
            fontsize="x-small",
        )
    error, brier = at_most(calibration.error), at_most(calibration.brier.value)
    axes.set_title(f"{words.reliability}  ECE {error}, Brier {brier}, n={calibration.questions}")
    axes.legend(fontsize="small", ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.2))
