"""Adverts: ways to reach forgers and sellers in the middle of a text.

A notice names a telephone and a group too; so in prose the trade has to be named beside the way, and beside words such as
联系人 that of a forger. Within the articles of a law, which never give any, a way alone is enough.
"""

import re
from collections.abc import Iterator

from ingest.judging.sign import Sign

_FORGED = (
    r"代开[^。]{0,6}发票|开[^。]{0,4}发票[^。]{0,6}(?:联系|加|电话|微信|qq)|假证|办证(?!大厅|中心|窗口|服务|点|处)(?=[^。“”]{0,6}(?:刻章|发票|联系|电话|咨询|微信|qq|[0-9]{7}))|刻章"
    r"|办理?(?:各类|各种)?(?:学历|文凭|证件|毕业证|资格证|驾照)|六合彩|博彩|彩金|赌场|娱乐城|百家乐|时时彩|真钱|真人荷官|注册送|首存"
    r"|代写|代发论文|论文发表|代考|替考|枪手|包过|枪支|迷药|迷情|透视|窃听器|私家侦探|代孕|私服|外挂|刷单|套现|裸聊|约炮"
)
_SOLD = (
    r"(?:无抵押|低息|信用|极速|小额)[^。]{0,4}贷款|讨债|要账|同城交友|上门服务|壮阳|丰胸|减肥|祛斑|货源|批发价|代理加盟|加盟热线|招商热线"
    r"|厂家直销|低价出售|高价回收|优惠券|领取红包|领取优惠|免费领取|点击下载|在线观看|棋牌"
)
_TRADE = re.compile(f"{_FORGED}|{_SOLD}", re.IGNORECASE)
_FORGERS = re.compile(_FORGED, re.IGNORECASE)
_WAY = re.compile(
    r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?:q{1,2}|扣扣|企鹅|球球)(?:号|群|联系)?[:： 为是]{0,3}[1-9]\d{4,10}"
    r"|(?:微信|薇信|威信|徽信|vx|v信|wx|加v|加薇|weixin|telegram|飞机|电报)(?:号|群|同号|联系)?[:： 为是]{0,3}@?[a-z0-9_-]{5,20}"
    r"|(?:电话|热线|手机|tel|致电|咨询)[:： 为是]{0,3}(?:\+?86[- ]?)?(?:0\d{2,3}[- ]?)?\d{7,8}(?!\d)|400[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
    r"|(?:https?://|www\.)[a-z0-9.-]{4,60}",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?<![^\n])[ \t\u3000*#]{0,8}第[0-9〇零一二三四五六七八九十百千]{1,6}条")
_CONTACT = re.compile(r"联系人|联系方式|联系电话|联系地址|通讯地址|邮编|邮箱|传真|附件")
_OFFICIAL = re.compile(r"https?://[a-z0-9.-]*\.gov\.cn|www\.[a-z0-9.-]*\.gov\.cn|12\d{3}", re.IGNORECASE)
_NEAR = 40  # characters between a trade and the way to it
_LAW = 5  # articles
_OFTEN = 3  # times that one way is named in a text


def find(text: str) -> Sign | None:
    """The sign, with the advertisement."""
    ways = [way for way in _WAY.finditer(text) if not _OFFICIAL.match(way[0])]
    if not ways:
        return None
    sample = next(_advertised(text, ways), None)
    if sample is None:
        return None
    return Sign("正文里夹着广告和联系方式，像是被人改过的文本。", sample)


def _advertised(text: str, ways: list[re.Match[str]]) -> Iterator[str]:
    articles = [match.start() for match in _ARTICLE.finditer(text)]
    said = [way[0] for way in ways]
    for way in ways:
        around = text[max(0, way.start() - _NEAR) : way.end() + _NEAR]
        own = _CONTACT.search(around) is not None
        within = len(articles) >= _LAW and articles[0] < way.start()
        told = within or _TRADE.search(around) or said.count(way[0]) >= _OFTEN
        if _FORGERS.search(around) if own else told:
            yield around
