"""Leisure's payloads and records, made for tests."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.leisure import payloads
from services.leisure.records import Booking, Opportunity, PayWhen, Price, Venue

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 5, 5, 18, 0, tzinfo=UTC)
HERE = Venue("Millfield Pool", "Mill Lane, Thornbridge, TB2 7HA", "01632 960 220", ("Hoist",))


def a_price(**changes: Any) -> Price:
    facts = {
        "offer_id": "offers/adult",
        "name": "Adult",
        "amount_pence": 640,
        "pay_when": PayWhen.AT_THE_CENTRE,
        "cancel_until": timedelta(days=1),
    }
    return Price(**{**facts, **changes})


def a_session(**changes: Any) -> Opportunity:
    facts = {
        "opportunity_id": "sessions/1",
        "seller_id": "organisation",
        "name": "Aqua aerobics",
        "description": "A lively workout.",
        "activities": ("Aqua Aerobics",),
        "access_needs": ("Physical impairment",),
        "venue": HERE,
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(minutes=45),
        "places_left": 5,
        "minimum_age": 16,
        "prices": (a_price(),),
    }
    return Opportunity(**{**facts, **changes})


def a_booking(**changes: Any) -> Booking:
    facts = {
        "order_id": "order-1",
        "item_id": "order-1#0",
        "number": "TL20001",
        "name": "Aqua aerobics",
        "venue": HERE,
        "starts_at": STARTS,
        "price": a_price(),
        "pass_code": "ABC",
        "is_confirmed": True,
    }
    return Booking(**{**facts, **changes})


def a_place() -> payloads.Place:
    return payloads.Place(
        name="Millfield Pool",
        telephone="01632 960 220",
        address=payloads.PostalAddress("Mill Lane", "Thornbridge", "TB2 7HA"),
        amenity_feature=(
            payloads.Amenity("Hoist", True),
            payloads.Amenity("Sauna", False),
            payloads.Amenity("", True),
        ),
    )


def an_offer(**changes: Any) -> payloads.Offer:
    facts = {
        "id": "offers/adult",
        "name": "Adult",
        "price": 6.4,
        "open_booking_prepayment": "https://openactive.io/Unavailable",
        "latest_cancellation_before_start_date": "P1D",
    }
    return payloads.Offer(**{**facts, **changes})


def an_order(status: str = "OrderItemConfirmed", **changes: Any) -> payloads.Order:
    item = payloads.OrderItem(
        id="order-1#0",
        ordered_item=payloads.OrderedOpportunity(
            id="sessions/1", start_date=STARTS, super_event=payloads.Parent("Aqua", a_place())
        ),
        accepted_offer=an_offer(),
        order_item_status=f"https://openactive.io/{status}",
        access_pass=(payloads.AccessPass("ABC"),),
    )
    facts = {
        "identifier": "order-1",
        "order_number": "TL20001",
        "ordered_item": (item,),
        "total_payment_due": payloads.PriceSpecification(6.4),
        "customer": payloads.Person(identifier="TL448812"),
    }
    return payloads.Order(**{**facts, **changes})


ORDER_ID = "2f5f3c1e-9b0a-4d52-8d0b-6a7c1f0e4b11"


def a_held_place(**changes: Any) -> payloads.Order:
    """A quote of a court that is sold against payment, held until ten minutes after NOW."""
    due = payloads.PriceSpecification(11.5, "https://openactive.io/Required")
    facts = {
        "identifier": ORDER_ID,
        "order_number": "",
        "total_payment_due": due,
        "seller": payloads.Organization("organisation"),
        "lease": payloads.Lease(NOW + timedelta(minutes=10)),
        "customer": payloads.Person("TL448812", "Amina", "Yusuf", "amina@example.org", "0770"),
    }
    return an_order("", **{**facts, **changes})


class PretendSupplier:
    """Answers what it was given, by path and query; remembers what it was asked.

    What is sent is answered by method and path, one after another when there are several answers.
    """

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.sent: list[Any] = []

    async def send(self, method: str, path: str, into: Any, *, json: Any, headers: Any) -> Any:
        address = f"{method} {path}"
        self.asked.append(address)
        self.sent.append(json)
        answers = self.answers[address]
        answer = answers.pop(0) if isinstance(answers, list) else answers
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def get(self, path: str, into: Any, *, params: Mapping[str, str] | None = None) -> Any:
        query = "&".join(f"{name}={value}" for name, value in (params or {}).items())
        address = f"{path}?{query}" if query else path
        self.asked.append(address)
        answer = self.answers[address]
        if isinstance(answer, Exception):
            raise answer
        return answer
