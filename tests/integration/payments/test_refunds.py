"""Money given back: by two people, never more than was paid, and never a failed payment."""

from contextlib import nullcontext
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from accounts.actor import Actor
from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from payments.models import Mismatch, Payment, PaymentSession, Refund
from payments.refunds import RefundNotAllowed, approve_refund, decline_refund, refundable_pence
from payments.states import MismatchKind, RefundState
from tests.factories.accounts import ResidentFactory, StaffMemberFactory, actor_of
from tests.factories.gateways import PAID_AT
from tests.factories.payments import PaidSessionFactory, staff_actor
from tests.factories.services import ServiceLinkFactory
from tests.integration.payments.refunds import NOW, ask
from tests.together import together

pytestmark = pytest.mark.django_db


def test_a_refund_waits_for_a_second_person(payment, gateway):
    refund = ask(payment)

    assert refund.state == RefundState.REQUESTED
    assert gateway.calls == []


def test_the_second_person_sends_it_off_and_no_other(payment, gateway):
    other, colleague = Refund.objects.create(payment=payment, amount_pence=1), staff_actor()
    asked = ask(payment, reason=" Paid twice ")
    refund = approve_refund(asked, actor=colleague, now=NOW)

    assert (refund.state, refund.decided_by) == (RefundState.SUCCESS, colleague.staff_id)
    assert (refund.reason, refund.created_at, refund.refunded_at) == ("Paid twice", NOW, PAID_AT)
    other.refresh_from_db()
    assert other.state == RefundState.REQUESTED
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
    ask(payment, 214)
    ask(payment, 1)
    assert refundable_pence(payment) == 0


def test_what_was_declined_can_be_asked_for_again(payment):
    actor = staff_actor()
    declined = decline_refund(ask(payment, 9215), actor=actor)

    assert (declined.state, declined.decided_by) == (RefundState.DECLINED, actor.staff_id)
    assert Refund.objects.get().decided_by == actor.staff_id
    entry = AuditEntry.objects.get(event="payments.refund.declined")
    assert (entry.subject, entry.facts) == (payment.reference, {"amount_pence": 9215})
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


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_refunds_asked_for_at_once_are_never_more_than_was_paid(amina):
    """F20."""
    payment = PaidSessionFactory(resident_id=amina.pk).payment

    answers = together(10, lambda: ask(payment, 5000))

    assert [type(one) for one in answers].count(RefundNotAllowed) == 9
    assert Refund.objects.get().amount_pence == 5000


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_five_who_decide_at_once_one_decides(amina, gateway):
    """F20."""
    refund = ask(PaidSessionFactory(resident_id=amina.pk).payment)

    decided = together(5, lambda: approve_refund(refund, actor=staff_actor(), now=NOW))

    assert [type(one) for one in decided].count(RefundNotAllowed) == 4
    assert gateway.calls == ["refund"]
    assert AuditEntry.objects.filter(event="payments.refund.approved").count() == 1


@pytest.mark.smoke
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


def test_the_same_key_asks_once_and_for_another_payment_never(payment):
    """F20."""
    other, key = PaidSessionFactory(charge_reference="other").payment, uuid4()
    first = ask(payment, 500, key=key)

    assert ask(payment, 9215, key=key) == first
    with pytest.raises(RefundNotAllowed, match="used for another"):
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


def test_whoever_lives_with_the_payer_leaves_the_refund_to_others(payment, amina):
    """D11, D19: the card it goes back to lies on the same kitchen table."""
    ResidentFactory(first_name="Yusuf", last_name="Khan", address=amina.address)
    yusuf = Actor(staff_id=StaffMemberFactory(name="Yusuf Khan", roles=[]).pk)
    refund = ask(payment)

    with pytest.raises(RefundNotAllowed, match="from your home"):
        ask(payment, actor=yusuf)
    with pytest.raises(RefundNotAllowed, match="from your home"):
        approve_refund(refund, actor=yusuf, now=NOW)


def test_a_refund_is_told_to_whoever_paid_and_to_nobody_else_of_the_household(payment, amina):
    """Two people have linked one tenancy: the money goes back to the card of one of them."""
    holder = ResidentFactory()
    ServiceLinkFactory(resident_id=holder.pk, reference=payment.account_reference)

    approve_refund(ask(payment), actor=staff_actor(), now=NOW)

    assert OutboundNotification.objects.get().resident_id == amina.pk
    shown = AuditEntry.objects.exclude(resident_id=None).values_list("resident_id", flat=True)
    assert set(shown) == {amina.pk}


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
