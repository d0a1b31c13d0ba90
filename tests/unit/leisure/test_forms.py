"""What a resident chooses at leisure: only what is offered, and nothing that is not."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.leisure.forms import DAYS_OFFERED, BookForm, CancelBookingForm, FindForm, time_seen
from services.leisure.records import PayWhen, Search, Timetable
from tests.unit.leisure.made import NOW, STARTS, a_price, a_session

TODAY = NOW.date()
KEY = "2f5f3c1e-9b0a-4d52-8d0b-6a7c1f0e4b11"
SESSION = a_session()
COURT = a_session(opportunity_id="slots/1", activities=("Badminton Court",), is_hire=True)
TIMETABLE = Timetable(NOW, (SESSION, COURT))
ADULT = a_price()
CONCESSION = a_price(offer_id="offers/concession", name="Concession", amount_pence=380)
NOW_BY_CARD = a_price(offer_id="offers/court", pay_when=PayWhen.WHEN_BOOKING)


def find(**chosen: str) -> FindForm:
    return FindForm(chosen, timetable=TIMETABLE, today=TODAY)


def choices(form: Any, name: str) -> list[tuple[str, str]]:
    return list(form.fields[name].choices)


@pytest.mark.parametrize(
    ("chosen", "search"),
    [
        ({}, Search()),
        ({"activity": ""}, Search()),
        ({"activity": "Badminton Court"}, Search(activity="Badminton Court")),
        ({"place": "Millfield Pool"}, Search(place="Millfield Pool")),
        ({"on": "2026-05-05"}, Search(on=date(2026, 5, 5))),
        ({"access_need": "Physical impairment"}, Search(access_need="Physical impairment")),
        (
            {"activity": "Aqua Aerobics", "on": "2026-05-04", "place": "Millfield Pool"},
            Search("Millfield Pool", date(2026, 5, 4), "Aqua Aerobics"),
        ),
        ({"utm_source": "letter"}, Search()),
    ],
)
def test_what_is_left_empty_does_not_matter(chosen: dict[str, str], search: Search) -> None:
    form = find(**chosen)

    assert form.is_valid(), form.errors
    assert form.search == search


@pytest.mark.parametrize(
    "chosen",
    [
        {"activity": "Bungee"},
        {"place": "<script>"},
        {"on": "2026-05-03"},
        {"on": "2026-05-18"},
        {"on": "tomorrow"},
        {"access_need": "' OR 1=1"},
    ],
)
def test_what_is_not_offered_is_not_looked_for(chosen: dict[str, str]) -> None:
    assert not find(**chosen).is_valid()


def test_the_days_on_offer_are_a_fortnight_from_today() -> None:
    offered = choices(find(), "on")

    assert offered[0] == ("", "Any day")
    assert [value for value, _ in offered[1:]] == [
        (TODAY + timedelta(days=ahead)).isoformat() for ahead in range(14)
    ]
    assert DAYS_OFFERED == 14


def test_each_choice_begins_with_no_choice() -> None:
    form = find()

    assert [choices(form, name)[0][1] for name in form.fields] == [
        "Any activity",
        "Any place",
        "Any day",
        "Anyone",
    ]


def book(*prices: Any, **sent: str) -> BookForm:
    return BookForm(sent or None, opportunity=a_session(prices=prices))


def chosen(price: Any) -> str:
    """What the page of this session sends for a price."""
    return str(price.terms)


def test_the_only_price_is_chosen_already_and_one_of_two_is_not() -> None:
    assert book(ADULT).initial["price"] == chosen(ADULT)
    assert book(ADULT, CONCESSION).initial["price"] == ""


def test_every_price_is_offered_with_when_it_is_paid() -> None:
    assert choices(book(ADULT, CONCESSION, NOW_BY_CARD), "price") == [
        (chosen(ADULT), "Adult, £6.40, pay at the centre"),
        (chosen(CONCESSION), "Concession, £3.80, pay at the centre"),
        (chosen(NOW_BY_CARD), "Adult, £6.40, pay now by card"),
    ]


@pytest.mark.parametrize(
    "price", [ADULT, CONCESSION, NOW_BY_CARD], ids=lambda price: price.offer_id
)
def test_the_price_that_was_chosen_is_the_one_of_the_session(price: Any) -> None:
    """F03: the form brings a key, never an amount."""
    form = book(ADULT, CONCESSION, NOW_BY_CARD, price=chosen(price), form_key=KEY)

    assert form.is_valid(), form.errors
    assert form.chosen is price


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"price": ""}, "price"),
        ({"price": "offers/adult"}, "price"),
        ({"price": "640"}, "price"),
        ({"form_key": ""}, "form_key"),
        ({"form_key": "not-a-key"}, "form_key"),
    ],
)
def test_a_price_that_is_not_offered_or_a_form_without_its_key_books_nothing(
    sent: dict[str, str], field: str
) -> None:
    form = book(ADULT, CONCESSION, **({"price": chosen(ADULT), "form_key": KEY} | sent))

    assert not form.is_valid()
    assert field in form.errors


@pytest.mark.parametrize(
    "now_it_is",
    [
        a_session(prices=(a_price(amount_pence=740),)),
        a_session(prices=(a_price(pay_when=PayWhen.WHEN_BOOKING),)),
    ],
    ids=["another price", "paid at once"],
)
def test_nothing_is_booked_on_other_terms_than_the_page_showed(now_it_is: Any) -> None:
    """The feed changed while she read: she is told, and shown what it is now."""
    form = BookForm({"price": chosen(ADULT), "form_key": KEY}, opportunity=now_it_is)

    assert not form.is_valid()
    assert "changed since you opened this page" in str(form.errors["price"])


@pytest.mark.parametrize(
    ("says", "seen"),
    [
        ("2026-05-05T18:00:00+00:00", STARTS),
        ("2026-05-05T19:00:00+01:00", STARTS),
        ("2026-05-05T18:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_form_brings_back_the_time_its_page_said(says: str, seen: Any) -> None:
    assert time_seen({"starts_at": says}) == seen


def test_a_session_shown_again_at_another_time_is_agreed_to_at_that_time() -> None:
    later = a_session().at(STARTS + timedelta(hours=4))
    form = BookForm({"starts_at": STARTS.isoformat()}, opportunity=later)

    assert time_seen({"starts_at": form["starts_at"].value()}) == later.starts_at
    assert later.from_to == "Tuesday 5 May at 11pm"


def test_two_forms_are_two_bookings_and_one_form_is_one() -> None:
    first, second = book(ADULT), book(ADULT)

    assert first.initial["form_key"] != second.initial["form_key"]
    assert first["form_key"].value() == str(first.initial["form_key"])


@pytest.mark.parametrize(("key", "is_valid"), [(KEY, True), ("", False), ("x", False)])
def test_cancelling_asks_for_nothing_but_its_own_form(key: str, is_valid: bool) -> None:
    assert CancelBookingForm({"form_key": key}).is_valid() is is_valid
    assert list(CancelBookingForm().fields) == ["form_key"]


def test_a_session_in_the_past_is_still_the_session_of_its_key() -> None:
    assert TIMETABLE.get(SESSION.key) is SESSION
    assert TIMETABLE.find(Search(), now=STARTS) == []
