"""Senders: who asks, by letterhead, title, signature, or the name in front of a message.

A bureau may not order what a government may, and a county may call whom a ministry may not; so it counts who asks. Where
nothing tells, nothing is taken for granted.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.notices.model import Office, Rank, Sender

_NAME = "[\u4e00-\u9fff（）“”·]"
_BARE = "[^的和在要给跟把请让是就，。；：\\s]"  # of a name within a sentence
_BODY = (
    "(?:局|委员会|委|办公室|办|厅|指挥部|领导小组|专班|中心|协会|商会|联合会|联合社|学会|促进会|研究会|联盟|组委会|研究院|杂志社|公司|银行|支行|大队"
    "|支队|(?:组织|宣传|统战|武装|管理)部|妇联|团委|总工会|红十字会|医院|卫生院|学校|站|所|队|院|馆|股|社|人民政府|政府|党委|融媒)"
)
# What a body is called by the end of its name, most telling first: 县委办公室 is the party's own, 委员会办公室 is not.
_OFFICES: tuple[tuple[Office, re.Pattern[str]], ...] = (
    (
        Office.TASK_FORCE,
        re.compile(
            r"(?:指挥部|领导小组|工作专班|专班|联席会议|(?:工作|安全生产|爱国卫生|促进|推进|创建|整治)委员会|安委会|爱卫会)(?:办公室|办)?$"
            r"|(?:防|前|森防)指$|(?:创建|推进|整治|安委|巩固|乡村振兴|文明|创城|创文|创卫|双创|平安|法治|信访|森防|防指|推进会)办(?:公室)?$"
        ),
    ),
    (
        Office.SOCIETY,
        re.compile(
            r"(?:(?<!科学技术)协会|学会|商会|(?<!残疾人)(?<!妇女)(?<!工商业)(?<!艺术界)(?<!归国华侨)联合会|促进会|研究会|基金会|联盟|组委会|杂志社|编辑部|编委会|研究院|研修院|智库"
            r"|志愿服务队|俱乐部|文化传媒)(?:（筹）)?(?:秘书处)?$"
        ),
    ),
    (
        Office.COMPANY,
        re.compile(r"(?:公司|银行|支行|分行|信用社|供电所|供电局|集团|报社|工作室|营业部|分理处)$"),
    ),
    (Office.SCHOOL, re.compile(r"(?:学校|小学|中学|幼儿园|学院|党校)$")),
    (Office.BUREAU, re.compile("共青团")),
    (
        Office.GOVERNMENT,
        re.compile(
            r"(?:人民政府|政府|党委|党工委|街道办事处|办事处|管委会|[省市县区旗州镇乡]委)(?:办公厅|办公室|党政办公室|党政办|办)?$"
            r"|党政(?:综合)?办(?:公室)?$|[县市区镇乡]两办$|国务院办公厅$|中央办公厅$|中共.{1,12}[省市县区旗州镇乡]委员会$"
        ),
    ),
    (
        Office.BUREAU,
        re.compile(
            r"(?:局|委员会|委|厅|部|中心|站|所|队|院|馆|社|会|办公室|办|股|科|处|妇联|团委|工会|总工会|残联|文联|工商联|科协|融媒)$"
        ),
    ),
)
_RANKS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.VILLAGE, re.compile(r"(?:村|社区)(?:民委员会|党支部|支部委员会|党委|两委|委会|居民委员会|委员会)")),
    (
        Rank.TOWNSHIP,
        re.compile(
            r"(?<!城)(?<!中)[镇乡](?=党|人民政府|政府|政|综合|中心|司法|派出|卫生|便民|财政|农|平安|$)|街道|办事处|党政办"
        ),
    ),
    (Rank.COUNTY, re.compile(r"[县旗]|(?<!社)(?<!地)(?<!治)区(?!域|块)")),
    (Rank.MUNICIPAL, re.compile(r"市(?!场)|州")),
    (Rank.PROVINCIAL, re.compile(r"省|自治区|厅")),
    (Rank.CENTRAL, re.compile(r"^(?:国家|中央|国务院|中华|全国|中国|中共中央)|^[^县市省]{2,8}部$")),
)
_SIGNED = re.compile(
    rf"^({_NAME}{{1,39}}{_BODY}(?:（筹）)?)(?:（盖?章）|秘书处)?(?:[·]?[小老]?[\u4e00-\u9fff]{{1,3}})?(?:\d{{4}}年.*|二〇.*)?$"
)
_MADE_BY = re.compile(rf"(?:制表|制发|发文|主办|印发|承办|发布)(?:单位|机关)?：({_NAME}{{2,30}}{_BODY})")
_TITLED = re.compile(rf"^(?:中共)?({_NAME}{{2,40}}?)关于")
_HEADED = re.compile(
    rf"^({_NAME}{{2,36}}?{_BODY})(?:文件|公函|函件|便笺|通知|监督检查告知|调度令|工作提示|{_NAME}{{1,10}}〔.*)?(?:（.{{0,20}}）)?$"
)
_YEARLY = re.compile(rf"^({_NAME}{{2,20}}{_BODY})(?:\d{{4}}年|关于|印发)")
_SPEAKING = re.compile(
    rf"^(?:群主|管理员)?[（【]?({_NAME}{{0,15}}(?:{_BODY}|指))[·\-]?[小老]?[\u4e00-\u9fff]{{0,3}}[）】]?："
)
_DOES = re.compile(
    rf"(?:^|[，。；：\n])(?:经)?({_BARE}{{2,24}}(?:领导小组办公室|指挥部办公室|领导小组|指挥部|局|办公室))(?:已|将|拟|定于|决定|现)"
)
_HOSTED = re.compile(
    rf"由({_BARE}{{4,24}}(?:协会|学会|促进会|研究会|联盟|中心|杂志社|研究院|组委会))(?:主办|发起|联合|承办|授予)"
)
_ONE_SPEAKS = re.compile(
    rf"我(?:是|这边是)?({_BARE}{{1,6}}?(?:局|股|办|委|站|所|中心|院|社|科))(?:的)?(?:[小老][\u4e00-\u9fff])"
)
_LAST_LINES, _FIRST_LINES = 4, 5


def sender(lines: Sequence[str]) -> Sender:
    """Who asks, by the lines of a cleaned notice; with nothing but defaults where nobody is named."""
    named = [
        Sender(name=name, rank=_rank(name), office=office)
        for name in _names(lines)
        if (office := _office(name))
    ]
    return named[0] if named else Sender()


def _names(lines: Sequence[str]) -> Iterator[str]:
    """What may be the sender's name, the surest first."""
    written = [line for line in lines if line]
    first, last = written[:_FIRST_LINES], written[-_LAST_LINES:]
    places = [(_MADE_BY, line) for line in (*first, *last)] + [(_SIGNED, line) for line in reversed(last)]
    places += [(pattern, line) for pattern in (_TITLED, _HEADED, _YEARLY) for line in first]
    begin = "\n".join(first)
    places += [(_HOSTED, begin), (_ONE_SPEAKS, begin), (_DOES, begin)]
    places += [(_SPEAKING, line) for line in first]
    for pattern, line in places:
        if match := pattern.search(line):
            yield match[1]


def _office(name: str) -> Office | None:
    return next((office for office, pattern in _OFFICES if pattern.search(name)), None)


def _rank(name: str) -> Rank | None:
    return next((rank for rank, pattern in _RANKS if pattern.search(name)), None)
