"""Conditions: what makes a demand none, or lets it off, as a notice words it.

不 binds to what follows it in its part between commas; 自愿 and 应急 speak for their sentence, and a heading for all that
stands under it; an approval speaks for the whole notice.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.notices.cutting import Sentence
from knowledge.notices.groups import FOLDER, compiled, words
from knowledge.notices.model import Condition
from knowledge.text import Span

_WORDS = words(FOLDER / "conditions.toml")
_NEGATOR = re.compile(
    f"(?P<none>{compiled('<不算否定>', _WORDS).pattern})|(?P<denial>{compiled('<否定>', _WORDS).pattern})"
)
_AFTERWARDS = compiled("^[^，。；]{0,10}?<随后否定>|^[^；]{0,24}?<随后停止>", _WORDS)
_DENIED_ANYHOW = compiled("<断然否定>", _WORDS)
_DENIED_LIST = compiled("(?:<否定>)[^：，。；]{0,14}：$", _WORDS)  # 不再要求以下材料：
_VOLUNTARY_NEXT = compiled("<随后自愿>", _WORDS)
_EMERGENCY = compiled("<应急>", _WORDS)
_EMERGENCY_TITLE = compiled("<应急通知>", _WORDS)
_EMERGENCY_ORDER = compiled("<应急命令>", _WORDS)
_INCIDENT = compiled("<出事>", _WORDS)
_EXCEPTED = compiled("<除外>", _WORDS)
_INTERNAL_NOTICE = compiled("<收文各科室>", _WORDS)
_APPROVED = compiled("<批准>", _WORDS)
_OWN, _TOLD = compiled("<自办>", _WORDS), compiled("<受文>", _WORDS)
_OF_SENTENCE = (
    (Condition.VOLUNTARY, compiled("<自愿>", _WORDS)),
    (Condition.EMERGENCY, _EMERGENCY),
    (Condition.INTERNAL, compiled("<内部>", _WORDS)),
)
_PURPOSE = re.compile(
    r"为(?:了)?(?!期|准|主|单位|依据)|鉴于|根据|按照[^，。；]{0,20}(?:要求|部署|精神|安排)$"
)
_QUOTED = re.compile("“[^”]*”")  # a name: “四不两直”
_REACH = 24  # characters before a demand in which a 不 still denies it
_SUBJECT = 8  # characters at the head of a part where its subject stands
_BEGIN = 5  # lines of a notice that say what it is
_LONGEST_TITLE = 40  # characters of a line that may name the notice; what follows them speaks of its business


def of_sentence(sentence: Sentence, following: Sentence | None) -> frozenset[Condition]:
    """What lets a whole sentence off: its own words, a heading over it, or what the next one adds."""
    return frozenset(_conditions(sentence, following))


def _conditions(sentence: Sentence, following: Sentence | None) -> Iterator[Condition]:
    said = _EXCEPTED.sub("", sentence.words)  # 除应急值守外 is about the others
    for condition, pattern in _OF_SENTENCE:
        if any(pattern.search(words) for words in (said, *sentence.headings)):
            yield condition
    if following and following.item == sentence.item and _VOLUNTARY_NEXT.search(following.words):
        yield Condition.VOLUNTARY
    if any(_DENIED_LIST.search(heading) for heading in sentence.headings):
        yield Condition.NEGATED


def of_notice(lines: Sequence[str]) -> frozenset[Condition]:
    """What lets a whole notice off: that it is an order in an emergency, approved, or for the sender's own sections."""
    begin = lines[:_BEGIN]
    titles = [line[:_LONGEST_TITLE] for line in begin]
    ordered = any(map(_EMERGENCY_TITLE.search, titles)) or any(map(_EMERGENCY_ORDER.search, begin))
    found = {Condition.EMERGENCY} if ordered else set()
    if any(map(_APPROVED.search, lines)):
        found.add(Condition.APPROVED)
    if any(map(_INTERNAL_NOTICE.search, begin)):
        found.add(Condition.INTERNAL)
    return frozenset(found)


def only_says_why(words: str, part: Span) -> bool:
    """Whether a part gives a reason, and asks nothing: 为落实属地责任."""
    return _PURPOSE.match(words, part.start, part.end) is not None


def in_case(words: str, part: Span) -> bool:
    """Whether a part says what to do when something happens: 发现险情立即报告."""
    return _INCIDENT.search(words[part.start :]) is not None


def denies(words: str, part: Span, span: Span, *, own: bool = False) -> bool:
    """Whether what stands at a span is denied, within its part of the sentence: by 不 before it, or by what follows.

    Negations inside the span count unless they are the sign's `own` words.
    """
    begin = max(part.start, span.start - _REACH)
    end = span.start if own else span.end
    if has_denial(words[begin:end]) or _DENIED_LIST.search(words[: part.start]):
        return True
    afterwards = words[span.end : max(part.end, span.end)]
    if own:
        return _DENIED_ANYHOW.search(words[span.start : span.end] + afterwards) is not None
    return _AFTERWARDS.search(afterwards) is not None


def speaks_against(words: str) -> bool:
    """Whether a sentence denies anything, or says who approved."""
    return has_denial(words) or _APPROVED.search(words) is not None


def has_denial(words: str) -> bool:
    """Whether anything in some words is denied."""
    return any(match["denial"] for match in _NEGATOR.finditer(_QUOTED.sub("", words)))


def done_by_sender(words: str, parts: Sequence[Span], place: int) -> bool:
    """Whether the sender says of the part at a place that he himself does it; a part without a subject has the last one."""
    own = False
    for part in parts:
        if part.start > place:
            break
        said = words[part.start : part.end]
        if _OWN.search(said):
            own = not _told_before(said)
        elif (told := _TOLD.search(said, 0, _SUBJECT)) and not _NEGATOR.search(said, 0, told.start()):
            own = False
    return own


def _told_before(words: str) -> bool:
    """Whether a part names those who are asked before it names the sender: 各村报我局."""
    told, own = _TOLD.search(words), _OWN.search(words)
    return told is not None and own is not None and told.start() < own.start()
