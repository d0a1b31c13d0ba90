"""A refund and the card company: asked for once, written down whoever made it, and told."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from payments.gateway import GatewayRefused, GatewayUnavailable, SeenRefund
from payments.models import Mismatch, Refund
from payments.refunds import approve_refund, refundable_pence
from payments.settlement import settle, sweep
from payments.states import MismatchKind, RefundState
from tests.factories.accounts import ResidentFactory
from tests.factories.gateways import PAID_AT
from tests.factories.payments import PaidSessionFactory, staff_actor
from tests.integration.payments.refunds import NOW, ask

pytestmark = pytest.mark.django_db


def given_back(gateway, payment, *refunds):
    """What their books say of this payment from now on."""
    key = payment.session.gateway_reference
    gateway.books[key] = replace(gateway.books[key], refunds=refunds)


def test_a_refund_that_never_reached_the_gateway_is_asked_for_again_with_the_same_key(
    payment, gateway
):
    """F21."""
    gateway.down = GatewayUnavailable("no line")
    refund = approve_refund(ask(payment), actor=staff_actor(), now=NOW)
    gateway.down = None

    assert sweep(now=NOW + timedelta(minutes=6)) == 1

    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCESS
    assert list(gateway.refunds) == [refund.pk]


def test_a_refund_whose_answer_was_lost_is_found_and_not_asked_for_again(payment, gateway):
    """F07, F21: their keys last a day, and our outage may last longer."""
    gateway.after = GatewayUnavailable("killed after it was made")
    refund = approve_refund(ask(payment), actor=staff_actor(), now=NOW)
    assert refund.state == RefundState.SUBMITTED
    gateway.calls.clear()

    assert sweep(now=NOW + timedelta(days=2)) == 1

    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCESS
    assert "refund" not in gateway.calls


def test_a_refund_that_is_on_its_way_for_days_is_followed_and_never_made_again(payment, gateway):
    """F20: a second one for the same key would be money given back twice."""
    refund = approve_refund(ask(payment), actor=staff_actor(), now=NOW)
    made = replace(gateway.refunds[refund.pk], state=RefundState.SUBMITTED)
    Refund.objects.update(state=RefundState.SUBMITTED)
    given_back(gateway, payment, made)
    gateway.calls.clear()

    assert sweep(now=NOW + timedelta(days=2)) == 0
    given_back(gateway, payment, replace(made, state=RefundState.SUCCESS))
    assert sweep(now=NOW + timedelta(days=3)) == 1

    assert "refund" not in gateway.calls
    assert Refund.objects.get().state == RefundState.SUCCESS


def test_a_refund_that_the_bank_sends_back_is_on_a_persons_list(payment, gateway):
    """The card was closed: we have the money again, and the resident was told otherwise."""
    refund = approve_refund(ask(payment, 500), actor=staff_actor(), now=NOW)
    given_back(gateway, payment, replace(gateway.refunds[refund.pk], state=RefundState.ERROR))

    settle(payment.session, now=NOW)

    assert Refund.objects.get().state == RefundState.ERROR
    assert Mismatch.objects.filter(kind=MismatchKind.REFUND_FAILED).count() == 1
    assert refundable_pence(payment) == 9215


@pytest.mark.parametrize("state", ["requested", "declined", "success", "error"])
def test_the_sweep_sends_off_only_what_was_approved(payment, gateway, state):
    """F20."""
    Refund.objects.create(payment=payment, amount_pence=1, reason="Twice", state=state)

    assert sweep(now=NOW + timedelta(days=1)) == 0

    assert gateway.calls == []


def test_a_gateway_that_refuses_ends_it_and_gives_the_amount_free(payment, gateway):
    gateway.down = GatewayRefused("charge_already_refunded")

    refund = approve_refund(ask(payment, 9215), actor=staff_actor(), now=NOW)

    assert refund.state == RefundState.ERROR
    assert refundable_pence(payment) == 9215
    assert AuditEntry.objects.filter(event="payments.refund.failed").exists()


def test_a_refund_made_at_the_card_company_is_written_down_and_noticed(payment, gateway):
    given_back(gateway, payment, SeenRefund("re_hand", 500, RefundState.SUCCESS, PAID_AT))

    settle(payment.session, now=NOW)
    settle(payment.session, now=NOW)

    refund = Refund.objects.get()
    assert (refund.state, refund.amount_pence, refund.requested_by) == ("success", 500, None)
    assert (refund.reason, refund.refunded_at) == ("Made at the card company", PAID_AT)
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
    gateway.down = GatewayUnavailable("unclear")
    approve_refund(ask(payment), actor=staff_actor(), now=NOW)
    gateway.calls.clear()

    for seconds, calls in ((299, 0), (300, 1), (599, 1), (600, 2)):
        assert sweep(now=NOW + timedelta(seconds=seconds)) == 0
        assert len(gateway.calls) == calls


def test_refunds_that_are_due_at_the_same_moment_are_each_asked_for(payment, gateway):
    for pence in (1, 2):
        Refund.objects.create(
            payment=payment, amount_pence=pence, state="submitted", next_check_at=NOW
        )

    assert sweep(now=NOW) == 2

    assert sorted(one.amount_pence for one in gateway.refunds.values()) == [1, 2]


def test_one_turn_of_the_worker_asks_for_twenty_refunds_and_the_next_for_the_rest(payment, gateway):
    for _ in range(22):
        Refund.objects.create(payment=payment, amount_pence=1, state="submitted", next_check_at=NOW)

    assert [sweep(now=NOW) for _ in range(3)] == [20, 2, 0]


def test_a_refund_that_another_worker_has_just_claimed_is_left_to_it(payment, gateway, monkeypatch):
    for pence in (1, 2):
        Refund.objects.create(
            payment=payment, amount_pence=pence, state="submitted", next_check_at=NOW
        )
    now = NOW + timedelta(minutes=6)
    fetching = gateway.fetch_session

    def meanwhile_claimed(reference):
        Refund.objects.filter(amount_pence=2).update(next_check_at=now)
        return fetching(reference)

    monkeypatch.setattr(gateway, "fetch_session", meanwhile_claimed)

    sweep(now=now)

    assert [one.amount_pence for one in gateway.refunds.values()] == [1]


def test_of_two_refunds_of_one_payment_each_is_told_of_its_own_end(payment, gateway):
    first, other = (
        Refund.objects.create(payment=payment, amount_pence=pence, state="submitted")
        for pence in (100, 200)
    )
    given_back(
        gateway,
        payment,
        SeenRefund("re_2", 200, RefundState.SUCCESS, PAID_AT, other.pk),
        SeenRefund("re_1", 100, RefundState.ERROR, PAID_AT, first.pk),
    )

    settle(payment.session, now=NOW)
    settle(payment.session, now=NOW)

    ends = Refund.objects.order_by("amount_pence").values_list("state", "gateway_reference")
    assert list(ends) == [("error", "re_1"), ("success", "re_2")]


def test_a_refund_of_another_payment_is_not_ended_by_an_answer_about_this_one(payment, gateway):
    other = Refund.objects.create(
        payment=PaidSessionFactory(charge_reference="other").payment,
        amount_pence=100,
        state=RefundState.SUBMITTED,
    )
    given_back(gateway, payment, SeenRefund("re_1", 100, RefundState.SUCCESS, PAID_AT, other.pk))

    settle(payment.session, now=NOW)

    other.refresh_from_db()
    assert other.state == RefundState.SUBMITTED
    assert payment.refunds.get().reason == "Made at the card company"


@pytest.mark.parametrize("state", [RefundState.REQUESTED, RefundState.DECLINED])
def test_what_nobody_approved_is_not_made_by_what_their_books_say(payment, gateway, state):
    """F14."""
    refund = Refund.objects.create(payment=payment, amount_pence=100, state=state)
    given_back(gateway, payment, SeenRefund("re_1", 100, RefundState.SUCCESS, PAID_AT, refund.pk))

    settle(payment.session, now=NOW)

    assert Refund.objects.get().state == state
    assert not OutboundNotification.objects.exists()


def test_money_goes_back_to_somebody_who_has_been_erased_without_a_message(payment, amina):
    ResidentFactory()
    refund = ask(payment)
    amina.delete()

    assert approve_refund(refund, actor=staff_actor(), now=NOW).state == RefundState.SUCCESS
    assert not OutboundNotification.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_refund_and_a_settlement_of_one_payment_never_hold_each_other_up(
    amina, gateway, half_way_through_settling
):
    """Whoever wants both locks takes the attempt's first: else the database would end one."""
    paid = PaidSessionFactory(resident_id=amina.pk)
    refund = ask(paid.payment, 500)
    given_back(
        gateway,
        paid.payment,
        SeenRefund(f"re_{refund.pk}", 500, RefundState.SUCCESS, PAID_AT, refund.pk),
    )

    with half_way_through_settling(paid, at="_keep_where_it_is"):
        approve_refund(refund, actor=staff_actor(), now=NOW)

    assert Refund.objects.get().state == RefundState.SUCCESS
