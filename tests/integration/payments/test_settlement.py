"""The gateway's answer becomes our state, once, whoever asks and however often."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications import outbox
from accounts.notifications.models import OutboundNotification, Route
from payments import settlement
from payments.models import Mismatch, Payment, PaymentSession, Posting
from payments.settlement import settle, settle_with
from payments.states import MismatchKind, MoveNotAllowed, SessionState, Why
from payments.verdicts import Verdict
from services.models import Journey
from tests.factories.accounts import ResidentFactory, ResidentWithoutEmailFactory
from tests.factories.assisted import mark
from tests.factories.gateways import PAID_AT
from tests.factories.payments import StartedSessionFactory
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_money_received_is_a_payment_a_receipt_a_posting_and_an_audit_line(session, gateway):
    gateway.pay(session)

    settled = settle(session, now=NOW)

    payment = Payment.objects.get()
    assert settled.state == SessionState.SUCCESS
    assert (payment.amount_pence, payment.reference, payment.paid_at) == (
        9215,
        session.reference,
        PAID_AT,
    )
    assert (payment.card_brand, payment.card_last_four, payment.fund) == ("visa", "4242", "HRA")
    assert Posting.objects.get().payment == payment
    assert OutboundNotification.objects.get().template == "payment-receipt"
    entry = AuditEntry.objects.get(event="payments.payment.received")
    assert (entry.subject, entry.resident_id) == (session.reference, session.resident_id)
    assert entry.facts == {"service": "housing", "amount_pence": 9215}
    assert Journey.objects.get().outcome == "completed"


def test_settling_again_changes_nothing(session, gateway):
    gateway.pay(session)

    for _ in range(3):
        settle(session, now=NOW)

    assert Payment.objects.count() == Posting.objects.count() == 1
    assert OutboundNotification.objects.count() == 1
    assert AuditEntry.objects.filter(event="payments.payment.received").count() == 1


def test_all_of_it_or_none_of_it_is_written(session, gateway, monkeypatch):
    gateway.pay(session)
    monkeypatch.setattr("payments.settlement.record", _unwritable)

    with pytest.raises(OSError, match="full"):
        settle(session, now=NOW)

    session.refresh_from_db()
    assert session.state == SessionState.STARTED
    assert not Payment.objects.exists()
    assert not OutboundNotification.objects.exists()


def _unwritable(*args, **kwargs):
    raise OSError("the disk is full")


def test_a_resident_without_e_mail_gets_a_letter(gateway):
    desmond = ResidentWithoutEmailFactory()
    session = StartedSessionFactory(resident_id=desmond.pk)
    gateway.pay(session)

    settle(session, now=NOW)

    letter = OutboundNotification.objects.get()
    assert letter.route == Route.LETTER
    assert session.reference in letter.body


def test_the_receipt_says_what_was_paid_and_whom_to_call(session, gateway):
    gateway.pay(session)

    settle(session, now=NOW)

    receipt = OutboundNotification.objects.get()
    assert receipt.subject == f"Your receipt for £92.15: {session.reference}"
    for words in ("Amount: £92.15", "Rent for 12 Canal Street", "4 May 2026", "01632 960 100"):
        assert words in receipt.body


def test_money_from_somebody_who_has_been_erased_is_still_received(session, gateway, amina):
    ResidentFactory()
    gateway.pay(session)
    amina.delete()

    settle(session, now=NOW)

    assert Payment.objects.count() == 1
    assert not OutboundNotification.objects.exists()


def test_money_for_somebody_who_has_died_has_its_receipt_in_the_books_and_none_is_sent(
    session, gateway, amina, as_amina
):
    mark(amina)
    gateway.pay(session)

    settle(session, now=NOW)
    outbox.deliver_due(now=timezone.now())

    reference = Payment.objects.get().reference
    assert OutboundNotification.objects.get(template="payment-receipt").is_withheld
    for name in ("receipt", "receipt-pdf"):
        assert as_amina.get(reverse(f"payments:{name}", args=[reference])).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"amount_pence": 9214}, MismatchKind.AMOUNT),
        ({"amount_received_pence": 1}, MismatchKind.AMOUNT),
        ({"currency": "usd"}, MismatchKind.CURRENCY),
        ({"is_live": True}, MismatchKind.LIVE),
    ],
)
def test_what_does_not_match_is_not_paid_and_a_person_is_told(session, gateway, wrong, kind):
    """F12."""
    gateway.pay(session, **wrong)

    settled = settle(session, now=NOW)
    settle(session, now=NOW)

    assert (settled.state, settled.why) == (SessionState.ERROR, Why.DOES_NOT_MATCH)
    assert not Payment.objects.exists()
    assert Mismatch.objects.get().kind == kind
    assert AuditEntry.objects.filter(event="payments.mismatch.found").count() == 1


def test_an_answer_about_another_attempt_changes_nothing(session, gateway):
    other = StartedSessionFactory(charge_reference="other")
    gateway.pay(other)
    key = session.gateway_reference
    gateway.books[key] = gateway.books[other.gateway_reference]

    settled = settle(session, now=NOW)

    assert settled.state == SessionState.STARTED
    assert settled.gateway_reference == key
    assert not Payment.objects.exists()
    assert Mismatch.objects.get().kind == MismatchKind.SESSION


def test_a_page_that_ran_out_has_failed(session, gateway):
    gateway.run_out(session)

    settled = settle(session, now=NOW)

    assert (settled.state, settled.why, settled.page_url) == ("failed", "expired", "")
    assert PaymentSession.objects.get().ended_at == NOW
    entry = AuditEntry.objects.get(event="payments.session.ended")
    assert entry.facts == {"state": "failed", "why": "expired"}


@pytest.mark.parametrize("state", [SessionState.FAILED, SessionState.CANCELLED])
def test_money_that_comes_late_is_received_and_a_person_is_told(session, gateway, state):
    PaymentSession.objects.filter(pk=session.pk).update(state=state)
    gateway.pay(session)

    assert settle(session, now=NOW).state == SessionState.SUCCESS

    assert Payment.objects.count() == 1
    assert Mismatch.objects.get().kind == MismatchKind.LATE


def test_what_was_paid_stays_paid_whatever_the_gateway_says_later(session, gateway):
    """F14."""
    gateway.pay(session)
    settle(session, now=NOW)
    gateway.run_out(session)

    assert settle(session, now=NOW).state == SessionState.SUCCESS


def test_an_open_answer_that_comes_late_does_not_open_a_closed_attempt(session, gateway):
    """F14."""
    stale = gateway.books[session.gateway_reference]
    gateway.run_out(session)
    settle(session, now=NOW)

    closed = settle_with(session, stale, now=NOW)

    assert (closed.state, closed.page_url) == (SessionState.FAILED, "")


def test_a_verdict_that_the_table_does_not_know_changes_nothing(paid, monkeypatch):
    """F14: whatever judged so, money received stays received."""
    monkeypatch.setattr(settlement, "judge", lambda *a, **k: Verdict(SessionState.FAILED))

    with pytest.raises(MoveNotAllowed):
        settle(paid, now=NOW)

    paid.refresh_from_db()
    assert paid.state == SessionState.SUCCESS


def test_a_session_the_gateway_has_never_heard_of_is_an_alarm(session, gateway):
    gateway.books.clear()

    settled = settle(session, now=NOW)

    assert (settled.state, settled.why) == (SessionState.ERROR, Why.NOT_THERE)
    assert Mismatch.objects.get().kind == MismatchKind.SESSION


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_settlements_at_the_same_moment_are_one_payment(gateway, amina):
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)

    answers = together(20, lambda: settle(session, now=NOW).state)

    assert answers == [SessionState.SUCCESS] * 20
    assert Payment.objects.count() == 1
    assert OutboundNotification.objects.count() == 1
