"""Refunds at the money desk: one asks, another approves, and never more than was paid."""

from uuid import uuid4

import pytest

from accounts.staff.roles import Role
from payments.mismatches import notice
from payments.models import Refund
from payments.states import MismatchKind, RefundState
from tests.factories.accounts import ResidentFactory
from tests.factories.payments import PaidSessionFactory
from tests.integration.payments.desk import DESK, address, ask, signed_in
from tests.integration.payments.pages import text_of

pytestmark = pytest.mark.django_db


def test_one_asks_and_another_approves(morgan, anita, paid, gateway):
    """F20: two people, always, whatever the amount."""
    other = Refund.objects.create(payment=PaidSessionFactory().payment, amount_pence=1)
    ask(morgan, paid, "92.15")
    refund = paid.payment.refunds.get()
    assert "You asked for this" in text_of(morgan.get(address("-payment", paid.reference)))
    assert "Approve and give back £92.15" in text_of(anita.get(address("-payment", paid.reference)))

    morgan.post(address("-approve", refund.pk))
    refund.refresh_from_db()
    assert (refund.state, gateway.calls) == (RefundState.REQUESTED, [])

    anita.post(address("-approve", refund.pk))
    refund.refresh_from_db()
    assert (refund.state, refund.decided_by) == (RefundState.SUCCESS, anita.member.pk)
    page = text_of(anita.get(address("-payment", paid.reference)))
    assert "Morgan Ellis asked for it" in page
    assert "Anita Rao decided" in page
    assert "Ask for this refund" not in page
    desk = text_of(anita.get(DESK))
    assert f"£0.01 of {other.payment.reference}" in desk
    assert f"£92.15 of {paid.reference}" not in desk


def test_a_refund_sent_twice_is_asked_for_once(morgan, paid):
    """F20: a double click, or the back button and again."""
    key = str(uuid4())

    for _ in range(2):
        ask(morgan, paid, "92.15", key=key)

    assert Refund.objects.count() == 1


@pytest.mark.parametrize("amount", ["92.16", "0", "-1", "", "1e9"])
def test_never_more_than_was_paid_is_asked_for(morgan, paid, amount):
    """F20, F04."""
    page = text_of(ask(morgan, paid, amount))

    assert "<title>Error: " in page
    assert not Refund.objects.exists()


def test_together_never_more_than_was_paid_is_asked_for(morgan, paid):
    ask(morgan, paid, "92.00")

    assert "Enter £0.15 or less" in text_of(ask(morgan, paid, "0.16"))
    ask(morgan, paid, "0.14")
    assert "Ask for this refund" in text_of(morgan.get(address("-payment", paid.reference)))
    ask(morgan, paid, "0.01")
    assert "Enter £92.15 or less" not in text_of(ask(morgan, paid, "0.01"))
    assert Refund.objects.count() == 3


def test_a_refund_that_was_not_approved_leaves_the_money_where_it_is(morgan, anita, paid, gateway):
    ask(morgan, paid)
    refund = Refund.objects.get()

    anita.post(address("-decline", refund.pk))
    response = morgan.post(address("-approve", refund.pk), follow=True)

    assert "This refund has been decided already" in text_of(response) or (
        "Somebody else has to approve" in text_of(response)
    )
    assert Refund.objects.get().state == RefundState.DECLINED
    assert gateway.calls == []
    again = text_of(anita.post(address("-decline", refund.pk), follow=True))
    assert "This refund has been decided already" in again


@pytest.mark.parametrize("name", ["-approve", "-decline"])
def test_a_refund_that_is_not_there_is_not_there(morgan, name):
    assert morgan.post(address(name, uuid4())).status_code == 404


def test_nobody_deals_with_a_payment_of_their_own(gateway):
    """F20, D19: neither asks for nor approves money for themselves."""
    sam = ResidentFactory(first_name="Sam", last_name="Hughes")
    paid = PaidSessionFactory(resident_id=sam.pk)
    staff = signed_in(Role.SERVICE_MANAGER, name="Sam Hughes")
    colleague = signed_in(Role.SUPERVISOR, name="Anita Rao")

    assert "a payment of your own" in text_of(ask(staff, paid))
    ask(colleague, paid)
    refund = Refund.objects.get()
    page = text_of(staff.post(address("-approve", refund.pk), follow=True))

    assert "a payment of your own" in page
    assert gateway.calls == []


def test_a_disputed_payment_is_not_refunded_on_top(morgan, anita, paid, gateway):
    """F20, F22: the bank takes it back already."""
    ask(morgan, paid)
    notice(MismatchKind.DISPUTE, subject="dp_1", session=paid)

    assert "disputes this payment" in text_of(ask(morgan, paid))
    page = text_of(anita.post(address("-approve", Refund.objects.get().pk), follow=True))

    assert "disputes this payment" in page
    assert gateway.calls == []
