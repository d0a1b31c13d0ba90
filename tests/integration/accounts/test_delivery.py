"""Delivered once, later if need be: leases, back-off, giving up, and two workers at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.delivery import (
    DeliveryState,
    NotDelivered,
    Refused,
    deliver_due,
    deliver_now,
    mark_delivered,
    send_again,
)
from services.models import Submission
from tests.factories.services import WaitingSubmissionFactory
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LEASE, ATTEMPTS, AT_ONCE = timedelta(seconds=60), 60, 50


def takes(item):
    mark_delivered(item, now=NOW)


def is_down(item):
    raise NotDelivered("status 503")


def refuses(item):
    raise Refused("status 422")


def has_a_bug(item):
    raise ZeroDivisionError


def run(deliver, *, now=NOW):
    return deliver_due(Submission.objects.all(), deliver, now=now)


@pytest.fixture
def waiting():
    return WaitingSubmissionFactory(next_attempt_at=NOW)


@pytest.mark.smoke
def test_what_is_due_is_delivered_once(waiting):
    assert run(takes) == 1
    assert run(takes) == 0

    waiting.refresh_from_db()
    assert waiting.is_delivered
    assert waiting.attempts == 1
    assert waiting.delivered_at == NOW


def test_what_is_not_due_yet_waits(waiting):
    assert run(takes, now=NOW - timedelta(seconds=1)) == 0


def test_a_delivery_that_says_nothing_is_delivered_all_the_same(waiting):
    assert run(lambda item: None) == 1

    waiting.refresh_from_db()
    assert waiting.is_delivered


@pytest.mark.parametrize("failure", [is_down, has_a_bug])
def test_a_failure_is_tried_again_later(waiting, failure):
    assert run(failure) == 0

    waiting.refresh_from_db()
    assert waiting.is_waiting
    assert waiting.leased_until is None
    assert waiting.next_attempt_at == NOW + timedelta(seconds=2)
    assert waiting.last_fault


def test_each_failure_waits_twice_as_long_and_half_an_hour_at_most(waiting):
    now, waits = NOW, []
    for _ in range(14):
        run(is_down, now=now)
        waiting.refresh_from_db()
        waits.append((waiting.next_attempt_at - now).total_seconds())
        now = waiting.next_attempt_at

    assert waits[:5] == [2, 4, 8, 16, 32]
    assert waits[-1] == 30 * 60


def test_it_is_given_up_after_enough_attempts_and_not_before(waiting):
    Submission.objects.update(attempts=ATTEMPTS - 2)
    run(is_down)
    waiting.refresh_from_db()
    assert waiting.is_waiting

    run(is_down, now=waiting.next_attempt_at)

    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.GIVEN_UP
    assert run(takes, now=NOW + timedelta(days=9)) == 0


def test_a_refusal_is_final_and_says_why(waiting):
    run(refuses)

    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.GIVEN_UP
    assert waiting.last_fault == "status 422"


@pytest.mark.parametrize(("deliver", "attempts"), [(refuses, 0), (is_down, ATTEMPTS - 1)])
def test_of_what_is_given_up_it_is_known_when(waiting, deliver, attempts):
    Submission.objects.update(attempts=attempts)
    moment = NOW + timedelta(hours=3)

    run(deliver, now=moment)

    waiting.refresh_from_db()
    assert (waiting.is_given_up, waiting.next_attempt_at) == (True, moment)


def test_sent_again_it_is_tried_as_often_as_if_it_were_new(waiting):
    run(refuses)
    assert send_again(Submission.objects.all(), now=NOW)

    assert run(is_down) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (DeliveryState.WAITING, 1)
    assert run(takes, now=waiting.next_attempt_at) == 1


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.DELIVERED])
def test_only_what_was_given_up_is_sent_again(waiting, state):
    lease = NOW + timedelta(seconds=9)
    Submission.objects.update(state=state, attempts=7, leased_until=lease)

    assert not send_again(Submission.objects.all(), now=NOW)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.leased_until) == (state, 7, lease)


def test_what_somebody_else_is_delivering_is_left_alone(waiting):
    Submission.objects.update(leased_until=NOW + timedelta(seconds=1))

    assert run(takes) == 0
    assert deliver_now(waiting, takes, now=NOW) is False


def test_the_lease_is_written_before_the_other_side_is_called(waiting):
    seen = []

    def look(item):
        row = Submission.objects.get(pk=item.pk)
        seen.append((row.leased_until, row.attempts, connection.in_atomic_block))

    run(look)

    assert seen[0][:2] == (NOW + LEASE, 1)


def test_a_deliverer_that_died_leaves_a_lease_that_runs_out(waiting):
    Submission.objects.update(leased_until=NOW + LEASE, attempts=1)

    assert run(takes, now=NOW + LEASE) == 1


def test_the_oldest_is_delivered_first(waiting):
    older = WaitingSubmissionFactory(
        created_at=NOW - timedelta(hours=1), next_attempt_at=NOW - timedelta(hours=1)
    )
    order = []

    run(lambda item: order.append(item.pk))

    assert order == [older.pk, waiting.pk]


def test_one_that_fails_does_not_stop_the_next(waiting):
    other = WaitingSubmissionFactory(next_attempt_at=NOW, created_at=NOW - timedelta(hours=1))

    def first_fails(item):
        if item.pk == other.pk:
            raise NotDelivered("status 503")

    assert run(first_fails) == 1


@pytest.mark.parametrize("state", [DeliveryState.DELIVERED, DeliveryState.GIVEN_UP])
def test_what_is_over_is_not_delivered_now_either(waiting, state):
    Submission.objects.update(state=state)

    assert deliver_now(waiting, takes, now=NOW) is False
    assert (waiting.state, waiting.attempts) == (state, 0)


def test_delivering_now_refreshes_the_row_in_hand(waiting):
    assert deliver_now(waiting, takes, now=NOW) is True
    assert waiting.is_delivered


def test_a_row_late_in_a_slow_round_is_not_taken_by_a_second_worker(waiting, monkeypatch):
    first = WaitingSubmissionFactory(next_attempt_at=NOW, created_at=NOW - timedelta(hours=1))
    seconds, handed_over, meanwhile = [0.0], [], []
    monkeypatch.setattr("accounts.delivery.monotonic", lambda: seconds[0])

    def slow(item):
        handed_over.append(item.pk)
        if item.pk == waiting.pk:
            meanwhile.append(run(takes, now=NOW + timedelta(seconds=seconds[0])))
        seconds[0] += 61

    assert run(slow) == 2
    assert handed_over == [first.pk, waiting.pk]
    assert meanwhile == [0]


def test_who_fails_after_the_lease_ran_out_leaves_the_next_ones_alone(waiting):
    theirs = NOW + 2 * LEASE

    def too_slow(item):
        Submission.objects.filter(pk=item.pk).update(leased_until=theirs, attempts=2)
        raise NotDelivered("TimeoutError")

    run(too_slow)

    waiting.refresh_from_db()
    assert (waiting.leased_until, waiting.last_fault) == (theirs, "")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_deliver_each_row_once():
    for _ in range(10):
        WaitingSubmissionFactory(next_attempt_at=NOW)
    delivered = []

    answers = together(4, lambda: run(lambda item: delivered.append(item.pk)))

    assert sum(answers) == len(delivered) == len(set(delivered)) == 10


def test_a_round_is_bounded():
    WaitingSubmissionFactory.create_batch(AT_ONCE + 1, next_attempt_at=NOW)

    assert [run(takes), run(takes)] == [AT_ONCE, 1]


def test_of_a_long_fault_the_beginning_is_kept(waiting):
    def is_wordy(item):
        raise NotDelivered("status 503 " + "x" * 300)

    run(is_wordy)

    waiting.refresh_from_db()
    assert waiting.last_fault == ("status 503 " + "x" * 300)[:200]


def test_what_was_delivered_meanwhile_is_not_given_up_nor_tried_again(waiting):
    """A deliverer that took longer than its lease hears of a failure after another succeeded."""
    other = WaitingSubmissionFactory(next_attempt_at=NOW + LEASE)

    def is_overtaken(item):
        takes(Submission.objects.get(pk=item.pk))
        raise Refused("status 409")

    run(is_overtaken)

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.state, waiting.last_fault) == (DeliveryState.DELIVERED, "")
    assert (other.state, other.last_fault, other.attempts) == (DeliveryState.WAITING, "", 0)


def test_delivering_one_now_touches_no_other_that_waits(waiting):
    other = WaitingSubmissionFactory(next_attempt_at=NOW)

    deliver_now(waiting, takes, now=NOW)

    other.refresh_from_db()
    assert (other.is_waiting, other.leased_until, other.attempts) == (True, None, 0)


def test_a_crowd_that_others_are_delivering_does_not_hold_up_what_is_free(waiting):
    """N06: a round takes fifty, and none of them in vain."""
    WaitingSubmissionFactory.create_batch(
        AT_ONCE, created_at=NOW - LEASE, next_attempt_at=NOW, leased_until=NOW + LEASE
    )

    assert run(takes) == 1
