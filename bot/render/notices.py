"""Notices: what a reader is shown of the check of one, and what can be passed on to whoever sent it.

Each demand stands with its own words, what the clause says about it, and the clause; none of it says that somebody broke
a rule. What no clause speaks about is not listed.
"""

from collections.abc import Sequence
from datetime import date

from bot import messages, notice_messages
from bot.callbacks import FullClause, encode
from bot.notice_callbacks import ReportPress, Wish
from bot.notice_callbacks import encode as encode_press
from bot.render.findings import ShownFinding, shown_findings
from bot.render.paging import Block, Frame, Piece, Run, bold, plain
from bot.render.replies import Button, Reply, Rows, as_replies, circumstances, in_rows, mark, warnings
from knowledge.model import Kind
from knowledge.notices import NoticeReport, Severity

_IN_VIEW = 50  # characters of a quotation: three lines, which Telegram shows of a folded one
_MARKS = 5  # numbers that a button can name


def checked(
    report: NoticeReport, *, today: date, held_as: str | None, notes: Sequence[str] = ()
) -> tuple[Reply, ...]:
    """What a check came to. `held_as` is the id under which the report can be asked for again.

    `notes` say how the text was come by: recognised from a picture, pages that could not be read.
    """
    findings = shown_findings(report)
    known = (*notes, *circumstances(report.notice.region, report.notice.on, today), *_caveats(report))
    if not findings:
        blocks = [(bold(notice_messages.NOTHING), plain(report.summary)), warnings(known)]
        return as_replies(blocks, ())
    blocks = [
        (bold(notice_messages.FOUND.format(number=len(findings))), *_counted(findings)),
        *(_block(number, finding) for number, finding in enumerate(findings, 1)),
        warnings((*known, notice_messages.NO_JUDGEMENT)),
    ]
    return as_replies(blocks, (*_clauses(findings), *_wishes(held_as)))


def words(report: NoticeReport) -> tuple[Reply, ...]:
    """What can be shown to the sender, in a message of its own with nothing else in it."""
    return as_replies([(plain(report.summary),)], ())


def _counted(findings: Sequence[ShownFinding]) -> tuple[Piece, ...]:
    """How many there are of each kind."""
    numbers = {severity: sum(one.severity is severity for one in findings) for severity in Severity}
    return tuple(
        plain(notice_messages.COUNTED[severity].format(number=number))
        for severity, number in numbers.items()
        if number
    )


def _block(number: int, finding: ShownFinding) -> Block:
    frame = Frame.QUOTE if len(finding.quote) <= _IN_VIEW else Frame.FOLDED
    return (
        bold(f"{mark(number)} {finding.topic}：{notice_messages.SEVERITIES[finding.severity]}"),
        Piece((Run(finding.quote),), frame),
        plain(finding.why),
        *(Piece((Run(f"{messages.EXCEPTION}：", bold=True), Run(one))) for one in finding.exceptions),
        plain(f"{finding.title}{finding.locator}{f' · {finding.kind}' if finding.kind else ''}"),
    )


def _caveats(report: NoticeReport) -> tuple[str, ...]:
    digested = any(finding.citation.passage.kind is Kind.DIGEST for finding in report.findings)
    unsaid = digested and messages.NOT_ORIGINAL not in report.caveats
    return (*((messages.NOT_ORIGINAL,) if unsaid else ()), *report.caveats)


def _clauses(findings: Sequence[ShownFinding]) -> Rows:
    """A button for each clause, with the numbers of the findings that it speaks about."""
    marks: dict[str, list[str]] = {}
    for number, finding in enumerate(findings, 1):
        marks.setdefault(finding.passage, []).append(mark(number))
    label = messages.FULL_CLAUSE if len(marks) == 1 else messages.FULL_CLAUSE_OF
    buttons = []
    for passage, numbers in marks.items():
        named = "".join(numbers[:_MARKS]) + ("…" if len(numbers) > _MARKS else "")
        buttons.append(Button(label.format(number=named), encode(FullClause(passage))))
    return in_rows(buttons)


def _wishes(held_as: str | None) -> Rows:
    if held_as is None:
        return ()
    keys = ((notice_messages.PICTURE_KEY, Wish.PICTURE), (notice_messages.WORDS_KEY, Wish.WORDS))
    return (tuple(Button(label, encode_press(ReportPress(held_as, wish))) for label, wish in keys),)
