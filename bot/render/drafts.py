"""Drafts: what one is called, who is at work on it, the list of them, and what came of one in the end."""

from collections.abc import Sequence
from datetime import datetime

from bot import admin_messages
from bot.clock import in_china
from bot.draft_callbacks import DraftPress, Step, encode
from bot.render.paging import Block, bold, pages, plain
from bot.render.replies import Button, Reply
from ingest.drafts import Draft

NAME = 60  # characters of a title, a file's name or a person's
_ON_BUTTON = 20  # characters of a title there
_MOST = 20  # drafts with a button


def published(draft: Draft) -> Reply:
    """What came of publishing, and the way back."""
    asked, passed = draft.smoke
    smoke = f"，试问 {passed}/{asked}" if asked else ""
    told = f"第{draft.version}版，索引 {draft.generation}{smoke}。现在就能问到。"
    html = pages([(bold(admin_messages.PUBLISHED), plain(titled(draft)), plain(told))])[0]
    return Reply(html, ((button(admin_messages.UNDO_KEY, draft, Step.UNDO),),))


def undone(draft: Draft, generation: str | None) -> Reply:
    """What came of taking a publication back."""
    told = f"第{draft.version}版不再使用，索引 {generation}。"
    return Reply(pages([(bold(admin_messages.UNDONE), plain(titled(draft)), plain(told))])[0])


def listing(own: Sequence[Draft], others: Sequence[Draft]) -> Reply:
    """The drafts that are open, one's own with buttons."""
    mine = [
        plain(f"• {titled(draft)}，{moment(draft.began)}，{admin_messages.STATES[draft.state]}")
        for draft in own
    ]
    theirs = [plain(f"• {at_work(draft)}") for draft in others]
    blocks: list[Block] = [
        (plain(admin_messages.DRAFTS), *mine) if mine else (plain(admin_messages.NO_DRAFTS),),
        (plain(admin_messages.OTHERS_DRAFTS), *theirs) if theirs else (),
    ]
    rows = tuple(
        (button(f"{admin_messages.OPEN_KEY}{titled(draft, _ON_BUTTON)}", draft, Step.OPEN),)
        for draft in own[:_MOST]
    )
    return Reply(pages(blocks)[0], rows)


def at_work(draft: Draft) -> str:
    """Who is at work on what, and since when."""
    return admin_messages.AT_WORK.format(
        name=cut(draft.name, NAME), title=titled(draft).strip("《》"), since=moment(draft.began)
    )


def titled(draft: Draft, most: int = NAME) -> str:
    """What a draft is called."""
    return f"《{cut((draft.title or draft.path).strip('《》'), most)}》"


def moment(at: datetime) -> str:
    """A time by the clock in China."""
    there = in_china(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"


def button(label: str, draft: Draft, step: Step, argument: str = "") -> Button:
    """A button that takes a step for a draft."""
    return Button(label, encode(DraftPress(draft.id, step, argument)))


def cut(text: str, most: int) -> str:
    """A text on one line, no longer than so many characters and a mark."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
