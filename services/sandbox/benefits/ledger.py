"""How a benefit year, an uprating and a payment run fall on the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

UPRATING_PERCENT = 96
"""Last year's weekly amount as a share of this year's."""
UPCOMING = 2
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AwardYear:
    starts_on: date
    ends_on: date | None
    weekly_pence: int
    reason: str


@dataclass(frozen=True, slots=True)
class PaymentDue:
    starts_on: date
    ends_on: date
    due_on: date
    amount_pence: int


def award_years(weekly_pence: int, claimed_on: date, today: date) -> list[AwardYear]:
    """One award for each benefit year since the claim; benefit years begin in April."""
    starts = [_monday_after(claimed_on)]
    starts += [
        _first_monday_of_april(year)
        for year in range(claimed_on.year, today.year + 1)
        if starts[0] < _first_monday_of_april(year) <= today
    ]
    ends = [start - DAY for start in starts[1:]] + [None]
    years = []
    for age, (start, end) in enumerate(zip(reversed(starts), reversed(ends), strict=True)):
        amount = weekly_pence * UPRATING_PERCENT**age // 100**age
        reason = "New claim" if start == starts[0] else "Yearly change in rates in April"
        years.append(AwardYear(start, end, amount, reason))
    return years[::-1]


def payments_due(years: list[AwardYear], *, weeks: int, today: date) -> Iterator[PaymentDue]:
    """Every payment since the first award, and the next few to come, oldest first."""
    starts_on, upcoming = years[0].starts_on, 0
    while upcoming < UPCOMING:
        following = due_on = starts_on + timedelta(weeks=weeks)  # in arrears
        upcoming += due_on > today
        mondays = [starts_on + timedelta(weeks=week) for week in range(weeks)]
        amount = sum(_weekly_on(years, monday) for monday in mondays)
        yield PaymentDue(starts_on, following - DAY, due_on, amount)
        starts_on = following


def yearly_credits(years: list[AwardYear]) -> Iterator[PaymentDue]:
    """Council tax is reduced once, at the start of a year, for all its weeks."""
    for year in years:
        ends_on = year.ends_on or _first_monday_of_april(_next_april(year.starts_on)) - DAY
        weeks = (ends_on + DAY - year.starts_on).days // 7
        yield PaymentDue(year.starts_on, ends_on, year.starts_on, year.weekly_pence * weeks)


def _next_april(day: date) -> int:
    return day.year if day < _first_monday_of_april(day.year) else day.year + 1


def _weekly_on(years: list[AwardYear], day: date) -> int:
    return next(year.weekly_pence for year in reversed(years) if year.starts_on <= day)


def _first_monday_of_april(year: int) -> date:
    return _monday_after(date(year, 4, 1))


def _monday_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
