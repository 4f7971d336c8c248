"""Compared: how two versions of a source differ, for a person's eyes and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from bot.encoding import Json, encode_difference, fate_of
from ingest.changes import Comparison, Touched
from ingest.differences import ClauseDifference, Fate, Piece
from knowledge.model import Source

LEGEND = "[-删去的-]{+增加的+}"
_NAMES = {"added": "新增", "changed": "改动", "removed": "删去"}
_AROUND = 12  # characters of what stayed that are shown on each side of a change
_LONG = 2 * _AROUND + 6  # what stayed and is no longer is shown whole
_ASKED = 12  # characters of a lay question


def print_differences(
    differences: Sequence[ClauseDifference], *, whole: bool, most: int | None = None
) -> str:
    """Clause by clause; what stayed is cut to what stands beside a change unless all of it is wanted."""
    shown = differences[:most]
    lines = [_line(one, whole=whole) for one in shown]
    if len(shown) < len(differences):
        lines.append(f"……还有{len(differences) - len(shown)}条，用 jianfu diff 看全部。")
    return "\n".join(lines)


def print_touched(touched: Sequence[Touched]) -> str:
    """Which clauses that lay questions rest on are changed."""
    places = "、".join(
        f"{one.locator}（{len(one.questions)}个问法，如“{one.questions[0][:_ASKED]}”）" for one in touched
    )
    return f"改到了平常有人问的条款：{places}"


def print_comparison(old: Source, new: Source, found: Comparison) -> str:
    """Two versions of a source, and all that differs."""
    counts = found.counts
    head = (
        f"《{new.title}》第{old.version}版 → 第{new.version}版："
        f"增{counts.added} 改{counts.changed} 删{counts.removed} 不变{counts.kept}"
    )
    if not found.differences:
        return f"{head}\n条款没有不同。"
    return "\n".join([head, LEGEND, "", print_differences(found.differences, whole=True)])


def encode_comparison(old: Source, new: Source, found: Comparison) -> Json:
    """`diff`."""
    return {
        "source": new.id,
        "title": new.title,
        "from": old.version,
        "to": new.version,
        "passages": asdict(found.counts),
        "differences": [encode_difference(one) for one in found.differences],
    }


def _line(difference: ClauseDifference, *, whole: bool) -> str:
    name = _NAMES[fate_of(difference)]
    before, after = difference.before, difference.after
    moved = f"（原{before.locator}）" if before and after and before.locator != after.locator else ""
    if before is None or after is None:
        sole = before or after
        text = sole.text if sole else ""
        return f"{name} {difference.locator}：{_flat(text if whole else _cut_end(text))}"
    pieces = difference.pieces
    shown = "".join(
        _marked(piece, first=place == 0, last=place == len(pieces) - 1, whole=whole)
        for place, piece in enumerate(pieces)
    )
    return f"{name} {difference.locator}{moved}：{_flat(shown)}"


def _marked(piece: Piece, *, first: bool, last: bool, whole: bool) -> str:
    match piece.fate:
        case Fate.REMOVED:
            return f"[-{piece.text}-]"
        case Fate.ADDED:
            return f"{{+{piece.text}+}}"
        case Fate.KEPT if whole or len(piece.text) <= _LONG:
            return piece.text
        case Fate.KEPT:
            left = "" if first else piece.text[:_AROUND]
            right = "" if last else piece.text[-_AROUND:]
            return f"{left}……{right}"


def _cut_end(text: str) -> str:
    return text if len(text) <= 2 * _LONG else f"{text[: 2 * _LONG]}……"


def _flat(text: str) -> str:
    return " ".join(text.split())
