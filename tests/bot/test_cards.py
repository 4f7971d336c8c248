"""Cards are one message that Telegram takes, whatever the document says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import admin_messages
from bot.render import Reply, card_pages, cards, drafts
from bot.render.cards import Card
from bot.render.paging import MAX_ENTITIES
from ingest.changes import Action, Change, Counts
from ingest.differences import ClauseDifference
from ingest.document import Decision, Prepared, Removed, Repaired
from ingest.drafts import Draft, State
from knowledge.model import Passage
from tests.bot_api.markup import parse, units
from tests.builders import passage, source

DRAFT = Draft(id="0123456789ab", owner=7, name="王五", path="通知.pdf", chat=7, basis="x@1", version=2)
words = st.text(st.sampled_from("减负<>&\"'\n😀\ud800 第条一。；"), max_size=700)
texts = words.map(lambda text: text.replace("\ud800", ""))  # what is read never holds half a pair
passages = st.builds(
    lambda text, number: passage(text or "空", locator=f"第{number}条"), texts, st.integers(1, 9)
)


@st.composite
def shown(draw: st.DrawFn) -> Card:
    found: list[Passage] = draw(st.lists(passages, max_size=8))
    pairs = draw(st.lists(st.tuples(st.none() | passages, passages), max_size=8))
    decision = draw(st.sampled_from([Decision.ACCEPT, Decision.QUARANTINE]))
    card_source = replace(
        source(), title=draw(words) or "题", issuer=draw(words), note=draw(words), version=2
    )
    return Card(
        draft=replace(DRAFT, title=draw(words), path=draw(words)),
        prepared=Prepared(
            path="x", format="text", original=b"", suffix="", decision=decision, because=draw(words), source=card_source,
            removed=tuple(draw(st.lists(st.builds(Removed, st.sampled_from(["spam", "navigation", "neu"]), words), max_size=30))),
            repaired=tuple(draw(st.lists(st.builds(Repaired, st.just("slip"), words, words), max_size=30))),
        ),
        change=Change(
            path="x", source="x", version=2, action=draw(st.sampled_from(Action)), title="题", because=draw(words),
            passages=Counts(added=1), warnings=tuple(draw(st.lists(words, max_size=30))),
            differences=tuple(ClauseDifference(one, other) for one, other in pairs),
        ),
        source=card_source,
        passages=tuple(found),
        others=tuple(replace(DRAFT, name=draw(words), owner=number) for number in range(draw(st.integers(0, 3)))),
        note=draw(st.none() | words),
    )  # fmt: skip


def taken(reply: Reply) -> None:
    text, entities = parse(reply.html)
    assert text
    assert units(text) <= 4096
    assert len(entities) <= MAX_ENTITIES
    assert all(key.label.strip() and len(key.data.encode()) <= 64 for row in reply.rows for key in row)


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=60
)
@given(shown(), st.integers(0, 3))
def test_telegram_takes_every_card_and_every_page(card: Card, page: int) -> None:
    made = cards.card(card)
    assert len(made.html) < 4096 * 7  # markup included
    for reply in (
        made,
        cards.sure(card),
        drafts.published(card.draft),
        drafts.undone(card.draft, "g00000003"),
        drafts.listing([card.draft], card.others),
        card_pages.fields(card),
        card_pages.clauses(card, page),
        card_pages.differences(card, page),
        card_pages.removed(card, page),
        *(card_pages.choices(card.draft, key, "cn/52/27") for key in card_pages.CHOICES),
    ):
        taken(reply)


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_word(state: State) -> None:
    assert admin_messages.STATES[state]


def test_what_stayed_between_changes_is_cut_short() -> None:
    before, after = passage(f"{'甲' * 50}一小时{'乙' * 50}"), passage(f"{'甲' * 50}半小时{'乙' * 50}")
    heading, piece = cards.differing(ClauseDifference(before, after))
    assert heading.runs[0].text == f"{before.locator}（改动）"
    shown_words = "".join(run.text for run in piece.runs)
    assert shown_words.startswith("…甲")
    assert shown_words.endswith("乙…")
    assert [run.text for run in piece.runs if run.struck] == ["一小时"]
    assert [run.text for run in piece.runs if run.bold] == ["半小时"]
    assert (
        "".join(
            run.text for run in cards.differing(ClauseDifference(before, after), whole=True)[1].runs
        ).count("甲")
        == 50
    )


def test_times_are_by_the_clock_in_china() -> None:
    assert drafts.moment(
        replace(DRAFT, began=DRAFT.began.replace(month=11, day=22, hour=20, minute=5)).began
    ) == ("11月23日04:05")


def test_a_source_says_its_fields_in_words() -> None:
    card = Card(
        draft=DRAFT,
        prepared=Prepared(path="x", format="text", original=b"", suffix="", decision=Decision.ACCEPT),
        change=Change(path="x", source="x", version=1, action=Action.ADDED, title="题"),
        source=replace(source(), issued=date(2024, 8, 6), aliases=("甲", "乙")),
    )
    text, _ = parse(card_pages.fields(card).html)
    for line in ("印发日期：2024-08-06", "简称：甲、乙", "失效日期：—", "地区：全国"):
        assert line in text.splitlines()
