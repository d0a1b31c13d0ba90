"""Stripe's answers, and a line that brings them without a network."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import stripe

from payments.gateway import WantedSession
from payments.stripe_gateway import StripeGateway

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
