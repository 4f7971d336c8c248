"""Places: which clause a person means by 第6条（要点1）, 第六条 or 6."""

import difflib
import re
from collections.abc import Sequence

from knowledge.corpus import covers
from knowledge.errors import UsageProblem
from knowledge.model import Passage
from knowledge.numbering import article_number, parse_numeral
from knowledge.text import normalise

_ONLY_A_NUMBER = re.compile(r"[第条之 \d零〇一二两三四五六七八九十百千]+")
_NAMED = 3  # places that a sentence names


def locate(named: str, passages: Sequence[Passage]) -> str:
    """The locator that is meant: written so, or an article that is one clause.

    Raises:
        UsageProblem: none is, or several are; the sentence names the nearest.
    """
    locators = list(dict.fromkeys(passage.locator for passage in passages))
    wanted = _bare(named)
    meant = [locator for locator in locators if _bare(locator) == wanted] or _of_article(wanted, passages)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageProblem(f"“{named}”有{len(meant)}条（{_listed(meant)}），请写明是哪一条。")
    likely = f"第{wanted}条" if parse_numeral(wanted) is not None else named
    near = difflib.get_close_matches(likely, locators, n=_NAMED, cutoff=0.0)
    raise UsageProblem(f"没有“{named}”这一条，相近的有{_listed(near)}。")


def _of_article(wanted: str, passages: Sequence[Passage]) -> list[str]:
    """The locators of an article, where the article is all that was named."""
    if _ONLY_A_NUMBER.fullmatch(wanted) is None:
        return []
    number, bare = article_number(wanted), parse_numeral(wanted)
    article = str(number) if number else str(bare)
    own = [passage for passage in passages if passage.article == article]
    found = own or [passage for passage in passages if covers(passage, article)]  # of a range: 第16、17条
    return list(dict.fromkeys(passage.locator for passage in found))


def _listed(locators: Sequence[str]) -> str:
    more = "等" if len(locators) > _NAMED else ""
    return "、".join(locators[:_NAMED]) + more


def _bare(locator: str) -> str:
    return normalise(locator).replace(" ", "")
