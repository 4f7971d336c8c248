"""Deciding: whether the first passage answers, and if nothing does, why. Pure.

Nearest-neighbour search always returns something, so abstaining is a decision of its own: a probability from a few
named features, whose weights stand in `decision/weights.toml` with how they were fitted.
"""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

from knowledge.lexical import question_terms, terms
from knowledge.model import Hit, Reason
from knowledge.numbering import answers_to, asked_dimensions
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
# Words of the field: a question without any of them and without support in the corpus is about something else.
_FIELD = re.compile(
    r"会议|开会|参会|陪会|讲话|文件|发文|公文|红头|通知|督查|检查|考核|督导|调研|迎检|打分|评分|问责|追责|处分|免责|容错|诬告|澄清|申诉|复核|复审|举报"
    r"|借调|跟班|专班|抽人|抽调|工作群|微信群|拉群|接龙|打卡|签到|积分|app|小程序|公众号|政务|留痕|截图|拍照|台账|报表|填表|材料|报数|数据|统计|排名|通报"
    r"|责任状|责任书|承诺书|一票否决|属地|清单|职责|挂牌|牌子|证明|盖章|创建|示范|达标|评比|表彰|命名|授牌|接待|陪餐|公函|值班|驻村|镇|乡|街道|村|社区|居委|支书|网格"
    r"|基层|减负|形式主义|官僚|干部|公务员|编制|上级|领导|县|市里|省里|局|纪委|监委|监察|党委|政府|党员|党组织|信访|摊派|报刊|表态|新官|政绩|工程"
)
_CHATTER = re.compile(
    r"^(?:你好|您好|在吗|在不在|谢谢|多谢|哈喽|嗨|hi|hello|早上好|晚上好|再见|ok|好的)[啊呀吗呢了,!。，！?？~ ]*$"
)
_LEAST_TERMS = 2  # a question of one word names a topic and asks nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the decision looks at; all between about 0 and 1. What was tried besides: docs/decisions.md."""

    coverage: float  # share of the question's terms, weighted by rarity, that stand in the first passage
    cosine: float  # of the first passage


def features(question: str, hits: Sequence[Hit], rarity: Mapping[str, float], context: str) -> Features:
    """The features of a ranking.

    `rarity` gives each term's inverse document frequency, 0 for a term that the corpus does not hold at all;
    `context` is what stands around the first passage's text (title and heading).
    """
    words = question_terms(question)
    highest = max(rarity.values(), default=1.0) or 1.0
    weights = {word: rarity.get(word) or highest for word in words}
    total = sum(weights[word] for word in words) or 1.0
    first = hits[0]
    there = frozenset(terms(f"{context}\n{first.passage.text}"))
    return Features(
        coverage=sum(weights[word] for word in words if word in there) / total,
        cosine=first.dense_score,
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
def fitted() -> Decision:
    """The decision as fitted; the file says on what."""
    table = tomllib.loads(FITTED.read_text(encoding="utf-8"))
    weights = tuple(float(table["weights"][field.name]) for field in fields(Features))
    return Decision(float(table["bias"]), weights, float(table["threshold"]))


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


def reason_without_basis(question: str) -> Reason:
    """Why nothing was found: the rules are silent, or the question is about something else."""
    return Reason.NO_BASIS if _FIELD.search(normalise(question)) else Reason.OFF_TOPIC


def lacks_figure(question: str, texts: Sequence[str]) -> bool:
    """Whether the question asks for a figure and none of these texts holds one of its kind."""
    asked = asked_dimensions(normalise(question))
    return bool(asked) and not any(answers_to(asked, text) for text in texts)
