"""What we say to Stripe and what we make of its answers, without a network or a clock."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import stripe

from payments.gateway import (
    Card,
    EntryKind,
    GatewayRefused,
    GatewayUnavailable,
    SeenStatus,
    UnknownAtGateway,
    WantedSession,
)
from payments.states import RefundState
from payments.stripe_gateway import StripeGateway, WrongAnswer
from services.breaker import Breaker

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ATTEMPT = UUID(int=7)
WANTED = WantedSession(
    session_id=ATTEMPT,
    reference="TB-7KQ4-M2WD",
    description="Rent for 12 Canal Street",
    amount_pence=9215,
    return_url="https://my.thornbridge.example/payments/7/return/",
    expires_at=NOW + timedelta(minutes=60),
)
SESSION: dict[str, Any] = {
    "id": "cs_1",
    "object": "checkout.session",
    "status": "open",
    "payment_status": "unpaid",
    "client_reference_id": "TB-7KQ4-M2WD",
    "metadata": {"session_id": str(ATTEMPT)},
    "amount_total": 9215,
    "currency": "gbp",
    "livemode": False,
    "url": "https://cards.example/pay/cs_1",
    "payment_intent": None,
}
CHARGE = {
    "id": "ch_1",
    "object": "charge",
    "created": int(NOW.timestamp()),
    "amount_refunded": 0,
    "payment_intent": "pi_1",
    "payment_method_details": {"type": "card", "card": {"brand": "visa", "last4": "4242"}},
}
REFUND = {
    "id": "re_1",
    "object": "refund",
    "amount": 215,
    "created": int(NOW.timestamp()),
    "status": "succeeded",
    "metadata": {"refund_id": str(UUID(int=9))},
    "payment_intent": "pi_1",
}


def paid_session(**charge):
    intent = {
        "id": "pi_1",
        "object": "payment_intent",
        "amount_received": 9215,
        "latest_charge": {**CHARGE, **charge},
    }
    done = {"status": "complete", "payment_status": "paid", "url": None, "payment_intent": intent}
    return {**SESSION, **done}


def page(*things):
    return {"object": "list", "data": list(things), "has_more": False, "url": "/v1/things"}


class Line(stripe.HTTPClient):
    """The other end of the line: says what it was told to say, and remembers what it heard."""

    name = "line"

    def __init__(self, *answers):
        super().__init__()
        self.answers, self.heard = list(answers), []

    def request(self, method, url, headers, post_data=None, *, _usage=None):
        self.heard.append((method.upper(), urlsplit(url), dict(headers or {}), post_data or ""))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        return (body if isinstance(body, str) else json.dumps(body)), status, {}

    def sleep_time_seconds(self, *args, **kwargs):
        return 0

    def close(self):
        pass


def gateway_on(line):
    client = stripe.StripeClient("sk_test_1", http_client=line, max_network_retries=0)
    return StripeGateway(client)


def asked(line, number=-1):
    method, url, headers, body = line.heard[number]
    words = body if method == "POST" else url.query
    return method, url.path, {key: one[0] for key, one in parse_qs(words).items()}, headers


def refusal(status, code="", kind="invalid_request_error", **more):
    return status, {"error": {"type": kind, "code": code, "message": "no", **more}}


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
    line = Line(paid_session())

    seen = gateway_on(line).fetch_session("cs_1")

    assert (seen.status, seen.amount_received_pence) == (SeenStatus.PAID, 9215)
    assert (seen.payment_reference, seen.paid_at) == ("pi_1", NOW)
    assert seen.card == Card("visa", "4242")
    assert seen.refunds == ()
    assert asked(line)[2] == {"expand[0]": "payment_intent.latest_charge"}
    assert len(line.heard) == 1


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

    assert gateway_on(Line(answer)).fetch_session("cs_1").card == Card()


def test_an_answer_about_another_session_is_not_believed():
    """G12: what we asked for must be what we are told about."""
    with pytest.raises(GatewayUnavailable, match="WrongAnswer"):
        gateway_on(Line({**paid_session(), "id": "cs_2"})).fetch_session("cs_1")
    assert issubclass(WrongAnswer, GatewayUnavailable)


def test_refunds_are_asked_for_only_where_money_went_back():
    line = Line(paid_session(amount_refunded=215), page(REFUND))

    seen = gateway_on(line).fetch_session("cs_1")

    assert asked(line)[1:3] == ("/v1/refunds", {"payment_intent": "pi_1", "limit": "100"})
    assert [(one.gateway_reference, one.amount_pence, one.refund_id) for one in seen.refunds] == [
        ("re_1", 215, UUID(int=9))
    ]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("succeeded", RefundState.SUCCESS),
        ("failed", RefundState.ERROR),
        ("canceled", RefundState.ERROR),
        ("pending", RefundState.SUBMITTED),
        ("requires_action", RefundState.SUBMITTED),
        (None, RefundState.SUBMITTED),
    ],
)
def test_a_refund_is_made_once_and_is_what_stripe_says_it_is(status, state):
    """F20, F21: the refund's id is the key, so that asking again gives nothing back again."""
    line = Line({**REFUND, "status": status, "metadata": None})

    seen = gateway_on(line).refund("pi_1", refund_id=UUID(int=9), amount_pence=215)

    method, path, said, headers = asked(line)
    assert (method, path, headers["Idempotency-Key"]) == (
        "POST",
        "/v1/refunds",
        f"refund-{UUID(int=9)}",
    )
    assert said == {
        "payment_intent": "pi_1",
        "amount": "215",
        "metadata[refund_id]": str(UUID(int=9)),
    }
    assert (seen.state, seen.refund_id, seen.refunded_at) == (state, None, NOW)


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
    line = Line(refusal(400), paid_session())

    assert gateway_on(line).expire_session("cs_1").status is SeenStatus.PAID


def test_closing_a_page_nobody_knows_is_said():
    line = Line(refusal(404, "resource_missing"))

    with pytest.raises(UnknownAtGateway):
        gateway_on(line).expire_session("cs_1")
    assert len(line.heard) == 1


def an_entry_line(kind, source, amount):
    return {
        "id": "txn_1",
        "object": "balance_transaction",
        "type": kind,
        "source": source,
        "amount": amount,
        "currency": "gbp",
        "created": int(NOW.timestamp()),
    }


SOURCE = {**CHARGE, "metadata": {"reference": "TB-7KQ4-M2WD"}}


@pytest.mark.parametrize(
    ("line", "kind", "about", "payment", "reference"),
    [
        (an_entry_line("charge", SOURCE, 9215), "payment", "pi_1", "pi_1", "TB-7KQ4-M2WD"),
        (an_entry_line("payment", SOURCE, 9215), "payment", "pi_1", "pi_1", "TB-7KQ4-M2WD"),
        (an_entry_line("refund", REFUND, -215), "refund", "re_1", "pi_1", ""),
        (an_entry_line("payment_refund", REFUND, -215), "refund", "re_1", "pi_1", ""),
        (an_entry_line("refund_failure", REFUND, 215), "other", "re_1", "pi_1", ""),
        (an_entry_line("adjustment", "dp_1", -9215), "other", "dp_1", "", ""),
        (an_entry_line("charge", "ch_1", 9215), "payment", "txn_1", "", ""),
        (an_entry_line("tomorrows", None, 5), "other", "txn_1", "", ""),
    ],
)
def test_a_line_of_their_books_says_what_it_is_about(line, kind, about, payment, reference):
    """F25: nothing that is money of a resident is left out, whatever Stripe calls it."""
    entries = gateway_on(Line(page(line))).list_entries(since=NOW, until=NOW)

    assert [(one.kind, one.gateway_reference) for one in entries] == [(EntryKind(kind), about)]
    assert (entries[0].payment_reference, entries[0].reference) == (payment, reference)
    assert (entries[0].amount_pence, entries[0].at) == (line["amount"], NOW)


@pytest.mark.parametrize("kind", ["payout", "payout_cancel", "payout_failure", "stripe_fee"])
def test_what_goes_to_our_bank_is_nobodys_payment(kind):
    line = Line(page(an_entry_line(kind, "po_1", -5)))

    assert gateway_on(line).list_entries(since=NOW, until=NOW + timedelta(days=1)) == ()
    moment = int(NOW.timestamp())
    said = asked(line)[2]
    assert (said["created[gte]"], said["created[lt]"]) == (str(moment), str(moment + 86400))


FAULTS = [
    (stripe.APIConnectionError("nobody there"), GatewayUnavailable),
    ((500, "<html>"), GatewayUnavailable),
    ((500, {"error": {"type": "api_error", "message": "no"}}), GatewayUnavailable),
    ((200, "<html>"), GatewayUnavailable),
    ((200, "[]"), GatewayUnavailable),
    ((200, "{}"), GatewayUnavailable),
    (refusal(401), GatewayUnavailable),
    (refusal(403), GatewayUnavailable),
    (refusal(429), GatewayUnavailable),
    (refusal(409, "idempotency_key_in_use", "idempotency_error"), GatewayUnavailable),
    (refusal(400, "", "idempotency_error"), GatewayUnavailable),
    (refusal(402, "card_declined", "card_error"), GatewayUnavailable),
    (refusal(400, "amount_too_small"), GatewayRefused),
    (refusal(404, "resource_missing"), UnknownAtGateway),
    (refusal(400, "resource_missing"), UnknownAtGateway),
]


@pytest.mark.parametrize(("answer", "raised"), FAULTS)
def test_only_a_clear_no_is_a_refusal_and_every_doubt_is_a_doubt(answer, raised):
    """F06 to F09: what we have no answer to may have happened."""
    with pytest.raises((GatewayUnavailable, GatewayRefused)) as said:
        gateway_on(Line(answer)).fetch_session("cs_1")

    assert type(said.value) is raised


def test_a_key_that_was_used_for_something_else_is_an_alarm(caplog):
    """F08: never silently a new key."""
    line = Line(refusal(400, "", "idempotency_error"))

    with pytest.raises(GatewayUnavailable, match="idempotency"):
        gateway_on(line).open_session(WANTED)

    assert "payments.gateway.key_conflict" in caplog.text
    assert len(line.heard) == 1


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


def unwell_gateway(line):
    gateway, clock = gateway_on(line), Clock()
    gateway._breaker = Breaker(clock=clock)
    return gateway, clock


def try_once(gateway):
    try:
        gateway.fetch_session("cs_1")
    except GatewayUnavailable as fault:
        return str(fault)
    except GatewayRefused:
        return "refused"
    return "answered"


def test_after_five_doubts_it_is_left_alone_for_half_a_minute():
    """F09: a card company that is down is not asked by every resident in turn."""
    line = Line((500, "<html>"))
    gateway, clock = unwell_gateway(line)
    assert [try_once(gateway) for _ in range(7)][4:] == ["APIError", "left alone", "left alone"]
    assert len(line.heard) == 5

    line.answers = [SESSION]
    clock.seconds = 29.9
    assert try_once(gateway) == "left alone"
    clock.seconds = 30.0
    assert [try_once(gateway) for _ in range(3)] == ["answered"] * 3


@pytest.mark.parametrize(
    "answer",
    [
        refusal(404, "resource_missing"),
        refusal(400, "", "idempotency_error"),
    ],
)
def test_a_card_company_that_says_no_is_answering(answer):
    """Whatever it answered when it was tried again, it is not left alone for ever."""
    line = Line((500, "<html>"))
    gateway, clock = unwell_gateway(line)
    for _ in range(5):
        try_once(gateway)
    clock.seconds, line.answers = 30.0, [answer]
    try_once(gateway)

    line.answers = [SESSION]
    assert try_once(gateway) == "answered"


def test_refusals_do_not_count_as_failures():
    line = Line(refusal(404, "resource_missing"))
    gateway, _clock = unwell_gateway(line)

    assert [try_once(gateway) for _ in range(9)] == ["refused"] * 9


def test_a_success_forgets_the_failures_before_it():
    line = Line((500, "<html>"))
    gateway, _clock = unwell_gateway(line)
    for answer in [(500, "<html>")] * 4 + [SESSION] + [(500, "<html>")] * 4:
        line.answers = [answer]
        assert try_once(gateway) != "left alone"

    line.answers = [SESSION]
    assert try_once(gateway) == "answered"


def test_nothing_secret_is_in_the_log(caplog):
    """A22, G23: neither our key, nor what Stripe says about anybody."""
    line = Line(refusal(400, "parameter_invalid", param="client_reference_id"))

    with pytest.raises(GatewayRefused):
        gateway_on(line).open_session(WANTED)

    for secret in ("sk_test_1", "Canal Street", "TB-7KQ4"):
        assert secret not in caplog.text
