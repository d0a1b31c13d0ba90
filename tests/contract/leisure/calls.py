"""Calls to the pretended leisure system, as a broker makes them."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from services.sandbox.personas import AMINA
from tests.contract.answers import Answer, Sandbox

TOKEN = "sandbox-leisure-token-0123456789abcdef"
SITE = "https://booking.thornbridge-leisure.example"
CANCELLED = "https://openactive.io/CustomerCancelled"
CONFIRMED = "https://openactive.io/OrderItemConfirmed"
FREE_WALK = f"{SITE}/session-series/health-walk#/offers/free"
MOST_PAGES = 60


def call(sandbox: Sandbox, method: str, path: str, body: Any = None) -> Answer:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return sandbox.call(method, f"/leisure/api/1.0/{path}", body, **headers)


def follow(sandbox: Sandbox, start: str) -> list[dict[str, Any]]:
    """Every page of a feed, to the last one as RPDE defines it."""
    pages, address = [], start
    while len(pages) < MOST_PAGES:
        answer = sandbox.call("GET", address, Authorization=f"Bearer {TOKEN}")
        assert answer.status == 200, answer
        pages.append(answer.body)
        following = answer.body["next"].removeprefix(sandbox.url)
        if not answer.body["items"] and following == address:
            return pages
        address = following
    raise AssertionError("the feed does not end")


def items(sandbox: Sandbox, folder: str) -> dict[str, dict[str, Any]]:
    """What a reader of the whole feed knows at its end."""
    pages = follow(sandbox, f"/leisure/feeds/{folder}")
    return {item["id"]: item for page in pages for item in page["items"]}


def opportunities(sandbox: Sandbox, folder: str) -> list[dict[str, Any]]:
    found = items(sandbox, folder).values()
    return [item["data"] for item in found if item["state"] == "updated"]


def a_walk(sandbox: Sandbox) -> dict[str, Any]:
    """A free health walk that can be booked now."""
    return next(session for session in bookable(sandbox, "health-walk"))


def a_full_session(sandbox: Sandbox) -> dict[str, Any]:
    """One that had places until this call took them all."""
    session = a_walk(sandbox)
    for _ in range(session["remainingAttendeeCapacity"]):
        assert book(sandbox, an_order(session)).status == 201
    return session


def bookable(sandbox: Sandbox, series: str) -> list[dict[str, Any]]:
    now = datetime.now().astimezone()
    return sorted(
        (
            one
            for one in opportunities(sandbox, "scheduled-sessions")
            if one["superEvent"] == f"{SITE}/session-series/{series}"
            and one["remainingAttendeeCapacity"] > 0
            and one["eventStatus"].endswith("Scheduled")
            and datetime.fromisoformat(one["startDate"]) > now
        ),
        key=lambda one: str(one["startDate"]),
    )


def a_quote(session: dict[str, Any], **changes: Any) -> dict[str, Any]:
    offer = f"{session['superEvent']}#/offers/free"
    return {
        "@context": "https://openactive.io/",
        "@type": "OrderQuote",
        "brokerRole": "https://openactive.io/AgentBroker",
        "broker": {"@type": "Organization", "name": "My Account"},
        "seller": f"{SITE}/organisation",
        "orderedItem": [
            {
                "@type": "OrderItem",
                "position": 0,
                "acceptedOffer": offer,
                "orderedItem": session["@id"],
            }
        ],
    } | changes


def a_customer(**changes: Any) -> dict[str, Any]:
    return {
        "@type": "Person",
        "identifier": AMINA.membership,
        "givenName": AMINA.first_name,
        "familyName": AMINA.last_name,
        "email": AMINA.email,
    } | changes


def an_order(session: dict[str, Any], price: float = 0, **changes: Any) -> dict[str, Any]:
    due = {"@type": "PriceSpecification", "price": price, "priceCurrency": "GBP"}
    order = {"@type": "Order", "customer": a_customer(), "totalPaymentDue": due}
    return a_quote(session) | order | changes


def book(sandbox: Sandbox, order: dict[str, Any], order_id: str = "") -> Answer:
    return call(sandbox, "PUT", f"orders/{order_id or uuid.uuid4()}", order)


def places_left(sandbox: Sandbox, session: dict[str, Any]) -> int:
    found = items(sandbox, "scheduled-sessions")[session["identifier"]]
    return int(found["data"]["remainingAttendeeCapacity"])


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
