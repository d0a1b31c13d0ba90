"""The pretended card company answers as Stripe does, to Stripe's own client library."""

import threading
import time

import pytest
import stripe

from tests.contract.answers import Sandbox
from tests.contract.card_payments.calls import an_item, asked, create, paid, refused

pytestmark = pytest.mark.sandbox


def test_a_new_session_is_open_and_has_a_page(client, sandbox):
    session = create(client)

    assert (session.status, session.payment_status, session.amount_total) == (
        "open",
        "unpaid",
        9215,
    )
    assert session.currency == "gbp"
    assert session.livemode is False
    assert session.payment_intent is None
    assert session.url.startswith(f"{sandbox.url}/pay/cs_test_")
    assert session.metadata.to_dict() == {"session_id": "1"}


def test_every_object_has_only_fields_that_stripe_names(client, type_card):
    session = paid(client, type_card)
    refund = client.v1.refunds.create({"payment_intent": session.payment_intent.id, "amount": 1})
    objects = [
        session,
        session.payment_intent,
        session.payment_intent.latest_charge,
        refund,
        client.v1.events.list({"limit": 1}).data[0],
    ]

    for thing in objects:
        known = {
            name for kind in type(thing).__mro__ for name in vars(kind).get("__annotations__", {})
        }
        assert set(thing.to_dict(recursive=False)) <= known, type(thing)


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"amount": 1}, "amount", "parameter_unknown"),
        ({"success_url": ""}, "success_url", "parameter_missing"),
        ({"mode": "barter"}, "mode", None),
        ({"metadata": "words"}, "metadata", None),
        ({"expires_at": 3}, "expires_at", None),
        ({"expires_at": int(time.time()) + 25 * 3600}, "expires_at", None),
        ({"line_items": [an_item(29)]}, "line_items", "amount_too_small"),
        ({"line_items": [an_item(100_000_000)]}, "line_items", "amount_too_large"),
        ({"line_items": [an_item(-5)]}, "line_items[0]", None),
        ({"line_items": [an_item("1e3")]}, None, "parameter_invalid_integer"),
        ({"line_items": [an_item(currency="usd")]}, None, None),
        ({"client_reference_id": "x" * 201}, "client_reference_id", None),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(client, changes, param, code):
    problem = refused(lambda: create(client, **changes))

    assert (problem.http_status, problem.code) == (400, code)
    assert param is None or problem.param == param


@pytest.mark.parametrize("key", ["sk_live_0123456789", "pk_test_0123456789"])
def test_only_a_secret_test_key_opens(sandbox, key):
    client = stripe.StripeClient(key, base_addresses={"api": sandbox.url})

    assert refused(lambda: create(client)).http_status == 401


def test_the_same_key_gives_the_same_session(client, key):
    words = asked()
    sessions = [
        client.v1.checkout.sessions.create(words, {"idempotency_key": key}) for _ in range(3)
    ]

    assert len({session.id for session in sessions}) == 1


def test_the_same_key_for_something_else_is_refused(client, key):
    """F08."""
    create(client, key=key)

    problem = refused(lambda: create(client, key=key, client_reference_id="other"))

    assert isinstance(problem, stripe.IdempotencyError)
    assert problem.http_status == 400


def test_a_key_refused_for_its_parameters_may_be_used_again(client, key):
    refused(lambda: create(client, key=key, mode="barter"))

    assert create(client, key=key).status == "open"


def test_ten_creates_at_once_with_one_key_are_one_session(sandbox: Sandbox, key):
    client = stripe.StripeClient(
        "sk_test_0123456789", base_addresses={"api": sandbox.url}, max_network_retries=4
    )
    words, ids = asked(), []

    def one():
        made = client.v1.checkout.sessions.create(words, {"idempotency_key": key})
        ids.append(made.id)

    threads = [threading.Thread(target=one) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(ids) == 10
    assert len(set(ids)) == 1


def test_a_good_card_pays_and_leads_back(client, type_card):
    session = create(client)

    status, where = type_card(session.url, name="Amina Yusuf")

    assert (status, where) == (302, f"http://127.0.0.1:8000/back?session={session.id}")
    now = client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
    assert (now.status, now.payment_status, now.url) == ("complete", "paid", None)
    assert now.payment_intent.amount_received == 9215
    card = now.payment_intent.latest_charge.payment_method_details.card
    assert (card.brand, card.last4) == ("visa", "4242")


def test_nothing_but_four_digits_of_a_card_is_kept(client, type_card):
    """F29."""
    session = create(client)
    type_card(session.url)

    kept = [session.id, *(str(event) for event in client.v1.events.list({"limit": 50}).data)]

    assert not any("4242424242" in words for words in kept)


@pytest.mark.parametrize(
    ("number", "code"),
    [("4000000000000002", "generic_decline"), ("4000000000009995", "insufficient_funds")],
)
def test_a_refused_card_leaves_the_page_open_for_another(client, type_card, number, code):
    session = create(client)

    status, text = type_card(session.url, number)

    assert status == 402
    assert "Try another card" in text
    now = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (now.status, now.payment_status) == ("open", "unpaid")
    assert now.payment_intent.last_payment_error.decline_code == code
    assert type_card(session.url)[0] == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "4111111111111111"},
        {"number": ""},
        {"expiry": "01/20"},
        {"expiry": "13/34"},
        {"security_code": "12"},
    ],
)
def test_wrong_card_details_are_said_beside_the_field(client, type_card, wrong):
    session = create(client)

    status, text = type_card(session.url, **wrong)

    assert status == 402
    assert "There is a problem" in text
    assert 'aria-invalid="true"' in text
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "unpaid"


def test_paying_and_closing_the_browser_never_leads_back(client, type_card):
    """F16."""
    session = create(client)

    status, text = type_card(session.url, then="close")

    assert status == 200
    assert "browser was closed" in text
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_paid_page_takes_no_second_payment(fresh, client, type_card):
    session = create(client)
    url = session.url
    type_card(url)

    status, text = type_card(url)

    assert status == 410
    assert "has been paid" in text
    assert len(client.v1.charges.list({"limit": 10}).data) == 1


def test_an_expired_page_takes_no_payment(client, type_card):
    session = create(client)
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"

    assert type_card(session.url)[0] == 410
    assert refused(lambda: client.v1.checkout.sessions.expire(session.id)).http_status == 400


def test_a_paid_session_cannot_be_expired(client, type_card):
    session = paid(client, type_card)

    assert refused(lambda: client.v1.checkout.sessions.expire(session.id)).http_status == 400


def test_what_is_not_there_is_missing(client):
    problem = refused(lambda: client.v1.checkout.sessions.retrieve("cs_test_nothing"))

    assert (problem.http_status, problem.code) == (404, "resource_missing")


def test_the_hosted_page_works_without_script_and_keeps_a_card_out_of_its_address(client, sandbox):
    session = create(client)

    page = sandbox.call("GET", session.url.removeprefix(sandbox.url)).body

    assert "<script" not in page
    assert page.count("<h1>") == 1
    assert "£92.15" in page
    assert 'autocomplete="cc-number"' in page
    assert '<form method="post" novalidate>' in page
