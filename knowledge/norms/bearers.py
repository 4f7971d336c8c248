"""Bearers: who must, must not or may, as a sentence of a rule names them, and at which level they stand.

A bearer is what stands at the head of a part of the sentence before its predicate, if that ends in a word for somebody;
or what 由 names; or, of what is encouraged or waived, what stands behind the norm word.
"""

import re
from collections.abc import Iterator

from knowledge.norms.model import Bearer, Level
from knowledge.text import Span

_PERSON = "公务员|公职人员|人员|党员|干部|负责人|负责同志|领导成员|领导|成员|组长|主任|书记|首长|本人|自己|专人|当事人|申请人|人选|教师|网格员|责任者|主席|责任人|代表|个人|同志|[访报选告诉承发检举证]人"
_BODY = (
    "机关|部门|单位|机构|组织|政府|党委|党组|委员会|办公厅|办公室|协会|学会|小组|督查组|检查组|法院|检察院|统计局|网信办|学校|医院|企业|国家|国务院|中央|团体|地方|各地|各级|各地区"
    "|地区|乡镇|街道|社区|村级|上级|下级|基层|省|省里|市州|市|县|村|村委会|居委会|村民会议|居民会议|班子|系统|主席团|对象|当地|任何人|公民|用户|村民|居民|群众|家长|主办方|组织者|两办|国办|市级|县级|省级|一级|开发者|运营者|党支部|支部|专班|代表会议|监委|纪委|村民小组|选民|领导班子|工商户|财政|仲裁庭|纪检监察|课题组|调研组"
)
_PERSON, _BODY = ("|".join(sorted(words.split("|"), key=len, reverse=True)) for words in (_PERSON, _BODY))
_SOMEBODY = re.compile(rf"(?:{_PERSON}|{_BODY})(?:[（(][^）)]{{1,16}}[）)])?等?$")
# Where a predicate may begin. Within a name too (不设区的市): then nothing before it names anybody, and the next is tried.
_PREDICATE = re.compile(
    r"应当?|必须|不|可以?|有权|(?<![主重必])要|须|需|对|在|因|有(?!关|的|责)|之间|符合|委托(?!部门)|根据|依照|依据|依法|按|自(?![治然])|未|没|由|以(?![上下内外及])|向|将|把|为|就|原则上|一般|通常|负责(?![人同])|违反|执行|履行|干预|提供|享有|每|都|均|也"
    r"|一律|还|又|先|绝|严|既|认为|于|从|制定|设(?!区)|给|接|收到|指导|协助|行使|组织(?=实施|开展)|开展|参照|贯彻|支持|承担|提出|作出|拒绝|最多|至多|至少|发|减|照|当|按照|如实|及时|统筹|实行|是|≤|到|牵头|借|(?<=干部)政|禁止|经|查|只|讲话|调研|工作会|(?<!村民|代表|居民)会议|开会|发文|定期|负(?!责|有)|年度|召开|进行|无(?!偿)|拒|迟报|虚报|伪造|滥用|擅自|利用|泄露|会同|担任|退休|参加|除|集体|认为|享受|享有|确定|依据|坚持|组织|服务|管理|监督|建立|推|$"
)
_NO_HEAD = re.compile(
    r"^(?:对|向|为|把|将|给|让|从|在|以|按|经|凡|除|因|根据|依照|按照|依据|通过|用|与|和|关于|未经?|没有|是|有(?!关|的)|不(?!设区)|应当?|必须|可以|严禁|禁止|要求|使|于|自(?!己)|当(?!事|地)|如|若|叫|到|来|评价|录用|报考|确保|鼓励|"
    r"支持|属于|涉及|召开|召集|组织(?!者|部)|办理|清理|加强|提高|知道|发现|追究|下列|需要?|带有|带|请|发(?!展)|开|提倡|防止|违反|负责(?!人|同志|的)|由|比|照|按|同级|上述情形|单笔|所称|该项|公务员的|接待|陪同|随行)"
)
_RECEIVES = re.compile(r"^(?:收到|接到)(?!.*的[^，。；的]{2,10}$)")
_OWNED = re.compile(
    rf"^(?P<who>[^，。；的]{{0,20}}?(?:{_PERSON}|{_BODY}))(?:印发|制发|下发|召开|组织|主办|举办|发布|开发)?的[^，。；的]{{0,10}}(?:文件|会议?|App|报告|讲话|通知|活动|公文|平台)$"
)
_PUNISHED = re.compile(rf"对(?P<who>[^，。；]{{0,24}}?(?:{_PERSON}|{_BODY}))(?=给予|予以|依法|依规|处|：)")
_SOFT = re.compile(r"原则上|一般|通常")
_SELF = frozenset({"本人", "自己"})
_DUTY = re.compile(r"应当?|必须|不得|可以|要|须")
_LEAD = re.compile(
    r"^(?:同时|另外|其中|此外|并且|并|且|但是?|凡|而|今后|平时|原则上|一般|通常|必要时|确需|除[^，。；]{1,40}外|[①-⑳])+(?=[^，。；])"
)
_BY = re.compile(
    rf"由(?P<who>[^，。；：由]{{0,44}}?(?:{_PERSON}|{_BODY})(?:[（(][^）)]{{1,12}}[）)])?)(?=负责(?!人|同志)|在|提前|决定|审|批准|组织|实施|统筹|承担|派|定|保障|给|作出|办理|执行|公布|管|出|撤|通报|规定|制定|监督|召集|主持|推|选举(?!委)|任命|指导|领导|协调|提|确定|处|解决|自行|兼|担任|责令|按|依|没收|分别|宣布|追究|集体|牵头|会同|担任|退休|参加|除|集体|认为|享受|享有|确定|依据|坚持|组织|服务|管理|监督|根据|对|以(?!上)|予以|报|签|调查|备案|核|向|支付|约谈|商|指定|安排|确认|出具|直接|分工|会|另|统一|管辖|批|设|组成|任|负担|聘|监管|负责|所在|或者?[^，。；]{{1,16}}(?:作出|决定|给)|$|[，。；])"
)
_AFTER = re.compile(
    rf"(?P<who>(?:有条件的|各级|各|广大|企业|社会|所有)?[^，。；：、]{{0,3}}?(?:{_PERSON}|{_BODY}))(?=[^，。；、的]|$)"
)
_GIVES_BEHIND = re.compile(r"^(?:提倡|鼓励|支持|倡导|允许|不要求|要求)$")
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.OFFICIAL, re.compile(rf"(?:{_PERSON})(?:[（(][^）)]*[）)])?等?$")),
    (Level.ANYONE, re.compile(r"^任何")),
    (Level.CENTRAL, re.compile(r"中央|国务院|国家|国办|全国人")),
    (Level.SUPERIOR, re.compile(r"上级|上一级")),
    (
        Level.LOCAL,
        re.compile(
            r"县级以上(?![^，。；]{0,8}(?:统计|监察|主管|督查))|省级以下|地方|各地|各级|基层|当地|本级"
        ),
    ),
    (Level.PROVINCIAL, re.compile(r"省(?!略)|自治区")),
    (
        Level.ORGAN,
        re.compile(
            r"监察|任免|纪检|纪委|监委|统计机构|统计局|督查机构|督查组|检查组|主管|审批机关|(?:作出|受理|承办|处理|原|办案|审查|调查|核实|复核|复审|申诉|决定|监督)[^，。；]{0,8}(?:机关|单位|机构|组织|部门|党组织)|公安|司法|法院|检察院|仲裁|审计|监督委员会|选举委员会|信访|领导班子"
        ),
    ),
    (Level.COUNTY, re.compile(r"县(?!级以上|以上)|不设区的市|市辖区|区县|县以上")),
    (Level.MUNICIPAL, re.compile(r"市(?!场)")),
    (Level.TOWNSHIP, re.compile(r"乡|镇|街道")),
    (Level.VILLAGE, re.compile(r"村(?!民$|民小组)|社区|居民委员会|居委")),
    (Level.LOCAL, re.compile(r"地区|党委|政府")),
    (
        Level.DEPARTMENT,
        re.compile(
            r"部门|机关|单位|机构|组织|党组|协会|学会|团体|学校|医院|中心|对象|主办|运营|开发|专班|小组|支部|会议"
        ),
    ),
    (Level.ANYONE, re.compile(r"个人|公民|用户|村民|居民|企业|任何|群众|家长|户|选民")),
)


def bearer_of(sentence: str, sign: Span) -> Bearer | None:
    """Who is bound by the norm whose word stands at `sign`; None where the sentence names nobody."""
    parts = list(_parts(sentence))
    here = next((part for part in parts if part.start <= sign.start < part.end), Span(0, len(sentence)))
    passive = _BY.search(sentence, here.start, here.end) if sign.start < sign.end else None
    if passive:
        return _named(sentence, Span(*passive.span("who")))
    if _GIVES_BEHIND.match(sentence[sign.start : sign.end]):
        behind = _AFTER.match(sentence, sign.end)
        return _named(sentence, Span(*behind.span("who"))) if behind else None
    if sign.start == sign.end:
        heads = (head for part in parts if (head := head_of(sentence, part)))
        punished = _PUNISHED.search(sentence)
        found = next(heads, None) or (Span(*punished.span("who")) if punished else None)
        return _named(sentence, found) if found else None
    inside = _SOFT.match(sentence, sign.start, sign.end)
    if inside and (head := head_of(sentence, Span(inside.end(), sign.end))):
        return _named(sentence, head)
    before = (
        head_of(sentence, Span(part.start, sign.start) if part == here else part)
        for part in reversed(parts)
        if part.start <= here.start
    )
    named = [head for head in before if head]
    others = [head for head in named if sentence[head.start : head.end] not in _SELF]
    return _named(sentence, (others or named)[0]) if named else None


def head_of(sentence: str, part: Span) -> Span | None:
    """The words at the head of a part that name somebody, before its predicate."""
    lead = _LEAD.match(sentence[part.start : part.end])
    start = part.start + (lead.end() if lead else 0)
    words = sentence[start : part.end]
    if _NO_HEAD.match(words):
        return None
    for match in _PREDICATE.finditer(words):
        head = words[: match.start()]
        if owned := _OWNED.match(head):
            head = owned["who"]
        if head and "由" not in head and _SOMEBODY.search(head) and not _RECEIVES.match(head):
            return Span(start, start + len(head))
        if _DUTY.fullmatch(match.group()) and match.start():
            return None
    return None


def _parts(sentence: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(r"[，,：:—]+", sentence):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(sentence))


def names_somebody(words: str) -> bool:
    """Whether words end in somebody's name, as before a predicate."""
    return _SOMEBODY.search(words) is not None


def _named(sentence: str, span: Span) -> Bearer | None:
    words = sentence[span.start : span.end]
    level = next((level for level, pattern in _LEVELS if pattern.search(words)), None)
    return Bearer(span=span, level=level) if level else None
