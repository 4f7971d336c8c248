"""Signs: the words by which a rule forbids, limits, requires, permits or exempts.

A sign of one stance can stand inside that of another (不 in 可以不予, 不得 in 一般不得, 应当 in 应当从轻), so the table is
ordered, and where two overlap the earlier row has the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.model import Stance
from knowledge.text import Span

_SOFTLY = "(?:原则上|一般|通常)"
_LACKING = "(?:未|没有?|非)"
_ASSENT = "(?:批准|同意|指定|部署|授权|审批|许可|备案|统一安排)"


@dataclass(frozen=True, slots=True)
class Sign:
    """A norm word, where it stands, and its stance. A weak one counts only where nothing stronger stands before it."""

    span: Span
    stance: Stance
    weak: bool = False


_TABLE: tuple[tuple[Stance, bool, str], ...] = (
    # Two negations that are none.
    (Stance.REQUIRES, False, "不得不|不能不|不可不|不可以不|必不可少|不得(?:再)?拖延|非[^，。；]{1,12}不可"),
    (Stance.PERMITS, False, "不(?:禁止|限制(?!在)|反对)|并非不(?:可|能)"),
    # Letting off.
    (
        Stance.EXEMPTS,
        False,
        "(?:可以|应当|可|应)?(?:依法)?(?:不予|免予|免于|不再?给予|免除|不再?追究|不承担|从轻|减轻(?!.{0,6}(?:负担|压力))|不作(?:负面评价|为.{0,6}依据))"
        "(?=[^，。；]{0,12}(?:处分|问责|追究|追责|责任|处罚|处理|执行|或者|、|评价|$|[，。；]))"
        "|(?:可以?|也可)(?:依[规法])?不(?!是|仅|单)|容错|(?:予以|给予|可以?)(?:宽容|容忍|免责)|不受[^，。；]{1,20}(?:限制|约束)|不算(?:在内|问责|违)?|不在此限|不计入|不列入[^，。；]{0,8}范围"
        "|不适用|不归[^，。；]{1,12}管|不按[^，。；]{1,16}(?:处理|追究)|不纳入",
    ),
    # Within bounds, or only with somebody's word.
    (
        Stance.LIMITS,
        False,
        f"{_SOFTLY}[^，。；：]{{0,10}}?(?:不得?(?!少于|低于)|不再|只|最多|至多|控制|以内|半天)"
        f"|{_LACKING}(?:经|有|获|报|得到|取得)?[^，。；]{{0,24}}?{_ASSENT}的?，?[^，。；]{{0,6}}?(?:不得|不能|不可|不准|不许|一律不|不予|禁止|不(?=[^仅但])|的，?不得)"
        "|(?:不得?|不应|不能|不可)(?:超过|多于|高于|突破)|最多|至多|最长不|最高不|上限|控制(?:在|数量|频次|人数|规模|总量|发文|会期)|严格?控制?(?=[^，。；]{0,2})"
        "|从严(?:控制|把关|审批|掌握|核定)?|只减不增|只能|只可|只限|只准|仅限(?:于)?|限于|压减|压缩|精简|少于或持平|只有[^，。；]{1,20}才"
        "|(?:须|应当?|要|必须|需)?(?:先)?经(?!费|济|过|验|营|历|常)[^，。；]{1,24}(?:批准|同意|审批)(?:后)?，?[^，。；]{0,4}(?:方可|才(?:能|可)?|后方)",
    ),
    (
        Stance.FORBIDS,
        False,
        "(?:均|都|也|绝|又|且|并)?不得(?!已)(?:再)?|严禁|(?<!不)禁止|不准(?!确|时|予)|不许|不允许|一律不(?:得|准|许)?|(?:绝|都|也)?不能(?!够)|不可(?!抗|预|避|以上|少|或缺|分割)|不应当?(?!有的)|"
        "不宜|不要(?!求)|不搞|不再(?!受|是)|不(?:会)?容许|切忌|切勿|防止|杜绝|严防|力戒|避免|克服|不上(?=[^，。；]{1,6}[菜酒烟])|不提供|不用(?=[^，。；])|不(?:安排|设置|召开|接待|组织|要求|发放|下达|赠送|上|办|发|搞|设|准|列)(?=[^，。；]{1,})",
    ),
    (
        Stance.PERMITS,
        False,
        "(?<!不)可以(?!不)|(?<![不认许])可(?=[在按向由以根视直自采对参通结合依临开适提要探申商])|(?<!不)允许|有权|(?:提倡|鼓励|支持|倡导)(?=[^，。；])|享有|自愿|自主(?=[^，。；])|有[^，。；]{0,12}的?(?:权利|自由)",
    ),
    (
        Stance.REQUIRES,
        False,
        "应当|必须|务必|(?<![响供对适相反回]|一|理)应(?=[由先在及向按把予将与从根加依如立对当自明做有严报采真主经于承保坚])|(?<!无)须|(?<![只需重主必首次概不想])要(?!求|点|素|么|不|闻|件|害|职|领|目|务|案|挟|是|的)|(?:确)?需要?(?!求|的|[^，。；]{0,10}的(?:，|：))|有义务|有责任|负有",
    ),
    (
        Stance.REQUIRES,
        True,
        "由[^，。；：]{1,28}(?:负责|决定|审批|批准|组织|实施|统筹|承担|派|定|保障|给予|作出|办理|执行|公布|管理|出|撤销|通报|规定|制定|监督|召集|主持|推选|选举|任命|指导|领导|协调)"
        "|(?:主要|全面|统一|具体|分别|共同|自行|依法)?负责|实行|实施|坚持|落实|严格执行|先[^，。；]{1,16}(?:再|后)|及时|谁[^，。；]{1,6}谁|纳入|建立|健全|完善|推[动进行]|统筹|加强|定期|依照[^，。；]{1,16}执行|按照[^，。；]{1,16}执行|参照[^，。；]{0,12}执行|书面(?:通知|反馈|告知|说明)|报[^，。；]{1,16}(?:批准|备案|审批|同意)|予以|给予|责令|追究|撤销|取消|追缴|没收|退回|公开|公示|保持|确保|做到|做好|如实|保护|回避|接受|遵守|履行|维护|合并|整合|清理|解散|收回|关停|"
        "原参与[^，。；]{1,4}回避|上报|附|标明",
    ),
)
_SIGNS = tuple((stance, weak, re.compile(words)) for stance, weak, words in _TABLE)


def signs(text: str, hidden: tuple[Span, ...] = ()) -> tuple[Sign, ...]:
    """The signs of a sentence, in order; none where it is `hidden` (an exception's own words, a quotation)."""
    found: list[Sign] = []
    for sign in _all(text):
        span = sign.span
        if any(_meet(span, one) for one in hidden) or any(_meet(span, one.span) for one in found):
            continue
        found.append(sign)
    return tuple(sorted(found, key=lambda sign: sign.span.start))


def _all(text: str) -> Iterator[Sign]:
    for stance, weak, pattern in _SIGNS:
        for match in pattern.finditer(text):
            yield Sign(Span(match.start(), match.end()), stance, weak)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
