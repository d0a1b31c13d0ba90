"""Our gateway against the running card company, well and unwell."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from payments.checkout import new_payment_reference
from payments.gateway import (
    EntryKind,
    GatewayRefused,
    GatewayUnavailable,
    SeenStatus,
    UnknownAtGateway,
    WantedSession,
)
from payments.states import RefundState
from payments.stripe_gateway import StripeGateway

pytestmark = pytest.mark.sandbox


def wanted(**changes):
    session = {
        "session_id": uuid4(),
        "reference": new_payment_reference(),
        "description": "Rent for 12 Canal Street",
        "amount_pence": 9215,
        "return_url": "http://127.0.0.1:8000/payments/1/return/",
        "expires_at": timezone.now() + timedelta(minutes=60),
    }
    return WantedSession(**{**session, **changes})


def test_an_opened_session_is_as_we_asked(gateway):
    asked = wanted()

    seen = gateway.open_session(asked)

    assert seen.status is SeenStatus.OPEN
    assert (seen.session_id, seen.reference) == (str(asked.session_id), asked.reference)
    assert (seen.amount_pence, seen.currency, seen.is_live) == (9215, "gbp", False)
    assert seen.page_url


def test_opening_twice_is_one_session(gateway):
    asked = wanted()

    assert gateway.open_session(asked).gateway_reference == (
        gateway.open_session(asked).gateway_reference
    )


def test_a_paid_session_says_all_a_receipt_needs(gateway, type_card):
    opened = gateway.open_session(wanted())
    type_card(opened.page_url)

    seen = gateway.fetch_session(opened.gateway_reference)

    assert seen.status is SeenStatus.PAID
    assert seen.amount_received_pence == 9215
    assert (seen.card.brand, seen.card.last_four) == ("visa", "4242")
    assert abs(seen.paid_at - timezone.now()) < timedelta(minutes=1)
    assert seen.payment_reference.startswith("pi_")


def test_a_refused_card_is_still_an_open_session(gateway, type_card):
    opened = gateway.open_session(wanted())
    type_card(opened.page_url, "4000000000000002")

    seen = gateway.fetch_session(opened.gateway_reference)

    assert (seen.status, seen.amount_received_pence) == (SeenStatus.OPEN, 0)


def test_an_expired_session_is_expired_and_stays_so(gateway):
    opened = gateway.open_session(wanted())

    assert gateway.expire_session(opened.gateway_reference).status is SeenStatus.EXPIRED
    assert gateway.expire_session(opened.gateway_reference).status is SeenStatus.EXPIRED


def test_expiring_what_was_paid_says_that_it_was_paid(gateway, type_card):
    opened = gateway.open_session(wanted())
    type_card(opened.page_url)

    assert gateway.expire_session(opened.gateway_reference).status is SeenStatus.PAID


def test_a_session_is_found_by_our_reference(gateway):
    now = timezone.now()
    gateway.open_session(wanted())
    asked = wanted()
    opened = gateway.open_session(asked)

    found = gateway.find_session(asked.reference, created_at=now)

    assert found.gateway_reference == opened.gateway_reference
    assert gateway.find_session("TB-NONE-NONE", created_at=now) is None
    assert gateway.find_session(asked.reference, created_at=now - timedelta(hours=1)) is None


def test_a_refund_is_made_once_and_shows_on_the_session(gateway, type_card):
    opened = gateway.open_session(wanted())
    type_card(opened.page_url)
    paid = gateway.fetch_session(opened.gateway_reference)
    key = uuid4()

    made = [
        gateway.refund(paid.payment_reference, refund_id=key, amount_pence=215) for _ in range(2)
    ]

    seen = gateway.fetch_session(opened.gateway_reference)
    assert made[0].gateway_reference == made[1].gateway_reference
    assert [(refund.refund_id, refund.amount_pence) for refund in seen.refunds] == [(key, 215)]
    assert made[0].state == RefundState.SUCCESS


def test_the_books_of_a_day_hold_each_payment_and_each_refund(gateway, type_card, fresh):
    """F25: read from Stripe's balance transactions, with what they are about."""
    begun = timezone.now().replace(microsecond=0)
    asked = wanted()
    opened = gateway.open_session(asked)
    type_card(opened.page_url)
    paid = gateway.fetch_session(opened.gateway_reference)
    back = gateway.refund(paid.payment_reference, refund_id=uuid4(), amount_pence=215)
    until = timezone.now() + timedelta(seconds=1)

    entries = {entry.kind: entry for entry in gateway.list_entries(since=begun, until=until)}

    payment, refund = entries[EntryKind.PAYMENT], entries[EntryKind.REFUND]
    assert len(entries) == 2
    assert (payment.gateway_reference, payment.amount_pence) == (paid.payment_reference, 9215)
    assert (payment.reference, payment.currency) == (asked.reference, "gbp")
    assert (refund.gateway_reference, refund.amount_pence) == (back.gateway_reference, -215)
    assert refund.payment_reference == paid.payment_reference
    assert payment.at == paid.paid_at
    assert gateway.list_entries(since=begun - timedelta(days=1), until=begun) == ()


def test_a_clear_no_is_a_refusal(gateway):
    with pytest.raises(GatewayRefused):
        gateway.open_session(wanted(amount_pence=1))


def test_a_session_that_is_not_there_is_said_to_be_unknown(gateway):
    with pytest.raises(UnknownAtGateway):
        gateway.fetch_session("cs_test_nothing")


def test_another_parameter_for_the_same_key_is_an_alarm_and_no_new_session(gateway, caplog):
    """F08."""
    asked = wanted()
    gateway.open_session(asked)

    with pytest.raises(GatewayUnavailable):
        gateway.open_session(wanted(session_id=asked.session_id, amount_pence=1000))

    assert "payments.gateway.key_conflict" in caplog.text


@pytest.mark.parametrize(
    ("fault", "seconds"), [("error", 0), ("malformed", 0), ("slow", 4), ("huge", 0)]
)
def test_a_card_company_that_is_unwell_is_unavailable(gateway, sandbox, fault, seconds):
    """F09."""
    opened = gateway.open_session(wanted())
    sandbox.fault("v1", fault, seconds=seconds)

    with pytest.raises(GatewayUnavailable):
        gateway.fetch_session(opened.gateway_reference)
    with pytest.raises(GatewayUnavailable):
        gateway.open_session(wanted())


def test_what_timed_out_after_it_was_made_is_the_same_session_the_next_time(gateway, sandbox):
    """F06."""
    asked = wanted()
    sandbox.fault("v1", "slow", seconds=3)
    with pytest.raises(GatewayUnavailable):
        gateway.open_session(asked)
    sandbox.well("v1")

    seen = gateway.open_session(asked)

    found = gateway.find_session(asked.reference, created_at=timezone.now())
    assert found.gateway_reference == seen.gateway_reference


def test_an_error_after_the_work_is_repeated_all_day_and_the_session_found_by_looking(
    gateway, sandbox
):
    """F07."""
    asked = wanted()
    sandbox.fault("v1", "late_error")
    with pytest.raises(GatewayUnavailable):
        gateway.open_session(asked)
    sandbox.well("v1")

    with pytest.raises(GatewayUnavailable):
        gateway.open_session(asked)

    found = gateway.find_session(asked.reference, created_at=timezone.now())
    assert found.session_id == str(asked.session_id)


def test_another_sessions_answer_is_not_believed(gateway, sandbox, type_card):
    theirs, ours = gateway.open_session(wanted()), gateway.open_session(wanted())
    type_card(theirs.page_url)
    sandbox.fault("v1", "another_person")

    with pytest.raises(GatewayUnavailable):
        gateway.fetch_session(ours.gateway_reference)


def test_nobody_there_is_unavailable(settings):
    settings.STRIPE_API_URL = "http://127.0.0.1:9"
    settings.STRIPE_RETRIES = 0

    with pytest.raises(GatewayUnavailable):
        StripeGateway.from_settings().open_session(wanted())


def test_after_five_failures_it_is_left_alone(gateway, sandbox):
    sandbox.fault("v1", "error")
    for _ in range(5):
        with pytest.raises(GatewayUnavailable):
            gateway.fetch_session("cs_test_nothing")
    sandbox.well("v1")

    with pytest.raises(GatewayUnavailable, match="left alone"):
        gateway.open_session(wanted())
