"""Tell the service's own ledger about a payment, and keep telling it until it agrees."""

from datetime import datetime
from typing import NoReturn

from django.db import transaction
from django.utils import timezone

from accessibility.plain_words import pounds
from accounts.actor import SYSTEM, Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.delivery import GIVE_UP_AFTER, NotDelivered, Refused, mark_delivered, send_again
from accounts.delivery import deliver_due as deliver_due_rows
from accounts.residents.contact import notify
from payments.charges import find_taker
from payments.mismatches import not_posted, notice, resolve
from payments.models import Payment, Posting
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
        _put_off(posting, "the service is not switched on")
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
            _put_off(posting, str(no))
        _refuse(posting, str(no))
    except NothingOwed:
        _refuse(posting, "the ledger says that nothing is owed")
    except ServiceUnavailable as fault:
        _put_off(posting, str(fault))
    _keep(posting)


def post_again(posting: Posting, *, actor: Actor, now: datetime) -> bool:
    """A member of staff has put right what was in the way.

    False when it is not given up, or was put right in another way: the account would have it twice.
    """
    waits = not_posted(resolved_at=None).values("subject")
    unsettled = Posting.objects.filter(pk=posting.pk, payment__reference__in=waits)
    with transaction.atomic():
        if not send_again(unsettled, now=now):
            return False
        record(
            Event.PAYMENT_POSTED_AGAIN,
            actor=actor,
            resident_id=posting.payment.resident_id,
            subject=posting.payment.reference,
            service=posting.payment.service,
        )
    return True


def _keep(posting: Posting) -> None:
    payment = posting.payment
    with transaction.atomic():
        mark_delivered(posting, now=timezone.now())
        forget_snapshot(payment.resident_id, payment.service)
        _close_mismatch(payment)
        record(
            Event.PAYMENT_POSTED,
            actor=payment.session.actor,
            subject=payment.reference,
            service=payment.service,
        )


def _close_mismatch(payment: Payment) -> None:
    """Whoever was told that the ledger would not have it need not look any more."""
    told = not_posted(resolved_at=None).filter(subject=payment.reference).first()
    if told:
        resolve(told.pk, actor=SYSTEM, resolution="The ledger took it later", now=timezone.now())


def _put_off(posting: Posting, why: str) -> NoReturn:
    """Try later; after the last try, as if the ledger had refused. Raises NotDelivered, Refused."""
    if posting.attempts >= GIVE_UP_AFTER:
        _refuse(posting, why)
    raise NotDelivered(why)


def _refuse(posting: Posting, why: str) -> NoReturn:
    """The money is ours and the ledger will not have it: a person must look. Raises Refused."""
    payment = posting.payment
    with transaction.atomic():
        notice(
            MismatchKind.NOT_POSTED,
            subject=payment.reference,
            session=payment.session,
            expected=str(payment.amount_pence),
            found=why[:120],
        )
        _tell_the_payer(payment)
    raise Refused(why)


def _tell_the_payer(payment: Payment) -> None:
    """They have a receipt, and perhaps count on a place or a permit that nobody keeps for them."""
    notify(
        payment.resident_id,
        "payment-not-passed-on",
        reference=f"payment-not-passed-on-{payment.pk}",
        payment_reference=payment.reference,
        amount=pounds(payment.amount_pence),
    )
