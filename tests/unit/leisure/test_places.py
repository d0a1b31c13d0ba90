"""A place that is sold against payment: held, charged for while it is held, booked by the payment.

The payment is ours before the place is: F02 and F23 of the attack catalogue end here.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from services.contract import (
    AccountReference,
    NotHeld,
    NothingOwed,
    ServiceUnavailable,
    WrongRecord,
)
from services.http import NotFound, Rejected
from services.leisure import payloads
from services.leisure.adapter import places
from services.leisure.client import LeisureClient
from tests.unit.leisure.made import NOW, ORDER_ID, STARTS, PretendSupplier, a_held_place

MEMBER = AccountReference("TL448812")
STATUS = f"api/1.0/orders/{ORDER_ID}"
BOOK, HOLD = f"PUT {STATUS}", f"PUT api/1.0/order-quotes/{ORDER_ID}"
PAID = payloads.Payment("TB-7KQ4-M2WD")
BOOKED = a_held_place(order_number="TL20001", lease=None, payment=PAID)
FULL = {
    "identifier": ORDER_ID,
    "totalPaymentDue": {"price": 11.5},
    "orderedItem": [
        {"orderedItem": "a", "acceptedOffer": "b", "error": [{"@type": "OpportunityIsFullError"}]}
    ],
}


def charge(held: object, reference: str = ORDER_ID, **when: timedelta) -> Any:
    client = LeisureClient(PretendSupplier({STATUS: held}))  # type: ignore[arg-type]  # pretended
    now = NOW + when.get("later", timedelta())
    return asyncio.run(places.fetch_charge(client, MEMBER, reference, now=now))


def pay(supplier: PretendSupplier, *, payment: str = PAID.identifier, pence: int = 1150) -> None:
    client = LeisureClient(supplier)  # type: ignore[arg-type]  # pretended
    asyncio.run(
        places.book_with(client, MEMBER, ORDER_ID, payment_reference=payment, amount_pence=pence)
    )


def test_a_held_place_is_a_charge_of_the_member_and_is_paid_whole() -> None:
    owed = charge(a_held_place())

    assert (owed.service, owed.account_reference) == ("leisure", MEMBER)
    assert (owed.charge_reference, owed.amount_pence) == (ORDER_ID, 1150)
    assert owed.part_payment_from_pence is None
    assert owed.description == "Aqua, Tuesday 5 May at 7pm"


@pytest.mark.parametrize(("seconds", "is_owed"), [(599, True), (600, False), (601, False)])
def test_nothing_is_asked_for_a_place_that_is_not_held_any_more(
    seconds: int, is_owed: bool
) -> None:
    later = timedelta(seconds=seconds)

    if is_owed:
        assert charge(a_held_place(), later=later).amount_pence == 1150
    else:
        with pytest.raises(NotHeld):
            charge(a_held_place(), later=later)


def test_nor_for_one_that_was_never_held() -> None:
    with pytest.raises(NotHeld):
        charge(a_held_place(lease=None))


@pytest.mark.parametrize(
    "held",
    [
        BOOKED,
        a_held_place(order_number="TL20001"),
        a_held_place(total_payment_due=payloads.PriceSpecification(11.5, "x/Unavailable")),
        NotFound("404"),
    ],
)
def test_what_is_booked_gone_or_paid_at_the_desk_is_not_paid_here(held: object) -> None:
    with pytest.raises(NothingOwed) as no:
        charge(held)

    assert not isinstance(no.value, NotHeld)


@pytest.mark.parametrize(
    "reference", ["", "..", "no-such-order", "../customer-accounts/TL448829", f"{ORDER_ID}?x=1"]
)
def test_a_reference_that_is_no_uuid_is_never_asked_for(reference: str) -> None:
    """E27: what stands in the address of the payment page reaches no other address."""
    supplier = PretendSupplier({})
    client = LeisureClient(supplier)  # type: ignore[arg-type]  # pretended

    with pytest.raises(NothingOwed):
        asyncio.run(places.fetch_charge(client, MEMBER, reference, now=NOW))

    assert supplier.asked == []


def test_another_members_held_place_is_nobodys_charge() -> None:
    """E11, G12: whose it is, is read from the answer and not from the address."""
    theirs = a_held_place(customer=payloads.Person("TL448829"))

    with pytest.raises(WrongRecord):
        charge(theirs)
    with pytest.raises(WrongRecord):
        pay(PretendSupplier({STATUS: theirs}))


def test_an_answer_about_another_order_is_no_answer() -> None:
    with pytest.raises(ServiceUnavailable):
        charge(a_held_place(identifier="11111111-1111-4111-8111-111111111111"))


def test_a_quote_of_two_places_is_not_ours() -> None:
    two = a_held_place(ordered_item=a_held_place().ordered_item * 2)

    with pytest.raises(ServiceUnavailable):
        charge(two)


def test_a_payment_books_the_place_with_the_payments_own_reference() -> None:
    supplier = PretendSupplier({STATUS: a_held_place(), BOOK: BOOKED})

    pay(supplier)

    [order] = supplier.sent
    assert order["payment"]["identifier"] == PAID.identifier
    assert order["totalPaymentDue"]["price"] == 11.5
    assert order["seller"] == "organisation"
    assert order["customer"]["email"] == "amina@example.org"
    assert order["orderedItem"][0]["orderedItem"] == "sessions/1"
    assert order["orderedItem"][0]["acceptedOffer"] == "offers/adult"


def test_the_same_payment_told_again_books_nothing_again() -> None:
    supplier = PretendSupplier({STATUS: BOOKED})

    pay(supplier)

    assert supplier.sent == []


def test_a_second_payment_for_a_booked_place_goes_to_a_person() -> None:
    """F02: paid twice in two tabs; the second one is to be given back."""
    with pytest.raises(NothingOwed):
        pay(PretendSupplier({STATUS: BOOKED}), payment="TB-XXXX-XXXX")
    with pytest.raises(NothingOwed):
        pay(PretendSupplier({STATUS: a_held_place(order_number="TL1", payment=None)}))


def test_a_place_whose_hold_ran_out_is_held_again_and_booked() -> None:
    supplier = PretendSupplier(
        {STATUS: a_held_place(), BOOK: [Rejected(409, {}), BOOKED], HOLD: a_held_place()}
    )

    pay(supplier)

    assert supplier.asked == [STATUS, BOOK, HOLD, BOOK]


def test_a_place_that_went_to_somebody_else_while_the_card_was_typed_goes_to_a_person() -> None:
    supplier = PretendSupplier(
        {STATUS: a_held_place(), BOOK: Rejected(409, {}), HOLD: Rejected(409, FULL)}
    )

    with pytest.raises(NothingOwed):
        pay(supplier)

    assert supplier.asked == [STATUS, BOOK, HOLD]


def test_a_session_that_moved_while_the_card_was_typed_goes_to_a_person() -> None:
    """Paid for at seven, held again at eight: it is not booked unseen."""
    [item] = a_held_place().ordered_item
    assert not isinstance(item.ordered_item, str)
    later = structs.replace(item.ordered_item, start_date=STARTS + timedelta(hours=1))
    moved = a_held_place(ordered_item=(structs.replace(item, ordered_item=later),))
    supplier = PretendSupplier({STATUS: a_held_place(), BOOK: Rejected(409, {}), HOLD: moved})

    with pytest.raises(NothingOwed):
        pay(supplier)

    assert supplier.asked == [STATUS, BOOK, HOLD]


@pytest.mark.parametrize("status", [400, 401, 500])
def test_any_other_refusal_is_told_as_it_is(status: int) -> None:
    """A wrong amount is a 400 there: the place is not held a second time for it."""
    supplier = PretendSupplier({STATUS: a_held_place(), BOOK: Rejected(status, {})})

    with pytest.raises(Rejected) as refused:
        pay(supplier, pence=1149)

    assert refused.value.status == status
    assert supplier.sent[0]["totalPaymentDue"]["price"] == 11.49
    assert supplier.asked == [STATUS, BOOK]


@pytest.mark.parametrize(
    "changes",
    [
        {"seller": None},
        {"ordered_item": ()},
        {"ordered_item": (payloads.OrderItem("sessions/1", "offers/adult"),)},
    ],
)
def test_a_quote_that_is_not_written_out_books_nothing(changes: dict[str, Any]) -> None:
    supplier = PretendSupplier({STATUS: a_held_place(**changes), BOOK: BOOKED})

    with pytest.raises(ServiceUnavailable):
        pay(supplier)

    assert supplier.sent == []
