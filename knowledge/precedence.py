"""Precedence: which of two clauses prevails where they bound the same thing differently, and why. Pure.

The answer stands on the one that prevails and names the other. Of two the one of the higher standing prevails, then the
later one; what a region has made stricter holds there beside the national rule, what it has made looser does not.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from knowledge.corpus import carries_verdict, in_force
from knowledge.lexical import terms
from knowledge.model import Citation, Source, Stance, Status
from knowledge.norms import Amount, Comparison, amounts
from knowledge.regions import region_name

# As documents call themselves; a word further up stands higher. What calls itself nothing stands lowest.
_STANDING = (
    ("宪法",),
    ("法律",),
    ("行政法规", "党内法规", "条例"),
    ("规章", "规范性文件", "规范性"),
    ("地方",),
)
_SAME_MATTER = 0.3  # share of the terms of the shorter sentence, figures left out
_OPPOSED = 0.5
_AGAINST = frozenset({Stance.FORBIDS, Stance.LIMITS})
_UNITS = {
    "小时": (60, "分钟"),
    "个小时": (60, "分钟"),
    "天": (1, "日"),
    "个月": (30, "日"),
    "年": (365, "日"),
    "名": (1, "人"),
    "位": (1, "人"),
}


def disagreements(citations: Sequence[Citation]) -> tuple[str, ...]:
    """For each clause that says otherwise than the first of its kind, a sentence on which prevails and why."""
    ruling = [one for one in citations if carries_verdict(one.passage)]
    return tuple(
        _sentence(first, other)
        for place, first in enumerate(ruling)
        for other in ruling[place + 1 :]
        if first.source.key not in (other.source.key, other.source.official)
        and first.source.official != other.source.key
        and differ(first, other)
    )


def differ(one: Citation, other: Citation) -> bool:
    """Whether two clauses bound the same thing differently, or one forbids what the other permits."""
    shared = _shared(one.ground, other.ground)
    if shared >= _SAME_MATTER and any(
        not _alike(mine, theirs) for mine, theirs in _comparable(one.ground, other.ground)
    ):
        return True
    stances = {one.stance, other.stance}
    return shared >= _OPPOSED and Stance.PERMITS in stances and bool(stances & _AGAINST)


def formerly(named: Source, on: date, catalogue: Sequence[Source]) -> str | None:
    """What to say of a document that a question names and that does not hold on the day; None where it holds."""
    if in_force(named, on):
        return None
    title = f"《{named.title}》"
    begins = named.effective or named.issued
    if named.status is Status.DRAFT:
        return f"{title}是征求意见稿，还没有生效，不能作依据。"
    if begins is not None and begins > on and named.status is not Status.REPEALED:
        return f"{title}从{begins.isoformat()}起才施行，在那之前按现行规定。"
    successor = next((one for one in catalogue if _supersedes(one, named) and in_force(one, on)), None)
    since = f"从{named.expires.isoformat()}起" if named.expires else ""
    if successor is not None:
        return f"{title}{since}已被《{successor.title}》代替，不能再作依据，上面是现行的规定。"
    return f"{title}{since}已经不再适用，不能再作依据，上面是现行的规定。"


def _supersedes(one: Source, other: Source) -> bool:
    return any(name in (other.id, other.title, *other.aliases) for name in one.supersedes)


def _sentence(first: Citation, other: Citation) -> str:
    regional = [one for one in (first, other) if one.passage.region != "cn"]
    mine, theirs = _place(first), _place(other)
    if len(regional) == 1:
        local, national = regional[0], other if regional[0] is first else first
        where = region_name(local.passage.region)
        return (
            f"{_place(national)}和{_place(local)}宽严不同：{_place(local)}只在{where}适用，"
            f"比全国规定严的，在当地照它办；比全国规定松的，以{_place(national)}为准。"
        )
    winner, loser, why = _prevails(first, other)
    if why is None:
        return f"{mine}和{theirs}说法不同，谁先谁后没有核到，请核对两份原文。"
    return f"{mine}和{theirs}说法不同：{why}，以{_place(winner)}为准，{_place(loser)}只作参考。"


def _prevails(first: Citation, other: Citation) -> tuple[Citation, Citation, str | None]:
    ranks = _standing(first.source), _standing(other.source)
    if ranks[0] != ranks[1]:
        winner, loser = (first, other) if ranks[0] < ranks[1] else (other, first)
        return winner, loser, f"{_place(winner)}的效力层级更高"
    days = (_day(first.source), _day(other.source))
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return first, other, None
    winner, loser = (first, other) if days[0] > days[1] else (other, first)
    return winner, loser, f"{_place(winner)}印发在后"


def _standing(source: Source) -> int:
    words = source.authority or ""
    return next(
        (rank for rank, names in enumerate(_STANDING) if any(name in words for name in names)), len(_STANDING)
    )


def _day(source: Source) -> date | None:
    return source.effective or source.issued or source.published


def _shared(one: str, other: str) -> float:
    mine, theirs = (
        frozenset(term for term in terms(text) if not term.startswith("=")) for text in (one, other)
    )
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


def _comparable(one: str, other: str) -> Iterator[tuple[Amount, Amount]]:
    """Bounds of the two sentences that are of one kind: both upper or both lower, of one unit."""
    for mine in amounts(one):
        for theirs in amounts(other):
            same_side = mine.comparison is theirs.comparison and mine.comparison is not Comparison.EXACTLY
            if same_side and _canonical(mine)[1] == _canonical(theirs)[1]:
                yield mine, theirs


def _alike(mine: Amount, theirs: Amount) -> bool:
    return _canonical(mine)[0] == _canonical(theirs)[0]


def _canonical(amount: Amount) -> tuple[tuple[Fraction | None, Fraction | None], str]:
    factor, unit = _UNITS.get(amount.unit, (1, amount.unit))
    low, high = (None if side is None else side * factor for side in (amount.low, amount.high))
    return (low, high), unit


def _place(citation: Citation) -> str:
    return f"《{citation.source.title}》{citation.passage.locator}"
