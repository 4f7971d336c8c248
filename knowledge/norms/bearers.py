"""Bearers: who must, must not or may, as a sentence of a rule names them, and at which level they stand.

A bearer is what stands at the head of a part of the sentence before its predicate, if that ends in a word for somebody;
or what 由 names; or, of what is encouraged or waived, what stands behind the norm word.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.norms.levels import level_of
from knowledge.norms.model import Bearer
from knowledge.norms.names import BODY, PERSON, SOMEBODY, name_before_verb, named_first, names_somebody
from knowledge.norms.parts import is_case
from knowledge.text import Span

# Where a predicate may begin. Within a name too (不设区的市): then nothing before it names anybody, and the next is tried.
_PREDICATE = re.compile(
    r"应当?|必须|不|可以?|有权|(?<![主重必])要|须|需|对|在|因|有(?!关|的|责)|之间|符合|委托(?!部门)|根据|依照|依据|依法|按|自(?![治然])|未|没|由|以(?![上下内外及])|向|将|把|为|就|原则上|一般|通常|负责(?![人同])|违反|执行|履行|干预|提供|享有|每|都|均|也"
    r"|一律|还|又|先|绝|严|既|认为|于|从|制定|设(?!区)|给|接|收到|指导|协助|行使|组织(?=实施|开展)|开展|参照|贯彻|支持|承担|提出|作出|拒绝|最多|至多|至少|发|减|照|当|按照|如实|及时|统筹|实行|是|≤|到|牵头|借|(?<=干部)政|禁止|经|查|只|讲话|调研|工作会|(?<!村民|代表|居民)会议|开会|发文|定期|负(?!责|有)|年度|召开|进行|无(?!偿)|拒|迟报|虚报|伪造|滥用|擅自|利用|泄露|会同|(?:新建|新设|增设|设立|举办|下发|印发|出台|修订|编制|起草|拟定|提拔|选拔|任用|招聘|聘用|采购|购置|组建)(?!单位|人员|机关|部门|机构|者|方)|确[需有因]|故意|恶意|涉嫌|协商|授意|指使|强令|打击|徇私|挪用|贪污|收受|玩忽|篡改|编造|隐瞒|弄虚|逾期|陪同|与(?=[^，。；]{1,12}(?:有|无|存在)[^，。；]{0,6}(?:关系|关联|冲突))|联名|联合|讨论|聘任(?!制)|联系|走访|人数|随行(?!人员)|担负|负担|配合|收集|报送|报告|反映|申请|核实|处理|审核|审批|审查|调查(?!组|人|对象|单位|机关)|批准|通知|告知|公开|公布|出具|填报|使用|保管|回避|遵守|尊重|维护|保护|接受|采取|解决|帮助|引导|教育(?![局部厅委系])|培养|选派|抽调|借用|安排|组建|成立|签订|推荐|推行|完善|健全|落实|整改|改正|纠正|担任|退休|参加|除|集体|认为|享受|享有|确定|依据|坚持|(?<![级党会众济层体该本构])组织(?!部|者|人事)|服务|管理|监督|建立|推|$"
)
_NO_HEAD = re.compile(
    r"^(?:凭|先(?!进)|再|提出|不服|或(?!许)|加重|减轻|增加|影响|损害|侵犯|取消|责令|法律(?!援助|顾问)|法规|对|向|为|把|将|给|让|从|在|以|按|经|凡|除|因|根据|依照|按照|依据|通过|用(?!户|人单位)|与|和|关于|未经?|没有|是|有(?!关|的)|不(?!设区)|应当?|必须|须|可以|严禁|禁止|要求|使|于|自(?!己)|当(?!事|地)|如|若|叫|到|来|评价|录用|报考|确保|鼓励|"
    r"支持|属于|涉及|召开|召集|组织(?!者|部)|办理|清理|加强|提高|知道|发现|追究|下列|需要?|带有|带|请|发(?!展)|开|提倡|防止|违反|负责(?!人|同志|的)|由|比|照|按|上述情形|单笔|所称|该项|公务员的|(?:接待|陪同|随行)(?!人员))"
)
# Somebody named by what he does begins like a verb: 用人单位, 与会人员.
_NAMED_BY_DEED = re.compile(
    r"(?:用人|与会|经办|从业|带队|来访|到场|到会|使用|发文|发包|发布|发起|开发|对口|组织|办理|召集|负责|自然|通知|支持|接待|陪同|随行|评价|主办)(?:人员|人(?!事)|者|单位|部门|机关|机构|领导|方|干部)"
)
_SIMPLE_CASE = re.compile(r"[^且而、]{4,}的")
_DESCRIBED_ONE = re.compile(
    r"(?:未|没有|不|有|被|受|经|因|从|在|参加|符合|违反|负责)[^，。；的]{2,20}的[^，。；的]{1,8}$"
)
_TWO_SIDED = re.compile("[且而]")
_OCCASION = re.compile(r"(?:时|期间|过程中|之?前|之?后)$")
_LET_OFF = re.compile(r"(?:可以|应当|可|应)?(?:依法)?(?:不予|不再|免|从轻|减轻|不追究)")
_OF_WHOM = re.compile(rf"对[^，。；]{{2,40}}的(?P<who>[^，。；的]{{0,8}}{SOMEBODY})，")
_CLAUSE = re.compile(r"^[（(]|[由将且而]|(?<!一)把|(?<!已)经(?![办济理营贸信])|(?<![收接受达])到")
_RECEIVES = re.compile(r"^(?:收到|接到)(?!.*的[^，。；的]{2,10}$)")
_MAKES = "(?:印发|制发|下发|委托|安排|部署|交办|布置|下达|召开|组织|主办|举办|发布|开发|召集)"
_OWNED = re.compile(
    rf"^(?P<who>[^，。；的]{{0,20}}?(?:{PERSON}|{BODY})){_MAKES}?的[^，。；的]{{0,10}}(?:文件|会议?|App|报告|讲话|通知|活动|公文|平台|(?<=[署办托置达排]的)(?:事项|工作|任务))$"
)
_PUNISHED = re.compile(
    rf"对(?P<who>[^，。；]{{0,24}}?(?:{PERSON}|{BODY}))(?=给予|予以|依法|依规|处|从重|从严|追究|诫勉|：|，由|，依)"
)
_SOFT = re.compile(r"原则上|一般|通常")
_SELF = frozenset({"本人", "自己"})
_DUTY = re.compile(r"应当?|必须|不得|可以|要|须")
_LEAD = re.compile(
    r"^(?:[^，。；]{1,6}(?:前|后|期间|时)(?=任何|各|有关|相关)|同时|另外|其中|此外|并且|并|且|但是?|凡|而|今后|平时|原则上|一般|通常|必要时|确需|除[^，。；]{1,40}外|[①-⑳])+(?=[^，。；])"
)
_BY = re.compile(r"(?<![自理缘转事为])由(?![于此])(?P<who>[^，。；：由]+)")
_MADE = re.compile(r"(?:其中)?由")
_MADE_UP_OF = re.compile(r"组成|构成|变[为更]")
# What is done to somebody, or how many there may be of them, binds others.
_UNDERGOES = re.compile(
    r"不(?:计算|计|算)在内|(?:每[年月季])?接受[^，。；]{0,8}(?:督查|检查|考核|调研)|"
    r"(?:不|不得|应当?|可以?|不因[^，。；]{1,20}而)+被"
    r"|(?:原则上|一般|每[年次季月]|应当?|不得|总数)*(?:占|(?:不(?:得|应)?(?:超过|少于|多于|低于|高于)|至多|最多|至少|以)[^，。；]{0,12}?(?:名|人|家|个|位)(?:为宜|以内)?(?=[。；]?$))"
)
_JUDGES = re.compile(
    r"认为|发现|收到|接到|受理|查实|核实|审查|经"
)  # the office that acts, not whom it acts on
_BY_OFFICE = re.compile(
    r"(?:应当?|可以?|一律|必须)?(?:依法|[按依][^，。；]{2,12})?(?:予以|应?予|给予|责令|取消|没收|追究|免去|辞退|移[送交]|(?:按照|依照|按|参照)[^，。；]*(?:办理|执行|处理)(?=$|[。；]))"
)
_ADVERBIAL = "对|向|将|把|按|根据|依照|依据|在|为|因|就|以|从|与|同|给|由|通过|自|于|经|除|当|应|不|可|须|必|要|有权|认为"
_OF_A_THING = re.compile(
    rf"(?!{_ADVERBIAL}|{_MAKES}的)[^，。；]{{1,40}}的(?!$)[^，。；的]{{1,10}}$(?<!文件)(?<!会)(?<!会议)(?<!督查)(?<!检查)(?<!考核)(?<!活动)(?<!通知)(?<!报告)(?<!讲话)(?<!培训)(?<!调研)(?<!报表)"
)
_THINGS = "经费|费用|工作|活动|制度|职责|权限|会议|决定|命令|文件|资料|信息|名单|选举|程序|办法|标准|事项|数量|人数|规模|次数|时间|期限|期间|档案|系统|平台|报告|待遇|条件|资格|编制|情况|意见|问题|行为|关系|计划|方案|清单|职务|级别|资金|章程|内容|例"
_VERB_MAY = re.compile(
    rf"(?![的和及与或等之法（]|办公|经费|工作|负担|场所|牌子|印章|活动|以[上下内外]|条例)(?![^，。；]*(?:{_THINGS}|的|[中上下时后前])$)[^，。；、]{{4,}}$"
)
_DESCRIBED = re.compile(r"[^，。；的]{1,10}的")
_GIVES_BEHIND = re.compile(
    r"提倡|鼓励|支持|倡导|不?允许|不?再?要求|不准|不许|禁止|严禁|不需要?|无[需须]|不必|不用"
)
_WHO = re.compile(r"谁不?(?:能|可以)[^：:]{0,16}[：:](?P<who>[^，。；]+)")


def bearer_of(sentence: str, sign: Span) -> Bearer | None:
    """Who is bound by the norm whose word stands at `sign`; None where the sentence names nobody."""
    parts = list(_parts(sentence))
    here = next((part for part in parts if part.start <= sign.start < part.end), Span(0, len(sentence)))
    if sign.start == sign.end:
        return _named(sentence, _punished(sentence, parts))
    if agent := agent_of(sentence, here):
        return _named(sentence, agent)
    if _GIVES_BEHIND.fullmatch(sentence, sign.start, sign.end) and (given := _given(sentence, sign.end)):
        return _named(sentence, given)
    if listed := _WHO.match(sentence):
        return _named(sentence, Span(*listed.span("who")) if names_somebody(listed["who"]) else None)
    return _named(sentence, _subject(sentence, sign, [part for part in parts if part.start <= here.start]))


def _punished(sentence: str, parts: Sequence[Span]) -> Span | None:
    """Whose conduct a sanction follows."""
    heads = (head for part in parts if (head := head_of(sentence, part)))
    punished = _PUNISHED.search(sentence)
    return next(heads, None) or (Span(*punished.span("who")) if punished else None)


def agent_of(sentence: str, part: Span) -> Span | None:
    """Whom 由 names in a part."""
    for match in _BY.finditer(sentence, part.start, part.end):
        name = name_before_verb(match["who"])
        if name and not _MADE_UP_OF.search(match["who"]):
            return Span(match.start("who"), match.start("who") + len(name))
    return None


def _made_by(sentence: str, part: Span) -> Span | None:
    """Who made what a case is about (由主管部门制定的，报…): what follows is theirs to do."""
    opens = _MADE.match(sentence, part.start, part.end)
    return agent_of(sentence, part) if opens and is_case(sentence, part) else None


def _given(sentence: str, start: int) -> Span | None:
    """To whom something is left or what is encouraged in, right behind the word."""
    described = _DESCRIBED.match(sentence, start)
    for begin in (start, *([described.end()] if described else [])):
        if name := named_first(sentence[begin:]):
            return Span(start, begin + len(name))
    return None


def _subject(sentence: str, sign: Span, parts: Sequence[Span]) -> Span | None:
    """Who stands before the norm word, in its part or in the last part before that names somebody."""
    *before, here = parts
    inside = _SOFT.match(sentence, sign.start, sign.end)
    if inside and (head := head_of(sentence, Span(inside.end(), sign.end))):
        return head
    own = head_of(sentence, Span(here.start, sign.start), loosely=True)
    if own and _UNDERGOES.match(sentence, own.end, here.end):
        return None
    heads = [own, *_before(sentence, before, here, sign)]
    named = [head for head in heads if head]
    others = [head for head in named if head is own or sentence[head.start : head.end] not in _SELF]
    if not named and _LET_OFF.match(sentence, sign.start) and (whom := _OF_WHOM.match(sentence)):
        return Span(*whom.span("who"))
    return (others or named)[0] if named else None


def _before(sentence: str, parts: Sequence[Span], here: Span, sign: Span) -> Iterator[Span]:
    """Who stands at the heads of the parts before, the nearest first; not those whom an office decides about."""
    done_by_others = _BY_OFFICE.match(sentence, sign.start, here.end)
    for part in reversed(parts):
        # What a duty follows without a subject (各部门新建程序，必须…) is a clause, whatever its verb.
        led_up = part.end + 1 == here.start == sign.start and not _DUTY.search(sentence, part.start, part.end)
        head = head_of(sentence, part, loosely=led_up) or _made_by(sentence, part)
        if head is None or _UNDERGOES.match(sentence, head.end, part.end):
            continue
        if done_by_others and is_case(sentence, part) and not _JUDGES.match(sentence, head.end):
            continue
        yield head


def head_of(sentence: str, part: Span, *, loosely: bool = False) -> Span | None:
    """The words at the head of a part that name somebody, before its predicate; `loosely`: or before what may be one."""
    lead = _LEAD.match(sentence[part.start : part.end])
    start = part.start + (lead.end() if lead else 0)
    words = sentence[start : part.end]
    if loosely and _DESCRIBED_ONE.match(words) and names_somebody(words):
        return Span(start, part.end)
    if _NO_HEAD.match(words) and not _NAMED_BY_DEED.match(words):
        return None
    length = len(_before_predicate(words))
    if not length and (loosely or _OCCASION.search(words) or _SIMPLE_CASE.fullmatch(words)):
        length = len(_before_verb(words))
    if not length or _OF_A_THING.match(words, length):
        return None
    return Span(start, start + length)


def _before_predicate(words: str) -> str:
    """The name before the first predicate that has one; empty where a duty's word comes first, or none does."""
    for match in _PREDICATE.finditer(words):
        head = words[: match.start()]
        if owned := _OWNED.match(head):
            head = owned["who"]
        if head and not _CLAUSE.search(head) and names_somebody(head) and not _RECEIVES.match(head):
            return head
        if _DUTY.fullmatch(match.group()) and match.start():
            return ""
    return ""


def _before_verb(words: str) -> str:
    """The name that words begin with, where what follows may be a verb with its object."""
    occasion = _OCCASION.search(words)
    words = words[: occasion.start()] if occasion else words.removesuffix("的")
    head = "" if _TWO_SIDED.search(words) else named_first(words)
    if occasion and len(words) > len(head) + 1 and words[len(head)] not in "的和、或":
        return head
    return head if head and head[-1] != "级" and _VERB_MAY.match(words, len(head)) else ""


def _parts(sentence: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(r"[，,：:—]+", sentence):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(sentence))


def _named(sentence: str, span: Span | None) -> Bearer | None:
    return Bearer(span=span, level=level_of(sentence[span.start : span.end])) if span else None
