"""Stripe's own paths."""

from typing import Any

from stripe.params import (
    BalanceTransactionListParams,
    ChargeListParams,
    ChargeRetrieveParams,
    EventListParams,
    EventRetrieveParams,
    PaymentIntentListParams,
    PaymentIntentRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
)
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionListLineItemsParams,
    SessionListParams,
    SessionRetrieveParams,
)

from services.sandbox import faults, store
from services.sandbox.card_payments import book
from services.sandbox.card_payments.api import Refusal, between, endpoint
from services.sandbox.card_payments.objects import page_of, shown

Body = dict[str, Any]

EXPANDABLE = {"payment_intent": ("intent",), "latest_charge": ("charge",), "charge": ("charge",)}
EXPANDABLE["source"] = ("charge", "refund")
"""Fields that hold an id, and the kinds of object it may be of."""


@endpoint(SessionCreateParams, method="POST")
def create_session(asked: Body) -> Body:
    return _expanded(book.open_session(asked), asked)


@endpoint(SessionRetrieveParams)
def retrieve_session(asked: Body, *, session_id: str) -> Body:
    session = book.find_session(session_id)
    if session and faults.active("v1") == faults.ANOTHER_PERSON:
        others = store.list_of(book.SUPPLIER, "session", body__status="complete")
        session = next((other for other in others if other["id"] != session_id), session)
    return _expanded(_found(session, "checkout.session", session_id), asked)


@endpoint(SessionExpireParams, method="POST")
def expire_session(asked: Body, *, session_id: str) -> Body:
    _found(book.find_session(session_id), "checkout.session", session_id)
    try:
        return shown(book.expire_session(session_id))
    except book.SessionNotOpen as closed:
        raise Refusal(
            400,
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{closed.status}`.",
        ) from closed


@endpoint(SessionListParams)
def list_sessions(asked: Body) -> Body:
    sessions = [
        session
        for session in store.list_of(book.SUPPLIER, "session")
        if _matches(session, asked, "payment_intent", "status")
        and between(session["created"], asked.get("created"))
    ]
    return page_of("/v1/checkout/sessions", sessions, asked)


@endpoint(SessionListLineItemsParams)
def list_line_items(asked: Body, *, session_id: str) -> Body:
    session = _found(book.find_session(session_id), "checkout.session", session_id)
    items = session["_line_items"]
    return {"object": "list", "data": items, "has_more": False, "url": "/v1/checkout/sessions"}


@endpoint(PaymentIntentRetrieveParams)
def retrieve_payment_intent(asked: Body, *, intent_id: str) -> Body:
    intent = store.get(book.SUPPLIER, "intent", intent_id)
    return _expanded(_found(intent, "payment_intent", intent_id), asked)


@endpoint(PaymentIntentListParams)
def list_payment_intents(asked: Body) -> Body:
    return _listed("intent", "/v1/payment_intents", asked)


@endpoint(ChargeRetrieveParams)
def retrieve_charge(asked: Body, *, charge_id: str) -> Body:
    charge = store.get(book.SUPPLIER, "charge", charge_id)
    return _expanded(_found(charge, "charge", charge_id), asked)


@endpoint(ChargeListParams)
def list_charges(asked: Body) -> Body:
    return _listed("charge", "/v1/charges", asked, "payment_intent")


@endpoint(RefundCreateParams, method="POST")
def create_refund(asked: Body) -> Body:
    return shown(book.refund(asked))


@endpoint(RefundRetrieveParams)
def retrieve_refund(asked: Body, *, refund_id: str) -> Body:
    refund = store.get(book.SUPPLIER, "refund", refund_id)
    return _expanded(_found(refund, "refund", refund_id), asked)


@endpoint(RefundListParams)
def list_refunds(asked: Body) -> Body:
    return _listed("refund", "/v1/refunds", asked, "charge", "payment_intent")


@endpoint(BalanceTransactionListParams)
def list_balance_transactions(asked: Body) -> Body:
    page = _listed("balance_transaction", "/v1/balance_transactions", asked, "source", "type")
    inside = [path.removeprefix("data.") for path in asked.get("expand") or []]
    return page | {"data": [_expanded(line, {"expand": inside}) for line in page["data"]]}


@endpoint(EventRetrieveParams)
def retrieve_event(asked: Body, *, event_id: str) -> Body:
    return _found(store.get(book.SUPPLIER, "event", event_id), "event", event_id)


@endpoint(EventListParams)
def list_events(asked: Body) -> Body:
    kinds = asked.get("types") or ([asked["type"]] if "type" in asked else [])
    events = [
        event
        for event in store.list_of(book.SUPPLIER, "event")
        if (not kinds or event["type"] in kinds) and between(event["created"], asked.get("created"))
    ]
    return page_of("/v1/events", events, asked)


def _listed(kind: str, path: str, asked: Body, *fields: str) -> Body:
    bodies = [
        body
        for body in store.list_of(book.SUPPLIER, kind)
        if _matches(body, asked, *fields) and between(body["created"], asked.get("created"))
    ]
    return page_of(path, bodies, asked)


def _matches(body: Body, asked: Body, *fields: str) -> bool:
    return all(body.get(field) == asked[field] for field in fields if field in asked)


def _found(body: Body | None, kind: str, key: str) -> Body:
    if body is None:
        raise Refusal(404, f"No such {kind}: '{key}'", param="id", code="resource_missing")
    return body


def _expanded(body: Body, asked: Body) -> Body:
    """The object with the ids named in `expand[]` replaced by what they stand for."""
    body = shown(body)
    for path in asked.get("expand") or []:
        into = body
        for field in path.split("."):
            if field not in EXPANDABLE or field not in into:
                raise Refusal(400, f"This property cannot be expanded ({path}).", param="expand")
            if isinstance(into[field], str):
                into[field] = shown(_find_any(EXPANDABLE[field], into[field]))
            if into[field] is None:
                break
            into = into[field]
    return body


def _find_any(kinds: tuple[str, ...], key: str) -> Body:
    found = (store.get(book.SUPPLIER, kind, key) for kind in kinds)
    return next(body for body in found if body is not None)
