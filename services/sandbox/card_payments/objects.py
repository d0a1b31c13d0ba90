"""Stripe's objects, with the fields its client library names."""

import secrets
import string
import time
from typing import Any

Body = dict[str, Any]

API_VERSION = "2026-10-28.endive"
LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))


def checkout_session(asked: Body, *, url_for: str) -> Body:
    """An open session for what `asked` (checked parameters of the create call) describes."""
    session_id = new_id("cs_test_a1", 56)
    items = [_line_item(item) for item in asked["line_items"]]
    total = sum(item["amount_total"] for item in items)
    return {
        **_AS_NO_ONE_ASKED_FOR,
        **{name: asked.get(name) for name in _AS_ASKED},
        "id": session_id,
        "object": "checkout.session",
        "amount_subtotal": total,
        "amount_total": total,
        "created": int(time.time()),
        "currency": items[0]["currency"],
        "expires_at": asked.get("expires_at", int(time.time()) + 24 * 60 * 60),
        "livemode": False,
        "metadata": asked.get("metadata") or {},
        "payment_intent": None,
        "payment_status": "unpaid",
        "status": "open",
        "success_url": asked["success_url"].replace("{CHECKOUT_SESSION_ID}", session_id),
        "ui_mode": "hosted_page",
        "url": url_for.format(session_id),
        "_line_items": items,
        "_payment_intent_data": asked.get("payment_intent_data") or {},
    }


_AS_ASKED = (
    "allowed_payment_method_types",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "locale",
    "mode",
    "submit_type",
)
_AS_NO_ONE_ASKED_FOR = {
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "client_secret": None,
    "custom_fields": [],
    "custom_text": dict.fromkeys(
        ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    ),
    "customer": None,
    "customer_creation": "if_required",
    "customer_details": None,
    "payment_link": None,
    "payment_method_types": ["card"],
    "shipping_options": [],
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
}


def _line_item(asked: Body) -> Body:
    price, quantity = asked["price_data"], asked.get("quantity", 1)
    total = price["unit_amount"] * quantity
    return {
        "id": new_id("li_"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"],
        "description": price["product_data"]["name"],
        "quantity": quantity,
    }


def payment_intent(session: Body) -> Body:
    data = session["_payment_intent_data"]
    return {
        "id": new_id("pi_3"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "capture_method": "automatic",
        "client_secret": None,
        "confirmation_method": "automatic",
        "created": int(time.time()),
        "currency": session["currency"],
        "description": data.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": data.get("metadata") or {},
        "payment_method_types": ["card"],
        "receipt_email": data.get("receipt_email"),
        "status": "requires_payment_method",
    }


def charge(intent: Body, *, brand: str, last4: str, name: str, refused: Body | None) -> Body:
    """One try at a card; `refused` is the error the bank gave, or None when it paid."""
    paid = refused is None
    return {
        "id": new_id("ch_3"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {
            "address": None,
            "email": intent["receipt_email"],
            "name": name or None,
            "phone": None,
            "tax_id": None,
        },
        "captured": paid,
        "created": int(time.time()),
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "failure_code": None if paid else refused["code"],
        "failure_message": None if paid else refused["message"],
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm_1"),
        "payment_method_details": {"type": "card", "card": {"brand": brand, "last4": last4}},
        "refunded": False,
        "status": "succeeded" if paid else "failed",
    }


def refund(paid: Body, asked: Body, *, amount: int) -> Body:
    return {
        "id": new_id("re_3"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": paid["id"],
        "created": int(time.time()),
        "currency": paid["currency"],
        "metadata": asked.get("metadata") or {},
        "payment_intent": paid["payment_intent"],
        "reason": asked.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }


def balance_transaction(kind: str, source: Body, *, amount: int) -> Body:
    """A line of the account's own books: what came in or went out, and what it cost."""
    fee = 20 + round(amount * 0.015) if kind == "charge" else 0
    return {
        "id": new_id("txn_3"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": source["created"] + 3 * 24 * 60 * 60,
        "created": source["created"],
        "currency": source["currency"],
        "description": source.get("description"),
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [],
        "net": amount - fee,
        "reporting_category": kind,
        "source": source["id"],
        "status": "pending",
        "type": kind,
    }


def event(kind: str, subject: Body) -> Body:
    return {
        "id": new_id("evt_1"),
        "object": "event",
        "api_version": API_VERSION,
        "created": int(time.time()),
        "data": {"object": shown(subject)},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def shown(body: Body) -> Body:
    """Without what only the sandbox needs to know."""
    return {name: value for name, value in body.items() if not name.startswith("_")}


def page_of(path: str, bodies: list[Body], asked: Body) -> Body:
    """Stripe's list: newest first, at most `limit`, continued with starting_after."""
    newest_first = bodies[::-1]
    if after := asked.get("starting_after"):
        ids = [body["id"] for body in newest_first]
        newest_first = newest_first[ids.index(after) + 1 :] if after in ids else []
    limit = asked.get("limit", 10)
    return {
        "object": "list",
        "data": [shown(body) for body in newest_first[:limit]],
        "has_more": len(newest_first) > limit,
        "url": path,
    }
