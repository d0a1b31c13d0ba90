"""What the leisure system is asked, call by call, in Open Booking's words."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.contract import ServiceUnavailable
from services.http import Rejected
from services.leisure import payloads
from services.leisure.client import (
    BOOKING_TYPE,
    Attendee,
    LeisureClient,
    Mirror,
    NotBookable,
    Wanted,
    _is_older,
    read_quote,
)
from tests.unit.leisure.made import ORDER_ID, PretendSupplier, a_held_place, an_order

ID = UUID(ORDER_ID)
WANTED = Wanted("sessions/1", "offers/adult", "organisation")
AMINA = Attendee("TL448812", "Amina", "Yusuf", "amina@example.org", "07700 900141")
Call = Callable[[LeisureClient], Coroutine[Any, Any, Any]]
FULL = {
    "identifier": ORDER_ID,
    "totalPaymentDue": {"price": 0},
    "orderedItem": [
        {
            "orderedItem": "sessions/1",
            "acceptedOffer": "offers/adult",
            "error": [{"@type": "OpportunityIsFullError", "description": "Full"}],
        }
    ],
}


class KeepingHeaders(PretendSupplier):
    headers: dict[str, str]

    async def send(self, method: str, path: str, into: Any, *, json: Any, headers: Any) -> Any:
        self.headers = headers
        return await super().send(method, path, into, json=json, headers=headers)


def sent_by(call: Call, address: str, answer: Any = None) -> tuple[Any, KeepingHeaders]:
    supplier = KeepingHeaders({address: answer or an_order()})
    asyncio.run(call(LeisureClient(supplier)))  # type: ignore[arg-type]  # pretended
    [body] = supplier.sent
    return body, supplier


SENT: list[tuple[Call, str, str]] = [
    (lambda c: c.quote(ID, WANTED), f"PUT api/1.0/order-quote-templates/{ID}", "OrderQuote"),
    (lambda c: c.quote_for(ID, WANTED, AMINA), f"PUT api/1.0/order-quotes/{ID}", "OrderQuote"),
    (
        lambda c: c.book(ID, WANTED, AMINA, total_pence=640),
        f"PUT api/1.0/orders/{ID}",
        "Order",
    ),
]


class Speechless:
    async def send(self, *asked: Any, **how: Any) -> None:
        """As `Supplier.send` does of an answer without a body."""


@pytest.mark.parametrize("call", [call for call, _, _ in SENT])
def test_nothing_is_no_answer_to_a_quote_or_a_booking(call: Call) -> None:
    with pytest.raises(ServiceUnavailable):
        asyncio.run(call(LeisureClient(Speechless())))  # type: ignore[arg-type]  # pretended


def test_nothing_is_answer_enough_to_a_cancelling() -> None:
    client = LeisureClient(Speechless())  # type: ignore[arg-type]  # pretended
    assert asyncio.run(client.cancel(ORDER_ID, ["1"])) is None


@pytest.mark.parametrize(("call", "address", "kind"), SENT)
def test_each_step_of_a_booking_has_its_own_address_and_the_same_order(
    call: Call, address: str, kind: str
) -> None:
    body, supplier = sent_by(call, address)

    assert (body["@type"], body["seller"]) == (kind, "organisation")
    assert body["brokerRole"] == "https://openactive.io/AgentBroker"
    assert body["broker"]["name"]
    assert body["orderedItem"] == [
        {
            "@type": "OrderItem",
            "position": 0,
            "acceptedOffer": "offers/adult",
            "orderedItem": "sessions/1",
        }
    ]
    assert supplier.headers == {"Content-Type": BOOKING_TYPE, "Accept": BOOKING_TYPE}


def test_asking_what_it_costs_says_nothing_about_who_asks() -> None:
    """C1 is asked for everybody who looks at the page."""
    body, _ = sent_by(*SENT[0][:2])

    assert "customer" not in body
    assert "Amina" not in str(body)


@pytest.mark.parametrize(("call", "address"), [(c, a) for c, a, _ in SENT[1:]])
def test_holding_and_booking_say_for_whom(call: Call, address: str) -> None:
    body, _ = sent_by(call, address)

    assert body["customer"] == {
        "@type": "Person",
        "identifier": "TL448812",
        "givenName": "Amina",
        "familyName": "Yusuf",
        "email": "amina@example.org",
        "telephone": "07700 900141",
    }


@pytest.mark.parametrize(
    ("pence", "price"), [(0, 0.0), (1, 0.01), (640, 6.4), (1150, 11.5), (999_999, 9999.99)]
)
def test_the_total_is_what_the_resident_agreed_to(pence: int, price: float) -> None:
    call, address, _ = SENT[2]
    body, _ = sent_by(lambda c: c.book(ID, WANTED, AMINA, total_pence=pence), address)

    assert body["totalPaymentDue"] == {
        "@type": "PriceSpecification",
        "price": price,
        "priceCurrency": "GBP",
    }
    assert call


@pytest.mark.parametrize("reference", ["", "TB-7KQ4-M2WD"])
def test_a_payment_is_named_only_when_there_is_one(reference: str) -> None:
    """Open Booking refuses a payment for what is paid at the desk."""
    body, _ = sent_by(
        lambda c: c.book(ID, WANTED, AMINA, total_pence=640, payment_reference=reference),
        SENT[2][1],
    )

    expected = {"@type": "Payment", "identifier": reference}
    assert body.get("payment") == (expected if reference else None)


def test_places_are_given_back_item_by_item() -> None:
    body, _ = sent_by(lambda c: c.cancel(ORDER_ID, ["a#0", "a#1"]), f"PATCH api/1.0/orders/{ID}")

    assert set(body) == {"@context", "@type", "orderedItem"}
    assert [item["@id"] for item in body["orderedItem"]] == ["a#0", "a#1"]
    assert {item["orderItemStatus"] for item in body["orderedItem"]} == {
        "https://openactive.io/CustomerCancelled"
    }


@pytest.mark.parametrize(("call", "address"), [(c, a) for c, a, _ in SENT[:2]])
def test_a_quote_that_says_no_says_why(call: Call, address: str) -> None:
    supplier = PretendSupplier({address: Rejected(409, FULL)})

    with pytest.raises(NotBookable) as no:
        asyncio.run(call(LeisureClient(supplier)))  # type: ignore[arg-type]  # pretended

    assert no.value.kind == "OpportunityIsFullError"


def test_a_booking_that_is_refused_is_refused_as_it_is() -> None:
    supplier = PretendSupplier({SENT[2][1]: Rejected(409, FULL)})

    with pytest.raises(Rejected):
        asyncio.run(SENT[2][0](LeisureClient(supplier)))  # type: ignore[arg-type]  # pretended


READS: list[tuple[Call, str]] = [
    (lambda c: c.fetch_account("TL448812"), "api/1.0/customer-accounts/TL448812"),
    (lambda c: c.fetch_order(ID), f"api/1.0/orders/{ID}"),
    (
        lambda c: c.list_orders("TL448812", since=date(2026, 5, 4)),
        "api/1.0/customer-accounts/TL448812/orders?from=2026-05-04",
    ),
    (
        lambda c: c.find_accounts(
            account_number="TL448812", family_name="Yusuf", postcode="TB1 4QN"
        ),
        "api/1.0/customer-accounts?accountNumber=TL448812&familyName=Yusuf&postalCode=TB1 4QN",
    ),
]


@pytest.mark.parametrize(("call", "address"), READS)
def test_what_is_read_is_asked_for_by_its_own_address(call: Call, address: str) -> None:
    supplier = PretendSupplier({address: payloads.OrderList(())})

    asyncio.run(call(LeisureClient(supplier)))  # type: ignore[arg-type]  # pretended

    assert supplier.asked == [address]


@pytest.mark.parametrize(
    ("price", "prepayment", "pence", "is_paid_now"),
    [
        (6.4, "https://openactive.io/Unavailable", 640, False),
        (11.5, "https://openactive.io/Required", 1150, True),
        (11.5, "https://openactive.io/Optional", 1150, False),
        (0.29, "", 29, False),
        (1.005, "", 100, False),
        (0, "https://openactive.io/Required", 0, True),
        (11.5, "NotRequired", 1150, False),
    ],
)
def test_the_terms_of_a_quote(price: float, prepayment: str, pence: int, is_paid_now: bool) -> None:
    due = payloads.PriceSpecification(price, prepayment)

    terms = read_quote(a_held_place(total_payment_due=due))

    assert (terms.total_pence, terms.is_paid_now) == (pence, is_paid_now)


@pytest.mark.parametrize(
    ("modified", "than", "is_older"),
    [
        (1, 2, True),
        (2, 2, False),
        (3, 2, False),
        ("2026-01", "2026-02", True),
        ("9", "10", False),
        (1, "2", False),
        ("1", 2, False),
    ],
)
def test_what_is_older_is_known_only_among_the_same_kind(
    modified: Any, than: Any, is_older: bool
) -> None:
    """A feed that changes from numbers to strings is read afresh, not mixed up."""
    assert _is_older(modified, than=than) is is_older


def test_each_feed_is_mirrored_for_itself() -> None:
    slots, series = (
        Mirror("slots", payloads.Slot),
        Mirror("session-series", payloads.SessionSeries),
    )

    slots.position["afterChangeNumber"] = "5"

    assert series.position == {}
    assert (slots.items, series.items) == ([], [])
