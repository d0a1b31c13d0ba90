"""Tell the service's own ledger about a payment, and keep telling it until it agrees."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.delivery import NotDelivered, Refused, mark_delivered
from accounts.delivery import deliver_due as deliver_due_rows
from payments.charges import find_taker
from payments.mismatches import notice
from payments.models import Posting
from payments.states import MismatchKind
from services.contract import AccountReference, NothingOwed, ServiceUnavailable
from services.http import Rejected
from services.network import run
from services.snapshots import forget_snapshot

ASK_AGAIN = frozenset({401, 403, 408, 409, 425, 429})
"""Answers that say nothing about the payment itself."""


def deliver_due(*, now: datetime) -> int:
    """Post what is waiting; returns how many the ledgers took."""
    return deliver_due_rows(Posting.objects.select_related("payment__session"), post, now=now)


def post(posting: Posting) -> None:
    """One try. The payment's reference is the ledger's key: the same one twice is one payment."""
    payment = posting.payment
    adapter = find_taker(payment.service)
    if adapter is None:
        raise NotDelivered("the service is not switched on")
    try:
        run(
            adapter.post_payment(
                AccountReference(payment.account_reference),
                payment.charge_reference,
                payment_reference=payment.reference,
                amount_pence=payment.amount_pence,
                paid_at=payment.paid_at,
            )
        )
    except Rejected as no:
        if no.status in ASK_AGAIN:
            raise NotDelivered(str(no)) from no
        _refuse(posting, str(no))
    except NothingOwed:
        _refuse(posting, "the ledger says that nothing is owed")
    except ServiceUnavailable as fault:
        raise NotDelivered(str(fault)) from fault
    else:
        _keep(posting)


def _keep(posting: Posting) -> None:
    payment = posting.payment
    with transaction.atomic():
        mark_delivered(posting, now=timezone.now())
        forget_snapshot(payment.resident_id, payment.service)
        record(
            Event.PAYMENT_POSTED,
            actor=payment.session.actor,
            subject=payment.reference,
            service=payment.service,
        )


def _refuse(posting: Posting, why: str) -> None:
    """The money is ours and the ledger will not have it: a person must look. Raises Refused."""
    payment = posting.payment
    with transaction.atomic():
        notice(
            MismatchKind.NOT_POSTED,
            subject=payment.reference,
            session=payment.session,
            expected=str(payment.amount_pence),
            found=why,
        )
    raise Refused(why)
