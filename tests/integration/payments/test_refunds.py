"""Money given back: by two people, never more than was paid, and never a failed payment."""

import threading
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.actor import Actor
from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from payments.gateway import GatewayRefused, GatewayUnavailable, SeenRefund
from payments.models import Mismatch, Payment, PaymentSession, Refund
from payments.refunds import (
    RefundNotAllowed,
    approve_refund,
    decline_refund,
    refundable_pence,
    request_refund,
    sweep,
)
from payments.settlement import settle
from payments.states import MismatchKind, RefundState
from tests.factories.accounts import StaffMemberFactory, actor_of
from tests.factories.payments import PAID_AT, PaidSessionFactory, staff_actor

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def payment(amina):
    return PaidSessionFactory(resident_id=amina.pk).payment


def ask(payment, pence=1000, **changes):
    asked = {"reason": "Paid twice", "key": uuid4(), "now": NOW, **changes}
    asked.setdefault("actor", staff_actor())
    return request_refund(payment=payment, amount_pence=pence, **asked)


def test_a_refund_waits_for_a_second_person(payment, gateway):
    refund = ask(payment)

    assert refund.state == RefundState.REQUESTED
    assert gateway.calls == []


def test_the_second_person_sends_it_off(payment, gateway):
    refund = approve_refund(ask(payment), actor=staff_actor(), now=NOW)

    assert refund.state == RefundState.SUCCESS
    assert refund.gateway_reference == f"re_{refund.pk}"
    assert OutboundNotification.objects.get().template == "payment-refunded"
    assert "£10" in OutboundNotification.objects.get().body
    events = list(AuditEntry.objects.values_list("event", flat=True))
    assert events == [
        "payments.refund.requested",
        "payments.refund.approved",
        "payments.refund.made",
        "payments.mismatch.found",
    ]
    assert Mismatch.objects.get().kind == MismatchKind.REFUND_TO_POST


def test_a_refund_leaves_the_payment_a_payment(payment):
    approve_refund(ask(payment, 9215), actor=staff_actor(), now=NOW)

    payment.session.refresh_from_db()
    assert payment.session.state == "success"
    assert refundable_pence(payment) == 0


def test_nobody_approves_what_they_asked_for(payment, gateway):
    """F20."""
    actor = staff_actor()
    refund = ask(payment, actor=actor)

    with pytest.raises(RefundNotAllowed, match="Somebody else"):
        approve_refund(refund, actor=actor, now=NOW)

    assert gateway.calls == []


def test_a_resident_decides_about_no_refund(payment, amina):
    refund = ask(payment)

    with pytest.raises(RefundNotAllowed, match="Only staff"):
        ask(payment, actor=actor_of(amina))
    with pytest.raises(RefundNotAllowed, match="Only staff"):
        approve_refund(refund, actor=actor_of(amina), now=NOW)
    with pytest.raises(RefundNotAllowed, match="Only staff"):
        decline_refund(refund, actor=actor_of(amina))


@pytest.mark.parametrize("pence", [0, -1, 9216, 10**9])
def test_never_more_than_was_paid(payment, pence):
    with pytest.raises(RefundNotAllowed):
        ask(payment, pence)

    assert not Refund.objects.exists()


def test_refunds_together_are_never_more_than_was_paid(payment):
    """F20."""
    ask(payment, 9000)

    with pytest.raises(RefundNotAllowed, match=r"£2\.15 is left"):
        ask(payment, 216)
    ask(payment, 215)


def test_what_was_declined_can_be_asked_for_again(payment):
    declined = decline_refund(ask(payment, 9215), actor=staff_actor())

    assert declined.state == RefundState.DECLINED
    assert ask(payment, 9215).state == RefundState.REQUESTED


def test_a_refund_needs_a_reason(payment):
    with pytest.raises(RefundNotAllowed, match="why"):
        ask(payment, reason="  ")


def test_what_was_decided_is_decided(payment):
    refund = approve_refund(ask(payment), actor=staff_actor(), now=NOW)

    with pytest.raises(RefundNotAllowed, match="decided already"):
        approve_refund(refund, actor=staff_actor(), now=NOW)
    with pytest.raises(RefundNotAllowed, match="decided already"):
        decline_refund(refund, actor=staff_actor())


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


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_refunds_asked_for_at_once_are_never_more_than_was_paid(amina):
    """F20."""
    payment = PaidSessionFactory(resident_id=amina.pk).payment
    start, answers = threading.Barrier(10), []

    def press():
        try:
            start.wait()
            answers.append(bool(ask(payment, 5000)))
        except RefundNotAllowed:
            answers.append(False)
        finally:
            connection.close()

    hands = [threading.Thread(target=press) for _ in range(10)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert sorted(answers) == [False] * 9 + [True]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Payment.objects.update(amount_pence=1),
        lambda: Payment.objects.all().delete(),
        lambda: Payment.objects.get().delete(),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_payment(payment, change):
    """F26."""
    payment.posting.delete()

    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        change()

    assert Payment.objects.get().amount_pence == 9215


def test_an_attempt_with_money_cannot_be_removed_under_it(payment):
    with pytest.raises(ProtectedError):
        PaymentSession.objects.filter(pk=payment.session_id).delete()


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


def test_the_same_key_asks_once_and_for_another_payment_never(payment):
    """F20."""
    other, key = PaidSessionFactory(charge_reference="other").payment, uuid4()
    first = ask(payment, 500, key=key)

    assert ask(payment, 9215, key=key) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(other, 500, key=key)

    assert Refund.objects.get().amount_pence == 500


def test_a_namesake_of_staff_is_somebody_elses_matter(payment, amina):
    """F20, D19: nobody asks for, or agrees to, money for themselves."""
    same = StaffMemberFactory(name=f"{amina.first_name} {amina.last_name}", roles=[])
    themselves = Actor(staff_id=same.pk)
    refund = ask(payment)

    with pytest.raises(RefundNotAllowed, match="your own"):
        ask(payment, actor=themselves)
    with pytest.raises(RefundNotAllowed, match="your own"):
        approve_refund(refund, actor=themselves, now=NOW)

    assert decline_refund(refund, actor=themselves).state == RefundState.DECLINED


def test_a_staff_id_that_is_nobodys_gives_nothing_back(payment):
    with pytest.raises(RefundNotAllowed, match="Only staff"):
        ask(payment, actor=Actor(staff_id=uuid4()))


@pytest.mark.parametrize(("resolved", "allowed"), [(None, False), (NOW, True)])
def test_a_payment_under_dispute_is_not_given_back_twice(payment, resolved, allowed):
    """F20, F22: until somebody says how the dispute ended, the bank gives it back."""
    Mismatch.objects.create(
        kind=MismatchKind.DISPUTE, subject="dp_1", session=payment.session, resolved_at=resolved
    )

    with nullcontext() if allowed else pytest.raises(RefundNotAllowed, match="disputes"):
        ask(payment)

    assert Refund.objects.exists() is allowed


def test_a_dispute_of_another_payment_does_not_matter(payment):
    other = PaidSessionFactory(charge_reference="other")
    Mismatch.objects.create(kind=MismatchKind.DISPUTE, subject="dp_1", session=other)

    assert ask(payment).state == RefundState.REQUESTED


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
