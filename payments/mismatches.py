"""Write down what does not agree, and say so loudly; a person puts it right."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.actor import SYSTEM, Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from payments.models import Mismatch, PaymentSession
from payments.states import MismatchKind

logger = logging.getLogger(__name__)

BLOCKS_PAYING = (MismatchKind.AMOUNT, MismatchKind.CURRENCY, MismatchKind.LIVE)
"""Money moved and we do not know what it was for: nobody pays this charge again meanwhile."""


def notice(
    kind: MismatchKind,
    *,
    subject: str,
    session: PaymentSession | None = None,
    expected: str = "",
    found: str = "",
) -> Mismatch:
    """Once for each kind and subject, in the caller's transaction."""
    mismatch, is_new = Mismatch.objects.get_or_create(
        kind=kind,
        subject=subject,
        defaults={"session": session, "expected": expected, "found": found},
    )
    if is_new:
        logger.error("payments.mismatch.found", extra={"kind": kind.value, "subject": subject})
        actor = session.actor if session else SYSTEM
        record(Event.MISMATCH_FOUND, actor=actor, subject=subject, kind=kind.value)
    return mismatch


def is_blocked(service: str, account_reference: str, charge_reference: str) -> bool:
    """Whether something has to be looked at before this charge can be paid."""
    return Mismatch.objects.filter(
        kind__in=BLOCKS_PAYING,
        resolved_at=None,
        session__service=service,
        session__account_reference=account_reference,
        session__charge_reference=charge_reference,
    ).exists()


def find_dispute(session_id: UUID) -> Mismatch | None:
    """Whether the bank is taking this payment back already."""
    disputes = Mismatch.objects.filter(kind=MismatchKind.DISPUTE, resolved_at=None)
    return disputes.filter(session_id=session_id).first()


def not_posted(**lookup: datetime | None) -> QuerySet[Mismatch]:
    """What a ledger would not have, by when a person put it right; `subject` is the payment's."""
    return Mismatch.objects.filter(kind=MismatchKind.NOT_POSTED, **lookup)


def list_open() -> QuerySet[Mismatch]:
    """What nobody has put right yet, oldest first."""
    waiting = Mismatch.objects.filter(resolved_at=None)
    return waiting.select_related("session__payment__posting")


def resolve(mismatch_id: int, *, actor: Actor, resolution: str, now: datetime) -> bool:
    """It was put right, and this is how. False when somebody had said so before."""
    with transaction.atomic():
        resolved = Mismatch.objects.filter(pk=mismatch_id, resolved_at=None).update(
            resolved_at=now, resolved_by=actor.staff_id, resolution=resolution
        )
        if resolved:
            mismatch = Mismatch.objects.select_related("session").get(pk=mismatch_id)
            record(
                Event.MISMATCH_RESOLVED,
                actor=actor,
                resident_id=mismatch.session.resident_id if mismatch.session else None,
                subject=mismatch.subject,
                reason=resolution,
            )
    return bool(resolved)
