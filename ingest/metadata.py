"""Metadata: what a text says about itself. What it does not say stays unknown."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ingest import fields
from ingest.document import Entry
from ingest.structure import LEGAL, Structure
from knowledge.model import COUNTRY, Kind, Source, Status
from knowledge.numbering import document_number, parse_numeral
from knowledge.regions import PROVINCES

_LONGEST_ID = 40  # characters
_SHORTEST_TITLE, _LONGEST_TITLE = 3, 60  # characters
_HEAD = 15  # lines in which a page says who wrote it, when and where
_FOREIGN = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_BYLINE = re.compile(
    r"作者\s*[:：]|来源\s*[:：]|來源\s*[:：]|时间\s*[:：]|時間\s*[:：]|\d{4}-\d{1,2}-\d{1,2}|^[【\[][^】\]]{1,12}[】\]]$"
)
_NUMBERED = re.compile(
    r"第[0-9〇零一二三四五六七八九十百]+[条章节编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]"
)
_LINKED = re.compile(r"本文链接[:：]\s*(.{4,80}?)\s*https?://")
_COLUMN = re.compile(r"^[【\[][^】\]]{1,12}[】\]](?=.)")

_DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_ADOPTED = re.compile(_DAY + r"(?:(?!\d{4}年).){0,150}?(?:通过|修订|修正|公布|批准|发布|印发)")
_BEGINS = re.compile(rf"自\s*{_DAY}\s*起\s*(?:施行|实施|执行|生效)")
_BEGINS_AT_ONCE = re.compile(
    r"自(?:公布|发布|印发|颁布)之日起(?:施行|实施|执行|生效)|自(?:公布|发布|印发)之日施行"
)
_LAST = 3  # passages at the end of a text in which it says from when it holds
_PUBLISHED = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_PUBLISHER = re.compile(r"(?:来源|來源)\s*[:：]\s*([^\s:：]{2,20})")
_AUTHOR = re.compile(r"作者\s*[:：]\s*([\u3400-\u9fff·]{2,8})")

_ANNOTATION = re.compile(r"\s*[（(](?:试行|暂行|\d{4}年?(?:修订|修正|修改)?|修订|修正|修订版)[）)]$")
_STATUTE = re.compile(r"(?:(?<![办方做])法|法典|条例)$")
_OFFICIAL = re.compile(
    r"(?:(?<![方做看说想])法|法典|条例|规定|办法|细则|准则|规则|规程|制度|意见|通知|决定|方案|要点|纲要|规划|公告|通告|批复|函|清单|指引|标准)$"
)
_PARTY_TITLE = re.compile(r"中国共产党|党政|党员|党内|党组|党委|党的")
_PARTY_GROUND = re.compile(r"根据《?中国共产党章程|根据党章")
_PURPOSE = re.compile(r"制定本(?:法|条例|规定|办法|细则|准则|规则|规程|制度)")
_CONGRESS = re.compile(r"全国人民代表大会(?:常务委员会)?")
_STATES = (
    ("征求意见稿", Status.DRAFT),
    ("草案", Status.DRAFT),
    ("试行", Status.TRIAL),
    ("暂行", Status.TRIAL),
)


def describe(title: str, text: str, structure: Structure, head: str) -> dict[str, Any]:
    """The fields of `Source` that a text of this title speaks of; `head` has the lines too that are no part of it."""
    preface, last = text[: structure.preface], _last_words(text, structure)
    kind = _kind(title, text, structure, preface + last)
    described: dict[str, Any] = {"title": title, "kind": kind, "region": _region(title, kind)}
    if kind in (Kind.LAW, Kind.RULE):
        described |= _adoption(preface, last) | _nature(title, text, kind, preface)
    else:
        described |= _page(head)
    return {key: value for key, value in described.items() if value is not None}


def source_id(title: str) -> str:
    """An id for a source that brings none: its title in letters, digits and hyphens; a cut one ends in a digest."""
    plain = _FOREIGN.sub("-", title.lower()).strip("-") or "unnamed"
    return plain if len(plain) <= _LONGEST_ID else f"{plain[: _LONGEST_ID - 7].rstrip('-')}-{_digest(title)}"


def line_id(given: str) -> str:
    """An id from the id that a line of a corpus gives; one that had to be changed ends in a digest of it."""
    plain = _FOREIGN.sub("-", given.lower()).strip("-")
    if plain == given and len(plain) <= _LONGEST_ID:
        return plain
    return f"{plain[: _LONGEST_ID - 7].rstrip('-') or 'line'}-{_digest(given)}"


def declared(entries: Mapping[str, Entry]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields that front matter gives rightly, and warnings about the rest. Other programs' keys are ignored."""
    values: dict[str, Any] = {}
    warnings = []
    for key, entry in entries.items():
        if key in fields.FIELDS:
            try:
                values[key] = fields.parse(key, entry.value)
            except ValueError as problem:
                warnings.append(f"文件头第{entry.line}行没有采用：{problem}")
    return values, tuple(warnings)


def source(values: Mapping[str, Any], sha256: str) -> Source:
    """A source of version 0 from its fields; an id is made from the title where there is none."""
    given = {key: value for key, value in values.items() if value not in (None, "")}
    return Source(**({"id": source_id(given["title"])} | given), version=0, sha256=sha256)


def title_of(whole: str, cleaned: str) -> str | None:
    """The title of a text that marks none: its first short line, or what a link to it calls it."""
    linked = _LINKED.search(whole)
    if linked:
        return _COLUMN.sub("", linked[1].strip()) or None
    for line in [line.strip("# \u3000") for line in cleaned.splitlines() if line.strip()][:_HEAD]:
        if _NUMBERED.match(line):
            return None  # the text begins here
        if _could_be_title(line):
            return line
    return None


def _could_be_title(line: str) -> bool:
    fits = _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "：", ":", "，"))
    return fits and _BYLINE.search(line) is None


def _kind(title: str, text: str, structure: Structure, frame: str) -> Kind:
    """What a text is. One that lacks what an official document has is commentary at most."""
    plain = _ANNOTATION.sub("", title)
    adopted = bool(_ADOPTED.search(frame) or _BEGINS.search(frame) or _BEGINS_AT_ONCE.search(frame))
    if structure.articles >= LEGAL and _OFFICIAL.search(plain) and (adopted or _PURPOSE.search(text)):
        party = _PARTY_TITLE.search(title) or _PARTY_GROUND.search(text)
        return Kind.LAW if _STATUTE.search(plain) and not party else Kind.RULE
    numbered = document_number("\n".join(text.splitlines()[:_HEAD])) is not None
    if numbered and _OFFICIAL.search(plain) and any("、" in slice_.locator for slice_ in structure.slices):
        return Kind.RULE
    return Kind.COMMENTARY


def _adoption(preface: str, last: str) -> dict[str, Any]:
    """When a text was last adopted or amended, and from when it holds."""
    issued = max(filter(None, map(_day, _ADOPTED.finditer(preface))), default=None)
    begins = _BEGINS.search(last) or _BEGINS.search(preface)
    effective = _day(begins) if begins else None
    if _BEGINS_AT_ONCE.search(last) or _BEGINS_AT_ONCE.search(preface):
        effective = issued
    if issued and effective and effective < issued:
        effective = (
            issued  # an amended text holds as it stands since the amendment, not since the law's first day
        )
    return {"issued": issued, "effective": effective}


def _nature(title: str, text: str, kind: Kind, preface: str) -> dict[str, Any]:
    """Status, number, authority and issuer, as far as the text's own words give them."""
    congress = _CONGRESS.search(preface)
    status = next((status for word, status in _STATES if word in title), None)
    return {
        "status": status or (Status.IN_FORCE if kind is Kind.LAW else None),
        "number": document_number("\n".join(text.splitlines()[:_HEAD])),
        "issuer": congress.group() if congress and kind is Kind.LAW else None,
        "authority": _authority(title, kind),
    }


def _authority(title: str, kind: Kind) -> str | None:
    plain = _ANNOTATION.sub("", title)
    if kind is not Kind.LAW:
        return "党内法规" if "中国共产党" in title else None
    if _region(title, kind) != COUNTRY:
        return "地方性法规"
    return "行政法规" if plain.endswith("条例") else "法律"


def _region(title: str, kind: Kind) -> str:
    """The province whose text it is, by the name that its title begins with."""
    if kind in (Kind.LAW, Kind.RULE):
        for path, name in PROVINCES.items():
            if title.startswith(name):
                return path
    return COUNTRY


def _page(text: str) -> dict[str, Any]:
    """Who wrote an article, where and when, by the lines at its head."""
    head = "\n".join(text.splitlines()[:_HEAD])
    published, publisher, author = _PUBLISHED.search(head), _PUBLISHER.search(head), _AUTHOR.search(head)
    return {
        "published": _day(published) if published else None,
        "publisher": publisher[1] if publisher else None,
        "author": author[1] if author else None,
    }


def _last_words(text: str, structure: Structure) -> str:
    return "\n".join(text[slice_.start : slice_.end] for slice_ in structure.slices[-_LAST:])


def _day(match: re.Match[str]) -> date | None:
    numbers = [parse_numeral(match[group]) for group in (1, 2, 3)]
    try:
        return date(*(number or 0 for number in numbers))
    except ValueError:
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
