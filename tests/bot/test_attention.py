"""What an admin's next words are for is known for a while and then not any more."""

from bot.handlers.admin.attention import LASTING, Attention, Awaited, Tried


def test_words_are_for_what_was_asked_last_and_not_for_long() -> None:
    now = [0.0]
    attention = Attention(clock=lambda: now[0])
    assert attention.of(1) is None
    attention.turn(1, Awaited("a", "title"))
    attention.turn(2, Tried("b"))
    now[0] = LASTING - 1
    assert (attention.of(1), attention.of(2)) == (Awaited("a", "title"), Tried("b"))
    attention.turn(2, Tried("b"))
    now[0] = LASTING
    assert (attention.of(1), attention.of(2)) == (None, Tried("b"))


def test_it_is_dropped_for_a_draft_or_altogether() -> None:
    attention = Attention()
    attention.turn(1, Awaited("a", "title"))
    assert attention.drop(1, "b") is None
    assert attention.drop(1, "a") == Awaited("a", "title")
    assert attention.drop(1) is None
