"""The breaker: three failures in a row, a rest, and one that tries."""

import pytest

from knowledge.breaker import FAILURES, REST, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        assert breaker.admits()
        breaker.failed()


def test_it_opens_after_failures_in_a_row(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    assert not breaker.resting
    fail(breaker, 1)
    assert breaker.resting
    assert not breaker.admits()


def test_a_success_between_them_starts_the_count_anew(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    breaker.succeeded()
    fail(breaker, FAILURES - 1)
    assert breaker.admits()


def test_when_it_has_rested_one_tries_and_the_others_do_not_wait(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, FAILURES)
    clock.now += REST
    assert breaker.admits()
    assert not breaker.admits()
    breaker.failed()
    assert not breaker.admits()
    clock.now += REST
    assert breaker.admits()
    breaker.succeeded()
    assert breaker.admits()
    assert breaker.admits()


def test_what_will_not_mend_opens_it_at_once(breaker: Breaker) -> None:
    breaker.failed(lasting=True)
    assert not breaker.admits()


@pytest.mark.parametrize(("asked", "rests"), [(5.0, REST), (200.0, 200.0), (100_000.0, 600.0)])
def test_it_rests_for_as_long_as_it_is_asked_to_within_reason(
    breaker: Breaker, clock: Clock, asked: float, rests: float
) -> None:
    breaker.failed(rest=asked)
    clock.now += rests - 0.1
    assert not breaker.admits()
    clock.now += 0.2
    assert breaker.admits()
