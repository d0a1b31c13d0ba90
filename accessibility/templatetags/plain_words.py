"""`{{ charge.amount_pence|pounds }}`, `{{ card.taken_at|age }}`: see `accessibility.plain_words`.

Every filter reads the clock here, in the council's own time zone.
"""

from datetime import date, datetime

from django import template
from django.utils import timezone

from accessibility import plain_words

register = template.Library()
register.filter("pounds", plain_words.pounds)


@register.filter
def plain_day(on: date | datetime) -> str:
    return plain_words.day(_day_of(on), today=_today())


@register.filter
def short_day(on: date | datetime) -> str:
    return plain_words.short_day(_day_of(on), today=_today())


@register.filter
def moment(at: date | datetime) -> str:
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    return plain_words.moment(local, today=_today())


@register.filter
def clock(at: datetime) -> str:
    return plain_words.clock(timezone.localtime(at))


@register.filter
def day_of_month(on: date | datetime) -> int:
    return _day_of(on).day


@register.filter
def short_month(on: date | datetime) -> str:
    """«Nov»: for the leaf of a calendar, never alone."""
    return f"{_day_of(on):%b}"


@register.filter
def due(on: date | datetime) -> str:
    return plain_words.due(_day_of(on), today=_today())


@register.filter
def urgency(on: date | datetime | None) -> str:
    return plain_words.urgency(_day_of(on) if on else None, today=_today())


@register.filter
def age(at: datetime) -> str:
    return plain_words.age(timezone.localtime(at), now=timezone.localtime())


def _today() -> date:
    """As `timezone.localdate()`, in less than half of its time: a page asks some twenty times."""
    return datetime.now(timezone.get_current_timezone()).date()


def _day_of(on: date | datetime) -> date:
    return timezone.localtime(on).date() if isinstance(on, datetime) else on
