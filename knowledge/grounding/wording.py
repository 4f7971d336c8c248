"""Wording: whether the words of a draft stand in its clauses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from knowledge.grounding.parts import Part
from knowledge.grounding.vocabulary import free

_RUN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_PAIR = 2
_SHORT = 3  # characters
_NEVER_NEW = frozenset(
    "不没未无非别免禁都全均各每必只仅超过多少上下前后大小正副一二三四五六七八九十百千万半倍省市县乡镇村组"
)


class Words:
    """The pairs of characters, and the characters, of some parts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take canonical texts."""
        runs = [run for text in texts for run in _RUN.findall(text)]
        self.pairs = frozenset(run[place : place + _PAIR] for run in runs for place in range(len(run) - 1))
        self.characters = frozenset("".join(runs))

    def strange(self, text: str) -> list[str]:
        """The runs of a canonical text that do not stand here, and are not words that may stand anywhere."""
        return [run for whole in _RUN.findall(text) for run in self._strange(whole)]

    def share(self, text: str) -> float:
        """The share of a text's own characters that stand here in a pair; 1 where it has none of its own."""
        own = shared = 0
        for run in _RUN.findall(text):
            known, plain = self._known(run), _free(run)
            counted = [is_known or not is_free for is_free, is_known in zip(plain, known, strict=True)]
            own += sum(counted)
            shared += sum(known)
        return shared / own if own else 1.0

    def coverage(self, text: str) -> float:
        """The share of all characters of a text that stand here in a pair."""
        known = [one for run in _RUN.findall(text) for one in self._known(run)]
        return sum(known) / len(known) if known else 1.0

    def keeps(self, item: str) -> float:
        """The share of an item that stands here; of a short one each character counts, since its words may part."""
        if len(item) > _SHORT:
            return self.share(item)
        own = [character for character in item if "\u3400" <= character <= "\u9fff"]
        return sum(character in self.characters for character in own) / len(own) if own else 1.0

    def has_some(self, text: str) -> bool:
        """Whether any of a text's own words stands here."""
        return any(
            known and not free
            for run in _RUN.findall(text)
            for known, free in zip(self._known(run), _free(run), strict=True)
        )

    def _known(self, run: str) -> list[bool]:
        known = [False] * len(run)
        if len(run) == 1:
            return [run in self.characters]
        for place in range(len(run) - 1):
            if run[place : place + _PAIR] in self.pairs:
                known[place] = known[place + 1] = True
        return known

    def _strange(self, run: str) -> Iterator[str]:
        known, free = self._known(run), _free(run)
        good = [one or bool(other) for one, other in zip(known, free, strict=True)]
        # A light character beside a strange one is part of its word: 备份.
        for place, kind in enumerate(free):
            if kind is _Free.LIGHT and not known[place]:
                good[place] = all(good[max(0, place - 1) : place + 2])
        for start, end in _gaps(good):
            if end - start > 1 or not self._forgiven(
                run[start], known[max(0, start - 1) : start] + known[end : end + 1]
            ):
                yield run[start:end]

    def _forgiven(self, character: str, beside: Sequence[bool]) -> bool:
        """Whether a character alone makes a longer word of one that stands here (会, 会议), or stands here itself."""
        return character not in _NEVER_NEW and (any(beside) or character in self.characters)


class _Free(StrEnum):
    """How free a character is to stand in a draft."""

    ANYWHERE = "anywhere"
    LIGHT = "light"


def _free(run: str) -> list[_Free | None]:
    found: list[_Free | None] = [None] * len(run)
    for match in free().finditer(run):
        kind = _Free.LIGHT if match["light"] else _Free.ANYWHERE
        found[match.start() : match.end()] = [kind] * len(match.group())
    return found


def _gaps(good: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The slices that are not good."""
    start = None
    for place, fine in enumerate([*good, True]):
        if not fine and start is None:
            start = place
        elif fine and start is not None:
            yield start, place
            start = None


def of_parts(parts: Iterable[Part]) -> Words:
    """The words of some parts, those before and after a mark apart."""
    return Words(words for part in parts for words in (part.before, part.after))


def items(words: str) -> list[str]:
    """What some words enumerate: what is left out of them is left out of the rule."""
    return [
        item for item in (piece.strip() for piece in re.split(r"[、 ]|以及|或者?|和", words)) if len(item) > 1
    ]
