"""Signs: the words by which a rule forbids, limits, requires, permits or exempts.

A sign of one stance can stand inside that of another (不 in 可以不予, 不得 in 一般不得, 应当 in 应当从轻), so the table is
ordered, and where two overlap the earlier row has the words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import Stance
from knowledge.text import Span

_SOFTLY = "(?:原则上|一般(?![性化规以法意公群党干纳缴职违号人而文事])|通常)"
# After 不 these make no prohibition: 不服, 不设区的市, 不良影响, 不实举报, 不仅.
_NO_BAN = (
    "服|是|设区|符|同(?!意)|良|实|足|一|属|够|清|明|好|高|利|断|论|管|仅|但|单|当|力|适|合格|称职|满|超|少|多|低|到|在|包|含|予|受|对|愿|想|会(?!签)|能|得|要|"
    "准|许|应|宜|再|必|可|经|等|动产|例|正|法|称|安|全|公|便|严|妥|及|如|免|胜|参公|作为|落实|担当|违|求|知|归|改|分|论|履|真|提出|需|用"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A norm word, where it stands, and its stance.

    A weak one counts only where its part of the sentence has no other; a verb only at the head of its part, or behind
    somebody who is to do it.
    """

    span: Span
    stance: Stance
    weak: bool = False
    verb: bool = False


_STRONG: tuple[tuple[Stance, str], ...] = (
    # Two negations that are none.
    (Stance.REQUIRES, "不得不|不(?:得|应|能)?(?:少于|低于)|不能不|不可不|不可以不|非[^，。；]{1,12}不可"),
    (
        Stance.PERMITS,
        "不(?:禁止|限制(?!在)|反对)|可以?不经(?!批准|同意)|可以?不(?=[^，。；]{1,8}，[^。；]{0,24}直接)|有权(?:不予|拒绝)",
    ),
    # Letting off.
    (
        Stance.EXEMPTS,
        "(?:可以|应当|可|应)?(?:依法)?(?:不予|免予|免于|不再?给予?|免除|不再?追究|不承担|从轻|减轻(?!.{0,6}(?:负担|压力)))"
        "(?=[^，。；]{0,12}(?:处分|问责|追究|追责|责任|处罚|处理|执行|、|评价|或者|$))"
        "|(?:可以?|也可)(?:依[规法])?不(?!是|仅|单|得|能)|(?:予以|给予|可以?|应当?)(?:宽容|容忍|免责|容错)|不受[^，。；]{1,20}(?:限制|约束)"
        "|(?:可以?|大胆|该)容(?=的|$|[，。；：])|不算(?:在内|问责|违|数)?|不在此限|不计入|不适用|不归[^，。；]{1,12}管|不再?受[^，。；]{1,12}影响|无[须需]|不需要?|不必(?!要)|不用(?=[^，。；])|(?<!一般)(?<!上)不要求(?=群众|地方|下级|基层|提供|提交|上报|参加|村|乡)",
    ),
    # Within bounds, or only with somebody's word.
    (
        Stance.LIMITS,
        f"{_SOFTLY}[^，。；：]{{0,12}}?(?:不得?(?!少于|低于)|不再|只|最多|至多|控制|以内|半天|一次|1次)"
        "|(?:不得?|不应|不能|不可)(?:超过|多于|高于|突破)|最多|至多|最长|最高不|上限|控制(?!数据|室|人(?!数)|、)|严格?控制?|从严(?!处理|处分|治党|从快|惩)"
        "|只减不增|能[^，。；]{1,16}就不|只(?=[写请叫限管收报能可准看指])|仅限于?|限于|压减|(?:大幅)?压缩|精简(?=文|会|发)|减(?:少|到|至)?(?=[^，。；轻负]{0,8}\\d)|减少|比[^，。；]{1,8}少|只有[^，。；]{1,20}才|(?:才|方|后)(?:可以?(?!能)|能(?!够)|准|得以?|谈得上)|为限|(?:^|(?<=[，：:]))限制(?=[^，。；])"
        "|(?<![减不])少(?=[开发要搞派][^，。；]{1,3}[、，])",
    ),
    (
        Stance.FORBIDS,
        "(?:均|都|也|绝|又|且|并|更)?不得(?!已)再?|严禁|(?<!不)禁止(?!的)|不准(?!确|时|予)|不许|不允许|一律不(?:得|准|许)?|一概不|坚决不|(?<!能)(?:绝|都|也)?不能(?!够|当全国|[^，。；]{1,6}的[按，由])|(?<!一)不可(?!抗|预|避|以上|少|或缺|分割)"
        "|不应当?(?!有的)|不宜|不要(?!求)|不搞|不再(?!受(?!理)|是|适合)|的不(?=接待|办理|受理|报销)|(?<![预国边消])防(?=多头|层层|变相|反弹|重复)|不(?:会)?容许|切忌|切勿|防止|杜绝|严防|力戒|避免|克服|堵住|不提供|不(?:安排|召开|接待|组织|要求|发放|下达|赠送|上(?![级述报])|办(?!理)|搞|设(?!区))(?=[^，。；])"
        "|不(?:停止|重复|看|按|因|实行|开展|列入|配套|干预|影响(?![^，。；]{0,4}的)|拖延|层层)(?=[^，。；]|$)",
    ),
    (
        Stance.PERMITS,
        "(?<!不)可以(?!不)|(?<![不认许])可(?!能|是|见|谓|行|靠|控|持|以|观|贵|惜|疑|比|塑|预见|操作|抗|不)(?=[\\u4e00-\\u9fff])|(?<!不)允许|有权(?!机关|部门)|(?<![、给导])(?:提倡|鼓励|支持|倡导)(?=[^，。；、帮])|享有|有[^，。；]{0,12}的?(?:权利|自由|权)(?=$|[，。；])",
    ),
    (
        Stance.REQUIRES,
        "应当|必须|务必|(?<![响供对适相反回本一理])应(?!用|对|急|届|有|付|酬|聘|邀|试|允|该|当|征|验|变|接|和)(?=[\\u4e00-\\u9fff])应(?=[由先在及向按把予将与从根加依如立对当自明做有严报采真主于承保坚纳建同说给经])|(?<!无)须(?!知)|(?<![只需重主必首次概不想、复头])要(?!求(?!关注|各|下)|人单位|点|素|么|不|闻|件|害|职|领|目|务|案|挟|是(?!有)|的|材料|数(?!字)|钱|村|居|回|不要|[，。；]|$|紧)"
        "|(?<![的必])(?<!工作)(?<!特殊)(?<!所)需要?(?!求|的|[，。；]|$)|(?<!负)有(?:义务|责任)(?!的)|负有(?!责任的|直接)[^，。；]{0,8}(?:责任|义务)|至少|(?<!不)要求(?=中央|各|下级|关注|加强|落实|建立)",
    ),
)
_WEAK: tuple[tuple[Stance, str], ...] = (
    (Stance.LIMITS, "通常(?![所说])"),
    (
        Stance.FORBIDS,
        f"(?<![得能可要许准应绝毫])不(?!{_NO_BAN})(?=[\\u4e00-\\u9fff])",
    ),
    (
        Stance.REQUIRES,
        "由(?=[^，。；：]{1,30}(?:负责|决定|审批|批准|组织|实施|统筹|承担|派|定|保障|给予|作出|办理|执行|公布|管理|出|撤销|通报|规定|制定|监督|召集|主持|推选|选举|任命|指导|领导|协调|提出|确定|处理|解决|消除|兼任|担任|组成|指定))"
        "|负责(?!人|任|同志|[^，。；]{0,4}的)|(?<!不)实[行施](?!条例|意见|办法|方案|细则|的)|坚持|落实(?!情况|的)|严格执行|先(?!行先|进|试|前)(?=[^，。；]{1,16}(?:再|后|，|$))|及时|谁(?=[^，。；]{1,6}谁)|纳入|建立(?!的)|健全|完善|推[动进行]|统筹|加强|定期|(?:依照|按照|参照|按)(?=[^，。；]{1,24}(?:执行|办理|处理|管理|进行|给予|报批|干(?!部)))|从其规定"
        "|书面(?:通知|反馈|告知|说明)|报(?=[^，。；]{1,24}(?:批准|备案|审批|同意|报告))|予以|给予|给(?=[^，。；]{0,6}(?:指导|支持|帮助|经费))|责令|追究|追缴|没收|退回|确保|做到|做好|如实|照常|回避|(?<!未)标明(?!的)|移送|解散|收回|关停|走(?=[^，。；]{0,4}程序|“)|负(?:主体|起|总|全面|直接)[^，。；]{0,12}责任?|轻车简从|该[^，。；]{1,6}就|该容的|能合[^，。；]{1,3}合",
    ),
)
_VERBS: tuple[tuple[Stance, str], ...] = (
    (
        Stance.REQUIRES,
        "撤销|取消|公开|公示(?!期)|保持|合并|整合|清理|上报|协助|指导(?!性)|纠正|严查|报告|正确|主要看|作出|举一反三|联合|统一|提前|定为|优先|尊重|保障|维护|履行|遵守|接受|动态|开[展好]|改进|明确|规范|宣传|组织(?!部|人)|依法|看结果|全面|深入|切实|严格(?!控)|强化|提高|注重|区分|教育|监督|发挥|畅通|鼓足|带头|会同|限期|提出|确定|验收|能[^，。；]{1,2}则|动真|设立|设置|配备|具备|适应|引导|执行|审核|核实|通知|告知|说明|出具|选派|推广|推荐|整治|治理|压实|分清|谈话|移交|归档|留存|分类|教育",
    ),
)
_STRONG_SIGNS = tuple((stance, re.compile(words)) for stance, words in _STRONG)
_WEAK_SIGNS = tuple((stance, re.compile(words)) for stance, words in _WEAK)
_VERB_SIGNS = tuple((stance, re.compile(words)) for stance, words in _VERBS)


def signs(text: str, hidden: Sequence[Span] = ()) -> tuple[Sign, ...]:
    """The signs of a sentence, in order; none where it is `hidden` (an exception's own words, a quotation)."""
    found: list[Sign] = []
    for sign in _all(text):
        if not any(_meet(sign.span, one) for one in (*hidden, *(known.span for known in found))):
            found.append(sign)
    return tuple(sorted(found, key=lambda sign: sign.span.start))


def _all(text: str) -> Iterator[Sign]:
    tables = ((_STRONG_SIGNS, False, False), (_WEAK_SIGNS, True, False), (_VERB_SIGNS, True, True))
    for table, weak, verb in tables:
        for stance, pattern in table:
            for match in pattern.finditer(text):
                yield Sign(Span(match.start(), match.end()), stance, weak, verb)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
