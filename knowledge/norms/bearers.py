"""Bearers: who must, must not or may, as a sentence of a rule names them, and at which level they stand."""

import re

from knowledge.norms.model import Bearer, Level
from knowledge.text import Span

# Most telling first: 上级机关工作人员 are persons, 县级人民政府统计机构 is an organ.
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        Level.OFFICIAL,
        re.compile(
            r"公务员|公职人员|工作人员|党员|干部|负责人|负责同志|领导人员|领导班子|成员|人员$|人员(?=[，、和或])|组长|主任$|书记|首长|主席$|委员$|代表$|选民$|同志"
        ),
    ),
    (
        Level.CENTRAL,
        re.compile(
            r"中央(?:部门|和国家机关|单位|一级)|国务院|国家机关各部门|中央$|全国人民代表大会|国家(?=[^，。；]{0,2}$)|国办|中央办公厅|国家统计局|国家网信办|中央主管"
        ),
    ),
    (
        Level.ORGAN,
        re.compile(
            r"监察机关|任免机关|纪检|纪委|监委|统计机构|督查机构|督查组|检查组|公务员主管部门|主管部门|主管机关|审批机关|(?:作出|受理|承办|处理|原|办案|审查|调查|核实|复核|申诉|决定|考核|监督)[^，。；]{0,8}(?:机关|单位|机构|组织|部门|党组织)|公安机关|司法机关|法院|检察院|仲裁|审计机关|监督委员会|选举委员会|信访"
        ),
    ),
    (Level.PROVINCIAL, re.compile(r"省级|省、自治区|省委|省政府|省直|省|自治区")),
    (Level.MUNICIPAL, re.compile(r"市级|地级市|设区的市|市委|市直|市政府")),
    (Level.COUNTY, re.compile(r"县级(?!以上)|县委|县直|县乡|不设区的市|县政府|区县|县(?!级以上|以下)")),
    (Level.LOCAL, re.compile(r"地方|各地|各级|县级以上|各地区|党委政府|党委和政府|人民政府")),
    (Level.TOWNSHIP, re.compile(r"乡镇|街道|乡、|镇党委|镇政府")),
    (Level.VILLAGE, re.compile(r"村|社区|居民委员会|居委")),
    (Level.SUPERIOR, re.compile(r"上级")),
    (
        Level.DEPARTMENT,
        re.compile(
            r"部门|机关|单位|机构|组织|党组|协会|社团|企业单位|事业单位|团体|主办|学校|医院|中心|法人"
        ),
    ),
    (Level.ANYONE, re.compile(r"个人|公民|用户|村民|居民|企业|任何|群众|家长|其他组织|调查对象|户$")),
)
_NOUN = (
    r"(?:机关|部门|单位|机构|组织|政府|党委|党组|委员会|办公厅|办公室|协会|小组|督查组|检查组|人员|公务员|党员|干部|同志|负责人|领导|成员|个人|公民|用户|村民|居民|代表|"
    r"对象|学校|企业|国家|国务院|法院|检察院|公安|统计局|网信办|组长|首长|主任|书记|党组织|团体|地方|各地|各级|乡镇|街道|社区|村级|上级|中央|省级|村|县|省|家长|本人|当事人|申请人|班子|县级|系统|主席)"
)
_SUBJECT = re.compile(
    rf"(?P<who>[^，。；：“”（）()]{{0,44}}?{_NOUN}(?:[（(][^）)]{{1,16}}[）)])?(?:(?:和|及其|以及|、|或者?|与|及)[^，。；：“”]{{0,24}}?{_NOUN})*)"
    r"(?:都|均|也|一律|还|又|自己|依法|应当?|必须|不|可以?|有权|要|须|对|在|原则上|一般|通常|需|负责|如实|先|绝|严禁|严格|按|可|由|组织|及时|每|未|没有|以|为|根据|依照|从|统筹|，|$)"
)
_BY = re.compile(
    rf"由(?P<who>[^，。；：由]{{0,40}}?{_NOUN}(?:(?:和|及其|、|或者?|与|及)[^，。；：]{{0,24}}?{_NOUN})*)(?=[^，。；：]{{1,}}|$)"
)
_NO_SUBJECT = re.compile(
    r"^(?:对|向|为|把|将|给|让|从|在|以|按|经|凡|除|因|根据|依照|按照|通过|用|与|和|关于|未经?|没有|是|有|不|应当?|必须|可以|严禁|禁止|不得|要|使|于|自|当|如|若|叫|被|到|来)"
)
_LEADING = re.compile(
    r"^(?:同时|另外|其中|此外|并且|并|且|但是?|凡|而|今后|平时|今年|原则上|一般|通常|除[^，。；]{1,40}外|[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十]+[）)]|\d+[.、])+"
)


def bearer_of(sentence: str, sign: Span) -> Bearer | None:
    """Who is bound by the norm whose word stands at `sign`; None where the sentence names nobody."""
    words = sentence[sign.start : sign.end]
    passive = _BY.match(sentence, sign.start) if words.startswith("由") else None
    if passive:
        return _named(sentence, Span(*passive.span("who")))
    for start, end in _units_before(sentence, sign.start):
        unit = sentence[start:end]
        lead = _LEADING.match(unit)
        start += lead.end() if lead else 0
        if _NO_SUBJECT.match(sentence[start:end]):
            continue
        match = _SUBJECT.match(sentence[start : end + 1] if end == sign.start else sentence[start:end])
        if match:
            return _named(sentence, Span(start + match.start("who"), start + match.end("who")))
    after = _BY.search(sentence, sign.start)
    if after and "，" not in sentence[sign.start : after.start()]:
        return _named(sentence, Span(*after.span("who")))
    return None


def _units_before(sentence: str, place: int) -> list[tuple[int, int]]:
    """The parts between commas that end at or before a place, nearest first."""
    parts: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[，：:]", sentence[:place]):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, place))
    return [part for part in reversed(parts) if part[0] < part[1]]


def _named(sentence: str, span: Span) -> Bearer | None:
    words = sentence[span.start : span.end]
    level = next((level for level, pattern in _LEVELS if pattern.search(words)), None)
    return Bearer(span=span, level=level) if level else None
