"""Orders and quotes of the pretended leisure system: totals, tax and what must be paid when."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.leisure import orders, town
from services.sandbox.personas import AMINA

SESSION = {"@type": "ScheduledSession", "@id": "sessions/1"}
prices = st.lists(st.integers(0, 5000), max_size=5)
OPEN = "https://openactive.io"


def an_offer(pence: int = 640, prepayment: str = "Unavailable") -> dict[str, Any]:
    return {
        "@type": "Offer",
        "@id": "offers/adult",
        "price": pence / 100,
        "openBookingPrepayment": f"{OPEN}/{prepayment}",
    }


def an_item(pence: int = 640, status: str = "OrderItemConfirmed", **offer: str) -> dict[str, Any]:
    return orders.ordered_item("order-1", 0, SESSION, an_offer(pence, **offer), status=status)


@given(made=prices)
def test_the_total_is_the_sum_of_its_items_to_the_penny(made: list[int]) -> None:
    items = [an_item(pence) for pence in made]

    order = orders.order("order-1", "TL1", orders.customer(AMINA), items)

    assert orders.total_pence(items) == sum(made)
    assert round(order["totalPaymentDue"]["price"] * 100) == sum(made)


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("OrderItemConfirmed", True),
        ("AttendeeAttended", True),
        ("AttendeeAbsent", True),
        ("", True),
        ("CustomerCancelled", False),
        ("SellerCancelled", False),
    ],
)
def test_what_was_cancelled_costs_nothing(status: str, counts: bool) -> None:
    assert orders.total_pence([an_item(640, status)]) == (640 if counts else 0)


def test_an_offer_that_is_only_named_costs_nothing_we_know_of() -> None:
    named = orders.ordered_item("order-1", 0, SESSION, "offers/adult")

    assert orders.total_pence([named]) == 0
    assert "unitTaxSpecification" not in named


@pytest.mark.parametrize(
    ("items", "prepayment"),
    [
        ([], "Unavailable"),
        ([("Unavailable", 640)], "Unavailable"),
        ([("Required", 1150)], "Required"),
        ([("Unavailable", 640), ("Required", 1150)], "Required"),
        ([("Required", 0)], "Unavailable"),
    ],
)
def test_one_item_that_must_be_paid_now_makes_the_whole_order_so(
    items: list[tuple[str, int]], prepayment: str
) -> None:
    made = [an_item(pence, prepayment=word) for word, pence in items]

    assert orders.prepayment(made) == f"{OPEN}/{prepayment}"


@given(pence=st.integers(0, 1_000_000))
def test_tax_is_a_sixth_of_what_is_paid(pence: int) -> None:
    [tax] = an_item(pence)["unitTaxSpecification"]

    assert abs(round(tax["price"] * 100) - pence / 6) <= 0.5
    assert (tax["rate"], tax["priceCurrency"]) == (0.2, "GBP")


def test_a_quote_says_who_only_once_somebody_is_named() -> None:
    without = orders.quote("q-1", None, [an_item()])
    named = orders.quote("q-1", orders.customer(AMINA), [an_item()])

    assert "customer" not in without
    assert named["customer"]["identifier"] == AMINA.membership
    assert without["orderRequiresApproval"] is False


@pytest.mark.parametrize("kind", ["order", "quote"])
def test_orders_and_quotes_name_everybody_the_specification_wants(kind: str) -> None:
    who = orders.customer(AMINA)
    made = (
        orders.order("id-1", "TL1", who, [an_item()])
        if kind == "order"
        else orders.quote("id-1", who, [an_item()])
    )

    assert made["@type"] == {"order": "Order", "quote": "OrderQuote"}[kind]
    assert made["brokerRole"] == f"{OPEN}/AgentBroker"
    assert made["seller"]["@type"] == "Organization"
    assert made["bookingService"]["@type"] == "BookingService"
    assert made["totalPaymentDue"]["priceCurrency"] == "GBP"
    assert ("orderNumber" in made) == (kind == "order")


@pytest.mark.parametrize("status", ["", "OrderItemConfirmed"])
def test_only_what_is_booked_has_a_pass_for_the_door(status: str) -> None:
    item = an_item(status=status)

    assert ("accessPass" in item) == bool(status)
    assert ("@id" in item) == bool(status)


def test_passes_of_two_items_differ() -> None:
    passes = {
        orders.ordered_item("order-1", n, SESSION, an_offer(), status="OrderItemConfirmed")[
            "accessPass"
        ][0]["text"]
        for n in range(3)
    }

    assert len(passes) == 3


# The town


def test_everything_takes_place_somewhere_at_a_price_the_town_has() -> None:
    for one in (*town.TOWN.series, *town.TOWN.facilities):
        assert town.centre(one.centre).slug == one.centre
        assert town.TOWN.prices[one.priced]


def test_no_two_things_share_an_address() -> None:
    slugs = [one.slug for one in (*town.TOWN.series, *town.TOWN.facilities, *town.TOWN.centres)]

    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("series", town.TOWN.series, ids=lambda series: series.slug)
def test_every_class_has_a_day_a_length_and_room(series: town.Series) -> None:
    assert series.days
    assert set(series.days) <= set(range(7))
    assert series.minutes > 0
    assert series.places > 0
    ends = series.starts.hour * 60 + series.starts.minute + series.minutes
    assert ends < 24 * 60


@pytest.mark.parametrize("name", list(town.TOWN.prices))
def test_every_offer_says_what_the_specification_asks(name: str) -> None:
    for offer in town.offers("about", name):
        assert offer["@id"].startswith("about#/offers/")
        assert offer["price"] >= 0
        assert offer["openBookingPrepayment"].rsplit("/", 1)[1] in {"Required", "Unavailable"}
        assert offer["latestCancellationBeforeStartDate"].startswith("P")
        assert offer["validFromBeforeStartDate"] == "P14D"


def test_some_things_are_free_some_paid_at_the_desk_and_some_at_once() -> None:
    """So that a demonstration can show all three."""
    kinds = {
        (bool(price.pence), price.prepayment)
        for made in town.TOWN.prices.values()
        for price in made
    }

    assert {(False, "Unavailable"), (True, "Unavailable"), (True, "Required")} <= kinds


@pytest.mark.parametrize("centre", town.TOWN.centres, ids=lambda centre: centre.slug)
def test_every_centre_is_in_thornbridge_and_on_the_telephone(centre: town.Centre) -> None:
    place = town.place(centre.slug)

    assert place["address"]["postalCode"].startswith("TB")
    assert place["telephone"].startswith("01632 960")  # Ofcom's numbers for drama
    assert place["geo"]["latitude"] == pytest.approx(53.41, abs=0.02)
    assert len(place["amenityFeature"]) == len(centre.amenities)
