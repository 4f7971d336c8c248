"""Conditions: what makes a demand none, or lets it off, as a notice words it.

不 binds to what follows it in its part between commas; 自愿, 应急 and 经批准 speak for their sentence, and a heading for
all that stands under it.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.notices.cutting import Sentence
from knowledge.notices.model import Condition
from knowledge.text import Span

# 不 in these denies nothing that is asked, or asks for more of it.
_NO_DENIAL = (
    r"不(?:得|能|可|应|许|要)?(?:再)?(?:少于|低于|小于|短于|迟于|晚于|早于|超过|多于|过夜|隔夜|缺席|缺勤|缺席|请假|代替|替代|由[^，。；]{1,8}(?:兼任|代)|无故|以任何|借故|推诿|推脱|推托|拖延|延误|拖|迟报|漏报|瞒报|谎报|漏|落|空|掉队|走过场|打折扣|折不扣|摘要|删减|敷衍|擅自|擅离|离岗|离开|脱岗|关机|静音|留死角|留空白|留盲区)"
    r"|不[到足够及落漏论管分断同限仅但只光单久力实良停变中换]|不折不扣|不打烊|不间断|不定期|不可抗力|不得不|能不能|是不是|要不要|好不好|不好意思|不厌其烦|了不起|差不多|忍不住|对不起|不低于|不少于|不包括|不含|不放过|不在位|不在岗"
    r"|不(?:达标|合格|按[时期规要]|及时|准时|规范|齐全|完整|到位|配合|重视|参加|参与|落实|执行|完成|上报|报送|报|交|填|签|转|发|打卡|登录|安装|注册|回复|回|来|去|投|装|订|去|整改|达)[^，。；]{0,8}?的"
)
_DENIAL = (
    r"不|无需|无须|毋须|毋需|无任|无名额|无指标|无(?=[^，。；]{0,6}(?:要求|任务))|免(?:于|予|报|填|签|交|去|除)|勿|谢绝|拒绝|禁止|严禁|防止|杜绝|避免|停止|没有(?=[^，。；]{0,8}(?:要求|任务|名额|指标))|(?:未|没)(?:有)?(?:要求|安排|规定|布置)|别(?=[再让叫要拍发报填搞])|甭|取消(?=[^，。；]{0,8}(?:打卡|签到|排名|报送|报表|会议|考核|接龙))|解散"
)
_NEGATOR = re.compile(rf"(?P<none>{_NO_DENIAL})|(?P<denial>{_DENIAL})")
_AFTERWARDS = re.compile(
    r"^[^，。；]{0,12}?(?:不作(?:硬性|统一|强制)?(?:要求|规定)|不强制|不勉强|不强求|可(?:以)?不|不必|无需|无须|不用(?!的)|不再(?:需要|要求)?$|自愿|自主|随意|均可|都行|也行|可免|免了|就(?:行|可以|好)$|则不|除外)"
)
_VOLUNTARY = re.compile(
    r"自愿|自主(?:选择|决定|报名|申报|参与|参加|确定)|自行(?:决定|选择|报名|把握|下载|自愿)|(?:由|请)[^，。；]{1,16}(?:自定|自行确定|自行决定|自己定|根据[^，。；]{1,14}(?:定|决定|确定))|(?:是否|要不要|去不去|办不办|来不来|参不参)[^，。；]{0,14}(?:由|自|看|随)"
    r"|不作(?:硬性|统一|强制)?要求|不强制|不勉强|不强求|不统一要求|可选(?!择)|选做|选报|任选|有(?:意愿|兴趣|意向|需要|需求)的|如(?:有|需|感)(?:兴趣|意愿|需要|需求|意向)|愿意的|想[^，。；]{1,6}的(?:村|社区|单位|同志|可)|随(?:到随学|意)|去不去|不参加(?:也)?(?:不影响|没关系|不扣)|(?:可|可以)(?:自行|自愿|酌情|不)"
)
_EMERGENCY = re.compile(
    r"应急(?:值守|值班|响应|处置|状态|期间|系统|指挥|抢险|避险|转移|救援)|防汛(?:值|调度|抢险|应急)|汛期(?:值|巡)|抗洪|抢险|险情|灾情|火情|火场|起火|扑救|扑火|救援|救灾|避险|转移(?:群众|安置|人员|人数|高|临|危)|巡堤|巡坝|安保(?:值|执|期|任|人|工)|执勤|警戒|预警|暴雨|山洪|洪水|台风|地震|泥石流|滑坡|出险|伤亡|中毒|失联|走失|急症|抢救|警情|报警|突发(?:事件|情况|公共|疾病)|(?:高火险期|戒严期|响应期间|响应解除)|(?:拨打|打)(?:110|119|120|122)|值守人员|半专业队|扫火"
)
_EMERGENCY_NOTICE = re.compile(
    r"应急响应(?!.{0,12}(?:演练|预案|培训))|调度令|抢险|(?:火情|险情|灾情|疫情)(?:处置|救援)|应急(?:救援|抢险|处置)?群|扑救|紧急转移|抗洪|防汛(?:命令|令)|启动.{0,14}响应"
)
_APPROVED = re.compile(
    r"(?:经|报|已)[^，。；]{0,24}(?:党委|县委|市委|省委|政府|人民政府|书记|县长|市长|常务会|常委会|统计(?:局|机构)|主要负责同志|负责同志|领导小组|上级)[^，。；]{0,16}(?:批准|同意|批复|审批|审定|备案)"
    r"|(?:列入|纳入|依据|依照|按照|根据)[^，。；]{0,30}(?:年度)?[^，。；]{0,10}(?:督查检查考核计划|督检考计划|督查计划|检查计划|考核计划|抽查计划|监督检查计划|年度计划|会议计划|发文计划)"
    r"|(?:批准|备案)文号|表号|批准机关|有效期(?:至|限)|国统字|统[制计]?[字表]|备案编号|双随机"
)
_INTERNAL = re.compile(
    r"(?:本|我)(?:单位|局|机关|委|办|镇机关|院|校|中心|行|队|馆|公司)(?:机关)?(?:内部|内设|各科室|各股室|各处室|各部门|各科|职工|干部职工|工作人员)|内设(?:科室|机构|股室)|各(?:股室|科室|处室)(?!.{0,6}(?:及|和|、).{0,4}(?:乡镇|村))|局属各?股室|机关内部"
)


def of_sentence(sentence: Sentence) -> frozenset[Condition]:
    """What lets a whole sentence off, by its own words or by a heading over it."""
    return frozenset(_conditions(sentence.words, sentence.headings))


def _conditions(words: str, headings: Sequence[str]) -> Iterator[Condition]:
    for condition, pattern in (
        (Condition.VOLUNTARY, _VOLUNTARY),
        (Condition.EMERGENCY, _EMERGENCY),
        (Condition.APPROVED, _APPROVED),
        (Condition.INTERNAL, _INTERNAL),
    ):
        if pattern.search(words) or any(pattern.search(heading) for heading in headings):
            yield condition
    if any(heading.endswith("：") and denies(heading, Span(len(heading) - 1, len(heading))) for heading in headings):
        yield Condition.NEGATED


def of_notice(lines: Sequence[str]) -> frozenset[Condition]:
    """What lets a whole notice off, by how it begins: an order in an emergency."""
    begin = "\n".join(lines[:5])
    return frozenset({Condition.EMERGENCY} if _EMERGENCY_NOTICE.search(begin) else ())


def denies(words: str, span: Span, *, own: bool = False) -> bool:
    """Whether what stands at a span of a sentence is denied: by 不 before it in its part, or by what follows.

    Negations inside the span count unless they are the sign's `own` words.
    """
    begin = max(words.rfind(mark, 0, span.start) for mark in "，：；｜") + 1
    end = span.start if own else span.end
    if any(match["denial"] for match in _NEGATOR.finditer(words[begin:end])):
        return True
    return _AFTERWARDS.search(words[span.end :]) is not None
