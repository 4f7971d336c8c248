"""Card pages: what stands behind the buttons of a card: all clauses, all that was removed or changed, the fields."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot import admin_messages, messages
from bot.draft_callbacks import Step
from bot.render.cards import Card, differing
from bot.render.drafts import button, titled
from bot.render.paging import Block, Frame, Piece, Run, bold, pages, plain
from bot.render.replies import Button, Reply, Rows
from ingest.drafts import Draft
from knowledge.model import Kind, Source, Status
from knowledge.regions import enclosing, region_name

CHOICES = ("kind", "status", "region")  # fields whose values are few enough for buttons
_ABREAST = 3  # buttons in a row that can still be read on a phone
_SHOWN = 60  # characters of a value
_LONGEST = 600  # characters of one piece that was removed
_KINDS = {**messages.KINDS, Kind.CASE: "通报案例", Kind.COMMENTARY: "评论报道"}
_STATUSES = {
    Status.IN_FORCE: "现行有效",
    Status.TRIAL: "试行",
    Status.UNKNOWN: "没有核实",
    Status.DRAFT: "征求意见稿",
    Status.SUPERSEDED: "已被取代",
    Status.REPEALED: "已废止",
}


def clauses(shown: Card, page: int) -> Reply:
    """The clauses as they would be cut, each with its place."""
    blocks: list[Block] = [(bold(f"{titled(shown.draft)}，共{len(shown.passages)}条"),)]
    for passage in shown.passages:
        heading = () if passage.heading in ("", passage.locator) else (plain(passage.heading),)
        blocks.append((bold(passage.locator), *heading, Piece((Run(passage.text),), Frame.QUOTE)))
    return _paged(shown.draft, Step.CLAUSES, blocks, page)


def differences(shown: Card, page: int) -> Reply:
    """Every clause that differs from the version in force."""
    blocks: list[Block] = [(bold(f"{titled(shown.draft)}，和现行的比"),)]
    blocks += [differing(one, whole=True) for one in shown.change.differences]
    return _paged(shown.draft, Step.DIFFERENCES, blocks, page)


def removed(shown: Card, page: int) -> Reply:
    """All that was taken off, by its reason."""
    ordered = sorted(shown.prepared.removed, key=lambda one: one.why)
    blocks: list[Block] = [(bold(f"{titled(shown.draft)}，去掉{len(ordered)}处"),)]
    for why, found in groupby(ordered, key=lambda one: one.why):
        texts = [one.text.strip() for one in found]
        blocks.append((bold(f"{admin_messages.REASONS.get(why, why)}{len(texts)}处"),))
        blocks += [(Piece((Run(_cut(text)),), Frame.QUOTE),) for text in texts]
    return _paged(shown.draft, Step.REMOVED, blocks, page)


def fields(shown: Card) -> Reply:
    """Which field is to be corrected, with what each says now."""
    values = (f"{name}：{_value(shown.source, key)}" for key, name in admin_messages.FIELDS.items())
    html = pages([(bold(admin_messages.CHOOSE_FIELD), *map(plain, values))])[0]
    keys = [button(name, shown.draft, Step.FIELD, key) for key, name in admin_messages.FIELDS.items()]
    return Reply(html, (*_abreast(keys), (_back(shown.draft),)))


def choices(draft: Draft, key: str, region: str) -> Reply:
    """The values that a field can have; regions are the reader's and those around it."""
    named: dict[str, str]
    if key == "region":
        named = {path: region_name(path) for path in enclosing(region)}
    else:
        named = {value.value: name for value, name in (_KINDS if key == "kind" else _STATUSES).items()}
    keys = [button(name, draft, Step.SET, f"{key}={value}") for value, name in named.items()]
    if key == "region":
        keys.append(button(admin_messages.OTHER_VALUE, draft, Step.FIELD, "region.other"))
    html = pages([(plain(admin_messages.CHOOSE_VALUE.format(field=admin_messages.FIELDS[key])),)])[0]
    return Reply(html, (*_abreast(keys), (_back(draft),)))


def trial_rows(draft: Draft) -> Rows:
    """What stands under everything that is said in a trial."""
    ending = button(admin_messages.END_TRIAL_KEY, draft, Step.END_TRIAL)
    return ((ending, button(admin_messages.BACK_KEY, draft, Step.OPEN)),)


def _paged(draft: Draft, step: Step, blocks: Iterable[Block], page: int) -> Reply:
    made = pages(blocks)
    page = min(page, len(made) - 1)
    turns = []
    if page > 0:
        turns.append(
            button(f"{admin_messages.EARLIER_KEY}（{page}/{len(made)}）", draft, step, str(page - 1))
        )
    if page < len(made) - 1:
        turns.append(
            button(f"{admin_messages.LATER_KEY}（{page + 2}/{len(made)}）", draft, step, str(page + 1))
        )
    return Reply(made[page], ((tuple(turns),) if turns else ()) + ((_back(draft),),))


def _back(draft: Draft) -> Button:
    return button(admin_messages.BACK_KEY, draft, Step.CARD)


def _abreast(keys: Sequence[Button]) -> Rows:
    return tuple(tuple(keys[start : start + _ABREAST]) for start in range(0, len(keys), _ABREAST))


def _value(source: Source, key: str) -> str:
    value = getattr(source, key)
    if value in (None, (), ""):
        return "—"
    if key == "region":
        return region_name(source.region)
    if isinstance(value, Kind):
        return _KINDS[value]
    if isinstance(value, Status):
        return _STATUSES[value]
    words = "、".join(value) if isinstance(value, tuple) else str(value)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（还有{len(text) - _LONGEST}字）"
