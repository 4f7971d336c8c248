"""Kinds: what a text is, by what it has. One that only claims to be official is commentary."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.structure import LEGAL, Structure
from knowledge.model import COUNTRY, Kind, Status

_ANNOTATION = re.compile(r"\s*[（(〔\[][^（）()]{1,40}[）)〕\]]$")
_STATUTE = re.compile(r"(?:(?<![办方做])法|法典|条例)$")
_OFFICIAL = re.compile(
    r"(?:(?<![方做看说想])法|法典|条例|规定|办法|细则|准则|规则|规程|制度|意见|通知|决定|决议|方案|要点|纲要|规划|计划|公告|通告|批复|函|清单|目录|指引|指南|标准"
    r"|规范|章程|守则|公约|措施|预案|安排|命令|令|解释|要求)$"
)
# A text about a rule bears the rule's name, and is none.
_ABOUT = re.compile(
    r"解读|答记者问|一图|图解|图说|问答|访谈|专访|综述|述评|评论|时评|网评|有感|体会|心得|讲话|发言|致辞|学习笔记|侧记|纪实|漫谈|政策吹风|发布会|速览|划重点|看懂|读懂|专家谈|印发《[^》]*》$|出台|发布《[^》]*》$"
)
_CASES = re.compile(r"通报|典型案例|典型问题|反面典型|案例选编")
_CASE = re.compile(
    r"受到[^。]{0,20}处分|党内警告|严重警告|政务(?:处分|记过|警告)|被(?:通报|问责|批评|查处)|诫勉|批评教育|责令[^。]{0,12}检查|予以(?:通报|问责|批评)|通报批评"
)
_FEW_CASES = 2  # mentions of what came of it, from which on a text tells of cases
_NEWS = re.compile(r"^.{0,60}?[日月]\s*(?:电|讯)|^(?:近日|日前|记者|据悉|据[^，]{2,12}(?:消息|报道))")
_NUMBERED = re.compile(r"[、.①-⑳]|（[一二三四五六七八九十\d]+）")  # in a locator
_PARTY_TITLE = re.compile(r"中国共产党|党政|党员|党内|党组|党委|党的")
_PARTY_GROUND = re.compile(r"根据《?中国共产党章程|根据党章")
_PARTY_ORGAN = re.compile(r"中共|中国共产党|中央办公厅|中央纪委|[省市县区州旗]委|党委|党组|纪委")
_PARTY_FORMS = re.compile(r"(?:党章|准则|条例|规定|办法|规则|细则)$")
_MAKES_PARTY_LAW = re.compile(
    r"^中共中央|中央纪委|中共[\u4e00-\u9fff]{2,8}(?:省|自治区|市)委(?:办公厅)?(?:、|$)"
)
_PURPOSE = re.compile(r"制定本(?:法|条例|规定|办法|细则|准则|规则|规程|制度)")
_DEPARTMENT = re.compile(r"部|国家[\u4e00-\u9fff]{2,12}(?:局|委员会)|总局|总署|署$|中国人民银行")
_DRAFT = ("征求意见稿", "草案", "送审稿", "讨论稿", "审议稿")
_TRIAL = ("试行", "暂行")
_ENDED = re.compile(
    r"[（(【\[](?:已|全文)?(?:废止|失效|作废)[）)】\]]|^(?:本文件|该文件)?已(?:经)?(?:废止|失效)$|状态[:：]\s*(?:已?废止|失效)"
)
_GOOD, _GONE = re.compile(r"^(?:现行)?有效|^是"), re.compile(r"废止|失效|无效|^否")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an official document has: who issued it, under which number, when, and how it was adopted."""

    issuer: str | None = None
    number: str | None = None
    issued: date | None = None
    adopted: bool = False  # it says when it was adopted or from when it holds

    @property
    def official(self) -> bool:
        """Whether it has an issuer, and a number or a date."""
        return self.issuer is not None and (self.number is not None or self.issued is not None)


def kind_of(title: str, text: str, structure: Structure, marks: Marks, above: Sequence[str]) -> Kind:
    """What a text is; `above` are the lines above its words, in which a site may call it a commentary."""
    plain = plain_title(title)
    if _ABOUT.search(title) or any(_ABOUT.search(line) and title in line for line in above):
        return Kind.COMMENTARY
    official = bool(_OFFICIAL.search(plain)) and not any(word in title for word in _DRAFT)
    if (
        official
        and structure.articles >= LEGAL
        and (marks.adopted or marks.official or _PURPOSE.search(text))
    ):
        party = _PARTY_TITLE.search(title) or _PARTY_GROUND.search(text)
        return Kind.LAW if _STATUTE.search(plain) and not party else Kind.RULE
    if _CASES.search(title) and len(_CASE.findall(text)) >= _FEW_CASES:
        return Kind.CASE
    numbered = structure.articles > 0 or any(_NUMBERED.search(slice_.locator) for slice_ in structure.slices)
    named = marks.number is not None or marks.official
    if official and numbered and named and not _NEWS.match(text[structure.preface :].lstrip()):
        return Kind.RULE
    return Kind.COMMENTARY


def plain_title(title: str) -> str:
    """A title without what stands in brackets behind it: （试行）, （2023年修订）, （国办发〔2019〕5号）."""
    while (shorter := _ANNOTATION.sub("", title)) != title:
        title = shorter
    return title


def status_of(title: str, kind: Kind, above: Sequence[str], listed: str | None) -> Status | None:
    """What the words in a title, above a text and in a page's list say of its force; None where they say nothing."""
    if (listed and _GONE.search(listed)) or _ENDED.search(title) or any(map(_ENDED.search, above)):
        return Status.REPEALED
    annotations = "".join(re.findall(r"[（(][^（）()]*[）)]", title)) + "".join(_bracketed(above))
    if any(word in annotations or title.endswith(word) for word in _DRAFT):
        return Status.DRAFT
    if kind not in (Kind.LAW, Kind.RULE):
        return None
    if any(word in title or word in annotations for word in _TRIAL):
        return Status.TRIAL
    return Status.IN_FORCE if kind is Kind.LAW or (listed and _GOOD.search(listed)) else None


def authority_of(title: str, kind: Kind, issuer: str | None, region: str) -> str | None:
    """What class of rules a text belongs to, by its form and by who issued it; None where neither tells."""
    plain, issuer = plain_title(title), issuer or ""
    if kind is Kind.LAW:
        return _class_of_law(plain, issuer, region)
    if kind is not Kind.RULE:
        return None
    if "中国共产党" in title or (_PARTY_FORMS.search(plain) and _MAKES_PARTY_LAW.search(issuer)):
        return "党内法规"
    if not issuer:
        return None
    ministerial = region == COUNTRY and _DEPARTMENT.search(issuer) and not _PARTY_ORGAN.search(issuer)
    return "部门规章" if ministerial and re.search(r"(?:规定|办法|规则|细则)$", plain) else "规范性文件"


def _class_of_law(plain: str, issuer: str, region: str) -> str:
    if region != COUNTRY:
        return "地方性法规"
    return "行政法规" if plain.endswith("条例") and "全国人民代表大会" not in issuer else "法律"


def _bracketed(above: Sequence[str]) -> list[str]:
    return [line for line in above if re.fullmatch(r"[（(][^（）()]{2,12}[）)]", line)]
