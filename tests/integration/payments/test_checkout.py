"""One charge, one open attempt, one card page: whoever presses, however often."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.audit.models import AuditEntry
from payments import checkout
from payments.amounts import AmountNotAllowed
from payments.charges import AlreadyPaid, fetch_payable
from payments.checkout import ChargeChanged, close
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import Payment, PaymentSession
from payments.states import SessionState, Why
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.payments import CreatedSessionFactory, StartedSessionFactory, a_payable
from tests.integration.payments.conftest import pay
from tests.together import together

pytestmark = pytest.mark.django_db


def test_the_charge_is_frozen_and_the_card_page_opened(amina, gateway):
    session = pay(amina)

    assert session.state == SessionState.STARTED
    assert (session.amount_pence, session.fund, session.account_reference) == (
        9215,
        "HRA",
        "tenure-1",
    )
    assert gateway.books[session.gateway_reference].amount_pence == 9215
    assert session.page_url
    assert AuditEntry.objects.get(event="payments.session.started").subject == session.reference


def test_the_attempt_is_written_down_before_the_gateway_hears_of_it(amina, gateway):
    gateway.down = GatewayUnavailable("no answer")

    with pytest.raises(GatewayUnavailable):
        pay(amina)

    assert PaymentSession.objects.get().state == SessionState.CREATED


def test_no_transaction_is_open_while_the_gateway_is_asked(
    amina, gateway, monkeypatch, django_capture_on_commit_callbacks
):
    depth_before = len(connection.savepoint_ids)
    depths = []
    opening = gateway.open_session
    monkeypatch.setattr(
        gateway,
        "open_session",
        lambda wanted: depths.append(len(connection.savepoint_ids)) or opening(wanted),
    )

    pay(amina)

    assert depths == [depth_before]


def test_a_second_press_gets_the_same_page(amina, gateway):
    """F01."""
    first, second = pay(amina), pay(amina)

    assert first.pk == second.pk
    assert first.page_url == second.page_url
    assert len(gateway.books) == 1


def test_pressing_again_after_a_timeout_uses_the_same_key(amina, gateway):
    """F06."""
    StartedSessionFactory(charge_reference="other")
    gateway.books.clear()
    gateway.after = GatewayUnavailable("timed out after it was made")
    with pytest.raises(GatewayUnavailable):
        pay(amina)
    gateway.after = None

    session = pay(amina)

    assert PaymentSession.objects.count() == 2
    assert list(gateway.books) == [f"cs_{session.pk}"]


def test_a_page_about_to_run_out_is_replaced(amina, gateway):
    now = timezone.now()
    old = StartedSessionFactory(resident_id=amina.pk, created_at=now - timedelta(minutes=56))

    new = pay(amina, now=now)

    old.refresh_from_db()
    assert (old.state, old.why) == (SessionState.CANCELLED, Why.REPLACED)
    assert new.pk != old.pk


def test_another_amount_closes_the_first_page_before_the_second_opens(amina, gateway):
    whole = pay(amina)

    part = pay(amina, amount_pence=1000)

    whole.refresh_from_db()
    assert (whole.state, whole.why) == (SessionState.CANCELLED, Why.REPLACED)
    assert part.amount_pence == 1000
    assert gateway.calls.index("expire") < len(gateway.calls) - 1


def test_somebody_elses_attempt_is_closed_and_never_shown(amina, gateway):
    theirs = StartedSessionFactory()

    mine = pay(amina)

    theirs.refresh_from_db()
    assert theirs.state == SessionState.CANCELLED
    assert mine.resident_id == amina.pk
    assert mine.page_url != theirs.page_url


def test_an_earlier_attempt_that_was_paid_meanwhile_counts(amina, gateway):
    first = pay(amina)
    gateway.pay(first)

    with pytest.raises(ChargeChanged if first.amount_pence < 9215 else AlreadyPaid):
        pay(amina)

    assert Payment.objects.count() == 1
    assert len(gateway.books) == 1


def test_an_attempt_nobody_heard_the_end_of_is_closed_before_another_opens(amina, gateway):
    lost = CreatedSessionFactory(amount_pence=500)

    pay(amina)

    lost.refresh_from_db()
    assert (lost.state, lost.why) == (SessionState.CANCELLED, Why.REPLACED)


def test_a_clear_no_ends_the_attempt(amina, gateway):
    gateway.down = GatewayRefused("amount_too_large")

    with pytest.raises(GatewayRefused):
        pay(amina)

    session = PaymentSession.objects.get()
    assert (session.state, session.why) == (SessionState.ERROR, Why.NEVER_OPENED)


@pytest.mark.parametrize(
    ("amount_pence", "owed_pence", "part_from_pence"),
    [(0, 9215, 100), (-1, 9215, 100), (99, 9215, 100), (9216, 9215, 100), (500, 9215, None)],
)
def test_an_amount_that_may_not_be_paid_never_reaches_the_gateway(
    amina, gateway, amount_pence, owed_pence, part_from_pence
):
    payable = a_payable(owed_pence, part_from_pence=part_from_pence)

    with pytest.raises(AmountNotAllowed):
        pay(amina, payable=payable, amount_pence=amount_pence)

    assert gateway.calls == []
    assert not PaymentSession.objects.exists()


def test_cancelling_closes_the_page_at_the_gateway(amina, gateway):
    session = pay(amina)

    closed = close(session, because=Why.BY_RESIDENT, now=timezone.now())

    assert (closed.state, closed.why) == (SessionState.CANCELLED, Why.BY_RESIDENT)
    assert gateway.books[session.gateway_reference].status == "expired"


def test_cancelling_what_was_paid_a_moment_ago_is_too_late(amina, gateway):
    session = pay(amina)
    gateway.pay(session)

    assert close(session, because=Why.BY_RESIDENT, now=timezone.now()).state == "success"


def test_an_attempt_cancelled_while_its_page_was_opening_leaves_no_open_page(
    amina, gateway, monkeypatch
):
    session = CreatedSessionFactory(resident_id=amina.pk)
    opening = gateway.open_session

    def meanwhile_cancelled(wanted):
        seen = opening(wanted)
        PaymentSession.objects.filter(pk=session.pk).update(
            state=SessionState.CANCELLED, why=Why.REPLACED
        )
        return seen

    monkeypatch.setattr(gateway, "open_session", meanwhile_cancelled)

    checkout._open(session, now=timezone.now())

    assert gateway.books[f"cs_{session.pk}"].status == "expired"


def test_the_card_page_sends_the_browser_to_our_own_address_only(amina, gateway, monkeypatch):
    """F33."""
    asked = []
    opening = gateway.open_session
    monkeypatch.setattr(gateway, "open_session", lambda w: asked.append(w) or opening(w))

    session = pay(amina, return_url="https://evil.example/")

    assert asked[0].return_url == f"http://127.0.0.1:8000/payments/{session.pk}/return/"


def test_the_service_is_asked_for_exactly_this_account(amina, ledger):
    payable = fetch_payable(
        actor=actor_of(amina), service="housing", charge_reference="rent", now=timezone.now()
    )

    assert (payable.owed_pence, payable.fund) == (9215, "HRA")


def test_the_database_allows_one_open_attempt_for_a_charge(amina):
    CreatedSessionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        StartedSessionFactory()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_the_same_moment_are_one_attempt(gateway):
    """F01."""
    amina = ResidentFactory()

    pages = together(20, lambda: pay(amina).page_url)

    assert pages == [pages[0]] * 20
    assert PaymentSession.objects.count() == 1
    assert len(gateway.books) == 1
