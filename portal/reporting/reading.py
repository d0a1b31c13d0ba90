"""Everything a report needs from the facts, in three queries whatever the period."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple  # rows of a grouped query

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from accounts.channels import Channel
from portal.reporting.evening import Part, even_out
from portal.reporting.facts import built_at
from portal.reporting.models import ContactVolume, DailyVolume
from portal.reporting.periods import Period


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the period and of the same months a year earlier, with small counts evened out."""

    as_at: datetime | None
    completed: Mapping[Part, int]
    """Through any channel, counted here or elsewhere."""
    given_up: Mapping[Part, int]
    """Begun online and not completed, or not yet."""
    counted_elsewhere: frozenset[tuple[date, str]]
    """Months and services for which telephone, counters and post have been counted."""


class Volume(NamedTuple):
    part: Part
    started: int
    completed: int


def read_facts(period: Period) -> Facts:
    """Of all services and channels, whatever was asked: they are evened out together."""
    both = Period(period.a_year_earlier.first, period.last)
    return facts_of(_volumes(both), _contacts(both), as_at=built_at())


def facts_of(
    volumes: Iterable[Volume], contacts: Mapping[Part, int], *, as_at: datetime | None
) -> Facts:
    completed, given_up = Counter(contacts), Counter[Part]()
    for part, started, done in volumes:
        completed[part] += done
        given_up[part] += started - done
    return Facts(
        as_at=as_at,
        completed=even_out(completed),
        given_up=even_out(given_up),
        counted_elsewhere=frozenset((month, service) for month, service, _, _ in contacts),
    )


def _volumes(period: Period) -> Iterable[Volume]:
    rows: Any = (  # the stubs lose the shape of a grouped row
        DailyVolume.objects.filter(day__gte=period.first, day__lt=period.ends_before)
        .annotate(month=TruncMonth("day"))
        .values_list("month", "service", "task", "channel")
        .annotate(Sum("started"), Sum("completed"))
    )
    return (
        Volume((month, service, task, Channel(channel)), started, completed)
        for month, service, task, channel, started, completed in rows
    )


def _contacts(period: Period) -> dict[Part, int]:
    rows = ContactVolume.objects.filter(
        month__range=(period.first, period.last), superseded_at=None
    ).values_list("month", "service", "channel", "count")
    return {
        (month, service, "", Channel(channel)): count for month, service, channel, count in rows
    }
