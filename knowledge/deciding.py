"""Deciding: whether the first passage answers, and if nothing does, why. Pure.

Nearest-neighbour search always returns something, so abstaining is a decision of its own: a probability from
named features, whose weights stand in `decision/weights.toml` with how they were fitted.
"""

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

from knowledge.corpus import gives_figures, informs
from knowledge.figures import Figure, gives, wanted
from knowledge.intent import Intent, Reading
from knowledge.lexical import terms
from knowledge.model import Hit, Passage, Reason
from knowledge.text import normalise

FITTED = Path(__file__).parent / "decision" / "weights.toml"

# Asking to fabricate: a verb of making, near a thing that is evidence; or orders to the program itself.
_FABRICATE = re.compile(
    r"(?:帮|给|替|教|代)(?:我|俺|咱|我们|忙)?.{0,24}(?:编|造|补|伪造|杜撰|凑|糊弄|应付|瞒|骗).{0,24}"
    r"(?:记录|台账|纪要|材料|签到|照片|数据|报表|笔记|话术|说法|证明|名单|报告|总结|痕迹|票据|凭证)"
    r"|(?:编|伪造|杜撰|造)(?:一份|一个|几份|几个|一下|点|些|出|个|份).{0,16}(?:记录|台账|纪要|材料|签到|数据|报表|笔记|证明|名单)"
    r"|教我.{0,10}(?:话术|怎么骗|怎么瞒|怎么糊弄|怎么造假|说法).{0,30}"
)
_ORDERS = re.compile(
    r"(?:忽略|无视|忘掉|忘记|不要理会|绕过|跳过).{0,12}(?:前面|之前|以上|上面|上述|此前|先前|系统|所有).{0,12}(?:要求|指令|规则|设定|提示|内容|限制)"
    r"|ignore\s+(?:all\s+|any\s+)?(?:the\s+)?(?:previous|above|prior)|system\s*prompt|系统提示词|(?:输出|告诉我|打印|泄露).{0,8}(?:提示词|密钥|令牌|token)"
    r"|你现在是.{0,16}(?:不受|没有)限制"
)
_CHATTER = re.compile(
    r"^(?:你好|您好|在吗|在不在|谢谢|多谢|哈喽|嗨|hi|hello|早上好|晚上好|再见|ok|好的)[啊呀吗呢了,!。，！?？~ ]*$"
)
_REASONS = {
    Intent.FIELD: Reason.NO_BASIS,
    Intent.NEIGHBOUR: Reason.NO_BASIS,
    Intent.OFF_TOPIC: Reason.OFF_TOPIC,
    Intent.UNCLEAR: Reason.UNCLEAR,
}
_SURELY = math.log(0.9)
# To be told that one wants to fabricate is an insult to who does not: from here on, of 5,285 questions of unseen hands
# that ask for nothing of the kind, one was told so.
_DECLINED = math.log(0.8)
_LEAST = -6.0  # a log probability below this says no more
_RIVAL = 3  # the first hit's equals, which often stand second, say the same
_OTHERS = 5
_READ = 3  # hits looked through for a figure
_SAME_MATTER = 0.72  # share of the first hit's score; what is farther down speaks of something else, and so does its figure
_LEAST_TERMS = 2  # a question of one word names a topic and asks nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the decision looks at, of the first passage unless it says otherwise. What was tried besides: docs/decisions.md."""

    asked: float  # how near its lay questions, or those of its kin, are by words; see `retrieval.signals`
    near: float  # how near they are by meaning, or the passage itself where it has none
    lexical: float  # share of the best that the question's terms could give
    margin: float  # how far its score stands above that of the third
    others: float  # mean of `asked` over the first five: where many clauses are asked in such words, so is the field
    asks_figure: float  # 1 where a figure is asked for
    lacks_figure: float  # and 1 where none of the first passages may give it
    answered: float  # what the question says of itself, see `intent.Reading`
    meant: float
    beside: float
    around: float
    field: float
    neighbour: float
    off_topic: float
    unclear: float
    declined: float


def features(question: str, hits: Sequence[Hit], reading: Reading) -> Features:
    """The features of a ranking, of which there has to be a hit, and of what the question says of itself."""
    first, rival = hits[0], hits[_RIVAL - 1] if len(hits) >= _RIVAL else None
    return Features(
        asked=first.signals["asked"] or first.signals["kin"],
        near=first.signals["dense_asked"] or first.signals["bare_dense"],
        lexical=first.signals["lexical"] or first.signals["bare_lexical"],
        margin=first.score - (rival.score if rival else 0.0),
        others=sum(hit.signals["asked"] for hit in hits[:_OTHERS]) / _OTHERS,
        asks_figure=float(wanted(question) is not None),
        lacks_figure=float(lacking_figure(question, hits) is not None),
        answered=reading.answered,
        meant=reading.meant,
        beside=reading.beside,
        around=reading.around,
        **{intent.value: max(log, _LEAST) for intent, log in reading.intents.items()},
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """Fitted weights, and the probability from which on an answer is given."""

    bias: float
    weights: tuple[float, ...]  # in the order of the fields of `Features`
    threshold: float

    def probability(self, seen: Features) -> float:
        """The probability that the first passage answers."""
        logit = self.bias + sum(
            weight * value for weight, value in zip(self.weights, astuple(seen), strict=True)
        )
        return 1.0 / (1.0 + math.exp(-logit))

    def answers(self, seen: Features) -> bool:
        """Whether to answer."""
        return self.probability(seen) >= self.threshold


@cache
def fitted(*, unasked: bool = False) -> Decision:
    """The decision as fitted; the file says on what.

    Where the first clause has no lay questions, what they would have said is missing and another one holds.
    """
    table = tomllib.loads(FITTED.read_text(encoding="utf-8"))["unasked" if unasked else "asked"]
    weights = tuple(float(table["weights"][field.name]) for field in fields(Features))
    return Decision(float(table["bias"]), weights, float(table["threshold"]))


def decision_for(first: Hit) -> Decision:
    """The decision that holds for a first hit."""
    return fitted(unasked=unasked(first))


def unasked(first: Hit) -> bool:
    """Whether a hit stands there without any lay question that speaks for it."""
    return bool(first.signals["unasked"]) and not first.signals["asked"]


def refused_outright(question: str) -> Reason | None:
    """Why a question is turned away before anything is looked up; None where it is not."""
    text = normalise(question)
    if _FABRICATE.search(text) or _ORDERS.search(text):
        return Reason.DECLINED
    if _CHATTER.match(text):
        return Reason.OFF_TOPIC
    if len(terms(text)) < _LEAST_TERMS:
        return Reason.UNCLEAR
    return None


def declines(reading: Reading) -> bool:
    """Whether a question asks for what is never given, by its characters; goes beyond what `refused_outright` matches."""
    return reading.intents[Intent.DECLINED] >= _SURELY


def reason_without_basis(reading: Reading) -> Reason:
    """Why nothing was found: the rules are silent, or the question is about something else, or about nothing."""
    if reading.intents[Intent.DECLINED] >= _DECLINED:
        return Reason.DECLINED
    others = {intent: value for intent, value in reading.intents.items() if intent is not Intent.DECLINED}
    return _REASONS[max(others, key=lambda one: others[one])]


def lacking_figure(question: str, hits: Sequence[Hit]) -> Figure | None:
    """The figure that a question wants where none of the first hits may give it; None where one does or none is wanted.

    What a rule allows only a passage with standing tells; what happened somewhere also a case or a report, which the
    answer names as such.
    """
    figure = wanted(question)
    near = [hit.passage for hit in hits[:_READ] if hit.score >= _SAME_MATTER * hits[0].score]
    if figure is None or any(gives(passage.text, figure) and _may_tell(passage, figure) for passage in near):
        return None
    return figure


def _may_tell(passage: Passage, figure: Figure) -> bool:
    return gives_figures(passage) or (informs(passage) and not figure.limit)
