"""The card company's webhook as it is sent."""

import json

import stripe
from django.test import Client
from django.urls import reverse

SECRET, OLD_SECRET = "whsec_new_0123456789abcdef", "whsec_old_0123456789abcdef"


def an_event(session=None, *, kind="checkout.session.completed", **changes):
    subject = {
        "id": session.gateway_reference if session else "cs_of_nobody",
        "object": "checkout.session",
        "client_reference_id": session.reference if session else None,
        "payment_intent": "pi_1",
        "metadata": {},
    }
    event = {"id": "evt_1", "object": "event", "type": kind, "livemode": False}
    return json.dumps({**event, "data": {"object": subject}, **changes})


def send(payload, *, header=None, secret=SECRET, client=None):
    if header is None:
        header = stripe.WebhookSignature.generate_signature_header(payload, secret)
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("payments:stripe-webhook"),
        payload,
        content_type="application/json",
        headers={"Stripe-Signature": header},
    )
