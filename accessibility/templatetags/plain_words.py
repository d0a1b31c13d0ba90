"""`{{ charge.amount_pence|pounds }}`, `{{ card.taken_at|age }}`: see `accessibility.plain_words`.

Every filter reads the clock here, in the council's own time zone.
"""

import calendar
from datetime import date, datetime

from django import template
from django.utils import timezone

from accessibility import plain_words

SHORT_MONTHS = tuple(calendar.month_abbr)

register = template.Library()
register.filter("pounds", plain_words.pounds)
register.filter("postal", plain_words.postal)


@register.filter
def plain_day(on: date | datetime) -> str:
    return plain_words.day(_day_of(on), today=_today())


@register.filter
def short_day(on: date | datetime) -> str:
    return plain_words.short_day(_day_of(on), today=_today())


@register.filter
def moment(at: date | datetime) -> str:
    return plain_words.moment(_here(at) if isinstance(at, datetime) else at, today=_today())


@register.filter
def clock(at: datetime) -> str:
    return plain_words.clock(_here(at))


@register.filter
def day_of_month(on: date | datetime) -> str:
    return str(_day_of(on).day)


@register.filter
def short_month(on: date | datetime) -> str:
    """«Nov»: for the leaf of a calendar, never alone."""
    return SHORT_MONTHS[_day_of(on).month]


@register.filter
def due(on: date | datetime) -> str:
    return plain_words.due(_day_of(on), today=_today())


@register.filter
def urgency(on: date | datetime | None) -> str:
    return plain_words.urgency(_day_of(on) if on else None, today=_today())


@register.filter
def age(at: datetime) -> str:
    return plain_words.age(_here(at), now=_here(timezone.now()))


def _today() -> date:
    return _here(timezone.now()).date()


def _day_of(on: date | datetime) -> date:
    return _here(on).date() if isinstance(on, datetime) else on


def _here(at: datetime) -> datetime:
    """Whatever zone is active: a tenth of the time of `localtime`, and a page asks fifty times."""
    return at.astimezone(timezone.get_default_timezone())
