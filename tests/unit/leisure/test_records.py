"""What a session, a price and a booking say of themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from services.leisure.records import PayWhen, Price, Search, Timetable
from tests.unit.leisure.made import HERE, NOW, STARTS, a_booking, a_price, a_session

ELSEWHERE = a_session(
    opportunity_id="sessions/2",
    venue=HERE.__class__("Foundry", "", "", ()),
    activities=("Boccia",),
    access_needs=(),
    starts_at=STARTS + timedelta(days=1),
)
OVER = a_session(opportunity_id="sessions/0", starts_at=NOW)
TIMETABLE = Timetable(as_at=NOW, opportunities=(OVER, a_session(), ELSEWHERE))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search(), ["sessions/1", "sessions/2"]),
        (Search(place="Foundry"), ["sessions/2"]),
        (Search(activity="Boccia"), ["sessions/2"]),
        (Search(activity="Aqua Aerobics"), ["sessions/1"]),
        (Search(access_need="Physical impairment"), ["sessions/1"]),
        (Search(on=date(2026, 5, 5)), ["sessions/1"]),
        (Search(on=date(2026, 5, 6), place="Foundry"), ["sessions/2"]),
        (Search(on=date(2026, 5, 5), place="Foundry"), []),
        (Search(activity="Boc"), []),
    ],
)
def test_a_search_finds_what_suits_in_every_way(search: Search, found: list[str]) -> None:
    assert [one.opportunity_id for one in TIMETABLE.find(search, now=NOW)] == found


def test_hours_of_courts_are_found_by_their_activity_only() -> None:
    court = a_session(activities=("Badminton Court",), is_hire=True)
    timetable = Timetable(as_at=NOW, opportunities=(court,))

    assert timetable.find(Search(place="Millfield Pool"), now=NOW) == []
    assert timetable.find(Search(activity="Badminton Court"), now=NOW) == [court]


def test_a_session_that_begins_this_very_moment_is_over_for_the_search() -> None:
    just_before = NOW - timedelta(seconds=1)

    assert OVER not in TIMETABLE.find(Search(), now=NOW)
    assert OVER in TIMETABLE.find(Search(), now=just_before)


def test_the_choices_are_what_there_is_each_once_in_order() -> None:
    assert TIMETABLE.places == ["Foundry", "Millfield Pool"]
    assert TIMETABLE.activities == ["Aqua Aerobics", "Boccia"]
    assert TIMETABLE.access_needs == ["Physical impairment"]


def test_a_session_is_found_by_its_key_and_only_by_its_own() -> None:
    assert TIMETABLE.get(a_session().key) == a_session()
    assert TIMETABLE.get("nobody") is None
    assert len({one.key for one in TIMETABLE.opportunities}) == 3


def test_a_day_is_londons_and_not_greenwichs() -> None:
    late = a_session(starts_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert late.on == date(2026, 7, 1)
    assert late.when == "Wednesday 1 July at 12:30am"


def test_when_it_is_from_and_to() -> None:
    assert a_session().from_to == "Tuesday 5 May at 7pm to 7:45pm"
    assert a_session(ends_at=None).from_to == "Tuesday 5 May at 7pm"


@pytest.mark.parametrize(
    ("prices", "is_paid_now"),
    [
        ((), False),
        ((a_price(),), False),
        ((a_price(pay_when=PayWhen.WHEN_BOOKING),), True),
        ((a_price(pay_when=PayWhen.WHEN_BOOKING), a_price()), False),
    ],
)
def test_a_session_is_paid_now_when_there_is_no_other_way(
    prices: tuple[Price, ...], is_paid_now: bool
) -> None:
    assert a_session(prices=prices).is_paid_now is is_paid_now


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Adult, £6.40, pay at the centre"),
        ({"pay_when": PayWhen.FREE, "amount_pence": 0}, "Free"),
        ({"pay_when": PayWhen.WHEN_BOOKING}, "Adult, £6.40, pay now by card"),
        ({"amount_pence": 120_000}, "Adult, £1,200.00, pay at the centre"),
    ],
)
def test_what_a_price_is_called(changes: dict[str, object], words: str) -> None:
    assert a_price(**changes).words == words


@pytest.mark.parametrize(
    ("seconds", "can_be_cancelled"), [(-1, True), (0, True), (1, False), (86_400, False)]
)
def test_a_booking_can_be_cancelled_until_its_last_moment_and_not_after(
    seconds: int, can_be_cancelled: bool
) -> None:
    booking = a_booking()
    now = booking.cancel_by + timedelta(seconds=seconds)

    assert booking.cancel_by == STARTS - timedelta(days=1)
    assert booking.can_be_cancelled(now=now) is can_be_cancelled


def test_what_was_cancelled_is_not_cancelled_again() -> None:
    assert not a_booking(is_confirmed=False).can_be_cancelled(now=NOW)


def test_without_known_terms_it_can_be_cancelled_until_it_begins() -> None:
    assert a_booking(price=None).cancel_by == STARTS


@pytest.mark.parametrize(
    ("changes", "now", "is_coming"),
    [
        ({}, NOW, True),
        ({}, STARTS, False),
        ({}, STARTS - timedelta(seconds=1), True),
        ({"is_confirmed": False}, NOW, False),
    ],
)
def test_what_is_coming_up(changes: dict[str, object], now: datetime, is_coming: bool) -> None:
    assert a_booking(**changes).is_coming_up(now=now) is is_coming


@pytest.mark.parametrize(
    ("price", "pence"),
    [
        (a_price(), 640),
        (a_price(pay_when=PayWhen.WHEN_BOOKING), 0),
        (a_price(pay_when=PayWhen.FREE, amount_pence=0), 0),
        (None, 0),
    ],
)
def test_what_is_still_to_pay_at_the_centre(price: object, pence: int) -> None:
    assert a_booking(price=price).to_pay_at_the_centre_pence == pence


@pytest.mark.parametrize(
    ("price", "pence"),
    [(a_price(), 0), (a_price(pay_when=PayWhen.WHEN_BOOKING), 640), (None, 0)],
)
def test_what_was_paid_when_booking(price: object, pence: int) -> None:
    assert a_booking(price=price).paid_pence == pence


@pytest.mark.parametrize(
    ("left", "cancelled", "said"),
    [
        (0, False, "Full"),
        (1, False, "1 place left"),
        (2, False, "2 places left"),
        (None, False, ""),
        (1, True, "Cancelled"),
    ],
)
def test_the_last_place_can_still_be_had_and_a_full_session_says_so(
    left: int | None, cancelled: bool, said: str
) -> None:
    session = a_session(places_left=left, is_cancelled=cancelled)

    html = render_to_string("leisure/places_left.html", {"session": session})

    assert strip_tags(html).strip() == said
