"""What happens to money at the card company: sessions are paid, expire, are refunded."""

import time
from typing import Any

from django.conf import settings
from django.db import transaction

from services.sandbox import store
from services.sandbox.card_payments import objects, webhooks
from services.sandbox.card_payments.cards import Card
from services.sandbox.card_payments.parameters import InvalidParameter

Body = dict[str, Any]

SUPPLIER = "card_payments"
SMALLEST, LARGEST = 30, 99_999_999
SHORTEST_LIFE, LONGEST_LIFE = 30 * 60 - 60, 24 * 60 * 60 + 60


class SessionNotOpen(Exception):
    """It was paid or it expired; nothing can happen to it any more."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class CardRefused(Exception):
    """The bank said no; the session stays open for another card."""


def open_session(asked: Body) -> Body:
    _check_create(asked)
    session = objects.checkout_session(asked, url_for=f"{settings.SANDBOX_URL}/pay/{{}}")
    return store.put(SUPPLIER, "session", session["id"], session)


def find_session(session_id: str) -> Body | None:
    """As it is now: one whose time is up has expired."""
    session = store.get(SUPPLIER, "session", session_id)
    if session and session["status"] == "open" and session["expires_at"] <= time.time():
        with transaction.atomic():
            return _expire(session["id"])
    return session


def expire_session(session_id: str) -> Body:
    with transaction.atomic():
        session = store.get(SUPPLIER, "session", session_id)
        if session["status"] != "open":
            raise SessionNotOpen(session["status"])
        return _expire(session_id)


def pay(session_id: str, card: Card, *, name: str) -> Body:
    """Take the money once; raises CardRefused or SessionNotOpen."""
    refused = card.refusal
    with transaction.atomic():
        session = store.get(SUPPLIER, "session", session_id)
        if session["status"] != "open":
            raise SessionNotOpen(session["status"])
        if session["expires_at"] <= time.time():
            raise SessionNotOpen("expired")
        intent = _intent_of(session)
        charge = objects.charge(
            intent, brand=card.brand, last4=card.last4, name=name, refused=refused
        )
        intent["latest_charge"] = charge["id"]
        store.put(SUPPLIER, "charge", charge["id"], charge)
        if refused:
            intent["last_payment_error"] = {"type": "card_error", **refused}
            store.put(SUPPLIER, "intent", intent["id"], intent)
            webhooks.emit("payment_intent.payment_failed", intent)
        else:
            session = _completed(session, intent, charge)
    if refused:
        raise CardRefused(refused["message"])
    return session


def refund(asked: Body) -> Body:
    """Give back some or all of a charge, never more than is left of it."""
    with transaction.atomic():
        charge = _charge_to_refund(asked)
        left = charge["amount_captured"] - charge["amount_refunded"]
        amount = asked.get("amount", left)
        if left <= 0:
            raise InvalidParameter(
                f"Charge {charge['id']} has already been refunded.",
                "charge",
                "charge_already_refunded",
            )
        if not 0 < amount <= left:
            raise InvalidParameter(
                f"Refund amount (£{amount / 100:.2f}) is greater than unrefunded amount "
                f"on charge (£{left / 100:.2f})",
                "amount",
            )
        made = objects.refund(charge, asked, amount=amount)
        _enter("refund", made, amount=-amount)
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
        store.put(SUPPLIER, "refund", made["id"], made)
        store.put(SUPPLIER, "charge", charge["id"], charge)
        webhooks.emit("refund.created", made)
        webhooks.emit("charge.refunded", charge)
    return made


def _check_create(asked: Body) -> None:
    for name in ("mode", "line_items", "success_url"):
        if not asked.get(name):
            raise InvalidParameter(f"Missing required param: {name}.", name, "parameter_missing")
    if asked["mode"] != "payment":
        raise InvalidParameter("The sandbox only takes payments.", "mode")
    if len(asked.get("client_reference_id") or "x") > 200:
        raise InvalidParameter(
            "Invalid string: must be at most 200 characters", "client_reference_id"
        )
    total = 0
    for position, item in enumerate(asked["line_items"]):
        total += _checked_price(item, f"line_items[{position}]")
    if not SMALLEST <= total <= LARGEST:
        code = "amount_too_small" if total < SMALLEST else "amount_too_large"
        raise InvalidParameter(
            "The Checkout Session's total amount due must add up to at least £0.30 gbp "
            "and at most £999,999.99 gbp",
            "line_items",
            code,
        )
    lives_for = asked.get("expires_at", time.time() + LONGEST_LIFE - 60) - time.time()
    if not SHORTEST_LIFE <= lives_for <= LONGEST_LIFE:
        raise InvalidParameter(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from "
            "Checkout Session creation.",
            "expires_at",
        )


def _checked_price(item: Body, where: str) -> int:
    price = item.get("price_data")
    if not price or "product_data" not in price or "unit_amount" not in price:
        raise InvalidParameter(
            f"Missing required param: {where}[price_data].", where, "parameter_missing"
        )
    if price["currency"] != "gbp":
        raise InvalidParameter(
            f"Invalid currency: {price['currency']}", f"{where}[price_data][currency]"
        )
    if price["unit_amount"] < 0 or item.get("quantity", 1) < 1:
        raise InvalidParameter("This value must be greater than or equal to 1.", where)
    return price["unit_amount"] * item.get("quantity", 1)


def _intent_of(session: Body) -> Body:
    if session["payment_intent"]:
        return store.get(SUPPLIER, "intent", session["payment_intent"])
    intent = objects.payment_intent(session)
    session["payment_intent"] = intent["id"]
    store.put(SUPPLIER, "session", session["id"], session)
    return store.put(SUPPLIER, "intent", intent["id"], intent)


def _completed(session: Body, intent: Body, charge: Body) -> Body:
    intent |= {
        "status": "succeeded",
        "amount_received": charge["amount"],
        "last_payment_error": None,
        "payment_method": charge["payment_method"],
    }
    store.put(SUPPLIER, "intent", intent["id"], intent)
    _enter("charge", charge, amount=charge["amount"])
    store.put(SUPPLIER, "charge", charge["id"], charge)
    session |= {
        "status": "complete",
        "payment_status": "paid",
        "url": None,
        "customer_details": {
            "address": None,
            "email": session["customer_email"],
            "name": charge["billing_details"]["name"],
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": [],
        },
    }
    store.put(SUPPLIER, "session", session["id"], session)
    webhooks.emit("charge.succeeded", charge)
    webhooks.emit("payment_intent.succeeded", intent)
    webhooks.emit("checkout.session.completed", session)
    return session


def _enter(kind: str, source: Body, *, amount: int) -> None:
    """Write it into the account's books."""
    line = objects.balance_transaction(kind, source, amount=amount)
    store.put(SUPPLIER, "balance_transaction", line["id"], line)
    source["balance_transaction"] = line["id"]


def _expire(session_id: str) -> Body:
    session = store.get(SUPPLIER, "session", session_id)
    if session["status"] == "open":
        session |= {"status": "expired", "url": None}
        store.put(SUPPLIER, "session", session_id, session)
        webhooks.emit("checkout.session.expired", session)
    return session


def _charge_to_refund(asked: Body) -> Body:
    charge_id = asked.get("charge")
    if intent_id := asked.get("payment_intent"):
        intent = store.get(SUPPLIER, "intent", intent_id)
        if intent is None:
            raise InvalidParameter(
                f"No such payment_intent: '{intent_id}'", "payment_intent", "resource_missing"
            )
        charge_id = intent["latest_charge"]
    charge = store.get(SUPPLIER, "charge", charge_id) if charge_id else None
    if charge is None or not charge["captured"]:
        raise InvalidParameter("There is nothing to refund.", "charge", "resource_missing")
    return charge
