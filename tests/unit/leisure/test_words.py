"""From OpenActive's words to the portal's, and what the card says."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from services.leisure import payloads
from services.leisure.adapter.summary import summary
from services.leisure.adapter.words import (
    read_bookings,
    read_duration,
    read_membership,
    read_price,
    read_sessions,
    read_slots,
    read_venue,
)
from services.leisure.records import Booking, Entitlement, Membership, PayWhen
from tests.unit.leisure.made import NOW, STARTS, a_booking, a_place, an_offer, an_order

REQUIRED = "https://openactive.io/Required"
SELLER = payloads.Organization("organisation")
SERIES = payloads.SessionSeries(
    id="series/aqua",
    name="Aqua aerobics",
    location=a_place(),
    organizer=SELLER,
    activity=(payloads.Concept("Aqua Aerobics"),),
    offers=(an_offer(),),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1D", timedelta(days=1)),
        ("PT2H", timedelta(hours=2)),
        ("PT90M", timedelta(minutes=90)),
        ("P2DT3H30M", timedelta(days=2, hours=3, minutes=30)),
        ("P14D", timedelta(days=14)),
        ("", timedelta()),
        ("PT0S", timedelta()),
        ("tomorrow", timedelta()),
    ],
)
def test_durations_are_read_as_iso_writes_them(text: str, expected: timedelta) -> None:
    assert read_duration(text) == expected


@pytest.mark.parametrize(
    ("changes", "pence", "pay_when"),
    [
        ({}, 640, PayWhen.AT_THE_CENTRE),
        ({"price": 0}, 0, PayWhen.FREE),
        ({"open_booking_prepayment": REQUIRED}, 640, PayWhen.WHEN_BOOKING),
        ({"open_booking_prepayment": "https://openactive.io/Optional"}, 640, PayWhen.AT_THE_CENTRE),
        (
            {"price": 0, "open_booking_prepayment": REQUIRED},
            0,
            PayWhen.FREE,
        ),
        ({"price": 1.15}, 115, PayWhen.AT_THE_CENTRE),
        ({"price": 0.29}, 29, PayWhen.AT_THE_CENTRE),
    ],
)
def test_prices_are_whole_pence(changes: dict[str, object], pence: int, pay_when: PayWhen) -> None:
    price = read_price(an_offer(**changes))

    assert (price.amount_pence, price.pay_when) == (pence, pay_when)


def test_a_venue_names_what_it_has_and_leaves_out_what_it_has_not() -> None:
    venue = read_venue(a_place())

    assert venue.address == "Mill Lane, Thornbridge, TB2 7HA"
    assert venue.amenities == ("Hoist",)


def a_scheduled(**changes: object) -> payloads.ScheduledSession:
    facts = {"id": "sessions/1", "super_event": "series/aqua", "start_date": STARTS}
    return payloads.ScheduledSession(**{**facts, **changes})


def test_a_session_gets_its_name_place_and_offers_from_its_series() -> None:
    [session] = read_sessions([SERIES], [a_scheduled()])

    assert (session.name, session.venue.name) == ("Aqua aerobics", "Millfield Pool")
    assert session.prices[0].amount_pence == 640
    assert session.places_left is None
    assert session.seller_id == "organisation"


def test_a_session_with_offers_of_its_own_keeps_them() -> None:
    [session] = read_sessions([SERIES], [a_scheduled(offers=(an_offer(price=3),))])

    assert [price.amount_pence for price in session.prices] == [300]


def test_a_session_of_a_series_that_is_not_there_yet_waits_for_it() -> None:
    assert read_sessions([], [a_scheduled()]) == []


@pytest.mark.parametrize(("status", "is_cancelled"), [("EventCancelled", True), ("Event", False)])
def test_a_cancelled_session_says_so(status: str, is_cancelled: bool) -> None:
    scheduled = a_scheduled(event_status=f"https://schema.org/{status}")

    assert read_sessions([SERIES], [scheduled])[0].is_cancelled is is_cancelled


def test_a_slot_is_an_opportunity_like_any_other() -> None:
    courts = payloads.FacilityUse(
        id="facilities/courts", name="Courts", location=a_place(), provider=SELLER
    )
    slot = payloads.Slot(
        id="slots/1",
        facility_use="facilities/courts",
        start_date=STARTS,
        remaining_uses=2,
        offers=(an_offer(),),
    )
    lost = payloads.Slot(id="slots/2", facility_use="facilities/none", start_date=STARTS)

    [found] = read_slots([courts], [slot, lost])

    assert (found.name, found.places_left, found.opportunity_id) == ("Courts", 2, "slots/1")
    assert found.is_hire


@pytest.mark.parametrize(
    ("status", "is_confirmed", "by_the_centre"),
    [
        ("OrderItemConfirmed", True, False),
        ("OrderConfirmed", True, False),
        ("CustomerCancelled", False, False),
        ("SellerCancelled", False, True),
        ("OrderProposed", False, False),
        ("", False, False),
    ],
)
def test_only_what_is_confirmed_is_a_booking_that_stands(
    status: str, is_confirmed: bool, by_the_centre: bool
) -> None:
    [booking] = read_bookings(an_order(status))

    assert booking.is_confirmed is is_confirmed
    assert booking.was_cancelled_by_the_centre is by_the_centre


def test_who_was_there_is_not_told_that_they_cancelled_it() -> None:
    """The centre marks who came and who did not: neither has given the place back."""
    for status, said in [
        ("AttendeeAttended", ""),
        ("AttendeeAbsent", ""),
        ("CustomerCancelled", " (you cancelled it)"),
        ("SellerCancelled", " (the centre cancelled it)"),
    ]:
        [booking] = read_bookings(an_order(status))
        told = render_to_string("leisure/was_cancelled.html", {"booking": booking})
        assert told.strip("\n") == said


def test_a_booking_has_what_the_desk_asks_for() -> None:
    [booking] = read_bookings(an_order())

    assert (booking.number, booking.pass_code, booking.name) == ("TL20001", "ABC", "Aqua")
    assert booking.starts_at == STARTS


def test_an_item_that_is_only_named_is_left_out() -> None:
    bare = payloads.OrderItem(ordered_item="sessions/1", accepted_offer="offers/adult")

    assert read_bookings(an_order(ordered_item=(bare,))) == []


def a_member(valid_until: date | None = None, *, booked: Iterable[Booking] = ()) -> Membership:
    return Membership("TL448812", (Entitlement("Leisure Card", valid_until),), tuple(booked))


def test_a_member_is_read_with_number_and_card() -> None:
    card = payloads.Entitlement(payloads.Concept("Leisure Card"), date(2026, 5, 4))
    account = payloads.CustomerAccount("TL448812", payloads.Person(), (card,))

    member = read_membership(account, [an_order()])

    assert (member.number, len(member.bookings)) == ("TL448812", 1)
    assert member.entitlements == (Entitlement("Leisure Card", date(2026, 5, 4)),)


@pytest.mark.parametrize(
    ("valid_until", "is_told"),
    [
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), True),
        (date(2026, 6, 1), True),
        (date(2026, 6, 2), False),
        (None, False),
    ],
)
def test_a_card_that_ends_within_four_weeks_is_a_notice(
    valid_until: date | None, is_told: bool
) -> None:
    notices = summary(a_member(valid_until), now=NOW).notices

    assert [notice.act_by for notice in notices] == ([valid_until] if is_told else [])


def test_the_card_says_the_next_booking_first() -> None:
    later = a_booking(order_id="2", name="Yoga", starts_at=STARTS + timedelta(days=2))

    said = summary(a_member(booked=[later, a_booking()]), now=NOW)

    assert said.headline == "Aqua aerobics, Tuesday 5 May at 7pm"
    assert [event.on for event in said.coming_up] == [date(2026, 5, 5), date(2026, 5, 7)]
    assert said.details[0].value == "2 booked"
    assert said.recent == ()


def test_what_is_over_happened_lately_and_what_was_cancelled_did_not() -> None:
    been = a_booking(starts_at=NOW - timedelta(days=2))
    not_been = a_booking(starts_at=NOW - timedelta(days=3), is_confirmed=False)

    said = summary(a_member(booked=[been, not_been]), now=NOW)

    assert said.headline == "Nothing booked at present"
    assert [event.on for event in said.recent] == [date(2026, 5, 2)]


def test_the_card_shows_three_bookings_and_counts_all() -> None:
    many = [a_booking(starts_at=STARTS + timedelta(days=n)) for n in range(5)]

    said = summary(a_member(booked=many), now=NOW)

    assert len(said.coming_up) == 3
    assert said.details[0].value == "5 booked"
