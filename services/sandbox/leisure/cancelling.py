"""Open Booking's cancellation: PATCH an order's items to CustomerCancelled, within the terms."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from services.sandbox import store
from services.sandbox.leisure import access, books, capacity, orders
from services.sandbox.leisure.access import problem

Body = dict[str, Any]
CANCELLED = f"{orders.OPENACTIVE}/CustomerCancelled"
CONFIRMED = f"{orders.OPENACTIVE}/OrderItemConfirmed"


@access.reads_json
def cancel(request: HttpRequest, *, order_id: UUID, body: Body) -> HttpResponse:
    with transaction.atomic():
        order = store.get(books.SUPPLIER, books.ORDER, str(order_id))
        if order is None:
            return problem(request, 404, "UnknownOrderError", "There is no such order.")
        if order.get(books.DELETED):
            return problem(request, 410, "GoneError", "This order was deleted.")
        refused = _wrong_patch(request, body) or _cancel_items(request, order, body["orderedItem"])
        if refused:
            transaction.set_rollback(True)
            return refused
        fresh = orders.order(
            str(order_id), order["orderNumber"], order["customer"], order["orderedItem"]
        )
        store.put(books.SUPPLIER, books.ORDER, str(order_id), order | fresh)
    return HttpResponse(status=204)


def _wrong_patch(request: HttpRequest, body: Body) -> HttpResponse | None:
    items = body.get("orderedItem")
    if set(body) - {"@context", "@type", "orderedItem"} or not isinstance(items, list):
        return problem(
            request, 400, "PatchContainsExcessivePropertiesError", "Only orderedItem, please."
        )
    for item in items:
        if item.get("orderItemStatus") != CANCELLED:
            return problem(
                request, 400, "PatchNotAllowedOnPropertyError", f"Only {CANCELLED} is permitted."
            )
    return None


def _cancel_items(request: HttpRequest, order: Body, asked: list[Body]) -> HttpResponse | None:
    items = {item["@id"]: item for item in order["orderedItem"]}
    for wanted in asked:
        item = items.get(str(wanted.get("@id")))
        if item is None:
            return problem(request, 404, "OrderItemNotWithinOrderError", "No such item in it.")
        if item["orderItemStatus"] == CANCELLED:
            continue
        too_late = _too_late(item)
        if too_late:
            return problem(request, 400, "CancellationNotPermittedError", too_late)
        item["orderItemStatus"] = CANCELLED
        books.change_places(item["orderedItem"]["@id"], by=1)
    return None


def _too_late(item: Body) -> str:
    terms = item["acceptedOffer"]["latestCancellationBeforeStartDate"]
    last_moment = capacity.before_start(item["orderedItem"], terms)
    if item["orderItemStatus"] != CONFIRMED or timezone.now() > last_moment:
        return "It is too late to cancel this booking. Please call the centre."
    return ""
