"""The last answer and its age, for when a supplier is slow or down.

A fresh one is served without a call; an older one only when the supplier does not answer in time.
A failure is never kept, and services named in settings.SERVICES_WITHOUT_SNAPSHOTS never are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from services.contract import Summary
from services.models import Snapshot
from services.sealing import CannotUnseal, seal, unseal

FRESH_FOR = timedelta(seconds=60)
KEPT_FOR = timedelta(days=7)
"""Older than this, last known values mislead more than they help."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A summary and the moment the service gave it."""

    summary: Summary
    taken_at: datetime

    def is_fresh(self, *, now: datetime) -> bool:
        return now - self.taken_at < FRESH_FOR


def find_snapshots(resident_id: UUID, *, now: datetime) -> dict[str, Kept]:
    """What is kept for this resident, by service: one query."""
    rows = Snapshot.objects.filter(resident_id=resident_id, taken_at__gt=now - KEPT_FOR)
    found = rows.exclude(service__in=settings.SERVICES_WITHOUT_SNAPSHOTS)
    opened = (
        (service, _opened(sealed, taken_at))
        for service, sealed, taken_at in found.values_list("service", "sealed", "taken_at")
    )
    return {service: kept for service, kept in opened if kept}


def keep_snapshots(resident_id: UUID, answers: Mapping[str, Kept]) -> None:
    """Keep new answers in place of the old: one query, none when there is nothing to keep."""
    rows = [
        Snapshot(
            resident_id=resident_id,
            service=service,
            taken_at=kept.taken_at,
            sealed=seal(kept.summary),
        )
        for service, kept in answers.items()
        if service not in settings.SERVICES_WITHOUT_SNAPSHOTS
    ]
    if rows:
        Snapshot.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["resident_id", "service"],
            update_fields=["taken_at", "sealed"],
        )


def forget_snapshot(resident_id: UUID, service: str) -> None:
    """After a change or a payment: the next page asks the service itself."""
    Snapshot.objects.filter(resident_id=resident_id, service=service).delete()


def _opened(sealed: bytes, taken_at: datetime) -> Kept | None:
    try:
        return Kept(unseal(sealed, Summary), taken_at)
    except CannotUnseal:
        return None
