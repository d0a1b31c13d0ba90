"""Dates, ages and amounts the way people say them. Pure: what day it is comes from the caller."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})\b")
SOON = timedelta(days=7)


def pounds(pence: int) -> str:
    """«£1,234.50», always with the pence: amounts in a list must line up."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}.{rest:02d}"


def postal(address: str) -> str:
    """The address or postcode with each postcode on one line, however narrow the screen is."""
    return _POSTCODE.sub("\\1\N{NO-BREAK SPACE}\\2", address)


def day(on: date, *, today: date) -> str:
    """«Tuesday 4 May», with the year when it is not this one."""
    return _said(on, today=today, weekday=True)


def short_day(on: date, *, today: date) -> str:
    """«4 May», with the year when it is not this one."""
    return _said(on, today=today, weekday=False)


def moment(at: date | datetime, *, today: date) -> str:
    """«Tuesday 4 May at 2:30pm»; without a time when there is none."""
    if not isinstance(at, datetime):
        return day(at, today=today)
    return f"{day(at.date(), today=today)} at {clock(at)}"


def clock(at: datetime) -> str:
    """«2pm», «2:30pm», «midday», «midnight»."""
    if (at.hour, at.minute) in {(0, 0), (12, 0)}:
        return "midnight" if at.hour == 0 else "midday"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def due(on: date, *, today: date) -> str:
    """When something has to be done by, nearest first in people's minds."""
    left = on - today
    if left < timedelta(0):
        return f"Was due on {short_day(on, today=today)}"
    if left == timedelta(0):
        return "Do this today"
    if left == timedelta(days=1):
        return "Do this by tomorrow"
    if left <= SOON:
        return f"Do this by {on:%A}"
    return f"Do this by {short_day(on, today=today)}"


def urgency(on: date | None, *, today: date) -> str:
    """`late`, `soon` or `later`: how a date is shown, never the only way it is told."""
    if on is None:
        return "later"
    if on < today:
        return "late"
    return "soon" if on - today <= SOON else "later"


def age(at: datetime, *, now: datetime) -> str:
    """How old something is: «12 minutes ago», then «yesterday at 4pm», then the day."""
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return "less than a minute ago"
    if seconds < 60 * 60:
        return _count(int(seconds // 60), "minute")
    if at.date() == now.date():
        return _count(int(seconds // 3600), "hour")
    if now.date() - at.date() == timedelta(days=1):
        return f"yesterday at {clock(at)}"
    return f"on {short_day(at.date(), today=now.date())} at {clock(at)}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"


@lru_cache(maxsize=1024)
def _said(on: date, *, today: date, weekday: bool) -> str:
    said = f"{on.day} {on:%B}"
    if weekday:
        said = f"{on:%A} {said}"
    return said if on.year == today.year else f"{said} {on.year}"
