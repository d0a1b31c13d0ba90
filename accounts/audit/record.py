"""The only way to write the audit trail."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from structlog.contextvars import get_contextvars

from accounts.actor import Actor
from accounts.audit.chain import BEGINNING, hash_of
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry

logger = logging.getLogger(__name__)

REFUSALS = 20
REFUSALS_WITHIN = timedelta(minutes=5)
LOCK_ID = 0x4D79416363  # any number, as long as nobody else takes this lock


def record(
    event: Event,
    *,
    actor: Actor,
    subject: str = "",
    reason: str = "",
    resident_id: UUID | None = None,
    **facts: str | int | bool,
) -> AuditEntry:
    """Write one line in the caller's transaction; if it cannot be written, the act must not happen.

    `facts` holds no personal data. `resident_id` names a resident the actor is not acting for yet.
    Writers queue for the end of the chain, so call this late in a transaction, not early.
    """
    with transaction.atomic():
        _queue_for_the_end_of_the_chain()
        last = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first()
        entry = AuditEntry(
            event=event,
            happened_at=timezone.now(),
            resident_id=resident_id or actor.resident_id,
            staff_id=actor.staff_id,
            assisted_session_id=actor.assisted_session_id,
            channel=actor.channel,
            subject=subject,
            reason=reason,
            facts=facts,
            correlation_id=str(get_contextvars().get("request_id", "")),
            previous_hash=last or BEGINNING,
        )
        entry.hash = hash_of(entry)
        entry.save()
    return entry


def record_refusal(event: Event, *, actor: Actor, subject: str = "", reason: str = "") -> None:
    """The same for what anybody can cause by asking again: so many lines, and then an alarm.

    The trail can never be shortened, so nobody may fill it. Of staff every try is written down.
    """
    lately = AuditEntry.objects.filter(
        staff_id=None,
        event=event,
        happened_at__gt=timezone.now() - REFUSALS_WITHIN,
        resident_id=actor.resident_id,
    )
    if actor.staff_id is None and lately.count() >= REFUSALS:
        logger.error("audit.refusals.too_many", extra={"refused": event.value})
        return
    record(event, actor=actor, subject=subject, reason=reason)


def _queue_for_the_end_of_the_chain() -> None:
    # SQLite has one writer at a time anyway: our transactions begin IMMEDIATE.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_ID])
