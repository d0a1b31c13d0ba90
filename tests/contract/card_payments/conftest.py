"""Stripe's own client library, talking to the sandbox as it would to Stripe."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
import stripe
from pytest_django import Settings

from payments.stripe_gateway import StripeGateway
from tests.contract.answers import Sandbox

KEY = "sk_test_contract_0123456789"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@pytest.fixture
def sandbox(sandbox_server: Sandbox, settings: Settings) -> Iterator[Sandbox]:
    """Well, and with what earlier tests left in its books: seeding the whole town takes seconds."""
    sandbox_server.well("v1")
    settings.STRIPE_API_URL = sandbox_server.url
    yield sandbox_server
    sandbox_server.well("v1")


@pytest.fixture
def fresh(sandbox: Sandbox) -> None:
    """Empty books, for a test that counts everything in them."""
    sandbox.call("POST", "/reset")


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    return stripe.StripeClient(
        KEY,
        base_addresses={"api": sandbox.url},
        http_client=stripe.RequestsClient(timeout=(2, 10)),
        max_network_retries=0,
    )


@pytest.fixture
def gateway(sandbox: Sandbox, settings: Settings) -> StripeGateway:
    settings.STRIPE_RETRIES = 0
    settings.STRIPE_READ_SECONDS = 2
    return StripeGateway.from_settings()


@pytest.fixture
def type_card(sandbox: Sandbox) -> Callable[..., tuple[int, str]]:
    """Fill in the hosted page; returns the status and where it sends the browser, or its text."""

    def fill(page_url: str, number: str = "4242 4242 4242 4242", **more: str) -> tuple[int, str]:
        words = {"number": number, "expiry": "12/34", "security_code": "123", **more}
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            body = urllib.parse.urlencode(words).encode()
            with opener.open(page_url, data=body, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers.get("Location") or answer.read().decode()

    return fill


@pytest.fixture
def key():
    return str(uuid4())
