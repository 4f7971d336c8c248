"""Senders: who asks, by letterhead, title, signature, or the name in front of a message.

A bureau may not order what a government may, and a county may call whom a ministry may not; so it counts who asks. Where
nothing tells, nothing is taken for granted.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.notices.model import Office, Rank, Sender

_NAME = "[\u4e00-\u9fff（）“”·]"
# What a body is called by the end of its name, most telling first: 县委办公室 is the party's own, 委员会办公室 is not.
_OFFICES: tuple[tuple[Office, re.Pattern[str]], ...] = (
    (
        Office.TASK_FORCE,
        re.compile(
            r"(?:指挥部|领导小组|工作专班|专班|联席会议|(?:工作|安全生产|爱国卫生|促进|推进|创建|整治)委员会|安委会|爱卫会)(?:办公室|办)?$|(?:创建|推进|整治|安委|巩固|乡村振兴|文明|创城|创文|创卫|双创|平安|法治|信访)办(?:公室)?$"
        ),
    ),
    (
        Office.SOCIETY,
        re.compile(
            r"(?:协会|学会|商会|联合会(?<!残疾人联合会)(?<!妇女联合会)(?<!工商业联合会)|促进会|研究会|基金会|联盟|组委会|杂志社|编辑部|编委会|研究院|研修院|智库|志愿服务队|俱乐部)(?:（筹）)?(?:秘书处)?$"
        ),
    ),
    (Office.COMPANY, re.compile(r"(?:公司|银行|支行|分行|信用社|供电所|供电局|集团|报社|工作室)$")),
    (Office.SCHOOL, re.compile(r"(?:学校|小学|中学|幼儿园|学院|党校)$")),
    (
        Office.GOVERNMENT,
        re.compile(
            r"(?:人民政府|政府|党委|党工委|街道办事处|办事处|管委会|[省市县区旗州镇乡]委)(?:办公厅|办公室|党政办公室|党政办|办)?$|党政(?:综合)?办(?:公室)?$|[县市区镇乡]两办$|国务院办公厅$|中央办公厅$"
        ),
    ),
    (
        Office.BUREAU,
        re.compile(
            r"(?:局|委员会|委|厅|部|中心|站|所|队|院|馆|社|会|办公室|办|股|科|处|妇联|团委|工会|总工会|残联|文联|工商联|科协|红十字会|法院|检察院|医院)$"
        ),
    ),
)
_RANKS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.VILLAGE, re.compile(r"(?:村|社区)(?:民委员会|党支部|支部委员会|党委|两委|委会|居民委员会|委员会)")),
    (Rank.TOWNSHIP, re.compile(r"[镇乡](?!村)(?![^县市]{0,6}[县市])|街道(?!.{0,4}县)|办事处|党政办")),
    (Rank.COUNTY, re.compile(r"[县旗]|区(?!域|块)|城区")),
    (Rank.MUNICIPAL, re.compile(r"市|州")),
    (Rank.PROVINCIAL, re.compile(r"省|自治区|厅")),
    (Rank.CENTRAL, re.compile(r"^(?:国家|中央|国务院|中华|全国|中国|中共中央)|部$")),
)
_TITLED = re.compile(rf"^(?:中共)?({_NAME}{{2,40}}?)关于")
_HEADED = re.compile(
    rf"^({_NAME}{{3,36}}?)(?:文件|公函|函件|便笺|通知|监督检查告知|调度令)?(?:（.{{0,20}}）)?$"
)
_SIGNED = re.compile(rf"^({_NAME}{{3,40}}?)(?:（盖?章）)?(?:\d{{4}}年.*|二〇.*)?$")
_SPEAKING = re.compile(
    rf"^(?:群主|管理员)?[（【]?({_NAME}{{2,16}}?)[·\-]?(?:小|老)?[\u4e00-\u9fff]{{0,3}}[）】]?："
)
_ONE_SPEAKS = re.compile(rf"我(?:是)?({_NAME}{{1,8}}?(?:局|股|办|委|站|所|中心|院|社|科|队))(?:的)?")
_LAST_LINES, _FIRST_LINES = 4, 4


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
    first, last = lines[:_FIRST_LINES], [line for line in lines if line][-_LAST_LINES:]
    places = [(_SIGNED, line) for line in reversed(last)] + [(_TITLED, line) for line in first]
    places += (
        [(_HEADED, line) for line in first]
        + [(_SPEAKING, line) for line in first]
        + [(_ONE_SPEAKS, "".join(first))]
    )
    for pattern, line in places:
        if match := pattern.search(line):
            yield match[1]


def _office(name: str) -> Office | None:
    return next((office for office, pattern in _OFFICES if pattern.search(name)), None)


def _rank(name: str) -> Rank | None:
    return next((rank for rank, pattern in _RANKS if pattern.search(name)), None)
