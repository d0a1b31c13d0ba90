"""The last answer and its age, for when a supplier is slow or down.

A fresh one is served without a call; an older one only when the supplier does not answer in time.
A failure is never kept, and services named in settings.SERVICES_WITHOUT_SNAPSHOTS never are. It is
kept on the link itself, so it cannot outlive it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import BinaryField, Case, Q, Value, When
from django.utils import timezone

from services.contract import Summary
from services.models import ServiceLink
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


def kept_on(links: Iterable[ServiceLink], *, now: datetime) -> dict[str, Kept]:
    """What is kept on these links, by service. No query."""
    opened = ((link.service, _opened(link, now=now)) for link in links)
    return {service: kept for service, kept in opened if kept}


def keep_snapshots(
    resident_id: UUID, summaries: Mapping[str, Summary], *, taken_at: datetime
) -> None:
    """Keep answers asked for at `taken_at`: one query, none when there is nothing to keep.

    Nothing newer is written over, and nothing that was forgotten since comes back.
    """
    kept = {
        service: seal(summary)
        for service, summary in summaries.items()
        if service not in settings.SERVICES_WITHOUT_SNAPSHOTS
    }
    if not kept:
        return
    older = Q(snapshot_at__isnull=True) | Q(snapshot_at__lt=taken_at)
    links = ServiceLink.objects.filter(older, resident_id=resident_id, service__in=kept)
    links.update(
        snapshot=Case(
            *(When(service=service, then=Value(sealed)) for service, sealed in kept.items()),
            output_field=BinaryField(),
        ),
        snapshot_at=taken_at,
    )


def forget_snapshot(resident_id: UUID, service: str) -> None:
    """After a change or a payment: the next page asks the service itself."""
    links = ServiceLink.objects.filter(resident_id=resident_id, service=service)
    links.update(snapshot=None, snapshot_at=timezone.now())


def forget_old(*, now: datetime) -> int:
    """Forget what nobody would be shown any more; returns how many."""
    old = ServiceLink.objects.filter(snapshot_at__lte=now - KEPT_FOR, snapshot__isnull=False)
    return old.update(snapshot=None)


def _opened(link: ServiceLink, *, now: datetime) -> Kept | None:
    if link.service in settings.SERVICES_WITHOUT_SNAPSHOTS:
        return None
    if link.snapshot is None or link.snapshot_at is None or now - link.snapshot_at >= KEPT_FOR:
        return None
    try:
        return Kept(unseal(link.snapshot, Summary), link.snapshot_at)
    except CannotUnseal:
        return None
