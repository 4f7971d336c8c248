"""Replies: what a reader is shown for an answer, for none, and for a clause.

Laid out for a phone of some twenty characters a line: what the clauses do in a word, a sentence or two, then each
clause folded under its name. Exceptions and warnings stand outside the fold, since they are what must not be missed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import messages
from bot.callbacks import MOST_PASSAGES, Chosen, FullClause, Missed, NeighbourClause, Outcome, encode
from bot.render.paging import Block, Frame, Piece, Run, bold, escape, pages, plain
from knowledge.model import (
    COUNTRY,
    EXTRACTIVE,
    Answer,
    Citation,
    Clause,
    Kind,
    NoAnswer,
    Passage,
    Source,
    Step,
)
from knowledge.regions import region_name

_ABREAST = 3  # buttons in a row that can still be read on a phone
_IN_VIEW = 50  # characters of a quotation: three lines, which Telegram shows of a folded one
_MOST_BUTTONS = 30  # Telegram refuses a keyboard of some hundred
_READ = 100  # characters of the question that was looked up
PAGES = ("https://", "http://")
_LABEL = 14  # characters of a locator that such a button shows


@dataclass(frozen=True, slots=True)
class Button:
    """What stands on a button, and what it says when pressed."""

    label: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: Telegram's HTML and rows of buttons under it."""

    html: str
    rows: Rows = ()


def sentence(text: str) -> tuple[Reply, ...]:
    """A fixed sentence as a reply."""
    return (Reply(escape(text)),)


def outcome(
    result: Answer | NoAnswer, *, today: date, turn: str | None = None, read_as: str | None = None
) -> tuple[Reply, ...]:
    """What a question came to. The place and the day are named where they are not the usual ones.

    `turn` is the token under which its choices are held, without which they have no buttons; `read_as` the question that
    was looked up, where the reader typed another.
    """
    if isinstance(result, Answer):
        buttons = _buttons(Outcome.ANSWER, result.citations)
    else:
        buttons = _buttons(Outcome(result.reason.value), result.nearest)
    choices = result.choices if turn is not None else ()
    rows = tuple((Button(choice.label, encode(Chosen(turn, n))),) for n, choice in enumerate(choices) if turn)
    asked = ((plain(messages.READ_AS.format(question=_shortened(read_as))),),) if read_as else ()
    offer = ((bold(messages.CHOOSE),),) if choices else ()
    return as_replies([*asked, *_outcome(result, today), *offer], (*rows, *buttons))


def trial(result: Answer | NoAnswer, *, today: date, mark: str, rows: Rows) -> tuple[Reply, ...]:
    """What a question would come to, plainly marked; its clauses cannot be turned to, since they are nowhere yet."""
    return as_replies([(bold(mark),), *_outcome(result, today)], rows)


def others(citations: Sequence[Citation]) -> tuple[Reply, ...]:
    """What else speaks of a question; plainly not its answer."""
    if not citations:
        return sentence(messages.NO_OTHERS)
    numbered = len(citations) > 1
    blocks = [
        _cited(citation, f"{mark(number)} " if numbered else "", "")
        for number, citation in enumerate(citations, 1)
    ]
    return as_replies([(plain(messages.OTHERS),), *blocks], _turning(citations))


def clause(shown: Clause) -> tuple[Reply, ...]:
    """A clause in full, with buttons to the ones before and after it."""
    source, passage = shown.source, shown.passage
    heading = () if passage.heading in ("", passage.locator) else (plain(passage.heading),)
    blocks: list[Block] = [
        (bold(clause_name(source, passage)), *heading, _particulars(source, passage)),
        (Piece((Run(passage.text),), Frame.QUOTE),),
        *(
            ((plain(messages.AS_WRITTEN), Piece((Run(passage.written),), Frame.FOLDED)),)
            if passage.written
            else ()
        ),
        warnings(_standing(source, passage)),
    ]
    # A message can be edited into its neighbour; several cannot, so there the neighbour comes as a new one.
    turn = NeighbourClause if len(pages(blocks)) == 1 else FullClause
    sides = ((messages.PREVIOUS, shown.previous), (messages.FOLLOWING, shown.following))
    row = tuple(
        Button(label.format(locator=_short(side.locator)), encode(turn(side.id)))
        for label, side in sides
        if side is not None
    )
    return as_replies(blocks, (row,) if row else ())


def as_replies(blocks: Iterable[Block], rows: Rows = ()) -> tuple[Reply, ...]:
    """Blocks as messages, of which the last has the buttons."""
    *earlier, last = pages(blocks)
    return (*(Reply(page) for page in earlier), Reply(last, rows))


def _outcome(result: Answer | NoAnswer, today: date) -> list[Block]:
    notices = circumstances(result.question.region, result.question.on, today)
    return _answer(result, notices) if isinstance(result, Answer) else _no_answer(result, notices)


def _answer(answer: Answer, notices: Sequence[str]) -> list[Block]:
    first = answer.citations[0]
    # The clause is named right below, where a phone has more room for it.
    summary = answer.summary.removeprefix(f"{clause_name(first.source, first.passage)}：")
    numbered = len(answer.citations) > 1
    return [
        (bold(messages.heading(answer)), plain(summary), *_by(answer)),
        *(
            _cited(citation, f"{mark(number)} " if numbered else "", summary)
            for number, citation in enumerate(answer.citations, 1)
        ),
        _steps(answer.steps),
        warnings((*notices, *answer.caveats)),
    ]


def _steps(steps: Sequence[Step]) -> Block:
    """What the rules let the reader do, each with the clause that says so."""
    if not steps:
        return ()
    lines = (
        plain(f"{number}. {step.text}（{clause_name(step.citation.source, step.citation.passage)}）")
        for number, step in enumerate(steps, 1)
    )
    return (bold(messages.STEPS), *lines)


def _by(answer: Answer) -> tuple[Piece, ...]:
    """That a language model worded it, where one did."""
    return () if answer.written_by == EXTRACTIVE else (plain(messages.REWORDED),)


def _no_answer(result: NoAnswer, notices: Sequence[str]) -> list[Block]:
    numbered = len(result.nearest) > 1
    names = (
        plain(f"{mark(number) if numbered else '•'} {clause_name(citation.source, citation.passage)}")
        for number, citation in enumerate(result.nearest, 1)
    )
    return [
        (bold(messages.REASONS[result.reason]), plain(result.message)),
        (plain(messages.NEAREST), *names) if result.nearest else (),
        warnings(notices),
    ]


def _cited(citation: Citation, mark: str, above: str) -> Block:
    """A clause under its name. An exception is said outside the fold, unless it can be seen there anyway."""
    source, passage = citation.source, citation.passage
    seen = (above, citation.quote if len(citation.quote) <= _IN_VIEW else "")
    hidden = [exception for exception in citation.exceptions if not any(exception in words for words in seen)]
    return (
        bold(f"{mark}{clause_name(source, passage)}"),
        _particulars(source, passage),
        Piece((Run(citation.quote),), Frame.FOLDED),
        *(Piece((Run(f"{messages.EXCEPTION}：", bold=True), Run(exception))) for exception in hidden),
    )


def clause_name(source: Source, passage: Passage) -> str:
    """A clause as people name it: 《若干规定》第6条."""
    return f"{titled(source)}{passage.locator}"


def titled(source: Source) -> str:
    """A source's title in its brackets."""
    return source.title if source.title.startswith("《") else f"《{source.title}》"


def _particulars(source: Source, passage: Passage) -> Piece:
    """What kind of text it is, its number and year, how it stands, and where to read it."""
    known = (
        messages.KINDS[passage.kind],
        source.number,
        # The year alone: where no more is known, the date is stored as the first day of its year or month.
        f"{source.issued.year}年" if source.issued else None,
        messages.STATUSES.get(source.status),
    )
    words = Run(" · ".join(part for part in known if part))
    if source.url is None or not source.url.startswith(PAGES):
        return Piece((words,))
    return Piece((words, Run(" · "), Run(messages.OFFICIAL_PAGE, link=source.url)))


def _standing(source: Source, passage: Passage) -> tuple[str, ...]:
    """What a reader of this clause has to know; an answer says it in its caveats."""
    known = (
        messages.NOT_ORIGINAL if passage.kind is Kind.DIGEST else None,
        messages.GRADES.get(passage.grade) if passage.grade else None,
        messages.ONLY_AT.format(place=region_name(passage.region)) if passage.region != COUNTRY else None,
        source.note,
    )
    return tuple(part for part in known if part)


def circumstances(region: str, day: date, today: date) -> tuple[str, ...]:
    """For where and when the rules were read, where that is not the usual."""
    return (
        *((messages.AT_PLACE.format(place=region_name(region)),) if region != COUNTRY else ()),
        *((messages.ON_DAY.format(day=f"{day.year}年{day.month}月{day.day}日"),) if day != today else ()),
    )


def warnings(sentences: Sequence[str]) -> Block:
    """What a reader has to know beside it, under a heading; nothing where there is nothing."""
    if not sentences:
        return ()
    return (bold(messages.NOTICE), *(plain(f"• {words}") for words in sentences))


def _shortened(text: str) -> str:
    return text if len(text) <= _READ else f"{text[:_READ]}…"


def _buttons(kind: Outcome, citations: Sequence[Citation]) -> Rows:
    passages = list(dict.fromkeys(citation.passage.id for citation in citations))
    missed = Button(messages.MISSED, encode(Missed(kind, tuple(passages[:MOST_PASSAGES]))))
    return (*_turning(citations), (missed,))


def _turning(citations: Sequence[Citation]) -> Rows:
    """A button for each clause, to see it whole."""
    full = [
        Button(
            messages.FULL_CLAUSE
            if len(citations) == 1
            else messages.FULL_CLAUSE_OF.format(number=mark(number)),
            encode(FullClause(citation.passage.id)),
        )
        for number, citation in enumerate(citations, 1)
    ]
    return in_rows(full)


def in_rows(buttons: Sequence[Button]) -> Rows:
    """Buttons as many abreast as can still be read."""
    shown = buttons[:_MOST_BUTTONS]
    return tuple(tuple(shown[start : start + _ABREAST]) for start in range(0, len(shown), _ABREAST))


def mark(number: int) -> str:
    """The number of one of several, in one character where there is one."""
    return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[number - 1] if number <= 20 else f"({number})"


def _short(locator: str) -> str:
    return locator if len(locator) <= _LABEL else f"{locator[: _LABEL - 1]}…"
