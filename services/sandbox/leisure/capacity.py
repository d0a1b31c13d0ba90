"""How many places are left, for whom, and whether this may be booked at this moment."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_duration

from services.sandbox import store
from services.sandbox.leisure import books
from services.sandbox.models import Document

LEASE = "Lease"
LEASE_MINUTES = 10


def item_problems(
    items: list[dict[str, Any]], *, order_id: str, now: datetime
) -> list[tuple[str, str]]:
    """For each item (error type, description), or two empty strings where all is well."""
    asked: Counter[str] = Counter()
    return [_item_problem(item, asked, order_id=order_id, now=now) for item in items]


def _item_problem(
    item: dict[str, Any], asked: Counter[str], *, order_id: str, now: datetime
) -> tuple[str, str]:
    if not item.get("orderedItem") or not item.get("acceptedOffer"):
        return "IncompleteOrderItemError", "The item needs orderedItem and acceptedOffer."
    found = books.find_opportunity(item["orderedItem"])
    if found is None:
        return "UnknownOpportunityError", "There is no such session or slot."
    kind, _, body = found
    offer = find_offer(kind, body, item["acceptedOffer"])
    if offer is None:
        return "UnknownOfferError", "There is no such offer for it."
    closed = _closed(body, offer, now)
    if closed:
        return "OpportunityOfferPairNotBookableError", closed
    asked[item["orderedItem"]] += 1
    return _no_place(
        left=body[books.PLACES_LEFT[kind]],
        leased=leased_by_others(item["orderedItem"], order_id=order_id, now=now),
        wanted=asked[item["orderedItem"]],
    )


def find_offer(kind: str, body: dict[str, Any], identifier: object) -> dict[str, Any] | None:
    offers = books.offers_of(kind, body)
    return next((offer for offer in offers if offer["@id"] == identifier), None)


def starts_at(opportunity: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(opportunity["startDate"])


def before_start(opportunity: dict[str, Any], duration: str) -> datetime:
    return starts_at(opportunity) - (parse_duration(duration) or timedelta())


def lease(order_id: str, items: list[dict[str, Any]], *, now: datetime) -> str:
    """Hold the places of a quote for some minutes; return until when."""
    expires = (now + timedelta(minutes=LEASE_MINUTES)).isoformat(timespec="seconds")
    held = Counter(item["orderedItem"] for item in items)
    store.put(books.SUPPLIER, LEASE, order_id, {"expires": expires, "held": dict(held)})
    return expires


def end_lease(order_id: str) -> None:
    store.delete(books.SUPPLIER, LEASE, order_id)


def leased_by_others(opportunity: str, *, order_id: str, now: datetime) -> int:
    leases = Document.objects.filter(supplier=books.SUPPLIER, kind=LEASE).exclude(key=order_id)
    return sum(
        document.body["held"].get(opportunity, 0)
        for document in leases
        if datetime.fromisoformat(document.body["expires"]) > now
    )


def _closed(body: dict[str, Any], offer: dict[str, Any], now: datetime) -> str:
    if body.get("eventStatus", "").endswith("Cancelled"):
        return "This session was cancelled."
    if starts_at(body) <= now:
        return "It has already started."
    if now < before_start(body, offer["validFromBeforeStartDate"]):
        return "It cannot be booked yet."
    return ""


def _no_place(*, left: int, leased: int, wanted: int) -> tuple[str, str]:
    if left <= 0:
        return "OpportunityIsFullError", "There are no places left."
    if wanted > left:
        return "OpportunityHasInsufficientCapacityError", "There are not enough places left."
    if wanted > left - leased:
        return (
            "OpportunityCapacityIsReservedByLeaseError",
            "The last places are being booked by someone else.",
        )
    return "", ""
