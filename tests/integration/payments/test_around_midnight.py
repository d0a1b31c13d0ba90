"""What belongs to the books of a day: midnight in London, and clocks that do not quite agree."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.notifications.models import OutboundNotification
from payments.gateway import SeenRefund
from payments.models import Mismatch, Posting, Refund
from payments.reconciliation import reconcile
from payments.settlement import settle
from payments.states import RefundState
from tests.factories.accounts import ResidentFactory
from tests.factories.gateways import PAID_AT
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
BEGINS, ENDS = (datetime(2026, 5, day, 23, 0, tzinfo=UTC) for day in (3, 4))
NEXT_MORNING = datetime(2026, 5, 5, 2, 30, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def paid_at(moment, gateway, **facts):
    session = StartedSessionFactory(**facts)
    gateway.pay(session, paid_at=moment)
    settle(session, now=NEXT_MORNING)
    Posting.objects.update(state="delivered", delivered_at=moment)
    return session


@pytest.mark.parametrize(
    ("at", "belongs"),
    [
        (BEGINS - SECOND, False),
        (BEGINS, True),
        (ENDS - SECOND, True),
        (ENDS, False),
    ],
)
def test_a_payment_around_midnight_is_in_the_books_of_its_london_day(gateway, at, belongs):
    """F25: midnight in summer time."""
    paid_at(at, gateway)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.agrees
    assert made.taken_here_pence == made.taken_there_pence == (9215 if belongs else 0)


def test_the_receipt_we_send_is_of_the_london_day_as_the_one_on_the_page_is(gateway):
    paid_at(BEGINS, gateway, resident_id=ResidentFactory().pk)

    receipt = OutboundNotification.objects.get(template="payment-receipt")

    assert "Paid on: 4 May 2026" in receipt.body


CLOCKS = [
    (BEGINS, BEGINS - HOUR, True),
    (BEGINS, BEGINS - HOUR - SECOND, False),
    (ENDS - SECOND, ENDS + HOUR - SECOND, True),
    (ENDS - SECOND, ENDS + HOUR, False),
]


@pytest.mark.parametrize(("theirs", "ours", "agrees"), CLOCKS)
def test_the_two_books_may_be_an_hour_apart_about_a_payment(gateway, theirs, ours, agrees):
    """F25: more than that is no slow clock, and a person looks."""
    session = paid_at(ours, gateway)
    seen = gateway.books[session.gateway_reference]
    gateway.books[session.gateway_reference] = replace(seen, paid_at=theirs)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.agrees is agrees
    assert made.taken_there_pence == 9215


@pytest.mark.parametrize(("theirs", "ours", "agrees"), CLOCKS)
def test_a_refund_more_than_an_hour_apart_gets_their_moment(gateway, theirs, ours, agrees):
    session = paid_at(PAID_AT, gateway)
    refund = a_refund(session, refunded_at=ours)
    in_their_books(gateway, session, refund, theirs)
    gateway.calls.clear()

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.agrees
    assert made.returned_here_pence == 215
    assert ("fetch" in gateway.calls) is not agrees
    refund.refresh_from_db()
    assert refund.refunded_at == (ours if agrees else theirs)


def a_refund(session, **facts):
    facts = {"refunded_at": PAID_AT, "state": RefundState.SUCCESS, **facts}
    return Refund.objects.create(
        payment=session.payment, amount_pence=215, gateway_reference="re_1", **facts
    )


def in_their_books(gateway, session, refund, moment):
    seen = gateway.books[session.gateway_reference]
    made = SeenRefund("re_1", 215, RefundState.SUCCESS, moment, refund.pk)
    gateway.books[session.gateway_reference] = replace(seen, refunds=(made,))


def test_a_refund_here_that_they_do_not_have_is_put_on_the_list():
    """F25."""
    session = PaidSessionFactory()
    a_refund(session)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.returned_here_pence - made.returned_there_pence == 215
    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.expected, mismatch.session) == ("only_here", "-215", session)


@pytest.mark.parametrize("state", [RefundState.SUBMITTED, RefundState.ERROR])
def test_a_refund_that_has_not_been_made_is_in_nobodys_books(state):
    a_refund(PaidSessionFactory(), state=state)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.agrees
    assert made.returned_here_pence == 0


def test_a_payment_of_another_day_that_waits_for_its_ledger_is_in_that_days_books(gateway):
    """Even when a part of it is given back today."""
    earlier = paid_at(BEGINS - timedelta(days=3), gateway)
    Posting.objects.update(state="waiting", delivered_at=None)
    in_their_books(gateway, earlier, a_refund(earlier), PAID_AT)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.agrees
    assert (made.taken_here_pence, made.posted_pence, made.returned_here_pence) == (0, 0, 215)
