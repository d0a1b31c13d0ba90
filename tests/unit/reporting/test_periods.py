"""Whole months, across year ends and leap days."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reporting.periods import (
    PERIODS,
    Period,
    add_months,
    last_day_of,
    month_of,
    months_between,
    period_of,
)


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        ("12-months", date(2026, 11, 22), date(2025, 12, 1), date(2026, 11, 1)),
        ("24-months", date(2026, 11, 22), date(2024, 12, 1), date(2026, 11, 1)),
        ("3-months", date(2026, 1, 5), date(2025, 11, 1), date(2026, 1, 1)),
        ("this-year", date(2026, 11, 22), date(2026, 4, 1), date(2026, 11, 1)),
        ("this-year", date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 1)),
        ("this-year", date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
        ("last-year", date(2026, 3, 31), date(2024, 4, 1), date(2025, 3, 1)),
        ("last-year", date(2026, 4, 1), date(2025, 4, 1), date(2026, 3, 1)),
        ("", date(2026, 11, 22), date(2025, 12, 1), date(2026, 11, 1)),
        ("since-ever", date(2026, 11, 22), date(2025, 12, 1), date(2026, 11, 1)),
    ],
)
def test_a_period_is_what_its_name_says(name, today, first, last):
    """M12."""
    assert period_of(name, today=today) == Period(first, last)


@pytest.mark.parametrize(
    ("name", "months"), [("12-months", 12), ("24-months", 24), ("3-months", 3), ("last-year", 12)]
)
def test_a_period_has_as_many_months_as_it_says(name, months):
    assert len(period_of(name, today=date(2026, 11, 22)).months) == months


def test_every_period_offered_is_known():
    today = date(2026, 11, 22)
    known = [period_of(name, today=today) for name in PERIODS]

    assert len(set(known)) == len(PERIODS)


def test_no_two_periods_differ_by_days():
    """M03: nobody can subtract one window from another a day longer."""
    for name in PERIODS:
        period = period_of(name, today=date(2026, 11, 22))
        assert period.first.day == period.last.day == period.ends_before.day == 1


@pytest.mark.parametrize(
    ("month", "count", "expected"),
    [
        (date(2026, 11, 1), 1, date(2026, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 1, 1), -13, date(2024, 12, 1)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
        (date(2024, 2, 1), 24, date(2026, 2, 1)),
    ],
)
def test_months_are_counted_across_years(month, count, expected):
    assert add_months(month, count) == expected


firsts = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(month_of)


@given(firsts, st.integers(-600, 600))
def test_months_added_and_taken_away_are_where_they_were(month, count):
    there = add_months(month, count)

    assert add_months(there, -count) == month
    assert there.day == 1
    assert (there.year - month.year) * 12 + there.month - month.month == count


@given(firsts, st.integers(0, 60))
def test_months_follow_each_other_without_a_day_between(first, count):
    months = list(months_between(first, add_months(first, count)))

    assert len(months) == count + 1
    for before, after in pairwise(months):
        assert (after - last_day_of(before)).days == 1


def test_there_is_no_month_before_the_first():
    assert list(months_between(date(2026, 2, 1), date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(month, last):
    assert last_day_of(month) == last


def test_the_months_of_a_period_include_both_ends():
    months = list(months_between(date(2025, 11, 1), date(2026, 2, 1)))

    assert months == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_a_year_earlier_is_the_same_months():
    period = Period(date(2025, 12, 1), date(2026, 11, 1))

    assert period.a_year_earlier == Period(date(2024, 12, 1), date(2025, 11, 1))


def test_the_month_of_a_day_is_its_first():
    assert month_of(date(2026, 11, 22)) == date(2026, 11, 1)
