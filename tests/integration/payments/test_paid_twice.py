"""More than was owed came in for one charge: it is credit, and a person is told of it."""

import pytest
from django.utils import timezone

from payments.charges import AlreadyPaid
from payments.models import Mismatch, Payment, PaymentSession
from payments.settlement import settle
from payments.states import MismatchKind, SessionState
from tests.factories.accounts import ResidentFactory
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory, a_payable
from tests.integration.payments.conftest import pay

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.mark.parametrize("late_one_first", [True, False])
def test_more_than_was_owed_becomes_credit_and_an_alert(session, gateway, amina, late_one_first):
    """F02, F19: a page that we had given up was paid after all, and so was the next one."""
    PaymentSession.objects.filter(pk=session.pk).update(state=SessionState.FAILED)
    again = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)
    gateway.pay(again)
    first, last = (session, again) if late_one_first else (again, session)

    settle(first, now=NOW)
    assert not Mismatch.objects.filter(kind=MismatchKind.PAID_TWICE).exists()
    settle(last, now=NOW)

    assert Payment.objects.count() == 2
    mismatch = Mismatch.objects.get(kind=MismatchKind.PAID_TWICE)
    assert (mismatch.subject, mismatch.expected, mismatch.found) == (
        last.reference,
        "9215",
        "18430",
    )


@pytest.mark.parametrize(
    "what",
    [{"service": "parking"}, {"account_reference": "tenure-2"}, {"charge_reference": "garage"}],
)
def test_money_for_something_else_is_not_this_charge_paid_twice(session, gateway, what):
    PaidSessionFactory(**what)
    gateway.pay(session)

    settle(session, now=NOW)

    assert not Mismatch.objects.exists()


def test_what_was_paid_before_the_charge_was_asked_for_is_not_counted_again(gateway):
    """Last week's rent: the ledger had heard of it when it said what is owed now."""
    PaidSessionFactory()
    session = StartedSessionFactory()
    gateway.pay(session)

    settle(session, now=NOW)

    assert not Mismatch.objects.exists()


def test_what_came_in_at_the_very_moment_the_charge_was_asked_for_counts(gateway):
    paid = PaidSessionFactory().payment
    session = StartedSessionFactory(created_at=paid.recorded_at)
    gateway.pay(session)

    settle(session, now=NOW)

    assert Mismatch.objects.get().kind == MismatchKind.PAID_TWICE


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_nobody_gets_a_second_page_while_the_first_payment_is_being_written_down(
    gateway, half_way_through_settling
):
    """F02: the two tabs again, one paid a moment ago, and the other pressed just now."""
    amina, answers = ResidentFactory(), []
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)

    with half_way_through_settling(session, at="_send_receipt"):
        try:
            answers.append(pay(amina, payable=a_payable()))
        except AlreadyPaid:
            answers.append("already paid")

    assert answers == ["already paid"]
    assert PaymentSession.objects.count() == 1
