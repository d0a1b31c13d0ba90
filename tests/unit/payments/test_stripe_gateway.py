"""What we say to Stripe and what we make of its answers, without a network or a clock."""

import pytest

from payments.gateway import Card, GatewayUnavailable, SeenStatus, UnknownAtGateway
from payments.stripe_gateway import WrongAnswer
from tests.unit.payments.stripe_line import (
    ATTEMPT,
    NOW,
    SESSION,
    WANTED,
    Line,
    asked,
    gateway_on,
    page,
    paid_session,
    refusal,
)


def test_the_page_is_opened_for_exactly_what_was_frozen():
    """F03, F33: amount, currency and address are ours; the attempt's id is the key."""
    line = Line(SESSION)

    gateway_on(line).open_session(WANTED)

    method, path, said, headers = asked(line)
    assert (method, path) == ("POST", "/v1/checkout/sessions")
    assert headers["Idempotency-Key"] == f"session-{ATTEMPT}"
    price = "line_items[0][price_data]"
    assert (said[f"{price}[unit_amount]"], said[f"{price}[currency]"]) == ("9215", "gbp")
    assert said["line_items[0][quantity]"] == "1"
    assert said["success_url"] == said["cancel_url"] == WANTED.return_url
    assert said["expires_at"] == str(int(WANTED.expires_at.timestamp()))
    assert said["mode"] == "payment"
    assert said["client_reference_id"] == said["metadata[reference]"] == "TB-7KQ4-M2WD"
    assert said["payment_intent_data[metadata][session_id]"] == str(ATTEMPT)


def test_an_open_session_is_read_as_it_stands():
    seen = gateway_on(Line(SESSION)).open_session(WANTED)

    assert (seen.gateway_reference, seen.status) == ("cs_1", SeenStatus.OPEN)
    assert (seen.session_id, seen.reference) == (str(ATTEMPT), "TB-7KQ4-M2WD")
    assert (seen.amount_pence, seen.amount_received_pence) == (9215, 0)
    assert seen.page_url == "https://cards.example/pay/cs_1"
    assert (seen.payment_reference, seen.paid_at, seen.card) == ("", None, Card())


def test_a_paid_session_brings_the_money_the_moment_and_four_digits():
    line = Line(paid_session(), page())

    seen = gateway_on(line).fetch_session("cs_1")

    assert (seen.status, seen.amount_received_pence) == (SeenStatus.PAID, 9215)
    assert (seen.payment_reference, seen.paid_at) == ("pi_1", NOW)
    assert seen.card == Card("visa", "4242")
    assert seen.refunds == ()
    assert asked(line, 0)[2] == {"expand[0]": "payment_intent.latest_charge"}


@pytest.mark.parametrize(
    ("status", "payment_status", "meaning"),
    [
        ("open", "unpaid", SeenStatus.OPEN),
        ("complete", "paid", SeenStatus.PAID),
        ("complete", "unpaid", SeenStatus.OPEN),
        ("complete", "no_payment_required", SeenStatus.OPEN),
        ("open", "paid", SeenStatus.OPEN),
        ("expired", "unpaid", SeenStatus.EXPIRED),
        ("expired", "paid", SeenStatus.EXPIRED),
        (None, None, SeenStatus.OPEN),
        ("tomorrows", "paid", SeenStatus.OPEN),
    ],
)
def test_only_complete_and_paid_is_paid(status, payment_status, meaning):
    """F12: a session that is complete and not paid is no payment."""
    answer = {**SESSION, "status": status, "payment_status": payment_status}

    assert gateway_on(Line(answer)).fetch_session("cs_1").status is meaning


@pytest.mark.parametrize(
    "lacks",
    ["metadata", "client_reference_id", "amount_total", "currency", "url", "payment_intent"],
)
def test_what_stripe_leaves_empty_is_empty_here(lacks):
    seen = gateway_on(Line({**SESSION, lacks: None})).fetch_session("cs_1")

    words = {
        "metadata": seen.session_id,
        "client_reference_id": seen.reference,
        "amount_total": seen.amount_pence,
        "currency": seen.currency,
        "url": seen.page_url,
        "payment_intent": seen.payment_reference,
    }
    assert words[lacks] in ("", 0)


@pytest.mark.parametrize("details", [None, {"type": "link", "card": None}])
def test_a_payment_without_a_card_has_none(details):
    answer = paid_session(payment_method_details=details)

    assert gateway_on(Line(answer, page())).fetch_session("cs_1").card == Card()


def test_an_answer_about_another_session_is_not_believed():
    """G12: what we asked for must be what we are told about."""
    with pytest.raises(GatewayUnavailable, match="WrongAnswer"):
        gateway_on(Line({**paid_session(), "id": "cs_2"})).fetch_session("cs_1")
    assert issubclass(WrongAnswer, GatewayUnavailable)


def test_a_lost_session_is_looked_for_in_the_minutes_around_its_beginning():
    """F07: opened, and the answer lost for good: it is found by our reference."""
    others = {**SESSION, "id": "cs_0", "client_reference_id": "TB-OTHR-ONES"}
    line = Line(page(others, SESSION), SESSION)

    seen = gateway_on(line).find_session("TB-7KQ4-M2WD", created_at=NOW)

    assert seen.gateway_reference == "cs_1"
    moment = int(NOW.timestamp())
    assert asked(line, 0)[2] == {
        "created[gte]": str(moment - 600),
        "created[lte]": str(moment + 600),
        "limit": "100",
    }
    assert asked(line, 1)[1] == "/v1/checkout/sessions/cs_1"


def test_a_session_that_was_never_opened_is_not_found():
    line = Line(page({**SESSION, "client_reference_id": None}))

    assert gateway_on(line).find_session("TB-7KQ4-M2WD", created_at=NOW) is None
    assert len(line.heard) == 1


def test_closing_a_page_answers_with_how_the_session_stands():
    line = Line({**SESSION, "status": "expired"})

    assert gateway_on(line).expire_session("cs_1").status is SeenStatus.EXPIRED
    assert [one[1].path for one in line.heard] == [
        "/v1/checkout/sessions/cs_1/expire",
        "/v1/checkout/sessions/cs_1",
    ]


def test_closing_a_page_that_was_paid_a_moment_ago_finds_it_paid():
    """F19: the old tab was paid before it could be closed."""
    line = Line(refusal(400), paid_session(), page())

    assert gateway_on(line).expire_session("cs_1").status is SeenStatus.PAID


def test_closing_a_page_nobody_knows_is_said():
    line = Line(refusal(404, "resource_missing"))

    with pytest.raises(UnknownAtGateway):
        gateway_on(line).expire_session("cs_1")
    assert len(line.heard) == 1
