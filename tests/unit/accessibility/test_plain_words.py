"""Dates, ages and amounts are said the way people say them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accessibility import plain_words

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 16, 15, tzinfo=LONDON)

AMOUNTS = [
    (0, "£0.00"),
    (5, "£0.05"),
    (9215, "£92.15"),
    (123456789, "£1,234,567.89"),
    (-350, "−£3.50"),
]


@pytest.mark.parametrize(("pence", "said"), AMOUNTS)
def test_an_amount_is_said_in_pounds_and_pence(pence, said):
    assert plain_words.pounds(pence) == said


ADDRESSES = [
    ("Mill Lane, Thornbridge, TB2 7HA", "Mill Lane, Thornbridge, TB2_7HA"),
    ("TB12 4QN", "TB12_4QN"),
    ("SW1A 1AA, or SW1A 2AA", "SW1A_1AA, or SW1A_2AA"),
    ("Flat 4, 12 Canal Street", "Flat 4, 12 Canal Street"),
    ("Unit B2 7 Mill Lane", "Unit B2 7 Mill Lane"),
    ("", ""),
]


@pytest.mark.parametrize(("address", "said"), ADDRESSES)
def test_a_postcode_never_stands_on_two_lines(address, said):
    assert plain_words.postal(address) == said.replace("_", "\N{NO-BREAK SPACE}")


DAYS = [
    (date(2026, 5, 4), "Monday 4 May", "4 May"),
    (date(2026, 12, 25), "Friday 25 December", "25 December"),
    (date(2027, 1, 1), "Friday 1 January 2027", "1 January 2027"),
    (date(2025, 12, 31), "Wednesday 31 December 2025", "31 December 2025"),
]


@pytest.mark.parametrize(("on", "long", "short"), DAYS)
def test_a_day_has_its_year_only_when_it_is_another_one(on, long, short):
    assert plain_words.day(on, today=TODAY) == long
    assert plain_words.short_day(on, today=TODAY) == short


CLOCKS = [
    ((0, 0), "midnight"),
    ((0, 5), "12:05am"),
    ((9, 0), "9am"),
    ((9, 5), "9:05am"),
    ((11, 59), "11:59am"),
    ((12, 0), "midday"),
    ((12, 30), "12:30pm"),
    ((13, 0), "1pm"),
    ((23, 45), "11:45pm"),
]


@pytest.mark.parametrize(("time", "said"), CLOCKS)
def test_a_time_is_said_without_needless_noughts(time, said):
    assert plain_words.clock(datetime(2026, 5, 4, *time, tzinfo=LONDON)) == said


def test_a_moment_has_a_time_only_when_there_is_one():
    assert plain_words.moment(NOW, today=TODAY) == "Monday 4 May at 4:15pm"
    assert plain_words.moment(TODAY, today=TODAY) == "Monday 4 May"


DUE = [
    (-400, "Was due on 30 March 2025", "late"),
    (-1, "Was due on 3 May", "late"),
    (0, "Do this today", "soon"),
    (1, "Do this by tomorrow", "soon"),
    (2, "Do this by Wednesday", "soon"),
    (7, "Do this by Monday", "soon"),
    (8, "Do this by 12 May", "later"),
    (300, "Do this by 28 February 2027", "later"),
]


@pytest.mark.parametrize(("days", "said", "urgency"), DUE)
def test_what_is_due_is_said_by_how_soon_it_is(days, said, urgency):
    on = TODAY + timedelta(days=days)

    assert plain_words.due(on, today=TODAY) == said
    assert plain_words.urgency(on, today=TODAY) == urgency


def test_what_has_no_date_is_not_urgent():
    assert plain_words.urgency(None, today=TODAY) == "later"


AGES = [
    (timedelta(seconds=0), "less than a minute ago"),
    (timedelta(seconds=59), "less than a minute ago"),
    (timedelta(seconds=60), "1 minute ago"),
    (timedelta(minutes=42), "42 minutes ago"),
    (timedelta(minutes=59, seconds=59), "59 minutes ago"),
    (timedelta(hours=1), "1 hour ago"),
    (timedelta(hours=16), "16 hours ago"),
    (timedelta(hours=17), "yesterday at 11:15pm"),
    (timedelta(hours=40), "yesterday at 12:15am"),
    (timedelta(hours=41), "on 2 May at 11:15pm"),
    (timedelta(days=365), "on 4 May 2025 at 4:15pm"),
]


@pytest.mark.parametrize(("ago", "said"), AGES)
def test_how_old_something_is_is_said_in_words(ago, said):
    assert plain_words.age(NOW - ago, now=NOW) == said
