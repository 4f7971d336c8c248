"""Kinds: whether a text asks anything of anybody, or is something else that came by mistake: a question, a rule, a poem."""

import re
from enum import StrEnum

from knowledge.notices.demands import Reading
from knowledge.notices.model import Rank


class TextKind(StrEnum):
    """What a text is."""

    NOTICE = "notice"
    EMPTY = "empty"
    QUESTION = "question"
    RULES = "rules"  # a statute, or a rule about burdens
    OTHER = "other"  # nobody is asked anything


_FEW = 3  # sentences of a question
_ASKS = re.compile(
    r"请问|想问|问一?下|咨询|求助|合规|合理|合法|违规|违反|算不算|该不该|应不应该|凭什么|怎么办|咋办|怎么说|行不行|对不对|是不是|能不能|可不可以|可以吗"
    r"|有没有(?:规定|依据|说法)|要不要|哪条|什么规定|允许吗|[吗呢么]$"
)
_SENT = re.compile(r"@|^各[^，。]{1,20}：|通知|函$|：$")
_ARTICLES = re.compile(r"(?:^|\n)\W*第[一二三四五六七八九十百零\d]{1,5}条")
_MANY_ARTICLES = 3
_HIGH = re.compile(
    r"(?:^|\n)[^\n]{0,8}(?:中华人民共和国|中国共产党|中共中央|国务院|党政机关|全国人民代表大会)[^\n]{0,40}(?:法|条例|规定|办法|规则|准则)(?:（[^）\n]*）)?(?:\n|$)"
    r"|(?:中共中央|国务院)(?:办公厅)?[^。]{0,30}(?:形式主义|为基层减负|督查检查考核|村级组织工作事务|政务移动互联网|创建示范活动)"
)
_LOCAL = re.compile(
    r"(?:[县镇乡村局市区校院]|街道|社区|中心)(?!级|以)[^\n]{0,40}(?:办法|规定|细则|方案)"
    r"|[县镇乡村](?!级|以)[^\n]{0,40}规则"
)
_ABOUT_BURDENS = re.compile(r"形式主义|为基层减负|减轻基层负担|基层负担")
_FORBIDS = re.compile(
    r"不得|严禁|禁止|不准|不能|不许|不要|不再|不搞|一般不|原则上不|防止|杜绝|严格?控制|不超过|违规"
)
_LOCAL_RANKS = frozenset({Rank.COUNTY, Rank.TOWNSHIP, Rank.VILLAGE})
_HEAD = 200  # characters that say what a text is
_MOSTLY = 0.4  # of the sentences of a rule about burdens forbid or bound something
_LEAST = 4  # sentences by which that can be told
_CALLS = re.compile(
    r"请|务必|必须|一律|报送|上报|通知|通报|公告|函告|提醒|告知|定于|各[村镇乡县单部支学社位]|全体|乡镇|村委|支书|社区|网格|@|你[镇村们]|贵[镇村校]"
)


def kind_of(reading: Reading) -> TextKind:
    """What a text is, by its make-up; one that calls on nobody is of another kind, unless a mark is on it."""
    text = reading.cleaned.text
    if not text.strip():
        return TextKind.EMPTY
    sentences = [demand.words for demand in reading.demands]
    if _is_question(sentences, reading.lines):
        return TextKind.QUESTION
    if _is_rules(
        text, sentences, local=reading.sender.rank in _LOCAL_RANKS or _LOCAL.search(text[:_HEAD]) is not None
    ):
        return TextKind.RULES
    return TextKind.NOTICE if _CALLS.search(text) else TextKind.OTHER


def _is_question(sentences: list[str], lines: tuple[str, ...]) -> bool:
    """Whether somebody asks what the rules say: few sentences, the last of which asks; not addressed to many."""
    if not sentences or len(sentences) > _FEW or any(map(_SENT.search, lines[:2])):
        return False
    return any(map(_ASKS.search, sentences[-2:]))


def _is_rules(text: str, sentences: list[str], *, local: bool) -> bool:
    """Whether a text is a statute, or a rule about burdens; what a `local` body lays down in articles asks as notices do."""
    if not local and (len(_ARTICLES.findall(text)) >= _MANY_ARTICLES or _HIGH.search(text[:_HEAD])):
        return True
    forbidding = sum(_FORBIDS.search(words) is not None for words in sentences)
    return (
        len(sentences) >= _LEAST
        and bool(_ABOUT_BURDENS.search(text))
        and forbidding >= _MOSTLY * len(sentences)
    )
