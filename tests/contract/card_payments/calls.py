"""Calls to the pretended card company, as Stripe's own client makes them."""

import time

import pytest
import stripe


def asked(**changes):
    return {
        "mode": "payment",
        "client_reference_id": "TB-1234-5678",
        "success_url": "http://127.0.0.1:8000/back?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/back",
        "expires_at": int(time.time()) + 3600,
        "metadata": {"session_id": "1"},
        "payment_intent_data": {"description": "Rent", "metadata": {"reference": "TB-1234-5678"}},
        "line_items": [an_item()],
        **changes,
    }


def an_item(amount=9215, **price):
    data = {"currency": "gbp", "unit_amount": amount, "product_data": {"name": "Rent"}, **price}
    return {"quantity": 1, "price_data": data}


def create(client, key=None, **changes):
    options = {"idempotency_key": key} if key else {}
    return client.v1.checkout.sessions.create(asked(**changes), options)


def refused(call):
    with pytest.raises(stripe.StripeError) as problem:
        call()
    return problem.value


def paid(client, type_card):
    session = create(client)
    type_card(session.url)
    return client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
