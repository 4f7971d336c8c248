"""Lived: what became of sources and publications, for a person's eyes and as JSON."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.clock import in_china
from bot.encoding import Json
from bot.printing import print_table
from ingest.changes import Action
from ingest.ledger import Act, LedgerEntry
from ingest.life import History
from ingest.publish import Publication

_NOTHING = "—"
_ACTS = {
    Act.ADD: "入库",
    Act.RETIRE: "停用",
    Act.REINSTATE: "恢复",
    Act.ROLLBACK: "退回",
    Act.UNDO: "撤回",
}
_DONE = {
    Action.RETIRED: "已停用",
    Action.REINSTATED: "已恢复",
    Action.WITHDRAWN: "已撤下",
    Action.RESTORED: "已恢复使用",
}


def print_done(done: Publication) -> str:
    """What an act did."""
    lines = [
        f"{_DONE[one.action]}《{one.title}》（{one.source}，第{one.version}版）" for one in done.documents
    ]
    return "\n".join([*lines, f"索引 {done.generation}，试问 {done.smoke.passed}/{done.smoke.asked}。"])


def print_history(found: History) -> str:
    """The versions of a source, and what was done with it."""
    rows = [("版本", "题名", "入库", "谁", "条款从", "在用")]
    rows += [
        (
            str(shelved.source.version),
            shelved.source.title,
            _clock(shelved.source.added_at),
            shelved.source.added_by or _NOTHING,
            str(shelved.source.effective or _NOTHING),
            _standing(found, number, in_use=in_use),
        )
        for number, (shelved, in_use) in enumerate(found.versions)
    ]
    return "\n\n".join([print_table(rows), print_entries(found.entries)])


def print_entries(entries: Sequence[LedgerEntry]) -> str:
    """Publications, the latest first."""
    if not entries:
        return "没有发布的记录。"
    undone = {entry.undoes for entry in entries}
    rows = [("时间", "索引", "谁", "做了什么", "文件")]
    rows += [
        (
            _clock(entry.at),
            entry.generation,
            entry.by or _NOTHING,
            _ACTS[entry.act] + ("（后来撤回了）" if entry.generation in undone else ""),
            _named(entry),
        )
        for entry in reversed(entries)
    ]
    return print_table(rows)


def encode_history(found: History) -> Json:
    """`history SOURCE`."""
    return {
        "source": found.id,
        "retired": found.retired,
        "versions": [
            {
                "version": shelved.source.version,
                "title": shelved.source.title,
                "effective": str(shelved.source.effective) if shelved.source.effective else None,
                "sha256": shelved.source.sha256,
                "added_by": shelved.source.added_by,
                "added_at": shelved.source.added_at,
                "in_use": in_use and not found.retired,
            }
            for shelved, in_use in found.versions
        ],
        "publications": [encode_entry(entry) for entry in found.entries],
    }


def encode_entry(entry: LedgerEntry) -> Json:
    """`history`, one publication."""
    changed: Mapping[str, Sequence[str]] = {
        "added": entry.added,
        "withdrawn": entry.withdrawn,
        "restored": entry.restored,
        "retired": entry.retired,
        "reinstated": entry.reinstated,
    }
    return {
        "generation": entry.generation,
        "at": entry.at,
        "by": entry.by,
        "act": entry.act.value,
        **{name: list(names) for name, names in changed.items()},
        "undoes": entry.undoes,
    }


def _standing(found: History, number: int, *, in_use: bool) -> str:
    if not in_use:
        return "已撤下"
    if found.retired:
        return "已停用"
    later = any(kept for _, kept in found.versions[number + 1 :])
    return "旧版" if later else "现用"


_MOST_NAMED = 3


def _named(entry: LedgerEntry) -> str:
    names = [*entry.added, *entry.withdrawn, *entry.restored, *entry.retired, *entry.reinstated]
    more = f"等{len(names)}份" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _clock(at: str | None) -> str:
    return f"{in_china(datetime.fromisoformat(at)):%Y-%m-%d %H:%M}" if at else _NOTHING
