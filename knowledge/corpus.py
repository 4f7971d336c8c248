"""The corpus: which sources bind a reader on a day, and what a question names directly."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.model import Passage, Source, Status
from knowledge.numbering import article_number
from knowledge.regions import binds
from knowledge.text import normalise

_TITLE = re.compile(r"[《〈]([^《》〈〉]{2,60})[》〉]")
_ANNOTATION = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[\s，。、“”\"'《》〈〉〔〕\[\]（）()【】]")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}(?:19|20)\d{2}(?:年)?第?\d{1,4}号")
_WEAK_NAME = 3  # characters; a shorter alias (减负) would make every question a reference


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question names: sources by `key`, and an article of theirs if it names one."""

    sources: frozenset[str]
    article: str | None


def in_force(source: Source, on: date) -> bool:
    """Whether a source holds on a day. The old rule stands until the day its successor takes effect.

    A source whose dates are unknown is taken to hold, which its status tells the reader.
    """
    if source.status in (Status.DRAFT, Status.REPEALED):
        return False
    if source.status is Status.SUPERSEDED and source.expires is None:
        return False
    begins = source.effective or source.issued
    return (begins is None or begins <= on) and (source.expires is None or on < source.expires)


def binding(sources: Iterable[Source], regions: Sequence[str], on: date) -> frozenset[str]:
    """The keys of the sources that bind a reader in any of these regions on this day."""
    return frozenset(
        source.key
        for source in sources
        if in_force(source, on) and any(binds(source.region, region) for region in regions)
    )


def reference(sources: Iterable[Source], question: str) -> Reference | None:
    """The sources, and the article, that a question names by 《title》, document number, or a name with an article.

    A name alone, without 《》 and without an article (问责条例怎么说), is a reference too when it is a whole title or
    alias of at least four characters.
    """
    text = _bare(question)
    named = _named_in_brackets(sources, question) | _numbered(sources, text)
    article = article_number(normalise(question))
    if not named:
        named = _longest_names(sources, text)
    if not named:
        return None
    return Reference(frozenset(named), str(article) if article else None)


def names(source: Source) -> frozenset[str]:
    """The names of a source, bare: its title with and without annotation, without the issuer's prefix, and its aliases."""
    plain = _ANNOTATION.sub("", source.title)
    short = re.sub(r"^(?:中国共产党|中华人民共和国|党政机关|关于)", "", plain)
    return frozenset(bare for name in (source.title, plain, short, *source.aliases) if (bare := _bare(name)))


def covers(passage: Passage, article: str) -> bool:
    """Whether a passage is of an article, also where it digests a range (第16、17条, 第55—56条)."""
    if passage.article is None:
        return False
    return passage.article == article or article in _articles(passage.locator)


def _articles(locator: str) -> frozenset[str]:
    match = re.search(r"第([\d、,，]+)(?:[—–-](\d+))?(?:、\d+)*条", locator)
    if match is None:
        return frozenset()
    numbers = [int(number) for number in re.findall(r"\d+", match.group())]
    if match[2]:
        low, high = numbers[numbers.index(int(match[2])) - 1], int(match[2])
        numbers.extend(range(low, high))
    return frozenset(map(str, numbers))


def find(sources: Mapping[str, Source], name: str) -> Source | None:
    """The newest version of a source by id, key, title, number or alias, in this order."""
    bare = _bare(name)
    ways: tuple[Callable[[Source], bool], ...] = (
        lambda source: name in (source.id, source.key),
        lambda source: bare == _bare(source.title),
        lambda source: source.number is not None and bare == _bare(source.number),
        lambda source: bare in names(source),
    )
    for matches in ways:
        found = [source for source in sources.values() if matches(source)]
        if found:
            return max(found, key=lambda source: source.version)
    return None


def _named_in_brackets(sources: Iterable[Source], question: str) -> set[str]:
    titles = {_bare(_ANNOTATION.sub("", title)) for title in _TITLE.findall(question)}
    return {
        source.key
        for source in sources
        for name in names(source)
        if any(name == title or (len(title) > _WEAK_NAME and title in name) for title in titles)
    }


def _numbered(sources: Iterable[Source], text: str) -> set[str]:
    asked = _NUMBER.findall(text)
    return {
        source.key
        for source in sources
        if source.number and any(number.endswith(_bare(source.number)) for number in asked)
    }


def _longest_names(sources: Iterable[Source], text: str) -> set[str]:
    """Sources whose name stands in the text; of names inside one another only the longest counts."""
    found = [
        (name, source.key)
        for source in sources
        for name in names(source)
        if len(name) > _WEAK_NAME and name in text
    ]
    found += [
        (name, source.key)
        for source in sources
        for name in names(source)
        if len(name) <= _WEAK_NAME and re.search(rf"{re.escape(name)}第?[\d一二三四五六七八九十百]+条", text)
    ]
    return {key for name, key in found if not any(name != other and name in other for other, _ in found)}


def _bare(text: str) -> str:
    return _MARKS.sub("", normalise(text))
