"""Everything a report needs from the facts, in five queries whatever the period."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any  # rows of a grouped query

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from accounts.channels import Channel
from portal.reporting.facts import built_at
from portal.reporting.models import ContactVolume, DailyVolume
from portal.reporting.periods import Period

Key = tuple[date, str, Channel]
"""Month, service, channel."""


@dataclass(frozen=True, slots=True)
class Attempts:
    started: int = 0
    completed: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the period and of the same months a year earlier."""

    as_at: datetime | None
    completed: Mapping[Key, int]
    """Through any channel, counted here or elsewhere."""
    counted_elsewhere: frozenset[tuple[date, str]]
    """Months and services for which telephone, counters and post have been counted."""
    attempts: Attempts
    """Online, in the period up to and with today."""
    attempts_a_year_earlier: Attempts
    """Online, on the same days a year earlier."""
    attempts_by_task: Mapping[tuple[str, str], Attempts]
    """Service and task."""


def read_facts(
    period: Period, *, service: str = "", channel: Channel | None = None, today: date
) -> Facts:
    """`service` limits everything; `channel` limits attempts, never what take-up is made of."""
    both = Period(period.a_year_earlier.first, period.last)
    contacts = _contacts(both, service)
    volumes = _by_month(both, service)
    tomorrow = min(period.ends_before, today + timedelta(days=1))
    return Facts(
        as_at=built_at(),
        completed=volumes + contacts,
        counted_elsewhere=frozenset((month, slug) for month, slug, _ in contacts),
        attempts=_attempts(_days(period.first, tomorrow, service, channel)),
        attempts_a_year_earlier=_attempts(
            _days(period.a_year_earlier.first, _a_year_before(tomorrow), service, channel)
        ),
        attempts_by_task=_by_task(_days(period.first, tomorrow, service, channel)),
    )


def _by_month(period: Period, service: str) -> Counter[Key]:
    rows: Any = (  # the stubs lose the shape of a grouped row
        _days(period.first, period.ends_before, service, None)
        .annotate(month=TruncMonth("day"))
        .values("month", "service", "channel")
        .annotate(count=Sum("completed"))
    )
    return _counted(rows)


def _contacts(period: Period, service: str) -> Counter[Key]:
    rows: Any = ContactVolume.objects.filter(
        month__range=(period.first, period.last), superseded_at=None
    ).values("month", "service", "channel", "count")
    return _counted(rows.filter(service=service) if service else rows)


def _counted(rows: Iterable[Mapping[str, Any]]) -> Counter[Key]:
    return Counter(
        {(row["month"], row["service"], Channel(row["channel"])): row["count"] for row in rows}
    )


def _days(
    first: date, before: date, service: str, channel: Channel | None
) -> QuerySet[DailyVolume, DailyVolume]:
    volumes = DailyVolume.objects.filter(day__gte=first, day__lt=before)
    if service:
        volumes = volumes.filter(service=service)
    return volumes.filter(channel=channel) if channel else volumes


def _attempts(volumes: QuerySet[DailyVolume, DailyVolume]) -> Attempts:
    sums = volumes.aggregate(
        started=Sum("started", default=0), completed=Sum("completed", default=0)
    )
    return Attempts(**sums)


def _by_task(
    volumes: QuerySet[DailyVolume, DailyVolume],
) -> dict[tuple[str, str], Attempts]:
    rows = volumes.values("service", "task").annotate(
        all_started=Sum("started"), all_completed=Sum("completed")
    )
    return {
        (row["service"], row["task"]): Attempts(row["all_started"], row["all_completed"])
        for row in rows
    }


def _a_year_before(day: date) -> date:
    """29 February becomes 1 March: the days before it are still the same days."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 3, 1)
