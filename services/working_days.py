"""Working days in England and Wales, for what we promise residents."""

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The last of so many working days after `start`, which itself does not count."""
    day = start
    while days:
        day += _DAY
        days -= is_working_day(day)
    return day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The regular ones; a royal proclamation can add or move one."""
    easter = _easter(year)
    return frozenset(
        {
            _or_next_free(date(year, 1, 1)),
            easter - 2 * _DAY,
            easter + _DAY,
            _monday_from(date(year, 5, 1)),
            _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25)),
            *_christmas(year),
        }
    )


def _christmas(year: int) -> tuple[date, date]:
    """Christmas Day and Boxing Day, moved on together when they fall on a weekend."""
    first = _or_next_free(date(year, 12, 25))
    boxing = date(year, 12, 26)
    return first, _or_next_free(boxing if boxing != first else boxing + _DAY, first)


def _or_next_free(day: date, taken: date | None = None) -> date:
    while day.weekday() > 4 or day == taken:
        day += _DAY
    return day


def _monday_from(day: date) -> date:
    return day + _DAY * (-day.weekday() % 7)


def _easter(year: int) -> date:
    """The anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)
