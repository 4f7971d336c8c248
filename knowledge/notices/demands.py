"""Demands: what each sentence of a notice asks, of whom, by when, how often and in what form."""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge.notices import conditions, dates
from knowledge.notices.cleaned import Cleaned, clean
from knowledge.notices.cutting import Sentence, cut
from knowledge.notices.model import Condition, Demand, Sender
from knowledge.notices.senders import sender

_WHOM = re.compile(
    r"各(?:乡镇|镇|街道|村|社区|单位|学校|部门|支部|县区?|市|区|地)[^，。；：]{0,10}?(?=[，。；：须请要应必于在由将把对按]|$)|(?:乡镇|镇村|村|社区|县区|学校|街道)?(?:党政|两委)?(?:主要|分管)(?:负责)?(?:同志|人|领导)|(?:村|社区)(?:党组织|支部)?书记|乡镇党委书记|乡镇长|网格员|包村干部|帮扶干部|全体(?:干部|党员|教师|职工)[^，。；]{0,4}|贵(?:镇|村|乡|校|单位)|你(?:镇|村|乡|校|单位)|你们"
)
_FORM = re.compile(
    r"报表|台账|[日周月季]报|汇报材料|总结|实施方案|花名册|名册|档案|清单|照片|视频|截图|截屏|录像|接龙|简报|佐证材料|承诺书|责任书|责任状|表格|统计表|登记表|调查表|会议记录|学习笔记|签到表|汇报|材料|信息|打卡|签到"
)
_TITLE = re.compile(
    r"^[^，。；]{0,40}关于[^，。；]{2,70}(?:通知|通报|公告|通告|函|方案|办法|细则|意见|邀约|邀请|倡议书?|告知|说明|请示|报告|纪要)(?:（.{0,12}）)?$"
)
_REFERRED = re.compile(r"(?<=《)关于[^》]*(?=》)")  # what another document is called asks nothing here
_HEAD = 3  # lines
_LETTER = re.compile(r"^致.{2,40}(?:信|函|书)$|^.{2,30}(?:邀请函|倡议书|公开信|温馨提示)$")
_CAPTION = 8  # characters
_ADDED = 20  # characters of a sentence that only says how often
_ONLY_DEADLINE = re.compile(r"^(?:请|务必|须|一律|限|统一|所有|以上|上述|材料|表格|名单|数据|报表)?.{0,12}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice as it was read."""

    cleaned: Cleaned
    lines: tuple[str, ...] = field(repr=False)
    sender: Sender
    conditions: frozenset[Condition]  # of the whole notice
    demands: tuple[Demand, ...]

    @property
    def title(self) -> str:
        """The lines that say what it is about."""
        return " ".join(self.lines[:_HEAD])


def read(text: str) -> Reading:
    """A notice cut into its demands, in the order of the text."""
    cleaned = clean(text)
    lines = tuple(cleaned.text.split("\n"))
    sentences = cut(cleaned)
    signed = dates.written(cleaned.text)
    over_all = conditions.of_notice(lines)
    demands = []
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        if _names(sentence, following, sentences[number - 1] if number else None):
            continue
        span = cleaned.original(sentence.start, sentence.end)
        demands.append(
            Demand(
                start=span.start,
                end=span.end,
                quote=text[span.start : span.end],
                words=_REFERRED.sub(lambda match: "＿" * len(match.group()), sentence.words),
                place=sentence.start,
                item=sentence.item,
                parts=sentence.parts,
                headings=sentence.headings,
                following=following.words if following and following.item == sentence.item else "",
                whom=_first(_WHOM, sentence.words),
                deadline=_deadline(sentence, following),
                urgent=_urgent(sentence, following, signed),
                often=_often(sentence, following),
                form=_first(_FORM, sentence.words),
                conditions=over_all | conditions.of_sentence(sentence, following),
            )
        )
    return Reading(cleaned, lines, sender(lines), over_all, tuple(demands))


def _names(sentence: Sentence, following: Sentence | None, before: Sentence | None) -> bool:
    """Whether a sentence only names the notice or what the rest of its line is about."""
    begins = before is None or before.item != sentence.item
    goes_on = following is not None and following.item == sentence.item
    return (_TITLE.search(sentence.words) or _LETTER.search(sentence.words)) is not None or (
        begins and goes_on and len(sentence.words) <= _CAPTION
    )


def _first(pattern: re.Pattern[str], words: str) -> str | None:
    return match.group() if (match := pattern.search(words)) else None


def _deadline(sentence: Sentence, following: Sentence | None) -> str | None:
    """Its own deadline, or that which the next sentence gives it."""
    return dates.deadline(sentence.words) or (
        _adds(following) if following and following.item == sentence.item else None
    )


def _often(sentence: Sentence, following: Sentence | None) -> str | None:
    """How often by its own words, or by a short sentence that follows: 每天下午五点前报."""
    own = dates.often(sentence.words)
    if own or following is None or following.item != sentence.item or len(following.words) > _ADDED:
        return own
    return dates.often(following.words)


def _urgent(sentence: Sentence, following: Sentence | None, signed: date | None) -> bool:
    own = dates.deadline(sentence.words)
    words = own or (_adds(following) if following and following.item == sentence.item else None)
    return words is not None and dates.soon(words, signed)


def _adds(following: Sentence) -> str | None:
    """The deadline that a sentence adds to the one before: 今天下班前务必交到."""
    found = dates.deadline(following.words)
    if found is None:
        return None
    rest = following.words.replace(found, "", 1)
    return found if _ONLY_DEADLINE.match(rest) else None
