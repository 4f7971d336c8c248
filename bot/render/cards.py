"""Cards: what an admin is shown of a draft before anything changes, in one message."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot import admin_messages, messages
from bot.draft_callbacks import Step
from bot.render.drafts import NAME, at_work, button, cut, moment, titled
from bot.render.paging import Block, Frame, Piece, Run, bold, pages, plain
from bot.render.replies import Reply, Rows
from ingest.changes import Action, Change
from ingest.differences import ClauseDifference, Fate
from ingest.document import Decision, Prepared
from ingest.drafts import Draft
from knowledge.model import Passage, Source
from knowledge.regions import region_name

_SAMPLE = 60  # characters of what was taken off
_SENTENCE = 200  # characters of a warning
_AROUND = 12  # characters of what stayed that are shown beside a change
_MOST = 5  # of each list on the card; as few as needed where it would not be one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A draft with what adding it now would do."""

    draft: Draft
    prepared: Prepared
    change: Change
    source: Source
    passages: tuple[Passage, ...] = ()
    others: tuple[Draft, ...] = ()  # that other admins have open
    note: str | None = None  # what has changed since the owner last saw it

    @property
    def held_back(self) -> bool:
        """Whether the text itself is not trusted."""
        return self.prepared.decision is Decision.QUARANTINE

    @property
    def publishable(self) -> bool:
        """Whether there is something to publish that may be."""
        return self.change.action in {Action.ADDED, Action.UPDATED}


def card(shown: Card) -> Reply:
    """The review on one screen, with what can be done about it."""
    for most in range(_MOST, -1, -1):
        made = pages(_blocks(shown, most))
        if len(made) == 1:
            return Reply(made[0], _rows(shown))
    return Reply(made[0], _rows(shown))


def sure(shown: Card) -> Reply:
    """The question before a text is taken in that was held back."""
    because = plain(cut(shown.prepared.because or "", _SENTENCE))
    html = pages(
        [(bold(admin_messages.HELD_BACK), plain(titled(shown.draft)), because), (plain(admin_messages.SURE),)]
    )[0]
    draft = shown.draft
    surely = button(admin_messages.RELEASE_SURELY_KEY, draft, Step.RELEASE_SURELY)
    return Reply(html, ((surely,), (button(admin_messages.BACK_KEY, draft, Step.CARD),)))


def differing(difference: ClauseDifference, *, whole: bool = False) -> tuple[Piece, Piece]:
    """A clause that differs: where, and its words with what went struck out and what came in bold."""
    act = "增加" if difference.before is None else "删去" if difference.after is None else "改动"
    runs = tuple(_runs(difference, whole=whole))
    return bold(f"{difference.locator}（{act}）"), Piece(runs, Frame.FOLDED)


def _runs(difference: ClauseDifference, *, whole: bool) -> Iterator[Run]:
    sole = None if difference.before and difference.after else difference.after or difference.before
    if sole is not None:
        text = sole.text if whole else cut(sole.text, _SENTENCE)
        yield Run(text, struck=difference.after is None)
        return
    pieces = difference.pieces
    for number, piece in enumerate(pieces):
        text = piece.text
        if piece.fate is Fate.KEPT and not whole:
            text = _elided(text, first=number == 0, last=number == len(pieces) - 1)
        yield Run(text, bold=piece.fate is Fate.ADDED, struck=piece.fate is Fate.REMOVED)


def _blocks(shown: Card, most: int) -> list[Block]:
    prepared = shown.prepared
    return [
        _heading(shown),
        _facts(shown),
        _counts(shown),
        *(differing(one) for one in shown.change.differences[:most]),
        _removed(prepared, most),
        _repaired(prepared, most),
        _warnings(shown, most),
    ]


def _heading(shown: Card) -> Block:
    lines = [bold(_state(shown)), bold(f"《{cut(shown.source.title.strip('《》'), NAME)}》")]
    because = shown.prepared.because if shown.held_back else shown.change.because
    lines += [plain(cut(because, _SENTENCE * 2))] if because else []
    if because and not shown.held_back and not shown.publishable:
        lines.append(plain(admin_messages.CHANGE_A_FIELD))
    return ((plain(shown.note),) if shown.note else ()) + tuple(lines)


def _state(shown: Card) -> str:
    if shown.held_back:
        return admin_messages.HELD_BACK
    if shown.change.action is Action.UNCHANGED:
        return admin_messages.UNCHANGED
    return admin_messages.HEADING if shown.publishable else admin_messages.REFUSED


def _facts(shown: Card) -> Block:
    source = shown.source
    status = messages.STATUSES.get(source.status)
    what = " · ".join(
        part for part in (messages.KINDS[source.kind], source.authority, source.number, status) if part
    )
    dates = (
        ("印发", source.issued),
        ("公布", source.published),
        ("施行", source.effective),
        ("失效", source.expires),
    )
    facts = (
        ("制定机关", source.issuer),
        ("作者", source.author),
        ("发布单位", source.publisher),
        *dates,
        ("地区", region_name(source.region)),
        ("编号", f"{source.id}，第{source.version}版" if source.version else source.id),
        ("来自", shown.draft.path),
    )
    return (plain(what), *(plain(f"{name}：{cut(str(value), NAME)}") for name, value in facts if value))


def _counts(shown: Card) -> Block:
    counts = shown.change.passages
    number = len(shown.passages) or len(shown.prepared.slices)
    lines = [bold(f"共{number}条")]
    if shown.change.action is Action.UPDATED:
        before = shown.draft.basis.rpartition("@")[2]
        told = f"增加{counts.added}，改动{counts.changed}，删去{counts.removed}，不变{counts.kept}"
        lines.append(plain(f"和现行第{before}版比：{told}"))
    if touched := shown.change.touched:
        questions = sum(len(one.questions) for one in touched)
        lines.append(plain(f"改动牵涉{len(touched)}条有问法的条款，共{questions}句问法，入库后请试问看看"))
    return tuple(lines)


def _removed(prepared: Prepared, most: int) -> Block:
    found = prepared.removed
    if not found:
        return ()
    counts = Counter(removed.why for removed in found)
    runs: list[Run] = []
    for why, count in counts.most_common():
        first = [one for one in found if one.why == why][: min(most, 2)]
        samples = "；".join(cut(one.text, _SAMPLE) for one in first)
        gap = "" if len(runs) // 2 == len(counts) - 1 else "\n"
        runs.append(Run(f"{admin_messages.REASONS.get(why, why)}{count}处", bold=True))
        runs.append(Run(f"：{samples}{gap}" if samples else gap))
    return bold(f"去掉{len(found)}处"), Piece(tuple(runs), Frame.FOLDED)


def _repaired(prepared: Prepared, most: int) -> Block:
    found = prepared.repaired
    if not found:
        return ()
    lines = [f"{cut(one.before, _SAMPLE)} → {cut(one.after, _SAMPLE)}" for one in found[:most]]
    more = [f"……还有{len(found) - most}处"] if len(found) > most else []
    return bold(f"修补{len(found)}处"), Piece((Run("\n".join([*lines, *more])),), Frame.FOLDED)


def _warnings(shown: Card, most: int) -> Block:
    same = [draft for draft in shown.others if draft.source == shown.source.id]
    told = [
        admin_messages.SAME_AT_WORK.format(name=cut(draft.name, NAME), since=moment(draft.began))
        for draft in same
    ]
    told += [at_work(draft) for draft in shown.others if draft not in same]
    told += shown.change.warnings or shown.prepared.warnings
    if not told:
        return ()
    lines = [plain(f"• {cut(words, _SENTENCE)}") for words in told[: most + 1]]
    more = [plain(f"……还有{len(told) - len(lines)}句")] if len(told) > len(lines) else []
    return (bold(messages.NOTICE), *lines, *more)


def _rows(shown: Card) -> Rows:
    draft = shown.draft
    cancel = button(admin_messages.CANCEL_KEY, draft, Step.CANCEL)
    if shown.held_back:
        return ((button(admin_messages.RELEASE_KEY, draft, Step.RELEASE), cancel),)
    change = button(admin_messages.FIELDS_KEY, draft, Step.FIELDS)
    look = [button(admin_messages.CLAUSES_KEY, draft, Step.CLAUSES)]
    if shown.change.differences:
        look.append(button(admin_messages.DIFFERENCES_KEY, draft, Step.DIFFERENCES))
    if shown.prepared.removed:
        look.append(button(admin_messages.REMOVED_KEY, draft, Step.REMOVED))
    if not shown.publishable:
        return (change, cancel), tuple(look)
    publish = button(admin_messages.PUBLISH_KEY, draft, Step.PUBLISH)
    return (publish, cancel), tuple(look), (change, button(admin_messages.TRIAL_KEY, draft, Step.TRIAL))


def _elided(text: str, *, first: bool, last: bool) -> str:
    """What stayed beside a change, without its middle."""
    head, tail = "" if first else text[:_AROUND], "" if last else text[-_AROUND:]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"
