"""Remedies: what the rules themselves let a reader do (apply for review within a term, refuse an unmarked form, object). Pure.

Only sentences of clauses that bind are given, each with its clause; opinion, reports of cases and remarks of our own never
are. What no rule provides is not made up.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.bearing import Embed
from knowledge.citing import cite
from knowledge.corpus import carries_verdict
from knowledge.model import Citation, Hit, Stance, Step
from knowledge.norms import Piece, pieces

MOST = 2  # a phone's reader acts on one or two
_REMEDY = re.compile(
    r"申请(?:复[核审议]|回避|公开|延期)|申诉|控告|检举|举报(?!人)|陈述|申辩|听证|拒绝(?:填报|执行|提供)|有权拒绝|可以拒绝|不予(?:填报|配合)|可以不(?:填|配合|接|报)"
    r"|提出(?:改正|撤销|意见|异议|建议)|书面意见|向[^，。；]{1,20}(?:反映|投诉|控告|提出)|受理[^，。；]{0,20}(?:线索|举报)|(?:电话|邮箱|网址|热线)[^，。；]{0,4}\d|线索(?:通道|征集)"
)
_PUNISHES = re.compile(r"处分|处罚|追责")
_RANK = 10  # hits looked through: what is farther down is about something else
_NEAR = 0.45  # share of the first hit's score
_CHANNEL = re.compile(r"受理|线索|电话|邮箱|热线")


def steps(answered: Sequence[Citation], hits: Sequence[Hit], embed: Embed | None = None) -> tuple[Step, ...]:
    """What can be done, as clauses near the question provide it, best first; what the answer says already is left out."""
    said = {citation.ground for citation in answered[:1]}
    found: list[Step] = []
    for hit in hits[:_RANK]:
        if hit.score < _NEAR * hits[0].score or not carries_verdict(hit.passage):
            continue
        for words in _remedies(hit):
            if words in said or len(found) >= MOST:
                continue
            said.add(words)
            found.append(Step(text=words, citation=cite(words, hit.passage, hit.source, embed).citation))
    return tuple(found)


def _remedies(hit: Hit) -> Iterator[str]:
    text = hit.passage.text
    for piece in pieces(text):
        words = text[piece.sentence.start : piece.sentence.end]
        if _provides(piece, text[piece.span.start : piece.span.end]):
            yield words.rstrip("；;") + ("" if words.endswith(("。", "！", "？")) else "。")


def _provides(piece: Piece, words: str) -> bool:
    if _REMEDY.search(words) is None:
        return False
    if piece.norm is None:  # 某办公室受理线索，电话…: told as a fact, and as useful
        return _CHANNEL.search(words) is not None
    # 不得压制申诉, 申诉60日内出决定: what others must do is no step of the reader's.
    return piece.norm.stance is Stance.PERMITS and not piece.inherited and _PUNISHES.search(words) is None
