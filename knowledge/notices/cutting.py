"""Cutting: a cleaned notice into its sentences, each with its parts between commas and what stands over it.

A heading speaks for what stands under it (以下为自愿参加项目：, 应急值守期间：), down to the next of its own depth.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.notices.cleaned import Cleaned
from knowledge.text import Span

_NUMBERINGS = (  # outermost first
    re.compile(r"第[一二三四五六七八九十百\d]{1,4}[条章节]"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]|[一二三四五六七八九十][是要]"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}(?:[、.）](?!\d))"),
    re.compile(r"（\d{1,2}）"),
    re.compile(r"[①-⒛⓪-⓿❶-➓]"),
)
_BULLET = re.compile(r"[-—•·*＊>〉。，、]+")
_SENTENCE_END = re.compile(
    r"[。！？；\n]+[”）]*|：(?=[一二三四五六七八九十]{1,2}[、.]|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[、.](?!\d)|[①-⒛⓪-⓿❶-➓])"
)
_COMMA = re.compile(r"[，：｜—…]+")
# Where somebody who speaks begins the next thing.
_NEXT = re.compile(
    r"(?<![没只])(?:然后|还有(?!效)|另外|再就是|再有就是|再一个|对了|另一个事|第[二三四五]个|最后(?!一|期限)|顺便|此外|同时(?!在线|到会|参|报))"
)
# Where somebody who speaks without a pause draws breath, if ever.
_BREATH = re.compile(
    r"(?:你们(?=书记|村|镇|单位|那边|把|就)|咱们|大家|每个?(?:村|人|天|户|组)|各(?:村(?!民)|单位|组|校)|让(?=村|他|大家|各)"
    r"|[把将](?=[近这那所村照名材表]|上[周月次])|记得|麻烦|不然|要不|谁(?=没|不|家)|[但可]是|不过|所以|因为|反正|这个(?=本来|不|事)"
    r"|[中上下]午(?!好)|晚上(?!好)|明天|后天|今天|到时候?|那天|不用|不要(?!求)|别(?!人|的))"
)
_BREATHS = 8  # characters between two of them at least
_RUN_ON = 60  # characters without a mark, in a speaker's text
_LONG = 100  # characters of a sentence with commas
_LONGEST_HEADING = 30  # characters
_TITLE = re.compile(r"关于|(?:通知|通报|的函|方案|办法|公告|令)$")
_PAUSED = 3  # characters between two blanks that are pauses; fewer are a title's spacing or a misreading


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` without its number and closing mark, in the cleaned text; `parts` are those between commas."""

    start: int
    end: int
    words: str = field(repr=False)
    parts: tuple[Span, ...]
    item: int  # the line that it stands in
    headings: tuple[str, ...] = field(default=(), repr=False)  # outermost first


def cut(cleaned: Cleaned) -> tuple[Sentence, ...]:
    """The sentences of a cleaned text, in order."""
    found: list[Sentence] = []
    over: list[tuple[int, str]] = []
    item = -1
    for place, line in _lines(cleaned.text):
        pauses = [pause - place for pause in cleaned.pauses if place < pause < place + len(line)]
        begin, depth = _numbered(line)
        _leave(over, depth)
        item += 1
        for low, high in _sentences(line, begin, pauses):
            begins, inner = _numbered(line[low:high])
            if inner and low > begin:  # the points of a list within a line
                item += 1
                _leave(over, inner)
            words = line[low + begins : high] if low > begin else line[low:high]
            start = high - len(words)
            within = [pause - start for pause in pauses if start < pause < high]
            headings = tuple(heading for _, heading in over)
            parts = tuple(_parts(words, within))
            found.append(Sentence(place + start, place + high, words, parts, item, headings))
        if (heading := _heading(line[begin:])) is not None:
            over.append((depth, heading))
    return tuple(sentence for sentence in found if sentence.words)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    for line in text.split("\n"):
        yield place, line
        place += len(line) + 1


def _leave(over: list[tuple[int, str]], depth: int) -> None:
    """Take off what no longer stands over a line of a depth."""
    while over and over[-1][0] >= depth:
        over.pop()


def _numbered(line: str) -> tuple[int, int]:
    """Where the words of a line begin, and how deep it stands; what has no number stands over all."""
    bullet = _BULLET.match(line)
    begin = bullet.end() if bullet else 0
    for depth, numbering in enumerate(_NUMBERINGS, start=1):
        if match := numbering.match(line, begin):
            return match.end(), depth
    return begin, 0


def _heading(words: str) -> str | None:
    """What a line says of those under it; None where it speaks for itself."""
    said = _SENTENCE_END.split(words)[-1] if words.endswith("：") else words
    if not 0 < len(said) <= _LONGEST_HEADING or _SENTENCE_END.search(said) or _TITLE.search(said):
        return None
    return said


def _sentences(line: str, begin: int, pauses: Sequence[int]) -> Iterator[tuple[int, int]]:
    ends = [match.span() for match in _SENTENCE_END.finditer(line, begin)]
    if not ends and not _COMMA.search(line, begin) and len(line) > _RUN_ON and _are_pauses(pauses, len(line)):
        ends = [(pause, pause) for pause in pauses]
    start = begin
    for low, high in ends:
        yield from _said_in_one(line, start, low)
        start = high
    yield from _said_in_one(line, start, len(line))


def _said_in_one(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or where somebody spoke on and on, the things that it says."""
    longest = _LONG if _COMMA.search(line, start, end) else _RUN_ON
    cuts = [match.start() for match in _NEXT.finditer(line, start, end)] if end - start > longest else []
    for low, high in pairwise([start, *cuts, end]):
        if low < high:
            yield low, high


def _parts(words: str, pauses: Sequence[int]) -> Iterator[Span]:
    """The parts between commas; where there are none, between pauses, or where somebody may have drawn breath."""
    marks = [match.span() for match in _COMMA.finditer(words)]
    if not marks and pauses and _are_pauses(pauses, len(words)):
        marks = [(pause, pause) for pause in pauses]
    if not marks and len(words) > _RUN_ON:
        marks = [(breath, breath) for breath in _breaths(words)]
    cuts = [0, *(place for mark in marks for place in mark), len(words)]
    return (Span(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=True) if low < high)


def _breaths(words: str) -> Iterator[int]:
    last = 0
    for match in _BREATH.finditer(words):
        if match.start() - last >= _BREATHS:
            yield (last := match.start())


def _are_pauses(blanks: Sequence[int], length: int) -> bool:
    """Whether blanks stand where somebody drew breath: never close to one another."""
    return all(high - low >= _PAUSED for low, high in pairwise([0, *blanks, length]))
