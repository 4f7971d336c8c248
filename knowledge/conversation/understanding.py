"""Understanding: what a text means after the last turns."""

import re
from collections.abc import Sequence

from knowledge.conversation.completing import answered_back, completed, core
from knowledge.conversation.model import (
    Adrift,
    Asked,
    Beside,
    Named,
    Numbered,
    Others,
    Shown,
    Turn,
    Understood,
)
from knowledge.conversation.pointing import Pointer, Wish, pointer
from knowledge.conversation.variants import Slot, mentions
from knowledge.conversation.words import (
    AGAIN,
    ASKING,
    BARE,
    HEADLESS,
    INCLUDED,
    LIKEWISE,
    OPENING,
    PASSING,
    SWITCHING,
    THEME,
    TO_US,
)
from knowledge.corpus import OFFICIAL
from knowledge.model import Choice, Citation, NoAnswer, Reason
from knowledge.text import normalise
from knowledge.topics import topic_words

_LONGEST_THEME = (
    24  # characters; of 20,335 training questions 36 end like one, and all that are longer stand alone
)
_SHORTEST_LABEL = 2
_LONGEST_PASSING = 16
_LONGEST_OPENED = 16
_LONGEST_BARE = 12
_LONGEST_REPLY = 30  # to a question of ours
_UNKNOWN = 1  # characters that are neither common words nor stand in what was said before


def understand(text: str, turns: Sequence[Turn]) -> Understood:
    """What a text means: a question of its own, one completed from the last turn, or a wish to see what was answered."""
    plain = normalise(text)
    alone = Asked(question=text, kept=text)
    if len(plain) <= _LONGEST_PASSING and PASSING.fullmatch(plain):
        return Asked(question=text, kept=text, passing=True)
    wish = pointer(plain)
    if not turns:
        adrift = wish is not None or (_hangs(plain) and not topic_words(plain))
        return Adrift() if adrift else alone
    seen = _seen(wish, turns[-1]) if wish else None
    return seen or _going_on(plain, turns[-1]) or alone


def _going_on(plain: str, last: Turn) -> Asked | None:
    """The question that goes on from the last turn; None for one of its own."""
    if len(plain) <= _LONGEST_PASSING and AGAIN.fullmatch(plain):
        return Asked(question=last.result.question.text, kept=last.question, leans=True)
    if chosen := _chosen(plain, last):
        return Asked(question=chosen.question, kept=chosen.question, leans=True)
    if _answers_back(plain, last):
        made = answered_back(last.question, plain)
    elif _leans(plain, _context(last)):
        made = completed(last.question, last.citations, plain)
    else:
        return None
    return Asked(question=made.question, kept=made.kept, leans=True)


def leans(text: str) -> bool:
    """Whether a text, whatever was said before, reads as going on from something."""
    plain = normalise(text)
    return pointer(plain) is not None or _leans(plain, "")


def _seen(wish: Pointer, last: Turn) -> Understood | None:
    """What a wish comes to after a turn; None where it does not fit and is read as a question."""
    cited = last.citations
    if wish.wish is Wish.OTHERS:
        return Others(turn=last)
    if not cited:
        return Adrift()
    match wish.wish:
        case Wish.DOCUMENT:
            return Named(citations=cited)
        case Wish.BASIS:
            return Shown(citation=cited[0])
        case Wish.CLAUSE:
            return _clause(wish, cited)
        case _:
            passage = last.shown or cited[0].passage
            return Beside(passage=passage.id, following=wish.wish is Wish.FOLLOWING)


def _clause(wish: Pointer, cited: Sequence[Citation]) -> Shown | Numbered | None:
    """The n-th of what was cited; an article where there are not so many, or only one."""
    number = len(cited) if wish.number == -1 else wish.number
    if wish.article is not None and (len(cited) == 1 or number is None or number > len(cited)):
        return Numbered(source=cited[0].source, article=wish.article)
    if number is None:
        official = (one for one in cited if one.passage.kind in OFFICIAL)  # who asks for the original
        return Shown(citation=next(official, cited[0]))
    return Shown(citation=cited[number - 1]) if 1 <= number <= len(cited) else None


def _chosen(plain: str, last: Turn) -> Choice | None:
    """The choice whose label somebody types instead of pressing it."""
    said = core(plain)
    found = [choice for choice in last.result.choices if said in normalise(choice.label)]
    return found[0] if len(found) == 1 and len(said) >= _SHORTEST_LABEL else None


def _context(last: Turn) -> str:
    """What the reader saw: the question and the clauses."""
    return normalise("\n".join((last.question, *(one.quote for one in last.citations))))


def _leans(plain: str, context: str) -> bool:
    """Whether a text asks for nothing by itself; `context` is what was said and shown before."""
    if SWITCHING.match(plain):
        return False
    return _hangs(plain) or _likewise(plain, context) or _opened(plain, context) or _bare(plain, context)


def _hangs(plain: str) -> bool:
    """Whether it throws in a theme of which nothing is asked (那村里呢, 没批准就开了呢, what about the city)."""
    if len(plain) > _LONGEST_THEME or re.search(r"[，,。；].*[，,。；]", plain):
        return False
    if re.match(r"(?:and |but )?(?:what|how) about ", plain):
        return True
    theme = THEME.sub("", plain)
    return theme != plain and not ASKING.search(OPENING.sub("", theme)) and not re.search(r"[，,]", theme)


def _likewise(plain: str, context: str) -> bool:
    """Whether it says of something else that it is asked alike (社区也一样吗), or of something unnamed (没备案的能装吗)."""
    if len(plain) > _LONGEST_OPENED:
        return False
    if INCLUDED.match(plain):
        return True
    if not (LIKEWISE.search(plain) or HEADLESS.match(plain)):
        return False
    return not _own_topics(plain, context) or (len(plain) <= _LONGEST_BARE and "也" in plain)


def _opened(plain: str, context: str) -> bool:
    """Whether it opens as going on, and brings no matter of its own."""
    opening = OPENING.match(plain)
    return opening is not None and len(plain) <= _LONGEST_OPENED and not _own_topics(plain, context)


def _bare(plain: str, context: str) -> bool:
    """Whether nothing is left of it without the words that only ask, or bend a question (期限多久, 谁批准)."""
    if len(plain) > _LONGEST_BARE or TO_US.match(plain):
        return False
    if any(not BARE.fullmatch(word) for _, word in topic_words(plain)):
        return False
    levels = [one for one in mentions(plain) if one.slot is Slot.LEVEL]
    if len(levels) > 1:
        return False
    rest = plain
    for mention in reversed(mentions(plain)):
        rest = rest[: mention.span.start] + " " + rest[mention.span.end :]
    return _unknown(BARE.sub(" ", rest), context) <= _UNKNOWN


def _own_topics(plain: str, context: str) -> bool:
    return any(word not in context for _, word in topic_words(plain))


def _unknown(rest: str, context: str) -> int:
    """The characters of words that do not stand in the context."""
    return sum(len(run) for run in rest.split() if run not in context)


def _answers_back(plain: str, last: Turn) -> bool:
    """Whether it adds what the last reply asked for."""
    asked = isinstance(last.result, NoAnswer) and last.result.reason is Reason.UNCLEAR
    return asked and len(plain) <= _LONGEST_REPLY and not ASKING.search(plain)
