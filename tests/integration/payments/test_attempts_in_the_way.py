"""What else is open, closed or under way when somebody presses pay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from payments import checkout
from payments.checkout import PaymentInProgress, close
from payments.gateway import GatewayRefused, GatewayUnavailable, SeenStatus
from payments.models import PaymentSession
from payments.states import SessionState, Why
from tests.factories.payments import CreatedSessionFactory
from tests.integration.payments.conftest import pay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "what",
    [
        {"service": "parking"},
        {"account_reference": "tenure-2"},
        {"charge_reference": "garage"},
        {"state": SessionState.FAILED},
    ],
)
def test_only_the_open_attempt_for_this_very_charge_is_found_again(amina, what):
    first = pay(amina)
    CreatedSessionFactory(resident_id=amina.pk, **what)

    assert pay(amina).pk == first.pk


def test_a_reference_that_is_taken_is_drawn_again(amina, monkeypatch):
    taken = CreatedSessionFactory(charge_reference="other").reference
    drawn = iter([taken, "TB-FREE-ONES"])
    monkeypatch.setattr(checkout, "new_payment_reference", lambda: next(drawn))

    assert pay(amina).reference == "TB-FREE-ONES"


def test_after_three_pages_that_closed_at_once_nobody_is_sent_in_circles(
    amina, gateway, monkeypatch
):
    opening = gateway.open_session
    monkeypatch.setattr(
        gateway, "open_session", lambda one: replace(opening(one), status=SeenStatus.EXPIRED)
    )

    with pytest.raises(PaymentInProgress):
        pay(amina)

    assert list(PaymentSession.objects.values_list("state", flat=True)) == ["failed"] * 3


def test_a_page_that_another_request_opened_while_ours_waited_is_the_one(
    amina, gateway, monkeypatch
):
    """F06: ours timed out, and the double click did not."""
    CreatedSessionFactory(charge_reference="other")
    opening = gateway.open_session

    def the_other_click_is_faster(wanted):
        monkeypatch.undo()
        pay(amina)
        raise GatewayUnavailable("timed out")

    monkeypatch.setattr(gateway, "open_session", the_other_click_is_faster)

    session = pay(amina)

    assert session.page_url == opening(checkout._wanted(session)).page_url
    assert session.state == SessionState.STARTED


def test_closing_what_the_gateway_will_not_open_ends_it(amina, gateway):
    lost = CreatedSessionFactory(resident_id=amina.pk)
    gateway.down = GatewayRefused("amount_too_large")

    closed = close(lost, because=Why.REPLACED, now=timezone.now())

    assert (closed.state, closed.why) == (SessionState.ERROR, Why.NEVER_OPENED)
    assert gateway.calls == ["open"]


def test_a_page_that_was_paid_while_it_was_opening_is_not_closed(amina, gateway, monkeypatch):
    opening = gateway.open_session

    def paid_at_once(wanted):
        opening(wanted)
        return gateway.pay(PaymentSession.objects.get())

    monkeypatch.setattr(gateway, "open_session", paid_at_once)
    session = CreatedSessionFactory(resident_id=amina.pk)

    assert checkout._open(session, now=timezone.now()).state == SessionState.SUCCESS
    assert "expire" not in gateway.calls


def test_pressing_again_long_after_a_page_that_never_opened_opens_a_new_one(
    amina, gateway, monkeypatch
):
    """F06: the card company opens no page for less than half an hour."""
    now = timezone.now()
    lost = CreatedSessionFactory(resident_id=amina.pk, created_at=now - timedelta(minutes=40))
    opening = gateway.open_session

    def as_stripe_does(wanted):
        if wanted.expires_at - now < timedelta(minutes=30):
            raise GatewayRefused("expires_at")
        return opening(wanted)

    monkeypatch.setattr(gateway, "open_session", as_stripe_does)

    assert pay(amina, now=now).state == SessionState.STARTED
    lost.refresh_from_db()
    assert (lost.state, lost.why) == (SessionState.ERROR, Why.NEVER_OPENED)
