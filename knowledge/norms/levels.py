"""Levels: where in the order of offices somebody stands, read off the name.

The first row that fits decides: a person is an official wherever he serves, and who supervises is an organ at any level.
"""

import re

from knowledge.norms.model import Level
from knowledge.norms.names import PERSON, names_somebody

_FIRST = re.compile(r"(?:[^（(]|[（(][^）)]*[）)]){2,}?(?=、|和|或|及|以及)")
_OF_ALL = re.compile(r"(?:的[^的]{0,6}|主要|分管)(?:人员|负责人|成员|干部)$")
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        Level.ANYONE,
        re.compile(
            r"^任何(?!部门|单位$|机关)|[和或]个人(?:等|$)|(?:的|^)(?:个人|工商户)$|的村民$|等[^，。；]*对象$|(?:当事|申请|候选|信访|检举|举报|控告|申诉|投诉|被调查|代理|证)人$|调查对象$|公民|社会组织"
        ),
    ),
    (Level.OFFICIAL, re.compile(rf"(?:{PERSON})(?:[（(][^）)]*[）)])?等?$")),
    (Level.VILLAGE, re.compile(r"^村(?:务|民(?:委员会|会议|代表会议|选举|小组会议))")),
    (Level.CENTRAL, re.compile(r"中央|国务院|国家|国办|全国人")),
    (Level.ORGAN, re.compile(r"(?:考核|调研|检查|督查|督导|督察|巡视|巡察)组$")),
    (Level.SUPERIOR, re.compile(r"上级|上一级")),
    (Level.DEPARTMENT, re.compile(r"(?:县级以上|各级)[^，。；]*政府(?:的|所属|有关|工作)*部门$")),
    (
        Level.LOCAL,
        re.compile(
            r"县级以上(?![^，。；]{0,8}(?:统计|监察|主管|督查|有关部门))|[省市]级?以下|市级以上人民政府|地方|各地|各级|基层|当地|本级"
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


def level_of(name: str) -> Level:
    """The level of somebody named so; a body that says nothing of its level is a department.

    Of several the first counts (统计机构、统计人员), unless they are what the last belongs to (各部门、各单位的负责人).
    """
    if _LEVELS[0][1].search(name):  # whoever is named beside 个人 is anyone too
        return Level.ANYONE
    first = _FIRST.match(name)
    words = first.group() if first and names_somebody(first.group()) and not _OF_ALL.search(name) else name
    return next((level for level, pattern in _LEVELS if pattern.search(words)), Level.DEPARTMENT)
