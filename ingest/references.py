"""Cross-references: the clauses and documents that the words of a clause point to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import CrossReference
from knowledge.numbering import article_number

_N = "[0-9０-９〇零一二三四五六七八九十百千]"
_FORM = r"(?:宪法|法典|法|条例|规定|办法|细则|准则|规则|规程|制度|意见|通知|决定|决议|方案|章程|纲要|规范|标准|清单|目录|规划|公约|解释|批复|函)"
_ARTICLE = rf"第\s*{_N}{{1,7}}\s*[条條](?:之{_N}{{1,3}})?"
_WITHIN = rf"(?:\s*(?:第\s*{_N}{{1,4}}\s*[款项]|第\s*[（(]{_N}{{1,4}}[）)]\s*项|[（(]{_N}{{1,4}}[）)]项))*"
_TOKEN = re.compile(
    rf"《(?P<title>(?:[^《》\n]|《[^《》\n]*》){{2,80}})》"
    rf"|(?P<own>本(?:法|条例|规定|办法|细则|准则|规则|规程|制度|意见|通知|决定|方案|章程))"
    rf"|(?P<named>(?:依照|按照|根据|依据|违反|适用|符合|参照)(?P<name>(?!本|前|有关|国家|上述)[\u4e00-\u9fff]{{1,20}}?{_FORM})(?={_ARTICLE}))"
    rf"|(?P<article>{_ARTICLE}){_WITHIN}"
    rf"|(?P<before>前(?P<count>[一二两三四五])?(?P<unit>条|款|项)|本条(?:第{_N}{{1,3}}款)?)"
    r"|(?P<part>本[编章节](?=(?:的)?(?:规定|所列|所称)))"
)
_OFFICIAL = re.compile(rf"{_FORM}(?:\s*[（(〔][^（）()]{{1,20}}[）)〕])?$")
_BETWEEN = re.compile(r"\s*(?:[、，,和及与或]|以及|或者|的)?\s*")
_RANGE = re.compile(r"\s*(?:至|到|—{1,2}|-|～|~)\s*")
_EXPLAINED = re.compile(r"[（(][^（）()]{0,60}[）)]")
_WIDEST = 40  # articles of a range
_COUNTS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


@dataclass(slots=True)
class _Reading:
    """What has been read so far: whose articles the next one is, where the last words ended, and the last article."""

    document: str | None = None
    end: int = -1
    start: int = -1
    article: str | None = None
    waiting: CrossReference | None = None  # a document that no article has followed yet


def references(
    text: str, article: str | None = None, before: Sequence[str] = ()
) -> tuple[CrossReference, ...]:
    """The cross-references of a clause in the order of its words.

    `article` is the clause's own, `before` are the articles ahead of it in the text, nearest last. What a clause calls
    itself at the beginning of a line is no reference. A range gives one reference for each of its articles.
    """
    found: list[CrossReference] = []
    reading = _Reading()
    for match in _TOKEN.finditer(text):
        found.extend(_read(text, match, reading, (article, before)))
    if reading.waiting:
        found.append(reading.waiting)
    return tuple(dict.fromkeys(found))


def _read(
    text: str, match: re.Match[str], reading: _Reading, place: tuple[str | None, Sequence[str]]
) -> Iterator[CrossReference]:
    if match["article"]:
        yield from _of_article(text, match, reading, place[0])
        return
    if reading.waiting:
        yield reading.waiting
        reading.waiting = None
    reading.document, reading.start, reading.end, reading.article = None, match.start(), match.end(), None
    reading.document = match["title"]
    if match["title"] and _OFFICIAL.search(match["title"]):
        reading.waiting = CrossReference(start=match.start(), end=match.end(), document=match["title"])
    elif match["named"]:
        reading.document, reading.start = match["name"], match.start("name")
    elif match["part"]:
        yield CrossReference(start=match.start(), end=match.end())
    elif match["before"]:
        for article in _back(match, *place):
            yield CrossReference(start=match.start(), end=match.end(), article=article)


def _of_article(
    text: str, match: re.Match[str], reading: _Reading, own: str | None
) -> Iterator[CrossReference]:
    number = article_number(match["article"])
    if number is None:
        return
    article = str(number)
    at_line = match.start() == 0 or text[match.start() - 1] == "\n"
    if at_line and (own is None or own == article):
        return
    gap = _EXPLAINED.sub("", text[reading.end : match.start()]) if reading.end >= 0 else "。"
    ranges = reading.article is not None and _RANGE.fullmatch(gap)
    follows = ranges or _BETWEEN.fullmatch(gap)
    if not follows:
        if reading.waiting:
            yield reading.waiting
        reading.document = None
    start = reading.start if follows and reading.article is None else match.start()
    reading.waiting = None
    if ranges:
        start = reading.start
        yield from _inner(reading, match.end(), article)
    yield CrossReference(start=start, end=match.end(), document=reading.document, article=article)
    reading.start, reading.end, reading.article = start, match.end(), article


def _inner(reading: _Reading, end: int, last: str) -> Iterator[CrossReference]:
    """The articles between the two that a range names."""
    first = reading.article or ""
    if not (first.isdecimal() and last.isdecimal()) or int(last) - int(first) > _WIDEST:
        return
    for number in range(int(first) + 1, int(last)):
        yield CrossReference(start=reading.start, end=end, document=reading.document, article=str(number))


def _back(match: re.Match[str], own: str | None, before: Sequence[str]) -> Sequence[str]:
    """The articles that 前条, 前两条, 前款 and 本条 mean."""
    if match["unit"] != "条":
        return [own] if own else []
    return before[-_COUNTS.get(match["count"] or "一", 1) :]
