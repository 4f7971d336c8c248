"""Audited: what admins did, from what came of it to the journal, and from there to a person's eyes and to JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.clock import in_china
from bot.encoding import Json
from bot.journal import Act, Deed
from bot.printing import print_table
from ingest.changes import Action, Change
from ingest.proposal import Fate
from ingest.publish import Publication, Questioning

_ACTS = {
    Act.ADD: "入库",
    Act.RELEASE: "放行",
    Act.RETIRE: "停用",
    Act.REINSTATE: "恢复",
    Act.ROLLBACK: "退回",
    Act.UNDO: "撤回",
    Act.QUESTIONS: "改问法",
    Act.REBUILD: "重建索引",
    Act.CANCEL: "取消",
}
_BECAME = {
    Action.RETIRED: "停用",
    Action.REINSTATED: "恢复",
    Action.WITHDRAWN: "撤下这一版",
    Action.RESTORED: "重新用这一版",
}
_NOTHING = "—"


def of_publication(done: Publication, by: str, *, note: str = "") -> list[Deed]:
    """The deeds that adding documents was: one for each that became a version or got lay questions."""
    return [
        Deed(
            at=datetime.now(UTC),
            by=by,
            act=_act(change),
            source=change.source,
            version=change.version,
            generation=done.generation,
            note="；".join(filter(None, [note, _counted(change)])),
        )
        for change in done.documents
        if _did_something(change)
    ]


def of_life(done: Publication, by: str, act: Act) -> list[Deed]:
    """The deeds that retiring, reinstating, rolling back or taking back a publication was: one for each source."""
    return [
        Deed(
            at=datetime.now(UTC),
            by=by,
            act=act,
            source=change.source,
            version=change.version,
            generation=done.generation,
            note=_BECAME[change.action],
        )
        for change in done.documents
    ]


def of_questioning(done: Questioning, by: str) -> list[Deed]:
    """The deed that a change of lay questions was; none where nothing changed."""
    added, removed = done.proposal.count(Fate.ADDED), done.proposal.count(Fate.REMOVED)
    if not added and not removed:
        return []
    return [
        Deed(
            at=datetime.now(UTC),
            by=by,
            act=Act.QUESTIONS,
            source=done.source.id,
            version=done.source.version,
            generation=done.generation,
            note=f"加{added}句，去{removed}句",
        )
    ]


def print_deeds(deeds: Sequence[Deed]) -> str:
    """What was done, the latest first, by the clock in China."""
    if not deeds:
        return "还没有记录。"
    rows = [("时间", "谁", "做了什么", "文件", "版本", "索引", "说明")]
    rows += [
        (
            f"{in_china(deed.at):%Y-%m-%d %H:%M}",
            deed.by,
            _ACTS[deed.act],
            deed.source or _NOTHING,
            _NOTHING if deed.version is None else str(deed.version),
            deed.generation or _NOTHING,
            deed.note,
        )
        for deed in deeds
    ]
    return print_table(rows)


def encode_deed(deed: Deed) -> Json:
    """`audit`, one row."""
    return {
        "at": deed.at.isoformat(),
        "by": deed.by,
        "act": deed.act.value,
        "source": deed.source,
        "version": deed.version,
        "generation": deed.generation,
        "note": deed.note or None,
    }


def _act(change: Change) -> Act:
    if change.action is Action.UNCHANGED:
        return Act.QUESTIONS
    return Act.RELEASE if change.released else Act.ADD


def _did_something(change: Change) -> bool:
    if change.action is Action.UNCHANGED:
        return change.questions.added > 0
    return change.action in {Action.ADDED, Action.UPDATED}


def _counted(change: Change) -> str:
    if change.action is Action.UNCHANGED:
        return f"加{change.questions.added}句"
    counts = change.passages
    return f"增{counts.added}改{counts.changed}删{counts.removed}条"
