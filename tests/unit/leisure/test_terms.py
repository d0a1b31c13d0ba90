"""The terms under which a place is held, booked and given back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.http import NotFound, Rejected
from services.leisure import operations, payloads
from services.leisure.client import LeisureClient, NotBookable
from services.leisure.operations import (
    FULL,
    BookingRequest,
    CancelRequest,
    NotOpenForBooking,
    PriceChanged,
    SessionFull,
    SessionMoved,
)
from services.models import Submission
from services.sealing import seal
from services.supplied import LONDON
from tests.unit.leisure.made import (
    NOW,
    ORDER_ID,
    STARTS,
    PretendSupplier,
    a_booking,
    a_held_place,
    a_price,
    an_order,
)

ID = UUID(ORDER_ID)
STATUS = f"api/1.0/orders/{ID}"
HOLD, BOOK = f"PUT api/1.0/order-quotes/{ID}", f"PUT api/1.0/orders/{ID}"
REQUEST = BookingRequest(
    opportunity_id="sessions/1",
    offer_id="offers/adult",
    seller_id="organisation",
    total_pence=640,
    account_number="TL448812",
    first_name="Amina",
    last_name="Yusuf",
    email="amina@example.org",
    telephone="07700 900141",
)


@pytest.fixture
def leisure(monkeypatch: pytest.MonkeyPatch) -> PretendSupplier:
    supplier = PretendSupplier({})
    client = LeisureClient(supplier)  # type: ignore[arg-type]  # pretended
    monkeypatch.setattr(operations.LeisureClient, "from_settings", lambda: client)
    return supplier


def quoted(price: float, *, prepayment: str) -> payloads.Order:
    due = payloads.PriceSpecification(price, f"https://openactive.io/{prepayment}")
    return a_held_place(total_payment_due=due)


@pytest.mark.parametrize(
    ("price", "prepayment", "is_paid_now", "is_held"),
    [
        (6.4, "Unavailable", False, True),
        (6.4, "Optional", False, True),
        (6.4, "Required", True, True),
        (6.4, "Required", False, False),
        (6.4, "Unavailable", True, False),
        (6.41, "Unavailable", False, False),
        (6.39, "Required", True, False),
        (0, "Unavailable", False, False),
    ],
)
def test_a_place_is_held_only_on_the_terms_the_resident_saw(
    leisure: PretendSupplier, price: float, prepayment: str, is_paid_now: bool, is_held: bool
) -> None:
    """F05: another price, or another time to pay it, has to be agreed to first."""
    leisure.answers = {HOLD: quoted(price, prepayment=prepayment)}

    if is_held:
        operations._hold(REQUEST, ID, is_paid_now=is_paid_now)
    else:
        with pytest.raises(PriceChanged) as changed:
            operations._hold(REQUEST, ID, is_paid_now=is_paid_now)
        assert changed.value.total_pence == round(price * 100)


@pytest.mark.parametrize(
    ("seen", "is_held"),
    [
        (STARTS, True),
        (STARTS.astimezone(LONDON), True),
        (STARTS - timedelta(minutes=1), False),
        (STARTS + timedelta(minutes=1), False),
        (None, True),
    ],
)
def test_a_place_is_held_only_at_the_time_the_resident_saw(
    leisure: PretendSupplier, seen: datetime | None, is_held: bool
) -> None:
    """F05: whatever the feed said, the booking system knows when it is; None is an old request."""
    leisure.answers = {HOLD: quoted(6.4, prepayment="Unavailable")}
    request = replace(REQUEST, starts_at=seen)

    if is_held:
        operations._hold(request, ID, is_paid_now=False)
        assert leisure.asked == [HOLD]
    else:
        with pytest.raises(SessionMoved) as moved:
            operations._hold(request, ID, is_paid_now=False)
        assert moved.value.starts_at == STARTS


def test_an_answer_that_does_not_say_when_it_is_moves_nothing(leisure: PretendSupplier) -> None:
    unsaid = payloads.OrderItem("sessions/1", "offers/adult")
    due = payloads.PriceSpecification(6.4)
    leisure.answers = {HOLD: a_held_place(total_payment_due=due, ordered_item=(unsaid,))}

    operations._hold(replace(REQUEST, starts_at=NOW), ID, is_paid_now=False)

    assert leisure.asked == [HOLD], "the place was not held"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("OpportunityIsFullError", SessionFull),
        ("OpportunityHasInsufficientCapacityError", SessionFull),
        ("OpportunityCapacityIsReservedByLeaseError", SessionFull),
        ("OpportunityOfferPairNotBookableError", NotOpenForBooking),
        ("UnknownOpportunityError", NotOpenForBooking),
        ("SomethingNewError", NotOpenForBooking),
    ],
)
def test_the_booking_systems_no_becomes_one_of_ours(
    leisure: PretendSupplier, kind: str, why: type[Exception]
) -> None:
    item = {"orderedItem": "a", "acceptedOffer": "b", "error": [{"@type": kind}]}
    quote = {"identifier": "1", "totalPaymentDue": {"price": 0}, "orderedItem": [item]}
    leisure.answers = {HOLD: Rejected(409, quote)}

    with pytest.raises(why):
        operations._hold(REQUEST, ID, is_paid_now=False)
    assert operations.why_not(NotBookable(kind, "")) is why


def test_all_that_means_full_are_the_specifications_own_words() -> None:
    assert all(word.startswith("Opportunity") and word.endswith("Error") for word in FULL)


def a_submission(request: object, *, attempts: int = 1, fault: str = "") -> Submission:
    key = {"pk": ID, "form_key": ID}
    return Submission(sealed=seal(request), attempts=attempts, last_fault=fault, **key)


def test_a_booking_is_delivered_under_the_key_of_its_form(leisure: PretendSupplier) -> None:
    """G25: trying again is the same order, because its UUID is."""
    leisure.answers = {BOOK: an_order(order_number="TL20777")}

    receipts = [operations._deliver_booking(a_submission(REQUEST)) for _ in range(2)]

    assert {receipt.supplier_reference for receipt in receipts} == {"TL20777"}
    assert leisure.sent[0] == leisure.sent[1]
    assert "payment" not in leisure.sent[0]
    assert leisure.sent[0]["totalPaymentDue"]["price"] == 6.4


@pytest.mark.parametrize("held", [a_held_place(order_number=""), NotFound("404")])
@pytest.mark.parametrize("tried", [{"attempts": 2}, {"attempts": 1, "fault": "status 503"}])
def test_a_booking_that_waited_is_held_again_first(
    leisure: PretendSupplier, held: object, tried: dict[str, Any]
) -> None:
    """The hold has run out; it is booked when it is still what the resident asked for.

    Sent again by a person, the first try is not the first either.
    """
    again = quoted(6.4, prepayment="Unavailable")
    leisure.answers = {STATUS: held, HOLD: again, BOOK: an_order(order_number="TL20777")}
    waited = replace(REQUEST, starts_at=STARTS)

    operations._deliver_booking(a_submission(waited, **tried))

    assert leisure.asked == [STATUS, HOLD, BOOK]


def test_a_session_that_moved_while_its_booking_waited_is_not_booked_unseen(
    leisure: PretendSupplier,
) -> None:
    moved = quoted(6.4, prepayment="Unavailable")
    leisure.answers = {STATUS: NotFound("404"), HOLD: moved}
    waited = replace(REQUEST, starts_at=STARTS - timedelta(hours=1))

    with pytest.raises(Rejected):
        operations._deliver_booking(a_submission(waited, attempts=2))

    assert leisure.asked == [STATUS, HOLD]


def test_a_booking_whose_answer_was_lost_stands_though_the_session_moved_since(
    leisure: PretendSupplier,
) -> None:
    booked = an_order(order_number="TL20777")
    leisure.answers = {STATUS: booked, BOOK: booked}
    waited = replace(REQUEST, starts_at=STARTS - timedelta(hours=1))

    receipt = operations._deliver_booking(a_submission(waited, attempts=2))

    assert receipt.supplier_reference == "TL20777"
    assert leisure.asked == [STATUS, BOOK]


def test_what_was_sealed_is_what_is_sent(leisure: PretendSupplier) -> None:
    leisure.answers = {BOOK: an_order()}

    operations._deliver_booking(a_submission(REQUEST))

    [sent] = leisure.sent
    assert sent["customer"]["identifier"] == "TL448812"
    assert sent["orderedItem"][0]["orderedItem"] == "sessions/1"
    assert REQUEST.wanted.offer_id == sent["orderedItem"][0]["acceptedOffer"]
    assert REQUEST.attendee.email == sent["customer"]["email"]


def test_giving_a_place_back_names_its_item(leisure: PretendSupplier) -> None:
    leisure.answers = {f"PATCH api/1.0/orders/{ID}": None}
    asked = CancelRequest(str(ID), "order-1#0", "TL20001")

    receipt = operations._deliver_cancellation(a_submission(asked))

    assert [item["@id"] for item in leisure.sent[0]["orderedItem"]] == ["order-1#0"]
    assert receipt.supplier_reference == "TL20001"


@pytest.mark.parametrize(
    ("terms", "before", "in_time"),
    [
        (timedelta(days=1), timedelta(days=1, seconds=1), True),
        (timedelta(days=1), timedelta(days=1), True),
        (timedelta(days=1), timedelta(hours=23, minutes=59, seconds=59), False),
        (timedelta(hours=2), timedelta(hours=2), True),
        (timedelta(hours=2), timedelta(hours=1), False),
        (timedelta(), timedelta(), True),
        (timedelta(), timedelta(seconds=-1), False),
    ],
)
def test_a_place_is_given_back_until_the_offers_last_moment(
    terms: timedelta, before: timedelta, in_time: bool
) -> None:
    booking = a_booking(price=a_price(cancel_until=terms))

    assert booking.can_be_cancelled(now=STARTS - before) is in_time


def test_what_is_cancelled_already_is_not_cancelled_again() -> None:
    booking = a_booking(is_confirmed=False)

    assert not booking.can_be_cancelled(now=STARTS - timedelta(days=30))
    assert not booking.is_coming_up(now=STARTS - timedelta(days=30))


def test_without_terms_a_place_can_be_given_back_until_it_begins() -> None:
    assert a_booking(price=None).cancel_by == STARTS
