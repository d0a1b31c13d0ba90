"""What the dashboard and the service pages say about a service, by the editors' word.

At most one query, shared between workers for a minute, and forgotten the moment an editor
publishes. A message starts and ends on time whatever the cache holds: times are looked at on
every read.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # signal receivers take whatever Django sends

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from cms.models.messages import MessageKind, ServiceMessage

CACHE_KEY = "cms.messages.v1"
CACHE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Message:
    service: str
    kind: str
    text: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def label(self) -> str:
        """What kind of message it is, in words."""
        return str(MessageKind(self.kind).label)

    def shows(self, now: datetime) -> bool:
        """From `starts_at` on, and no longer at `ends_at`."""
        started = self.starts_at is None or self.starts_at <= now
        return started and (self.ends_at is None or now < self.ends_at)


def live_messages(*, now: datetime) -> Mapping[str, tuple[Message, ...]]:
    """Return the messages to show at `now`, by service; services without one are not there."""
    messages: tuple[Message, ...] | None = cache.get(CACHE_KEY)
    if messages is None:
        messages = _published(now)
        cache.set(CACHE_KEY, messages, CACHE_SECONDS)
    by_service: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        if message.shows(now):
            by_service[message.service].append(message)
    return {service: tuple(some) for service, some in by_service.items()}


def connect() -> None:
    post_save.connect(_forget_when_committed, sender=ServiceMessage)
    post_delete.connect(_forget_when_committed, sender=ServiceMessage)


def _published(now: datetime) -> tuple[Message, ...]:
    rows = ServiceMessage.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now), live=True
    ).values_list("service", "kind", "text", "starts_at", "ends_at")
    return tuple(Message(*row) for row in rows)


def _forget_when_committed(**signal: Any) -> None:
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
