"""The pretended leisure system books as Open Booking 1.0 says: quotes, orders, cancelling."""

import uuid
from typing import Any

import pytest

from services.sandbox.personas import AMINA
from tests.contract.answers import Answer, Sandbox
from tests.contract.leisure.calls import (
    CANCELLED,
    CONFIRMED,
    SITE,
    a_customer,
    a_full_session,
    a_quote,
    a_walk,
    an_order,
    book,
    bookable,
    call,
    opportunities,
    places_left,
)

pytestmark = pytest.mark.sandbox


def quote(sandbox: Sandbox, session: dict[str, Any], order_id: str = "", **changes: Any) -> Answer:
    body = a_quote(session, customer=a_customer(), **changes)
    return call(sandbox, "PUT", f"order-quotes/{order_id or uuid.uuid4()}", body)


def item_error(answer: Answer) -> str:
    return str(answer.body["orderedItem"][0]["error"][0]["@type"])


def cancel(sandbox: Sandbox, order: dict[str, Any], **changes: Any) -> Answer:
    item = {
        "@type": "OrderItem",
        "@id": order["orderedItem"][0]["@id"],
        "orderItemStatus": CANCELLED,
    }
    patch = {"@type": "Order", "orderedItem": [item | changes]}
    return call(sandbox, "PATCH", f"orders/{order['identifier']}", patch)


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 403, "NoAPITokenError"),
        ({"Authorization": "Bearer something-else"}, 401, "InvalidAPITokenError"),
    ],
)
def test_a_caller_without_the_token_is_refused(
    sandbox: Sandbox, headers: dict[str, str], status: int, kind: str
) -> None:
    answer = sandbox.call("GET", f"/leisure/api/1.0/orders/{uuid.uuid4()}", **headers)

    assert (answer.status, answer.body["@type"]) == (status, kind)


def test_c1_prices_a_place_without_knowing_who_wants_it(sandbox: Sandbox) -> None:
    session = a_walk(sandbox)

    answer = call(sandbox, "PUT", f"order-quote-templates/{uuid.uuid4()}", a_quote(session))

    assert answer.status == 200
    assert answer.body["@type"] == "OrderQuote"
    assert "customer" not in answer.body
    assert answer.body["totalPaymentDue"]["price"] == 0
    assert answer.body["orderedItem"][0]["orderedItem"]["superEvent"]["name"]


def test_c2_holds_the_place_for_some_minutes(sandbox: Sandbox) -> None:
    answer = quote(sandbox, a_walk(sandbox))

    assert answer.status == 200
    assert answer.body["lease"]["leaseExpires"]
    assert answer.body["customer"]["email"] == AMINA.email


def test_b_takes_one_place_and_lists_the_order(sandbox: Sandbox) -> None:
    session = a_walk(sandbox)
    before = places_left(sandbox, session)

    answer = book(sandbox, an_order(session))

    assert answer.status == 201
    assert answer.body["orderNumber"].startswith("TL")
    assert answer.body["orderedItem"][0]["orderItemStatus"] == CONFIRMED
    assert places_left(sandbox, session) == before - 1
    listed = call(sandbox, "GET", f"customer-accounts/{AMINA.membership}/orders").body["items"]
    assert answer.body["orderNumber"] in {order["orderNumber"] for order in listed}


def test_b_twice_with_the_same_uuid_is_one_booking(sandbox: Sandbox) -> None:
    session, order_id = a_walk(sandbox), str(uuid.uuid4())
    before = places_left(sandbox, session)

    first, second = (book(sandbox, an_order(session), order_id) for _ in range(2))

    assert (first.status, second.status) == (201, 201)
    assert first.body == second.body
    assert places_left(sandbox, session) == before - 1


def test_the_same_uuid_for_something_else_is_refused(sandbox: Sandbox) -> None:
    first, second = bookable(sandbox, "health-walk")[:2]
    order_id = str(uuid.uuid4())
    book(sandbox, an_order(first), order_id)

    answer = book(sandbox, an_order(second), order_id)

    assert (answer.status, answer.body["@type"]) == (500, "OrderAlreadyExistsError")


def test_a_full_session_says_so_inside_the_quote(sandbox: Sandbox) -> None:
    answer = quote(sandbox, a_full_session(sandbox))

    assert answer.status == 409
    assert answer.body["@type"] == "OrderQuote"
    assert item_error(answer) == "OpportunityIsFullError"


def test_a_full_session_cannot_be_booked_and_the_broker_is_sent_back_to_c2(
    sandbox: Sandbox,
) -> None:
    session = a_full_session(sandbox)

    answer = book(sandbox, an_order(session))

    assert (answer.status, answer.body["@type"]) == (409, "UnableToProcessOrderItemError")
    assert places_left(sandbox, session) == 0


def test_a_place_held_by_somebody_else_is_reserved(sandbox: Sandbox) -> None:
    session = a_walk(sandbox)
    for _ in range(session["remainingAttendeeCapacity"]):
        assert quote(sandbox, session).status == 200

    answer = quote(sandbox, session)

    assert item_error(answer) == "OpportunityCapacityIsReservedByLeaseError"


def test_a_dropped_quote_frees_the_place(sandbox: Sandbox) -> None:
    session = a_walk(sandbox)
    held = [str(uuid.uuid4()) for _ in range(session["remainingAttendeeCapacity"])]
    for order_id in held:
        quote(sandbox, session, order_id)

    assert call(sandbox, "DELETE", f"order-quotes/{held[0]}").status == 204

    assert quote(sandbox, session).status == 200


@pytest.mark.parametrize(
    ("changes", "status", "kind"),
    [
        ({"broker": {"@type": "Organization"}}, 400, "IncompleteBrokerDetailsError"),
        ({"seller": f"{SITE}/nobody"}, 404, "SellerNotFoundError"),
        ({"orderedItem": []}, 400, "IncompleteOrderItemError"),
        ({"customer": {"@type": "Person"}}, 400, "IncompleteCustomerDetailsError"),
        ({"customer": None}, 400, "IncompleteCustomerDetailsError"),
        ({"totalPaymentDue": {"price": 1}}, 400, "TotalPaymentDueMismatchError"),
        ({"totalPaymentDue": None}, 400, "TotalPaymentDueMismatchError"),
        ({"payment": {"identifier": "x"}}, 400, "UnnecessaryPaymentDetailsError"),
    ],
)
def test_what_is_wrong_with_an_order_has_its_own_name(
    sandbox: Sandbox, changes: dict[str, Any], status: int, kind: str
) -> None:
    session = a_walk(sandbox)

    answer = book(sandbox, an_order(session) | changes)

    assert (answer.status, answer.body["@type"]) == (status, kind)
    assert places_left(sandbox, session) == session["remainingAttendeeCapacity"]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"orderedItem": f"{SITE}/scheduled-sessions/none"}, "UnknownOpportunityError"),
        ({"acceptedOffer": f"{SITE}/offers/none"}, "UnknownOfferError"),
        ({"acceptedOffer": None}, "IncompleteOrderItemError"),
    ],
)
def test_what_is_wrong_with_an_item_stands_beside_it(
    sandbox: Sandbox, changes: dict[str, Any], kind: str
) -> None:
    body = a_quote(a_walk(sandbox), customer=a_customer())
    body["orderedItem"][0] |= changes

    answer = call(sandbox, "PUT", f"order-quotes/{uuid.uuid4()}", body)

    assert answer.status == 409
    assert item_error(answer) == kind


def test_what_must_be_paid_when_booking_is_not_given_away(sandbox: Sandbox) -> None:
    court = next(slot for slot in opportunities(sandbox, "slots") if can_be_paid_for(slot))
    order = an_order(court | {"superEvent": ""}, court["offers"][0]["price"])
    order["orderedItem"][0]["acceptedOffer"] = court["offers"][0]["@id"]

    unpaid = book(sandbox, order)
    paid = book(sandbox, order | {"payment": {"@type": "Payment", "identifier": "MA-1"}})

    assert (unpaid.status, unpaid.body["@type"]) == (400, "IncompletePaymentDetailsError")
    assert paid.status == 201


def can_be_paid_for(slot: dict[str, Any]) -> bool:
    is_paid = slot["offers"][0]["openBookingPrepayment"].endswith("Required")
    return is_paid and slot["remainingUses"] > 0 and slot["identifier"].endswith("-20")


def test_cancelling_gives_the_place_back_once(sandbox: Sandbox) -> None:
    session = bookable(sandbox, "health-walk")[1]
    before = places_left(sandbox, session)
    order = book(sandbox, an_order(session)).body
    assert places_left(sandbox, session) == before - 1

    first, second = cancel(sandbox, order), cancel(sandbox, order)

    assert (first.status, second.status) == (204, 204)
    assert places_left(sandbox, session) == before
    shown = call(sandbox, "GET", f"orders/{order['identifier']}").body
    assert shown["orderedItem"][0]["orderItemStatus"] == CANCELLED
    assert shown["totalPaymentDue"]["price"] == 0


def test_after_the_terms_run_out_cancelling_is_refused_with_a_reason(sandbox: Sandbox) -> None:
    orders = call(sandbox, "GET", f"customer-accounts/{AMINA.membership}/orders").body["items"]
    been = next(o for o in reversed(orders) if o["orderedItem"][0]["orderItemStatus"] == CONFIRMED)

    answer = cancel(sandbox, been)

    assert (answer.status, answer.body["@type"]) == (400, "CancellationNotPermittedError")
    assert answer.body["description"]


@pytest.mark.parametrize(
    ("changes", "status", "kind"),
    [
        ({"orderItemStatus": CONFIRMED}, 400, "PatchNotAllowedOnPropertyError"),
        ({"@id": f"{SITE}/orders/x"}, 404, "OrderItemNotWithinOrderError"),
    ],
)
def test_only_an_own_item_and_only_to_cancelled(
    sandbox: Sandbox, changes: dict[str, Any], status: int, kind: str
) -> None:
    order = book(sandbox, an_order(a_walk(sandbox))).body

    answer = cancel(sandbox, order, **changes)

    assert (answer.status, answer.body["@type"]) == (status, kind)


def test_a_patch_of_anything_else_is_refused(sandbox: Sandbox) -> None:
    order = book(sandbox, an_order(a_walk(sandbox))).body
    patch = {"@type": "Order", "orderedItem": [], "customer": a_customer()}

    answer = call(sandbox, "PATCH", f"orders/{order['identifier']}", patch)

    assert (answer.status, answer.body["@type"]) == (400, "PatchContainsExcessivePropertiesError")


def test_an_erased_order_is_gone(sandbox: Sandbox) -> None:
    order = book(sandbox, an_order(a_walk(sandbox))).body
    path = f"orders/{order['identifier']}"

    assert call(sandbox, "DELETE", path).status == 204
    assert call(sandbox, "GET", path).body["@type"] == "GoneError"
    assert cancel(sandbox, order).status == 410


def test_an_order_nobody_made_is_unknown(sandbox: Sandbox) -> None:
    answer = call(sandbox, "GET", f"orders/{uuid.uuid4()}")

    assert (answer.status, answer.body["@type"]) == (404, "UnknownOrderError")


def test_orders_go_back_two_years_and_can_be_asked_from_a_day(sandbox: Sandbox) -> None:
    path = f"customer-accounts/{AMINA.membership}/orders"
    every = call(sandbox, "GET", path).body["items"]
    starts = [order["orderedItem"][0]["orderedItem"]["startDate"] for order in every]
    some = call(sandbox, "GET", f"{path}?from={starts[3][:10]}").body["items"]

    assert starts == sorted(starts, reverse=True)
    assert int(starts[0][:4]) - int(starts[-1][:4]) in {1, 2, 3}
    assert 4 <= len(some) < len(every)
    assert {order["customer"]["identifier"] for order in every} == {AMINA.membership}
