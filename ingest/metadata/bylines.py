"""Bylines: who wrote an article, who published it and when, by the lines around its words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ingest.metadata.days import DAY, first_day, only_day
from ingest.metadata.frame import Frame
from ingest.metadata.labels import labelled
from ingest.metadata.people import leading_names, names
from ingest.structure import ADOPTION

_LONGEST = 150  # characters of a line that says such things
_OF_PUBLISHER = r"文章来源|信息来源|稿件来源|新闻来源|来\s*源|稿\s*源|出\s*处"
_OF_AUTHOR = r"作\s*者|撰\s*文|撰\s*稿|署\s*名|文字|文(?=\s*[/／|｜丨:：])|(?:本报|本网|本刊|特约)?记\s*者|通\s*讯\s*员|评\s*论\s*员"
_OF_DAY = r"发布日期|发布时间|发表时间|发表日期|发布于|发表于|发稿时间|刊发时间|公开日期|(?<![\u4e00-\u9fff])(?:时\s*间|日\s*期)"
_OTHERS = r"责任编辑|责\s*编|编\s*辑|编\s*审|校\s*对|审\s*核|值班主任|浏览次数|浏览量|浏览|阅读量|阅读|点击量|点击|字号|字体|分享|打印|评论|导读|摄影|图片|监制|策划|更新时间|编辑时间"
_LABEL = re.compile(
    rf"(?:(?P<publisher>{_OF_PUBLISHER})|(?P<author>{_OF_AUTHOR})|(?P<published>{_OF_DAY})|(?P<other>{_OTHERS}))"
    r"\s*[:：/／|｜丨]\s*"
)
_DATED = re.compile(rf"{DAY}(?:\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_ONLY_LABEL = re.compile(rf"(?:{_OF_PUBLISHER}|{_OF_AUTHOR}|{_OF_DAY})\s*[:：]")
_OF_ARTICLE = re.compile(r"^[（(\[]?\s*(?:作\s*者|来\s*源|稿\s*源|记\s*者|本报记者|文/|文｜)")

_VALUE = re.compile(r"《([^《》]{2,20})》|[^\s|｜:：,，;；（）()<>\[\]【】]{2,30}")
_NO_VALUE = re.compile(
    r"网络|互联网|本站|本网|未知|佚名|不详|原创|转载|匿名|综合|网友|管理员|其[他它]|小编|编辑|投稿|整理"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_PARENTHESIS = re.compile(r"[（(\[【].*$")
_WORKER = r"(?:[\u4e00-\u9fff]{0,6}?(?:记者|通讯员|评论员))"
_SIGNED = re.compile(r"(?:^|[。！？!?”…])\s*[（(]\s*([^（）()]{2,60})\s*[）)]\s*$")
_SOURCED = re.compile(rf"[（(]\s*(?:{_OF_PUBLISHER})\s*[:：]\s*([^（）()]{{2,40}})[）)]\s*$")
_HOUSE = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:网|报|社|新闻|在线|客户端|杂志|半月谈|求是|频道|广播|电视台)|半月谈|求是"
)
_PRINTED = re.compile(rf"《([^《》]{{2,12}})》\s*[（(]?\s*((?:{DAY})).{{0,12}}$")
_MARKED = re.compile(rf"(?:[□■◎●◆▲△☆★]|—{{1,2}}|{_WORKER}\s*[:：]?)\s*(.+)")
_ROLE = re.compile(rf"(?:作\s*者|撰\s*文|文\s*[/／|｜丨:：]|{_WORKER})\s*[:：]?\s*(.+)")
_OFFICE = re.compile(
    r"(?:本报|本刊|本网|新华社|人民日报|[\u4e00-\u9fff]{2,6}(?:报|网))(?:特约)?(?:评论员|编辑部|评论部)"
)
_WIRE = re.compile(rf"^.{{0,40}}?[（(]\s*{_WORKER}\s*([^（）()]{{2,30}})[）)]")


_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Byline:
    """What is known of an article; unknown stays `None`."""

    author: str | None = None
    publisher: str | None = None
    published: date | None = None


def byline(frame: Frame, said: Mapping[str, str]) -> Byline:
    """The byline of an article. What the page says of itself beside its text (`said`) counts where no line says it."""
    lines = [line for line in (*frame.head, *frame.near, *frame.tail) if is_byline(line)]
    told = [(key, value.strip("|｜)）]】")) for line in lines for key, value in labelled(_LABEL, line)]
    return Byline(
        author=_author(frame, told) or _people(said.get("author", "")),
        publisher=_first(_publisher(value) for key, value in told if key == "publisher")
        or _first(_publisher(match[1]) for line in frame.tail for match in _SOURCED.finditer(line))
        or _beside_day(frame)
        or _publisher(said.get("publisher", "")),
        published=_first(first_day(value) for key, value in told if key == "published")
        or _dated(frame)
        or first_day(said.get("published", "")),
    )


def is_byline(line: str) -> bool:
    """Whether a line says who, where or when, and is no sentence."""
    if len(line) > _LONGEST or ("。" in line and not _OF_ARTICLE.match(line)):
        return False
    if _OF_ARTICLE.match(line) or _ONLY_LABEL.search(line):
        return True
    return _is_dated(line)


def _is_dated(line: str) -> bool:
    """Whether a line is a date with little beside it."""
    match = _DATED.search(line)
    if match is None or ADOPTION.search(line):
        return False
    rest = line[: match.start()] + line[match.end() :]
    return len(rest) <= len("作者单位或者来源的名称") or bool(
        _CLOCK.search(match.group()) and len(rest) <= _LONGEST // 3
    )


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)


def _dated(frame: Frame) -> date | None:
    """The day of a line that says where an article is from, or of one that is hardly more than a day."""
    lines = [line for line in (*frame.head, *frame.near[1:]) if is_byline(line)]
    with_more = [line for line in lines if _LABEL.search(line) or _CLOCK.search(line)]
    bare = [line for line in frame.head if _is_dated(line) and not _bracketed_day(line)]
    printed = [match[2] for line in frame.tail if (match := _PRINTED.search(line))]
    return _first(first_day(line) for line in (*with_more, *bare, *printed))


def _bracketed_day(line: str) -> bool:
    """Whether a line is a day in brackets and nothing else: that of a speech or of a rule."""
    return line.startswith(("（", "(")) and only_day(line) is not None


def _beside_day(frame: Frame) -> str | None:
    """The paper or site that stands beside a day without a label, or under which an article was printed."""
    for line in frame.head:
        if is_byline(line) and (
            house := _HOUSE.fullmatch(_DATED.sub(" ", line).strip(" \t\u3000|｜（()）[]"))
        ):
            return house.group()
    return _first(match[1] for line in frame.tail if (match := _PRINTED.search(line)))


def _publisher(value: str) -> str | None:
    match = _VALUE.search(value.strip())
    found = (match[1] or match.group()).strip("“”\"'.。-—_") if match else ""
    plain = bool(_HAN.search(found)) and not _NO_VALUE.fullmatch(found) and "http" not in found
    return found if plain and not first_day(found) else None


def _author(frame: Frame, told: Iterable[tuple[str, str]]) -> str | None:
    named = _first(_people(value) for key, value in told if key == "author")
    return named or _signed(frame) or _wired(frame)


def _people(value: str) -> str | None:
    """Who is named behind a label; what stands in brackets is a post or a house, and no name."""
    plain = _PARENTHESIS.sub("", value).strip(" 　:：,，。;；/")
    people = leading_names(plain)
    if people:
        return "、".join(people)
    alone = re.fullmatch(r"[\u3400-\u9fff·]{2,12}", plain)
    return plain if alone and not _NO_VALUE.match(plain) else None


def _signed(frame: Frame) -> str | None:
    """Who signs: in brackets behind the last words, behind a mark, or as an office of a paper on a line of its own."""
    for line in (*frame.head, *frame.near[1:], *reversed(frame.tail)):
        office = _OFFICE.fullmatch(line.strip("（()）"))
        if office:
            return office.group()
        marked = _MARKED.fullmatch(line)
        if marked and names(marked[1]):
            return "、".join(names(marked[1]))
    for line in reversed(frame.tail):
        signed = _SIGNED.search(line)
        if signed is None:
            continue
        role = _ROLE.match(signed[1])
        people = leading_names(role[1]) if role else names(signed[1])
        if people:
            return "、".join(people)
    return None


def _wired(frame: Frame) -> str | None:
    """The reporters in the first words: 本报某地3月5日电（记者 甲、乙）."""
    match = _WIRE.match(frame.near[0]) if frame.near else None
    return "、".join(names(match[1])) or None if match else None
