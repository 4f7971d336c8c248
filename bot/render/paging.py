"""Paging: runs of text become HTML messages that Telegram takes.

The one place that makes HTML. A message is cut between blocks; a block that is longer than a message between its
pieces; a piece that is longer than a message between sentences, and where a sentence is too long between two
characters. So a cut never falls inside a tag, an entity or a surrogate pair.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

MAX_UNITS = (
    4096  # UTF-16; Telegram counts what is left after parsing, we the markup too, which is on the safe side
)
MAX_ENTITIES = 100  # a message; Telegram drops what is more
LONGEST_LINK = (
    500  # characters; a longer one is shown without its link, since it could fill a message by itself
)
_ORPHAN = 400  # a quote that has to be cut anyway begins under its heading if so many units are left there
_SENTENCE_END = re.compile(r"[。；！？\n]")
_UNSENDABLE = re.compile("[\ud800-\udfff]")  # half a surrogate pair cannot be encoded
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Frame(Enum):
    """What stands around a piece."""

    PLAIN = ("", "")
    QUOTE = ("<blockquote>", "</blockquote>")
    FOLDED = ("<blockquote expandable>", "</blockquote>")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style: bold, struck out, a link, or none of them."""

    text: str
    bold: bool = False
    link: str | None = None
    struck: bool = False

    @property
    def tags(self) -> tuple[str, str]:
        """What opens and closes the style."""
        opening, closing = ("<b>", "</b>") if self.bold else ("<s>", "</s>") if self.struck else ("", "")
        if self.link is not None and self.linked:
            return f'{opening}<a href="{html.escape(_sendable(self.link))}">', f"</a>{closing}"
        return opening, closing

    @property
    def markup(self) -> str:
        """The run as HTML."""
        opening, closing = self.tags
        return f"{opening}{escape(self.text)}{closing}"

    @property
    def entities(self) -> int:
        """How many entities Telegram counts in it."""
        return (self.bold or self.struck) + self.linked

    @property
    def linked(self) -> bool:
        """Whether there is a link, and one that can be shown."""
        return self.link is not None and len(self.link) <= LONGEST_LINK


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that stand on lines of their own, perhaps as a quotation."""

    runs: tuple[Run, ...]
    frame: Frame = Frame.PLAIN

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        opening, closing = self.frame.value
        return f"{opening}{''.join(run.markup for run in self.runs)}{closing}"

    @property
    def entities(self) -> int:
        """How many entities Telegram counts in it."""
        return sum(run.entities for run in self.runs) + (self.frame is not Frame.PLAIN)

    @property
    def blank(self) -> bool:
        """Whether nothing of it can be seen, which Telegram refuses as a message."""
        return not any(_sendable(run.text).strip() for run in self.runs)


Block = tuple[Piece, ...]  # what belongs together on one screen


def bold(text: str) -> Piece:
    """A bold line."""
    return Piece((Run(text, bold=True),))


def plain(text: str) -> Piece:
    """A line of nothing but words."""
    return Piece((Run(text),))


def escape(text: str) -> str:
    """Text in which nothing can be taken for markup, and which can be sent."""
    return html.escape(_sendable(text), quote=False)


def units(text: str) -> int:
    """The length that Telegram counts: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def pages(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Messages with all the words of the blocks, in order, each within Telegram's limits and none blank."""
    page = _Page()
    made: list[str] = []
    for block in blocks:
        pieces = tuple(piece for piece in block if not piece.blank)
        if not page.has_room(pieces) and (page.empty or _Page().has_room(pieces)):
            made.extend(page.turned())
        for number, piece in enumerate(pieces):
            made.extend(_placed(page, piece, "\n" if number else "\n\n"))
    made.extend(page.turned())
    return tuple(made)


def _placed(page: "_Page", piece: Piece, gap: str) -> Iterator[str]:
    """Put a piece on the page, or on as many as it needs; the pages that became full on the way."""
    rest: Piece | None = piece
    while rest is not None:
        if page.has_room((rest,)):
            page.add(rest, gap)
            return
        if not page.empty and (page.left < _ORPHAN or _Page().has_room((rest,))):
            yield from page.turned()
            continue
        head, rest = _cut(rest, page.left - units(gap), page.entities_left)
        if head.blank and not page.empty:
            yield from page.turned()
            continue
        page.add(head, gap)
        yield from page.turned()


class _Page:
    """A message being filled."""

    __slots__ = ("_entities", "_parts", "_units")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._units = 0
        self._entities = 0

    @property
    def empty(self) -> bool:
        return not self._parts

    @property
    def left(self) -> int:
        return MAX_UNITS - self._units

    @property
    def entities_left(self) -> int:
        return MAX_ENTITIES - self._entities

    def has_room(self, pieces: Iterable[Piece]) -> bool:
        taken = [(units(piece.markup) + 2, piece.entities) for piece in pieces]  # 2: the widest gap
        return (
            sum(length for length, _ in taken) <= self.left
            and sum(count for _, count in taken) <= self.entities_left
        )

    def add(self, piece: Piece, gap: str) -> None:
        markup = f"{gap if self._parts else ''}{piece.markup}"
        if not piece.blank:
            self._parts.append(markup)
            self._units += units(markup)
            self._entities += piece.entities

    def turned(self) -> Iterator[str]:
        """The page as it stands, unless nothing is on it; an empty one begins."""
        if self._parts:
            yield "".join(self._parts)
        self._parts, self._units, self._entities = [], 0, 0


def _cut(piece: Piece, room: int, entities: int) -> tuple[Piece, Piece | None]:
    """As much of a piece as fits, at least one character, and the rest."""
    room -= units(replace(piece, runs=()).markup)
    entities -= piece.frame is not Frame.PLAIN
    head: list[Run] = []
    rest = list(piece.runs)
    while rest:
        run = rest[0]
        if units(run.markup) <= room and run.entities <= entities:
            head.append(rest.pop(0))
            room -= units(run.markup)
            entities -= run.entities
            continue
        if run.entities <= entities and (length := _fitting(run, room)):
            head.append(replace(run, text=run.text[:length]))
            rest[0] = replace(run, text=run.text[length:])
        break
    return replace(piece, runs=tuple(head)), replace(piece, runs=tuple(rest)) if rest else None


def _fitting(run: Run, room: int) -> int:
    """How many characters of a run fit, preferably up to the end of a sentence."""
    room -= sum(map(units, run.tags))
    length = 0
    for length, character in enumerate(run.text):  # noqa: B007  # where it stops is what is asked
        room -= units(escape(character))
        if room < 0:
            break
    ends = [end.end() for end in _SENTENCE_END.finditer(run.text, 0, length)]
    return ends[-1] if ends and ends[-1] > length // 2 else length


def _sendable(text: str) -> str:
    return _CONTROL.sub(" ", _UNSENDABLE.sub("\ufffd", text))
