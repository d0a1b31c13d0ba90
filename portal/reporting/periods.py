"""Months, and the periods a report can be about. Whole months only: never a window of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PERIODS = {
    "12-months": "The last 12 months",
    "24-months": "The last 24 months",
    "3-months": "The last 3 months",
    "this-year": "This financial year",
    "last-year": "Last financial year",
}
DEFAULT = "12-months"
FIRST_MONTH_OF_FINANCIAL_YEAR = 4


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of one month to the last day of another."""

    first: date
    last: date
    """Both are the first day of their month."""

    @property
    def months(self) -> tuple[date, ...]:
        return tuple(months_between(self.first, self.last))

    @property
    def ends_before(self) -> date:
        return add_months(self.last, 1)

    @property
    def a_year_earlier(self) -> "Period":
        return Period(add_months(self.first, -12), add_months(self.last, -12))


def period_of(name: str, *, today: date) -> Period:
    """The period by its name, up to and with the month of `today`; the default for any other."""
    this = month_of(today)
    year = date(today.year - (today.month < FIRST_MONTH_OF_FINANCIAL_YEAR), 4, 1)
    match name:
        case "3-months":
            return Period(add_months(this, -2), this)
        case "24-months":
            return Period(add_months(this, -23), this)
        case "this-year":
            return Period(year, this)
        case "last-year":
            return Period(add_months(year, -12), add_months(year, -1))
        case _:
            return Period(add_months(this, -11), this)


def month_of(day: date) -> date:
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """`month` is the first day of one; so is the answer."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def months_between(first: date, last: date) -> Iterator[date]:
    """Every month from `first` to `last`, both included."""
    while first <= last:
        yield first
        first = add_months(first, 1)


def last_day_of(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)
