"""Asked: lay questions as a person reads them in a terminal, and as JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot import messages
from bot.encoding import Json, encode_source
from bot.printing import print_table
from ingest.drafted import Drafted
from ingest.drafting import REASONS
from ingest.proposal import Fate, Offer
from ingest.publish import Questioning
from knowledge.library import Shown
from knowledge.model import LayQuestion, Origin

if TYPE_CHECKING:
    from bot.journal import Unanswered

Asked = Mapping[str, Sequence[LayQuestion]]
"""Lay questions by passage."""

_ORIGINS = {
    Origin.SHIPPED: "自带",
    Origin.ADMIN: "管理员",
    Origin.INHERITED: "上一版",
    Origin.DRAFTED: "模型拟写",
    Origin.ASKED: "读者问过",
}
_FATES = {
    Fate.ADDED: "新增",
    Fate.KNOWN: "已有",
    Fate.REFUSED: "不收",
    Fate.REMOVED: "去掉",
    Fate.ABSENT: "没找到",
}
_SHOWN = 30  # questions of one fate
_EXCERPT = 30  # characters of a clause


def print_counts(shown: Shown, asked: Asked) -> str:
    """A source's clauses with how many lay questions each has."""
    rows = [("条款", "问法", "原文")]
    rows += [
        (passage.locator, str(len(asked.get(passage.id, ()))), _excerpt(passage.text))
        for passage in shown.passages
    ]
    counts = _counts(shown, asked)
    bare = len(shown.passages) - counts["asked"]
    told = f"{len(shown.passages)}条，{counts['questions']}句问法，" + (
        f"{bare}条还没有。" if bare else "条条都有。"
    )
    return f"《{shown.source.title}》（{shown.source.id}）\n{print_table(rows)}\n{told}"


def print_questions(shown: Shown, asked: Asked) -> str:
    """The lay questions of some clauses, each under its clause."""
    lines = [f"《{shown.source.title}》（{shown.source.id}）"]
    for passage in shown.passages:
        lines += ["", passage.locator, f"  {_excerpt(passage.text)}"]
        own = asked.get(passage.id, ())
        lines += [f"  · {question.text}（{_ORIGINS[question.origin]}）" for question in own]
        lines += [] if own else ["  还没有问法。"]
    return "\n".join(lines)


def print_questioning(planned: Questioning) -> str:
    """What becomes of each question."""
    lines = [f"《{planned.source.title}》（{planned.source.id}，第{planned.source.version}版）"]
    for fate, name in _FATES.items():
        offers = [offer for offer in planned.proposal.offers if offer.fate is fate]
        if not offers:
            continue
        lines.append(f"{name} {len(offers)} 句：")
        for offer in offers[:_SHOWN]:
            lines.append(f"  {offer.question.locator}  {offer.question.text}")
            lines += [f"      {words}" for words in (*offer.warnings, *filter(None, [offer.because]))]
        more = len(offers) - _SHOWN
        lines += [f"  ……还有{more}句"] if more > 0 else []
    return "\n".join(lines)


def print_unanswered(waiting: Sequence["Unanswered"]) -> str:
    """The questions that wait for an admin."""
    if not waiting:
        return "没有等着处理的问题。"
    rows = [("编号", "次数", "最近", "当时", "问题")]
    rows += [
        (str(one.id), str(one.times), one.day.isoformat(), _outcome(one.outcome), one.text) for one in waiting
    ]
    return print_table(rows)


def print_drafted(drafted: Drafted) -> str:
    """What a language model drafted for a source: what would be taken, and what was dropped and why."""
    drafts = drafted.drafts
    lines = [f"《{drafted.source.title}》（{drafted.source.id}）由语言模型起草的问法："]
    lines += [f"  注意：{words}" for words in (drafted.refused, drafts.stopped) if words]
    place = None
    for question in drafts.kept:
        lines += [f"  {question.locator}"] if question.locator != place else []
        lines.append(f"    · {question.text}")
        place = question.locator
    if drafts.failed:
        lines.append(f"  没起草成的条款：{'、'.join(drafts.failed)}")
    if drafts.dropped:
        lines.append(f"  没有收的 {len(drafts.dropped)} 句：")
        lines += [f"    {one.question.text}（{REASONS[one.why]}）" for one in drafts.dropped[:_SHOWN]]
        more = len(drafts.dropped) - _SHOWN
        lines += [f"    ……还有{more}句"] if more > 0 else []
    return "\n".join(lines)


def encode_drafted(drafted: Drafted) -> Json:
    """What a language model drafted for a source."""
    drafts = drafted.drafts
    return {
        "source": drafted.source.id,
        "kept": [{"locator": one.locator, "text": one.text} for one in drafts.kept],
        "dropped": [
            {"locator": one.question.locator, "text": one.question.text, "why": one.why.value}
            for one in drafts.dropped
        ],
        "failed": list(drafts.failed),
        "stopped": drafts.stopped or drafted.refused,
    }


def encode_asked(shown: Shown, asked: Asked, *, whole: bool) -> Json:
    """`questions SOURCE`: how many each clause has; the questions themselves where a clause was named."""
    clauses: list[Json] = []
    for passage in shown.passages:
        own = asked.get(passage.id, ())
        row: Json = {
            "passage": passage.id,
            "locator": passage.locator,
            "article": passage.article,
            "questions": len(own),
        }
        if whole:
            row["texts"] = [
                {"text": question.text, "origin": question.origin.value, "hand": question.hand}
                for question in own
            ]
        clauses.append(row)
    return {"source": encode_source(shown.source), **_counts(shown, asked), "clauses": clauses}


def encode_questioning(done: Questioning) -> Json:
    """`questions` with a change: what became of each, and how the new index stood its questions."""
    proposal = done.proposal
    return {
        "generation": done.generation,
        "source": done.source.id,
        "version": done.source.version,
        **{fate.value: proposal.count(fate) for fate in Fate},
        "questions": [_encode_offer(offer) for offer in proposal.offers],
        "smoke": {"asked": done.smoke.asked, "passed": done.smoke.passed},
    }


def encode_unanswered(one: "Unanswered") -> Json:
    """`questions --unanswered`, one row."""
    return {
        "id": one.id,
        "text": one.text,
        "times": one.times,
        "day": one.day.isoformat(),
        "outcome": one.outcome,
    }


def _encode_offer(offer: Offer) -> Json:
    return {
        "locator": offer.question.locator,
        "text": offer.question.text,
        "action": offer.fate.value,
        "warnings": list(offer.warnings),
        "because": offer.because,
    }


def _counts(shown: Shown, asked: Asked) -> dict[str, int]:
    own = [len(asked.get(passage.id, ())) for passage in shown.passages]
    return {"questions": sum(own), "asked": sum(count > 0 for count in own)}


def _outcome(outcome: str) -> str:
    return {reason.value: words for reason, words in messages.REASONS.items()}.get(outcome, "答偏了")


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else f"{flat[:_EXCERPT]}…"
