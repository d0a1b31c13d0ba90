"""Benefit years, upratings and payment runs of the pretended benefits system."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.benefits.changes import _working_day
from services.sandbox.benefits.ledger import (
    UPCOMING,
    AwardYear,
    award_years,
    payments_due,
    yearly_credits,
)

TODAY = date(2026, 5, 20)
CLAIMED = date(2024, 3, 6)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 12, 31))
ages = st.integers(min_value=0, max_value=1500)
amounts = st.integers(min_value=100, max_value=50_000)


def years(weekly: int = 6842, claimed: date = CLAIMED, today: date = TODAY) -> list[AwardYear]:
    return award_years(weekly, claimed, today)


def test_there_is_an_award_for_each_benefit_year_since_the_claim() -> None:
    found = years()

    assert [(year.starts_on, year.ends_on) for year in found] == [
        (date(2024, 3, 11), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2025, 4, 6)),
        (date(2025, 4, 7), date(2026, 4, 5)),
        (date(2026, 4, 6), None),
    ]
    assert [year.reason for year in found] == ["New claim"] + [
        "Yearly change in rates in April"
    ] * 3


def test_the_amount_of_this_year_is_the_one_asked_for_and_earlier_ones_were_less() -> None:
    assert [year.weekly_pence for year in years()] == [6053, 6305, 6568, 6842]


@given(amounts, days, ages)
def test_years_follow_each_other_without_a_gap(weekly: int, today: date, age: int) -> None:
    found = years(weekly, today - timedelta(days=age), today)

    assert found[-1].ends_on is None
    assert found[-1].weekly_pence == weekly
    for before, after in pairwise(found):
        assert before.ends_on == after.starts_on - timedelta(days=1)
        assert before.weekly_pence <= after.weekly_pence
    assert {year.starts_on.weekday() for year in found} == {0}


def test_a_claim_of_this_week_has_one_award() -> None:
    (only,) = years(claimed=TODAY)

    assert only == AwardYear(date(2026, 5, 25), None, 6842, "New claim")


@pytest.mark.parametrize("weeks", [1, 4])
@given(days, ages)
def test_payments_cover_every_week_once_and_end_with_the_next_two(
    weeks: int, today: date, age: int
) -> None:
    claimed = today - timedelta(days=age)

    due = list(payments_due(years(claimed=claimed, today=today), weeks=weeks, today=today))

    assert sum(payment.due_on > today for payment in due) == UPCOMING
    assert due[-1].due_on > today
    for payment in due:
        assert (payment.ends_on - payment.starts_on).days == weeks * 7 - 1
        assert payment.due_on == payment.ends_on + timedelta(days=1)
    for before, after in pairwise(due):
        assert after.starts_on == before.ends_on + timedelta(days=1)


def test_a_payment_over_the_change_of_year_is_some_weeks_of_each() -> None:
    due = list(payments_due(years(claimed=date(2024, 3, 13)), weeks=4, today=TODAY))
    over = next(
        payment for payment in due if payment.starts_on < date(2026, 4, 6) <= payment.ends_on
    )

    old_weeks = (date(2026, 4, 6) - over.starts_on).days // 7
    assert over.amount_pence == old_weeks * 6568 + (4 - old_weeks) * 6842


def test_a_payment_due_today_is_not_one_to_come() -> None:
    award = [AwardYear(date(2026, 5, 4), None, 1_000, "New claim")]

    due = [payment.due_on for payment in payments_due(award, weeks=1, today=date(2026, 5, 11))]

    assert due == [date(2026, 5, 11), date(2026, 5, 18), date(2026, 5, 25)]


@given(amounts, days, ages)
def test_council_tax_is_reduced_once_a_year_for_all_of_its_weeks(
    weekly: int, today: date, age: int
) -> None:
    found = years(weekly, today - timedelta(days=age), today)

    given_back = list(yearly_credits(found))

    assert [credit.due_on for credit in given_back] == [year.starts_on for year in found]
    for credit, year in zip(given_back, found, strict=True):
        assert credit.amount_pence % year.weekly_pence == 0
        assert 1 <= credit.amount_pence // year.weekly_pence <= 53
        assert credit.ends_on.weekday() == 6


def test_the_credit_of_this_year_reaches_to_its_end() -> None:
    credit = list(yearly_credits(years(1_418)))[-1]

    assert (credit.starts_on, credit.ends_on) == (date(2026, 4, 6), date(2027, 4, 4))
    assert credit.amount_pence == 52 * 1_418


@given(days)
def test_a_decision_is_promised_for_a_working_day(day: date) -> None:
    promised = _working_day(day)

    assert promised.isoweekday() <= 5
    assert 0 <= (promised - day).days <= 2
    assert promised == day or day.isoweekday() > 5
