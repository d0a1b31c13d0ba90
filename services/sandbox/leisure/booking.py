"""The Open Booking API: quotes (C1, C2), booking (B), cancelling, status and erasure."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from services.sandbox import store
from services.sandbox.leisure import access, books, capacity, orders, town
from services.sandbox.leisure.access import answer, problem
from services.sandbox.models import Document

Body = dict[str, Any]


@access.reads_json
def quote_without_customer(request: HttpRequest, *, order_id: UUID, body: Body) -> HttpResponse:
    """C1: what would this cost, and is there room?"""
    return _quote(request, str(order_id), body, who=None)


@access.reads_json
def quote_for_customer(request: HttpRequest, *, order_id: UUID, body: Body) -> HttpResponse:
    """C2: the same, for a named person, holding the places for some minutes."""
    who = body.get("customer")
    if not _is_complete_person(who):
        return problem(request, 400, "IncompleteCustomerDetailsError", "The e-mail is missing.")
    return _quote(request, str(order_id), body, who=who)


def _quote(request: HttpRequest, order_id: str, body: Body, *, who: Body | None) -> HttpResponse:
    refused = _wrong_parties(request, body) or _already_finished(request, order_id, body)
    if refused:
        return refused
    now = timezone.now()
    with transaction.atomic():
        wrong = capacity.item_problems(_items(body), order_id=order_id, now=now)
        quote = orders.quote(order_id, who, _priced(order_id, _items(body), wrong))
        if any(kind for kind, _ in wrong):
            return answer(quote, 409)
        if who:
            expires = capacity.lease(order_id, _items(body), now=now)
            quote["lease"] = {"@type": "Lease", "leaseExpires": expires}
            store.put(books.SUPPLIER, books.QUOTE, order_id, quote)
    return answer(quote)


def drop_quote(request: HttpRequest, *, order_id: UUID) -> HttpResponse:
    capacity.end_lease(str(order_id))
    store.delete(books.SUPPLIER, books.QUOTE, str(order_id))
    return HttpResponse(status=204)


@access.reads_json
def book(request: HttpRequest, *, order_id: UUID, body: Body) -> HttpResponse:
    """B: the same UUID with the same items is answered with the same order."""
    with transaction.atomic():
        return _book(request, str(order_id), body)


def _book(request: HttpRequest, order_id: str, body: Body) -> HttpResponse:
    refused = _wrong_parties(request, body) or _already_finished(request, order_id, body)
    if refused:
        return refused
    who = body.get("customer")
    if not isinstance(who, dict) or not _is_complete_person(who):
        return problem(request, 400, "IncompleteCustomerDetailsError", "The e-mail is missing.")
    wrong = capacity.item_problems(_items(body), order_id=order_id, now=timezone.now())
    if any(kind for kind, _ in wrong):
        return problem(request, 409, "UnableToProcessOrderItemError", "Ask for a quote again.")
    items = _priced(order_id, _items(body), wrong, status="OrderItemConfirmed")
    refused = _wrong_money(request, body, items)
    if refused:
        return refused
    return answer(_write_down(order_id, who, items, body.get("payment")), 201)


def _write_down(order_id: str, who: Body, items: list[Body], payment: Body | None) -> Body:
    for item in items:
        books.change_places(item["orderedItem"]["@id"], by=-1)
    count = Document.objects.filter(supplier=books.SUPPLIER, kind=books.ORDER).count()
    order = orders.order(order_id, f"TL{20_000 + count}", who, items)
    if payment:
        order["payment"] = payment
    capacity.end_lease(order_id)
    store.delete(books.SUPPLIER, books.QUOTE, order_id)
    person = store.person_of(books.SUPPLIER, books.ACCOUNT, str(who.get("identifier", "")))
    return store.put(books.SUPPLIER, books.ORDER, order_id, order, person=person)


def status(request: HttpRequest, *, order_id: UUID) -> HttpResponse:
    order = store.get(books.SUPPLIER, books.ORDER, str(order_id))
    if order and order.get(books.DELETED):
        return problem(request, 410, "GoneError", "This order was deleted.")
    found = order or store.get(books.SUPPLIER, books.QUOTE, str(order_id))
    return answer(found) if found else _unknown(request)


def erase(request: HttpRequest, *, order_id: UUID) -> HttpResponse:
    order = store.get(books.SUPPLIER, books.ORDER, str(order_id))
    if order is None:
        return _unknown(request)
    if order.get(books.DELETED):
        return problem(request, 410, "GoneError", "This order was deleted.")
    store.put(books.SUPPLIER, books.ORDER, str(order_id), {books.DELETED: True})
    return HttpResponse(status=204)


def _priced(
    order_id: str, items: list[Body], wrong: list[tuple[str, str]], *, status: str = ""
) -> list[Body]:
    """The items with their offers and opportunities written out, and what is wrong with each."""
    priced = []
    for position, (item, (kind, description)) in enumerate(zip(items, wrong, strict=True)):
        opportunity, offer = item.get("orderedItem"), item.get("acceptedOffer")
        found = books.find_opportunity(opportunity)
        if found:
            offer = capacity.find_offer(found[0], found[2], offer) or offer
            opportunity = _written_out(found[0], found[2])
        line = orders.ordered_item(order_id, position, opportunity, offer, status=status)
        if kind:
            line["error"] = [{"@type": kind, "description": description, "statusCode": 409}]
        priced.append(line)
    return priced


def _written_out(kind: str, body: Body) -> Body:
    field, _ = books.PARENT[kind]
    kept = ("@type", "@id", "identifier", "name", "url", "activity", "facilityType", "location")
    parent = books.parent_of(kind, body)
    shown = {key: value for key, value in body.items() if key not in ("@context", "offers")}
    return shown | {field: {key: parent[key] for key in kept if key in parent}}


def _items(body: Body) -> list[Body]:
    items = body.get("orderedItem")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _is_complete_person(who: object) -> bool:
    return isinstance(who, dict) and who.get("@type") == "Person" and bool(who.get("email"))


def _wrong_parties(request: HttpRequest, body: Body) -> HttpResponse | None:
    broker = body.get("broker")
    if not isinstance(broker, dict) or not broker.get("name"):
        return problem(request, 400, "IncompleteBrokerDetailsError", "Who is the broker?")
    if body.get("seller") != town.ORGANISATION["@id"]:
        return problem(request, 404, "SellerNotFoundError", "There is no such seller.")
    if not _items(body):
        return problem(request, 400, "IncompleteOrderItemError", "Nothing was ordered.")
    return None


def _already_finished(request: HttpRequest, order_id: str, body: Body) -> HttpResponse | None:
    order = store.get(books.SUPPLIER, books.ORDER, order_id)
    if order is None:
        return None
    if order.get(books.DELETED):
        return problem(request, 410, "GoneError", "This order was deleted.")
    before = [(i["orderedItem"]["@id"], i["acceptedOffer"]["@id"]) for i in order["orderedItem"]]
    asked = [(i.get("orderedItem"), i.get("acceptedOffer")) for i in _items(body)]
    if before == asked and request.path.rsplit("/", 2)[-2] == "orders":
        return answer(order, 201)
    return problem(request, 500, "OrderAlreadyExistsError", "That UUID was used before.")


def _wrong_money(request: HttpRequest, body: Body, items: list[Body]) -> HttpResponse | None:
    due, said = orders.total_pence(items), body.get("totalPaymentDue")
    price = said.get("price") if isinstance(said, dict) else None
    if not isinstance(price, int | float) or orders.pence(price) != due:
        return problem(request, 400, "TotalPaymentDueMismatchError", f"It is £{due / 100:.2f}.")
    payment = body.get("payment")
    if orders.prepayment(items).endswith("Required"):
        if not isinstance(payment, dict) or not payment.get("identifier"):
            return problem(request, 400, "IncompletePaymentDetailsError", "Pay for it first.")
    elif payment:
        return problem(request, 400, "UnnecessaryPaymentDetailsError", "It is paid at the desk.")
    return None


def _unknown(request: HttpRequest) -> HttpResponse:
    return problem(request, 404, "UnknownOrderError", "There is no such order.")
