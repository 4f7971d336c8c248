"""Ways: what the norms of a clause can say to a question, each as a verdict with how it comes out of its norm. Pure.

No verdict comes from anywhere else: a duty can be kept or broken, a ban lets the other side refuse, an exception lets out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from knowledge.corpus import informs
from knowledge.model import Passage, Stance, Verdict
from knowledge.norms import Norm, Piece, Role, norms_of, pieces
from knowledge.text import Span

_VERDICTS = {
    Stance.FORBIDS: Verdict.PROHIBITED,
    Stance.LIMITS: Verdict.LIMITED,
    Stance.REQUIRES: Verdict.REQUIRED,
    Stance.PERMITS: Verdict.PERMITTED,
    Stance.EXEMPTS: Verdict.EXEMPT,
    Stance.NEUTRAL: Verdict.INFORMATIONAL,
}
_SANCTION = re.compile(
    r"追责|处分|处罚|罚款|警告|从重|加重|档次处理|追究[^，。；]{0,6}责任|撤职|开除|问责(?!条例|程序|泛化|不力|的|决定|简单)"
)
_LETTING = re.compile(r"免予|不予|从轻|减轻|申辩|申诉|不追究|不再|解除|容错|不问责")
_MAY_PUNISH = re.compile(r"可(?:以)?(?:依规|给予?|并)?(?:处分|处罚|处|警告|罚款)")
_APPROVAL = re.compile(r"批准|审批|同意|报批|准入|报[^，。；]{0,10}(?:备案|决定)|白名单|授权|指定")
LIKEWISE = re.compile(
    r"按(?:照)?(?:上面|前款|前条|上述|前述)[^，。；]{0,6}处理"
)  # what the heading says, again
_PASSIVE = re.compile(r"由[^，。；]{2,20}(?:责令|处理|给予|批评|约谈)")


class Way(StrEnum):
    """How a sense comes out of a norm."""

    SAID = "said"  # the norm's own verdict
    SANCTION = "sanction"  # conduct that is punished
    BREACH = "breach"  # a duty that the question tells of as not done
    APPROVAL = "approval"  # a duty to ask somebody first, which is a limit to who has to ask
    REFUSAL = "refusal"  # a ban on demanding lets the other side say no
    EXCEPTION = "exception"
    FACT = "fact"


def pieces_of(passage: Passage) -> Sequence[Piece]:
    """The pieces of a clause; where none holds a norm, its heading speaks for all (可以免予问责的情形)."""
    whole = Span(0, len(passage.text))
    found = pieces(passage.text) or (Piece(whole, whole, None),)
    said = norms_of(passage.heading.rsplit(" > ", 1)[-1])
    if not said:
        return found
    silent = not any(piece.norm for piece in found)
    return [
        replace(piece, norm=said[0], inherited=True)
        if silent or LIKEWISE.search(passage.text[piece.span.start : piece.span.end])
        else piece
        for piece in found
    ]


def ways(piece: Piece, passage: Passage) -> Iterator[tuple[Verdict, Way, Span | None]]:
    """What a piece of a clause can say: the verdict, how, and the exception where that is what it says."""
    norm = piece.norm
    if norm is not None and not informs(passage):
        words = passage.text[piece.span.start : piece.span.end]
        punishes = _punishes(norm, words)
        yield (
            (Verdict.PROHIBITED, Way.SANCTION, None) if punishes else (_VERDICTS[norm.stance], Way.SAID, None)
        )
        for verdict, way in _derived(norm, words, punishes=punishes):
            yield verdict, way, None
        yield from _excepted(norm, piece)
    yield Verdict.INFORMATIONAL, Way.FACT, None


def _derived(norm: Norm, words: str, *, punishes: bool) -> Iterator[tuple[Verdict, Way]]:
    """What a norm says to a question that comes from its other side."""
    if norm.stance is Stance.REQUIRES and not punishes:
        yield Verdict.PROHIBITED, Way.BREACH
        if _APPROVAL.search(words):
            yield Verdict.LIMITED, Way.APPROVAL
    if norm.stance is Stance.EXEMPTS and "不要求" in words:
        yield Verdict.PROHIBITED, Way.SAID
    if norm.stance is Stance.FORBIDS and _PASSIVE.search(words):
        yield Verdict.REQUIRED, Way.SAID
    if norm.stance in (Stance.FORBIDS, Stance.LIMITS):
        yield Verdict.PERMITTED, Way.REFUSAL


def _excepted(norm: Norm, piece: Piece) -> Iterator[tuple[Verdict, Way, Span | None]]:
    if piece.inherited:
        return
    start = piece.sentence.start
    for qualifier in norm.qualifiers:
        if qualifier.role is Role.EXCEPTION:
            span = Span(start + qualifier.span.start, start + qualifier.span.end)
            yield Verdict.EXEMPT, Way.EXCEPTION, span


def _punishes(norm: Norm, words: str) -> bool:
    """Whether a norm says that conduct is punished: as such, as a duty to punish, or as a leave to (可处分)."""
    found = _SANCTION.search(words)
    if found is None or _LETTING.search(words) or _APPROVAL.search(words):
        return False
    if norm.stance is Stance.PERMITS:
        return _MAY_PUNISH.search(words) is not None
    return norm.stance in (Stance.FORBIDS, Stance.REQUIRES)
