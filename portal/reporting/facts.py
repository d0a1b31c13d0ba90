"""Journeys into facts, counted by the database in one pass, as often as you like.

A journey belongs to the day and month it began in, by the clock on the Guildhall. It counts as
completed when it was, within TIME_LIMIT: “Apply a time limit to saved transactions after which, if
they haven't been resumed, they are classed as failed” (Government Service Design Manual, archived
2016, measurement/completion-rate). Days within the limit are still open, so `refresh` builds those
again; days before it no longer change, and outlive the journeys they were counted from.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncDate

from portal.reporting.models import DailyVolume, FactsBuilt
from portal.reporting.periods import last_day_of, month_of, months_between
from services.drafts import KEPT_FOR
from services.models import Journey, Outcome

LONDON = ZoneInfo("Europe/London")
TIME_LIMIT = KEPT_FOR
"""As long as a draft is kept."""

REFRESH_SECONDS = 60
REFRESHED_KEY = "reporting.facts.refreshed"


def build(*, first: date, last: date, now: datetime) -> int:
    """Build the facts of these days (both included) from journeys; return how many there are."""
    with transaction.atomic():
        _queue_for_our_turn(now)
        volumes = list(_count(first, last))
        DailyVolume.objects.filter(day__range=(first, last)).delete()
        DailyVolume.objects.bulk_create(volumes, batch_size=2000)
        FactsBuilt.objects.filter(pk=FactsBuilt.ONLY).update(as_at=now)
    return len(volumes)


def build_by_month(*, now: datetime) -> Iterator[tuple[date, int, int]]:
    """Build everything there are journeys for; yields each month, how many are done and in all."""
    earliest = Journey.objects.aggregate(earliest=Min("started_at"))["earliest"]
    if earliest is None:
        return
    begin, today = earliest.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    months = list(months_between(month_of(begin), month_of(today)))
    for done, month in enumerate(months, start=1):
        build(first=max(month, begin), last=min(last_day_of(month), today), now=now)
        yield month, done, len(months)


def refresh(*, now: datetime) -> int:
    """Build the days that are still open, at most once a minute for all workers together."""
    if not cache.add(REFRESHED_KEY, True, REFRESH_SECONDS):
        return 0
    today = now.astimezone(LONDON).date()
    build(first=today - TIME_LIMIT, last=today, now=now)
    return 0  # nothing was delivered: the worker may rest


def built_at() -> datetime | None:
    return FactsBuilt.objects.values_list("as_at", flat=True).first()


def _queue_for_our_turn(now: datetime) -> None:
    FactsBuilt.objects.get_or_create(pk=FactsBuilt.ONLY, defaults={"as_at": now})
    FactsBuilt.objects.select_for_update().get(pk=FactsBuilt.ONLY)


def _count(first: date, last: date) -> Iterator[DailyVolume]:
    rows = (
        Journey.objects.filter(
            started_at__gte=datetime.combine(first, time.min, LONDON),
            started_at__lt=datetime.combine(last + timedelta(days=1), time.min, LONDON),
        )
        .annotate(day=TruncDate("started_at", tzinfo=LONDON))
        .values("day", "service", "task", "channel")
        .annotate(started=Count("pk"), completed=Count("pk", filter=_completed_in_time()))
        .order_by("day", "service", "task", "channel")
    )
    return (DailyVolume(**row) for row in rows)


def _completed_in_time() -> Q:
    return Q(outcome=Outcome.COMPLETED, finished_at__lte=F("started_at") + TIME_LIMIT)
