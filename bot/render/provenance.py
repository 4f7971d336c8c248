"""Provenance: which documents clauses stand in, whose they are, and whether they hold."""

from collections.abc import Sequence
from datetime import date

from bot import messages
from bot.render.paging import Block, Piece, Run, bold, plain
from bot.render.replies import PAGES, Reply, as_replies, titled
from knowledge.model import Citation, Source


def documents(citations: Sequence[Citation]) -> tuple[Reply, ...]:
    """The documents in which cited clauses stand, each with whose it is, since when it holds, and which clauses."""
    places: dict[Source, list[str]] = {}
    for citation in citations:
        places.setdefault(citation.source, []).append(citation.passage.locator)
    return as_replies([_document(source, locators) for source, locators in places.items()])


def _document(source: Source, locators: Sequence[str]) -> Block:
    facts = (
        (messages.ISSUER, source.issuer),
        (messages.NUMBER, source.number),
        (messages.ISSUED, _known(source.issued)),
        (messages.EFFECTIVE, _day(source.effective)),
        (messages.HOLDS, messages.HOLDING[source.status]),
        (messages.PLACES, "、".join(locators)),
    )
    known = (plain(f"{name}：{value}") for name, value in facts if value)
    page = (
        (Piece((Run(messages.OFFICIAL_PAGE, link=source.url),)),)
        if (source.url or "").startswith(PAGES)
        else ()
    )
    return (
        bold(titled(source)),
        *known,
        *page,
        *((plain(source.note),) if source.note else ()),
    )


def _day(day: date | None) -> str | None:
    return f"{day.year}年{day.month}月{day.day}日" if day else None


def _known(day: date | None) -> str | None:
    """A day as far as it is surely known: where no more is, it is stored as the first of its year or month."""
    if day is None or day.day != 1:
        return _day(day)
    return f"{day.year}年" if day.month == 1 else f"{day.year}年{day.month}月"
