"""The breaker, with a clock that the tests move."""

import pytest

from services.breaker import Breaker

FAILURES_TO_OPEN, OPEN_SECONDS = 5, 30.0  # the policy's, whatever the code says


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


@pytest.fixture
def open_breaker(breaker: Breaker) -> Breaker:
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed()
    return breaker


def test_a_new_breaker_lets_calls_through(breaker):
    assert breaker.allows()
    assert not breaker.is_open


def test_four_failures_in_a_row_do_not_open_it(breaker):
    for _ in range(FAILURES_TO_OPEN - 1):
        breaker.failed()

    assert breaker.allows()
    assert not breaker.is_open


def test_the_fifth_failure_in_a_row_opens_it(open_breaker):
    assert not open_breaker.allows()
    assert open_breaker.is_open


def test_a_success_forgets_the_failures_before_it(breaker):
    for _ in range(FAILURES_TO_OPEN - 1):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()

    assert breaker.allows()


def test_it_stays_open_until_the_last_moment(open_breaker, clock):
    clock.now += OPEN_SECONDS - 0.001

    assert not open_breaker.allows()


def test_after_its_time_it_lets_exactly_one_call_try(open_breaker, clock):
    clock.now += OPEN_SECONDS

    assert [open_breaker.allows() for _ in range(3)] == [True, False, False]


def test_a_try_that_succeeds_closes_it(open_breaker, clock):
    clock.now += OPEN_SECONDS
    open_breaker.allows()
    open_breaker.succeeded()

    assert all(open_breaker.allows() for _ in range(3))


def test_a_try_that_fails_opens_it_for_as_long_again(open_breaker, clock):
    clock.now += OPEN_SECONDS
    open_breaker.allows()
    open_breaker.failed()
    clock.now += OPEN_SECONDS - 0.001

    assert not open_breaker.allows()
    clock.now += 0.001
    assert open_breaker.allows()


def test_a_caller_who_stops_waiting_counts_as_a_failure(breaker):
    for _ in range(FAILURES_TO_OPEN):
        breaker.abandoned()

    assert breaker.is_open


def test_five_failures_open_it_for_half_a_minute():
    """G22: the numbers of the policy."""
    assert (Breaker().failures_to_open, Breaker().open_seconds) == (5, 30)


def test_once_its_time_is_over_it_is_no_longer_open_but_not_closed_either(open_breaker, clock):
    clock.now += OPEN_SECONDS - 0.001
    assert open_breaker.is_open
    clock.now += 0.001

    assert not open_breaker.is_open
    open_breaker.failed()
    assert open_breaker.is_open, "one more failure is enough"


def test_a_breaker_that_closed_counts_from_nothing_again(open_breaker, clock):
    clock.now += OPEN_SECONDS
    open_breaker.allows()
    open_breaker.succeeded()
    for _ in range(FAILURES_TO_OPEN - 1):
        open_breaker.failed()

    assert open_breaker.allows()
    open_breaker.failed()
    assert not open_breaker.allows()
