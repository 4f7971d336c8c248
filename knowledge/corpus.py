"""The corpus: which sources bind a reader on a day, and what a question names directly."""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from knowledge.model import COUNTRY, Grade, Kind, Passage, Source, Status
from knowledge.numbering import article_number
from knowledge.regions import binds
from knowledge.text import normalise

_TITLE = re.compile(r"[《〈]([^《》〈〉]{2,60})[》〉]")
_ANNOTATION = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[\s，。、“”\"'《》〈〉〔〕\[\]（）()【】]")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,8})((?:19|20)\d{2})年?第?(\d{1,4})号")
_INFORMATIVE = frozenset({Kind.CASE, Kind.COMMENTARY})
OFFICIAL = frozenset({Kind.RULE, Kind.LAW})
_FEW = 1  # characters
_WEAK_NAME = 3  # characters; a shorter alias (减负) would make every question a reference


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question names: sources by `key`, and an article of theirs if it names one."""

    sources: frozenset[str]
    article: str | None
    rest: str = ""  # what the question says besides, bare

    @property
    def alone(self) -> bool:
        """Whether the question is the reference and asks nothing else."""
        return len(self.rest) <= _FEW


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


class Catalogue:
    """The sources of an index, and the names by which questions call them."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        """Take sources by key. Their names are put into the form for comparing once, not at every question."""
        self.sources = sources
        self._names = {key: names(source) for key, source in sources.items()}
        self._numbers = {key: _bare(source.number) for key, source in sources.items() if source.number}

    def binding(self, regions: Sequence[str], on: date) -> frozenset[str]:
        """The keys of the sources that bind a reader in any of these regions on this day."""
        return frozenset(
            key
            for key, source in self.sources.items()
            if in_force(source, on) and any(binds(source.region, region) for region in regions)
        )

    def reference(self, question: str, among: AbstractSet[str]) -> Reference | None:
        """The sources of some keys, and the article, that a question names.

        A source is named by 《title》, by its document number, by a name of at least four characters (问责条例怎么说), or by
        a shorter one with an article (规定6条).
        """
        text = _bare(question)
        named = (self._in_brackets(question) | self._numbered(text)) & among
        if not named:
            named = self._longest_names(text, among)
        if not named:
            return None
        article = article_number(normalise(question))
        rest = _rest(text, [name for key in named for name in self._names[key]])
        return Reference(frozenset(named), str(article) if article else None, rest)

    def find(self, name: str) -> Source | None:
        """The newest version of a source by id or key, title, number or alias, in this order; an official text first."""
        bare = _bare(name)
        ways: tuple[Callable[[Source], bool], ...] = (
            lambda source: name in (source.id, source.key),
            lambda source: bare == _bare(source.title),
            lambda source: self._numbers.get(source.key) == bare,
            lambda source: bare in self._names[source.key],
        )
        for matches in ways:
            found = [source for source in self.sources.values() if matches(source)]
            if found:
                return max(found, key=lambda source: (source.kind in OFFICIAL, source.version))
        return None

    def _in_brackets(self, question: str) -> set[str]:
        titles = {_bare(_ANNOTATION.sub("", title)) for title in _TITLE.findall(question)}
        return {
            key
            for key, known in self._names.items()
            for name in known
            if any(name == title or (len(title) > _WEAK_NAME and title in name) for title in titles)
        }

    def _numbered(self, text: str) -> set[str]:
        asked = [f"{issuer}{year}{number}号" for issuer, year, number in _NUMBER.findall(text)]
        return {key for key, number in self._numbers.items() if any(one.endswith(number) for one in asked)}

    def _longest_names(self, text: str, among: AbstractSet[str]) -> set[str]:
        """Sources whose name stands in the text; of names inside one another only the longest counts."""
        found = [
            (name, key)
            for key in among
            for name in self._names[key]
            if name in text and (len(name) > _WEAK_NAME or _before_article(name, text))
        ]
        return {key for name, key in found if not any(name != other and name in other for other, _ in found)}


def placed(title: str | None, heading: str | None, text: str) -> str:
    """A passage's text under the names that place it: the item of a list says nothing without what stands above it."""
    return "\n".join(line for line in (title, heading, text) if line)


def informs(passage: Passage) -> bool:
    """Whether a passage tells what happened or what somebody thinks, and rules nothing."""
    return passage.kind in _INFORMATIVE


def carries_verdict(passage: Passage) -> bool:
    """Whether a passage may decide: opinion and reports of cases may not."""
    return not informs(passage)


def gives_figures(passage: Passage) -> bool:
    """Whether a figure of a passage may answer a question for one.

    A case's figures are somebody's misdeeds and a second-hand figure may be wrong; one that holds in some region alone is
    shown to who asks from there or names it, and every answer says where it holds.
    """
    return carries_verdict(passage) and (passage.grade is not Grade.D or passage.region != COUNTRY)


def names(source: Source) -> frozenset[str]:
    """The names of a source, bare: those that its title gives, and its aliases."""
    return titles(source) | {bare for name in source.aliases if (bare := _bare(name))}


def titles(source: Source) -> frozenset[str]:
    """The title of a source, bare: with and without annotation, and without the issuer's prefix."""
    plain = _ANNOTATION.sub("", source.title)
    short = re.sub(r"^(?:中国共产党|中华人民共和国|党政机关|关于)", "", plain)
    return frozenset(bare for name in (source.title, plain, short) if (bare := _bare(name)))


def covers(passage: Passage, article: str) -> bool:
    """Whether a passage is of an article, also where it digests a range (第16、17条, 第55—56条)."""
    if passage.article is None:
        return False
    return article in articles(passage)


def articles(passage: Passage) -> frozenset[str]:
    """The articles that a passage is of, or by its locator speaks of."""
    own = frozenset({passage.article} if passage.article else ())
    return own | _articles(passage.locator)


def _articles(locator: str) -> frozenset[str]:
    match = re.search(r"第([\d、,，]+)(?:[—–-](\d+))?(?:、\d+)*条", locator)
    if match is None:
        return frozenset()
    numbers = [int(number) for number in re.findall(r"\d+", match.group())]
    if match[2]:
        low, high = numbers[numbers.index(int(match[2])) - 1], int(match[2])
        numbers.extend(range(low, high))
    return frozenset(map(str, numbers))


def _rest(text: str, known: Sequence[str]) -> str:
    """What a question says besides the names of a source and the number of an article."""
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, "")
    text = _NUMBER.sub("", text)
    return re.sub(r"第?[\d一二三四五六七八九十百]+条|怎么说|是什么|写的|内容|原文|[的吗呢了]", "", text)


def _before_article(name: str, text: str) -> bool:
    return re.search(rf"{re.escape(name)}第?[\d一二三四五六七八九十百]+条", text) is not None


def _bare(text: str) -> str:
    return _MARKS.sub("", normalise(text))
