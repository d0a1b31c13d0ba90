"""A refund and the card company: asked for once, written down whoever made it, and told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from payments.gateway import GatewayRefused, GatewayUnavailable, SeenRefund
from payments.models import Mismatch, Refund
from payments.refunds import approve_refund, refundable_pence, sweep
from payments.settlement import settle
from payments.states import MismatchKind, RefundState
from tests.factories.gateways import PAID_AT
from tests.factories.payments import PaidSessionFactory, staff_actor
from tests.integration.payments.refunds import NOW, ask

pytestmark = pytest.mark.django_db


def test_a_gateway_that_does_not_answer_is_asked_again_with_the_same_key(payment, gateway):
    """F21."""
    gateway.after = GatewayUnavailable("killed after it was made")
    refund = approve_refund(ask(payment), actor=staff_actor(), now=NOW)
    assert refund.state == RefundState.SUBMITTED
    gateway.after = None

    sweep(now=NOW + timedelta(minutes=6))

    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCESS
    assert list(gateway.refunds) == [refund.pk]


def test_a_gateway_that_refuses_ends_it_and_gives_the_amount_free(payment, gateway):
    gateway.down = GatewayRefused("charge_already_refunded")

    refund = approve_refund(ask(payment, 9215), actor=staff_actor(), now=NOW)

    assert refund.state == RefundState.ERROR
    assert refundable_pence(payment) == 9215
    assert AuditEntry.objects.filter(event="payments.refund.failed").exists()


def test_a_refund_made_at_the_card_company_is_written_down_and_noticed(payment, gateway):
    session = payment.session
    key = session.gateway_reference
    by_hand = SeenRefund("re_hand", 500, RefundState.SUCCESS, PAID_AT)
    gateway.books[key] = type(gateway.books[key])(
        **{
            name: getattr(gateway.books[key], name)
            for name in gateway.books[key].__dataclass_fields__
            if name != "refunds"
        },
        refunds=(by_hand,),
    )

    settle(session, now=NOW)
    settle(session, now=NOW)

    refund = Refund.objects.get()
    assert (refund.state, refund.amount_pence, refund.requested_by) == ("success", 500, None)
    assert set(Mismatch.objects.values_list("kind", flat=True)) == {
        MismatchKind.REFUND_BY_HAND,
        MismatchKind.REFUND_TO_POST,
    }
    assert refundable_pence(payment) == 8715


def test_a_refund_of_something_else_is_not_mixed_up(payment, gateway):
    other = PaidSessionFactory(charge_reference="other").payment

    approve_refund(ask(other, 100), actor=staff_actor(), now=NOW)
    settle(payment.session, now=NOW)

    assert not payment.refunds.exists()
    assert uuid4() not in gateway.refunds


def test_a_refund_that_failed_is_put_on_a_persons_list(payment, gateway):
    gateway.down = GatewayRefused("charge_already_refunded")

    refund = approve_refund(ask(payment, 500), actor=staff_actor(), now=NOW)

    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.subject) == (MismatchKind.REFUND_FAILED, str(refund.pk))
    assert mismatch.expected == "-500"


def test_a_gateway_that_gives_back_after_all_ends_the_failed_refund(payment, gateway):
    """F14, F21: what the gateway's books say in the end is what happened."""
    gateway.down = GatewayRefused("try later")
    refund = approve_refund(ask(payment, 500), actor=staff_actor(), now=NOW)
    gateway.down = None
    gateway.refund(payment.gateway_reference, refund_id=refund.pk, amount_pence=500)

    settle(payment.session, now=NOW)

    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCESS
    assert refundable_pence(payment) == 8715


def test_the_sweep_asks_about_a_refund_every_five_minutes(payment, gateway):
    gateway.after = GatewayUnavailable("unclear")
    approve_refund(ask(payment), actor=staff_actor(), now=NOW)
    gateway.calls.clear()

    for seconds, calls in ((299, 0), (300, 1), (599, 1), (600, 2)):
        assert sweep(now=NOW + timedelta(seconds=seconds)) == 0
        assert len(gateway.calls) == calls


def test_money_goes_back_to_somebody_who_has_been_erased_without_a_message(payment, amina):
    refund = ask(payment)
    amina.delete()

    assert approve_refund(refund, actor=staff_actor(), now=NOW).state == RefundState.SUCCESS
    assert not OutboundNotification.objects.exists()
