"""Bearers: who must, must not or may, as a sentence of a rule names them, and at which level they stand.

A bearer is whom 由 names; or, of what is encouraged or warded off, who stands behind the norm word; or else the name at the
head of a part of the sentence, the nearest before the norm word, where what follows it is a doing and no thing.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.norms.doings import ADVERB, acts
from knowledge.norms.levels import level_of
from knowledge.norms.model import Bearer
from knowledge.norms.names import BODY, JOIN, PERSON, VERB, name_at
from knowledge.norms.parts import is_case
from knowledge.text import Span

# Where what a rule says of somebody begins at the latest.
_DUTY = re.compile(
    r"应当?|必须|不(?:[得能应可准许予再要]|(?![^，。；]*的))|可以|有权(?![^，。；的]{1,6}的)|要(?!求)|须|一律|严禁|禁止|原则上|一般(?!性)"
)
_LEAD = re.compile(
    r"^(?:[^，。；]{1,6}(?:前|后|期间|时)(?=任何|各|有关|相关)|同时|另外|其中|此外|并且|并|且|但是?|凡|而|今后|平时|原则上|一般|通常|必要时|确需|除[^，。；]{1,40}外|[①-⑳])+(?=[^，。；])"
)
_TURN = re.compile(r"[^，。；]{4,}而(?!不|非|是|被|又|已)(?=[^，。；]{4,})")
# These begin what is done with or to somebody, and no description of him.
_NO_DESCRIPTION = re.compile(
    r"对|向|将|把|按|根据|依(?!法[^，。；]{1,8}的)|因|就|从|与|给|由|通过|自|除|应|可|须|必|要|先|再|又|也|都|均|每|只|是|或|录用|聘用|聘任|选拔|任用|提拔|不[得能应可要予准许]|(?:及时|召开|防止|鼓励)"
)
_PUNISHED = re.compile(
    rf"对(?P<who>[^，。；]{{0,24}}?(?:{PERSON}|{BODY}))(?=给予|予以|依法|依规|处|从重|从严|追究|诫勉|：|，由|，依)"
)
_PURSUED = re.compile(rf"追究(?P<who>[^，。；]{{0,24}}?(?:{PERSON}))(?=的?[^，。；]{{0,4}}责任|[。；]?$)")
_SOFT = re.compile(r"原则上|一般|通常")
_NEAR = 10  # characters behind an agent in which his verb stands
_SELF = frozenset({"本人", "自己"})
_BY = re.compile(r"(?<![自理缘转事为])(?<!(?<!不)能)由(?![于此]|[一二三两]名)(?P<who>[^，。；：由]+)")
_MADE_BY = re.compile(r"(?:其中)?由")
_MADE_UP_OF = re.compile(r"组成|构成|变[为更]")
# What is done to somebody binds others.
_UNDERGOES = re.compile(
    r"(?:不(?:计算|计|算)在内|(?:每[年月季])?接受[^，。；]{0,8}(?:督查|检查|考核|调研)|"
    r"(?:不|不得|应当?|可以?|不因[^，。；]{1,20}而)+被|(?:原则上|一般|每[年次季月]|应当?|不得|总数)*占|被|再[多少大小]|控制在|(?:不|未|没有?)?(?:同意|批准|认可)(?:且|的|后))"
)
_JUDGES = re.compile(
    r"认为|发现|收到|接到|受理|查实|核实|审查|经"
)  # the office that acts, not whom it acts on
_BY_OFFICE = re.compile(
    r"(?:应当?|可以?|一律|必须)?(?:依法|[按依][^，。；]{2,12})?(?:予以|应?予|给予|(?:及时)?(?:澄清|恢复)|解除|(?:分别)?确定[^，。；]{0,4}处分|责令|取消|没收|追究|免去|辞退|移[送交]|(?:按照|依照|按|参照)[^，。；]*(?:办理|执行|处理|使用|任用)(?=$|[。；]))"
)
_LET_OFF = re.compile(r"(?:可以|应当|可|应)?(?:依法)?(?:不予|不再|免|从轻|减轻|不追究)")
_OF_WHOM = re.compile(r"对[^，。；]{2,40}的(?P<who>[^，。；的]{0,12})，")
_GIVES_BEHIND = re.compile(
    r"提倡|鼓励|支持|倡导|不?允许|不?再?要求|不准|不许|不?禁止|严禁|不需要?|无[需须]|不必|不用|防止|杜绝|避免|严防"
)
_ANYBODY = re.compile(
    r"(?:^|[^对向以因给在就])(?P<who>任何(?![^，。；]*(?:形式|方式|理由|借口|名义|情况|情形|时候|条件|场合))[^，。；的]{1,12}?)(?:都|均|也)?$"
)
_WHO = re.compile(r"谁不?(?:能|可以)[^：:]{0,16}[：:](?P<who>[^，。；]+)")


def bearer_of(sentence: str, sign: Span) -> Bearer | None:
    """Who is bound by the norm whose word stands at `sign`; None where the sentence names nobody."""
    parts = list(_parts(sentence))
    here = next((part for part in parts if part.start <= sign.start < part.end), Span(0, len(sentence)))
    if sign.start == sign.end:
        return _named(sentence, _punished(sentence, parts))
    if agent := agent_of(sentence, here):
        return _named(sentence, agent)
    if _GIVES_BEHIND.fullmatch(sentence, sign.start, sign.end) and (
        given := _reach(sentence, sign.end, len(sentence))
    ):
        return _named(sentence, given)
    if listed := _WHO.match(sentence):
        return _named(sentence, _reach(sentence, *listed.span("who")))
    return _named(sentence, _subject(sentence, sign, [part for part in parts if part.start <= here.start]))


def _punished(sentence: str, parts: Sequence[Span]) -> Span | None:
    """Whose conduct a sanction follows."""
    heads = [(part, head) for part in parts if (head := head_of(sentence, part))]
    heads.sort(key=lambda one: not is_case(sentence, one[0]))  # whose conduct it is, before whose occasion
    punished = _PUNISHED.search(sentence) or _PURSUED.search(sentence)
    return heads[0][1] if heads else Span(*punished.span("who")) if punished else None


def agent_of(sentence: str, part: Span) -> Span | None:
    """Whom 由 names in a part."""
    for match in _BY.finditer(sentence, part.start, part.end):
        agent = _reach(sentence, *match.span("who"))
        if agent and not _MADE_UP_OF.search(sentence, agent.end, agent.end + _NEAR):
            return agent
    return None


def _made_by(sentence: str, part: Span) -> Span | None:
    """Who made what a case is about (由主管部门制定的，报…): what follows is theirs to do."""
    opens = _MADE_BY.match(sentence, part.start, part.end)
    return agent_of(sentence, part) if opens and is_case(sentence, part) else None


def _subject(sentence: str, sign: Span, parts: Sequence[Span]) -> Span | None:
    """Who stands before the norm word, in its part or in the last part before that names somebody."""
    *before, here = parts
    inside = _SOFT.match(sentence, sign.start, sign.end)
    if inside and (head := _reach(sentence, inside.end(), sign.end)):
        return head
    own = _anybody(sentence, here, sign) or head_of(sentence, Span(here.start, sign.start))
    if own and (_UNDERGOES.match(sentence, own.end, here.end) or sentence.startswith("其中", here.start)):
        return None
    heads = [own, *_before(sentence, before, here, sign)]
    named = [head for head in heads if head]
    others = [head for head in named if head is own or sentence[head.start : head.end] not in _SELF]
    if not named and _LET_OFF.match(sentence, sign.start) and (whom := _OF_WHOM.match(sentence)):
        return _reach(sentence, *whom.span("who"))
    return (others or named)[0] if named else None


def _anybody(sentence: str, here: Span, sign: Span) -> Span | None:
    """Whoever is named right before the norm word, behind what it is about (个人信息任何平台不得采集)."""
    anybody = _ANYBODY.search(sentence[here.start : sign.start])
    return Span(here.start + anybody.start("who"), here.start + anybody.end("who")) if anybody else None


def _before(sentence: str, parts: Sequence[Span], here: Span, sign: Span) -> Iterator[Span]:
    """Who stands at the heads of the parts before, the nearest first; not those whom an office decides about."""
    done_by_others = _BY_OFFICE.match(sentence, sign.start, here.end)
    for part in reversed(parts):
        head = head_of(sentence, part) or _made_by(sentence, part)
        if head is None:
            continue
        # A duty behind what is done by somebody else is his; a right is its subject's (由居民推选，可以连任).
        if sentence.startswith("由", head.end) and sentence[sign.start] != "可":
            head = agent_of(sentence, part) or head
        undergoes = _UNDERGOES.match(sentence, head.end, part.end)
        if undergoes and not (undergoes.group() == "被" and is_case(sentence, part)):
            continue
        if done_by_others and is_case(sentence, part) and not _JUDGES.match(sentence, head.end):
            continue
        yield head


def head_of(sentence: str, part: Span) -> Span | None:
    """The name at the head of a part, where what follows it is no thing that is his."""
    words = sentence[part.start : part.end]
    lead = _LEAD.match(words)
    start = part.start + (lead.end() if lead else 0)
    turn = _TURN.match(sentence, start, part.end)
    for begin in (*([turn.end()] if turn else []), start):
        head = _reach(sentence, begin, part.end)
        if head and acts(sentence[head.start : head.end], sentence[head.end : part.end]):
            return head
    return None


def _reach(sentence: str, start: int, end: int) -> Span | None:
    """The name from a place on: its own words, or with what is said of it before (受理申诉的机关)."""
    words = sentence[start:end]
    plain = len(name_at(words))
    if plain and (joins := JOIN.match(words, plain)):
        more = _described(words[joins.end() :], 0)
        plain = joins.end() + more if more else plain
    elif not plain or not ADVERB.match(words, plain):
        plain = _described(words, plain) or plain
    return Span(start, start + plain) if plain else None


def _described(words: str, plain: int) -> int:
    """Where the name ends that is described by the words before it; 0 where there is none."""
    duty = _DUTY.search(words, max(plain, 1))
    end = duty.start() if duty else len(words)
    bound = not plain and _NO_DESCRIPTION.match(words)  # unless a duty stands right behind the name
    if bound and not words.startswith("向"):
        return 0
    for match in re.finditer("的", words[:end]):
        name = name_at(words[match.end() :])
        behind = words[match.end() + len(name) :]
        goes_on = _DUTY.match(behind) if bound else VERB.match(behind) or ADVERB.match(behind)
        if name and (not behind or goes_on):
            return match.end() + len(name)
    return 0


def _parts(sentence: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(r"[，,：:—]+", sentence):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(sentence))


def _named(sentence: str, span: Span | None) -> Bearer | None:
    return Bearer(span=span, level=level_of(sentence[span.start : span.end])) if span else None
