"""Names: the documents, articles, places, offices and quoted words that a draft names, which its clauses have to name too."""

import re
from collections.abc import Iterable, Iterator

from knowledge.corpus import articles, names
from knowledge.grounding.amounts import Day, dates
from knowledge.grounding.vocabulary import canonical
from knowledge.model import Citation
from knowledge.numbering import document_numbers, parse_numeral
from knowledge.regions import PLACES, PROVINCES
from knowledge.text import letters

TITLE = re.compile(r"[《〈]([^《》〈〉]{2,80})[》〉]")
_QUOTED = re.compile(r"[“「『]([^”」』]{1,80})[”」』]")
ARTICLE = re.compile(
    r"第?\s*(?P<number>[\d零〇一二两三四五六七八九十百千]+)\s*(?P<of>[条款项章节]|部分)(?!件|理)(?:之[一二三四五六七八九十])?"
)
_NAMED_ARTICLE = re.compile(
    r"[《〈](?P<title>[^《》〈〉]{2,80})[》〉][的中里]?第?\s*(?P<number>[\d零〇一二两三四五六七八九十百千]+)\s*条"
)
_OF_DOCUMENT = re.compile(r"[《〈]|发布|印发|修订|修正|施行|生效|出台|公布")
_TAKES_OBJECT = re.compile(r"(?:对|向|给|从|把|将|要求|往|替|为|到|受|跟|与|派|借调|征得|报)$")
_LATIN = re.compile(r"[a-z]{2,}", re.IGNORECASE)
_PLACES = frozenset({*PROVINCES.values(), *(name[2:] for name in PLACES.values())})
# Who stands where: one for another makes another rule of it.
OFFICES = re.compile(
    r"[省市县区乡镇村]+级?(?:及[省市县区乡镇村]?级?)?以[上下]|中央|国务院|全国人大|省级|省委|省政府|市级|市委|县级|县委|县乡|区级|乡镇|乡级|街道|社区|村级|村委会|居委会|村民|居民|"
    r"上一级|下一级|上级|下级|同级|本级|各级|基层|地方|部门|党委|政府|党组|纪委|监委|监察机关|办公厅|办公室|机关|事业单位|群团|企业|学校|"
    r"公务员|公职人员|党员|干部|主要负责同志|负责同志|领导|家长|群众|法院|检察院|公安|人大|政协|信访|统计|主管|主办|单位|个人|本人|村|县|省|市(?!场)"
)


def strangers(text: str, cited: Iterable[Citation], known: str) -> Iterator[str]:
    """What a draft names that its clauses do not. `known` is all that these say, with their titles and places."""
    cited = tuple(cited)
    bare = letters(known)
    yield from (title for title in TITLE.findall(text) if not _is_title(title, cited, bare))
    yield from (words for words in _QUOTED.findall(text) if letters(words) not in bare)
    numbers = {number for number, _ in document_numbers(known)} | {one.source.number for one in cited}
    yield from (number for number, _ in document_numbers(text) if number not in numbers)
    yield from _articles(text, cited, known)
    plain = canonical(known)
    yield from (word for word in _LATIN.findall(text) if word.lower() not in plain)
    yield from (place for place in _PLACES if place in text and place not in known)
    yield from (office for office in OFFICES.findall(canonical(text)) if office not in plain)
    yield from map(str, dates(text) - _days(text, cited, known))


def _is_title(title: str, cited: tuple[Citation, ...], bare: str) -> bool:
    key = letters(title)
    return key in bare or any(key in {letters(name) for name in names(one.source)} for one in cited)


def _articles(text: str, cited: tuple[Citation, ...], known: str) -> Iterator[str]:
    """Numbers of articles and parts that the clauses neither bear nor mention; one that is given to the wrong document too."""
    borne = {_number(match) for match in ARTICLE.finditer(known)}
    borne |= {(int(number), "条") for one in cited for number in articles(one.passage) if number.isdigit()}
    yield from (
        match.group()
        for match in ARTICLE.finditer(text)
        if match.group().startswith("第") and _number(match) not in borne
    )
    for match in _NAMED_ARTICLE.finditer(text):
        number, title = str(parse_numeral(match["number"])), letters(match["title"])
        owners = [one for one in cited if number in articles(one.passage)]
        right = any(
            title in {letters(name) for name in (*names(one.source), one.source.title)} for one in owners
        )
        if not right and letters(match.group()) not in letters(known):
            yield match.group()


def mentioned(text: str) -> frozenset[tuple[int | None, str]]:
    """The articles and parts that a text names by number."""
    return frozenset(_number(match) for match in ARTICLE.finditer(text) if match.group().startswith("第"))


def _number(match: re.Match[str]) -> tuple[int | None, str]:
    return parse_numeral(match["number"]), match["of"]


def _days(text: str, cited: tuple[Citation, ...], known: str) -> set[Day]:
    """The days that a draft may name: what the clauses say, and where it speaks of a document also when that came out."""
    said = dates(
        "\n".join(
            (*(f"{one.passage.locator}\n{one.passage.text}" for one in cited), known.rsplit("\n", 1)[-1])
        )
    )
    if not _OF_DOCUMENT.search(text):
        return said
    sources = [one.source for one in cited]
    days = (day for one in sources for day in (one.issued, one.published, one.effective, one.expires) if day)
    return said | dates(known) | dates(" ".join(day.isoformat() for day in days))


def offices(text: str) -> frozenset[str]:
    """The offices and people that a canonical text names."""
    return frozenset(OFFICES.findall(text))


def acting(text: str) -> frozenset[str]:
    """Those among them that act: who does not stand after a word that takes an object."""
    return frozenset(
        match.group() for match in OFFICES.finditer(text) if not _TAKES_OBJECT.search(text[: match.start()])
    )
