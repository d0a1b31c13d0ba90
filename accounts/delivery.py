"""Deliver once, later if need be: the one mechanism behind notifications, submissions and postings.

A row is its own queue entry. To deliver it somebody first leases it, in a transaction of its own,
and only then calls the outside world; whoever dies in between leaves a lease that runs out, and the
next one delivers with the same idempotency key: the row's id.
"""

import logging
import uuid
from collections.abc import Callable
from copy import copy
from datetime import datetime, timedelta
from time import monotonic
from typing import ClassVar, TypeVar

from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = 60
"""Attempts: with the waits below, a little over a day."""
AT_ONCE = 50


class NotDelivered(Exception):
    """The other side did not take it this time; try again later."""


class Refused(Exception):
    """The other side answered no and will answer no again: a person must look at it."""


class Withheld(Exception):
    """We ourselves have found a reason why it must not go: nobody has to look at it."""


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "Waiting to be delivered"
    DELIVERED = "delivered", "Delivered"
    GIVEN_UP = "given_up", "Could not be delivered"
    WITHHELD = "withheld", "Not sent: there is a reason not to"


class Deliverable(models.Model):
    """Something that must reach another system exactly once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    """Of what was given up or withheld: when that was."""
    leased_until = models.DateTimeField(null=True, blank=True)
    last_fault = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt_at"])]

    @property
    def is_waiting(self) -> bool:
        return self.state == DeliveryState.WAITING

    @property
    def is_delivered(self) -> bool:
        return self.state == DeliveryState.DELIVERED

    @property
    def is_given_up(self) -> bool:
        return self.state == DeliveryState.GIVEN_UP

    @property
    def is_withheld(self) -> bool:
        return self.state == DeliveryState.WITHHELD

    @property
    def was_tried_before(self) -> bool:
        """The other side may have it. What a person sent again begins to count anew."""
        return self.attempts > 1 or bool(self.last_fault)


D = TypeVar("D", bound=Deliverable)
Deliver = Callable[[D], None]
"""Calls the other side and, in one transaction with `mark_delivered`, keeps what it answered."""


def deliver_due(queryset: QuerySet[D], deliver: Deliver[D], *, now: datetime) -> int:
    """Deliver what is due in `queryset`, oldest first, and return how many were delivered."""
    due = queryset.filter(state=DeliveryState.WAITING, next_attempt_at__lte=now)
    due = due.filter(Q(leased_until=None) | Q(leased_until__lte=now)).order_by("created_at")
    ids = list(due.values_list("pk", flat=True)[:AT_ONCE])
    begun = monotonic()
    # Of a slow other side the fiftieth comes minutes after the first: its lease begins then.
    return sum(_attempt(queryset, pk, deliver, now=now + since(begun)) for pk in ids)


def deliver_now(item: D, deliver: Deliver[D], *, now: datetime) -> bool:
    """Deliver this one at once, outside any transaction; False when it has to wait.

    `item` is refreshed. A second call while the first one is under way does nothing.
    """
    queryset = type(item)._default_manager.all()
    delivered = _attempt(queryset, item.pk, deliver, now=now)
    item.refresh_from_db()
    return delivered


def mark_delivered(item: Deliverable, *, now: datetime) -> None:
    """Say that the other side has it. Save what it answered in the same transaction."""
    item.state = DeliveryState.DELIVERED
    item.delivered_at = now
    item.leased_until = None
    item.last_fault = ""
    item.save()


def send_again(rows: QuerySet[D], *, now: datetime) -> bool:
    """Back to the beginning of the queue, under the same key, if it was given up.

    False when it was not, or not any more: of two who ask at once only one sends it.
    """
    given_up = rows.filter(state=DeliveryState.GIVEN_UP)
    return bool(given_up.update(state=DeliveryState.WAITING, attempts=0, next_attempt_at=now))


def since(begun: float) -> timedelta:
    """How long ago `monotonic` said this, in whole seconds."""
    return timedelta(seconds=int(monotonic() - begun))


def _attempt(queryset: QuerySet[D], pk: uuid.UUID, deliver: Deliver[D], *, now: datetime) -> bool:
    item = _lease(queryset, pk, now=now)
    if item is None:
        return False
    leased = copy(item)  # `item` may say that it is delivered, and the database roll that back
    try:
        deliver(item)
    except Refused as refused:
        _give_up(leased, str(refused), now=now)
    except Withheld as reason:
        _end(leased, str(reason), state=DeliveryState.WITHHELD, now=now)
    except NotDelivered as fault:
        _wait(leased, str(fault), now=now)
    except Exception as bug:
        logger.exception("delivery.failed", extra={"kind": type(item).__name__, "id": str(pk)})
        _wait(leased, type(bug).__name__, now=now)
    else:
        if not item.is_delivered:
            mark_delivered(item, now=timezone.now())
        return True
    return False


def _lease(queryset: QuerySet[D], pk: uuid.UUID, *, now: datetime) -> D | None:
    """Take the row for ourselves, or None when somebody else has it. One conditional UPDATE."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    waiting = queryset.filter(free, pk=pk, state=DeliveryState.WAITING)
    with transaction.atomic():
        if not waiting.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
            return None
    return queryset.get(pk=pk)


def _wait(item: Deliverable, fault: str, *, now: datetime) -> None:
    if item.attempts >= GIVE_UP_AFTER:
        _give_up(item, fault, now=now)
        return
    seconds = min(2 ** min(item.attempts, 12), LONGEST_WAIT.total_seconds())
    _note(item, fault, leased_until=None, next_attempt_at=now + timedelta(seconds=seconds))


def _give_up(item: Deliverable, fault: str, *, now: datetime) -> None:
    logger.error("delivery.given_up", extra={"kind": type(item).__name__, "id": str(item.pk)})
    _end(item, fault, state=DeliveryState.GIVEN_UP, now=now)


def _end(item: Deliverable, why: str, *, state: DeliveryState, now: datetime) -> None:
    _note(item, why, leased_until=None, next_attempt_at=now, state=state)


def _note(item: Deliverable, fault: str, **changes: object) -> None:
    """Only while the lease is ours: whoever took the row over, when it had run out, is at work."""
    rows = type(item)._default_manager.filter(pk=item.pk, state=DeliveryState.WAITING)
    rows.filter(leased_until=item.leased_until).update(last_fault=fault[:200], **changes)
