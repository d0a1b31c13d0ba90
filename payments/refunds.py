"""Give money back: written down before the gateway hears of it, and never more than was paid."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum

from accessibility.plain_words import pounds
from accounts.actor import SYSTEM, Actor
from accounts.assisted.conflicts import is_own_record, lives_with
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.residents.contact import notify
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember
from payments.gateway import GatewayRefused, GatewayUnavailable, SeenRefund, payment_gateway
from payments.mismatches import find_dispute, notice
from payments.models import Payment, PaymentSession, Refund
from payments.states import HOLDS_MONEY, REFUND_MOVES, MismatchKind, RefundState, can_move

logger = logging.getLogger(__name__)

CHECK_EVERY = timedelta(minutes=5)
AT_ONCE = 20


class RefundNotAllowed(Exception):
    """Says, in words for staff, why this cannot be given back."""


def request_refund(
    *, payment: Payment, amount_pence: int, reason: str, key: UUID, actor: Actor, now: datetime
) -> Refund:
    """Ask for a refund; a second person decides. The same `key` twice is one refund.

    Raises RefundNotAllowed.
    """
    with transaction.atomic():
        session = PaymentSession.objects.select_for_update().get(pk=payment.session_id)
        staff_id = _check_may_give_back(payment, actor)
        if asked := Refund.objects.filter(pk=key).first():
            if asked.payment_id != payment.pk:
                raise RefundNotAllowed("Open this payment again: the form was used for another")
            return asked
        if not 0 < amount_pence <= refundable_pence(payment):
            raise RefundNotAllowed(
                f"{pounds(refundable_pence(payment))} is left to give back of this payment"
            )
        if not reason.strip():
            raise RefundNotAllowed("Say why the money is given back")
        refund = Refund.objects.create(
            pk=key,
            payment=payment,
            amount_pence=amount_pence,
            reason=reason.strip(),
            requested_by=staff_id,
            created_at=now,
        )
        record(
            Event.REFUND_REQUESTED,
            actor=actor,
            resident_id=session.resident_id,
            subject=payment.reference,
            amount_pence=amount_pence,
        )
    return refund


def approve_refund(refund: Refund, *, actor: Actor, now: datetime) -> Refund:
    """A second person agrees, and the gateway is asked. Raises RefundNotAllowed."""
    with transaction.atomic():
        locked = _locked(refund)
        staff_id = _check_may_give_back(locked.payment, actor)
        if locked.requested_by == staff_id:
            raise RefundNotAllowed("Somebody else has to approve a refund that you asked for")
        if not can_move(REFUND_MOVES, locked.state, RefundState.SUBMITTED):
            raise RefundNotAllowed("This refund has been decided already")
        locked.state = RefundState.SUBMITTED
        locked.decided_by = staff_id
        locked.next_check_at = now + CHECK_EVERY
        locked.save(update_fields=["state", "decided_by", "next_check_at"])
        _record(Event.REFUND_APPROVED, locked, actor=actor)
    _ask_gateway(locked)
    locked.refresh_from_db()
    return locked


def decline_refund(refund: Refund, *, actor: Actor) -> Refund:
    """A second person does not agree, or who asked takes it back. Raises RefundNotAllowed."""
    with transaction.atomic():
        locked = _locked(refund)
        staff_id = _staff(actor).pk
        if not can_move(REFUND_MOVES, locked.state, RefundState.DECLINED):
            raise RefundNotAllowed("This refund has been decided already")
        locked.state = RefundState.DECLINED
        locked.decided_by = staff_id
        locked.save(update_fields=["state", "decided_by"])
        _record(Event.REFUND_DECLINED, locked, actor=actor)
    return locked


def refundable_pence(payment: Payment) -> int:
    """What is left of a payment, after all that was given back or is on its way."""
    held = payment.refunds.filter(state__in=HOLDS_MONEY).aggregate(pence=Sum("amount_pence"))
    return payment.amount_pence - (held["pence"] or 0)


def keep(session: PaymentSession, seen: Iterable[SeenRefund]) -> None:
    """Write down what the gateway gave back of this attempt's payment, whoever asked for it.

    In the transaction of `settlement.settle`, which holds the attempt's lock.
    """
    payment = Payment.objects.get(session=session)
    for one in seen:
        _keep_one(payment, one)


def claim_due(*, now: datetime) -> Iterator[Refund]:
    """Refunds we have not heard the end of: each is one worker's, and looked at once in a while."""
    due = Refund.objects.filter(state=RefundState.SUBMITTED, next_check_at__lte=now)
    for refund in due.order_by("next_check_at")[:AT_ONCE]:
        mine = Refund.objects.filter(pk=refund.pk, next_check_at=refund.next_check_at)
        if mine.update(next_check_at=now + CHECK_EVERY):
            yield refund


def ask_again(refund: Refund) -> bool:
    """Whether it has come to an end, after its attempt was settled a moment ago.

    Asked for again is only what is not in the gateway's books: there a key is forgotten after a
    day, and what is on its way for longer would be given back twice.
    """
    refund.refresh_from_db()
    if refund.state == RefundState.SUBMITTED and not refund.gateway_reference:
        _ask_gateway(refund)
        refund.refresh_from_db()
    return refund.state != RefundState.SUBMITTED


def _ask_gateway(refund: Refund) -> None:
    """Outside any transaction. Whatever is unclear stays «on its way» for the sweep."""
    try:
        seen = payment_gateway().refund(
            refund.payment.gateway_reference, refund_id=refund.pk, amount_pence=refund.amount_pence
        )
    except GatewayUnavailable:
        logger.warning("payments.refund.unclear", extra={"refund": str(refund.pk)})
    except GatewayRefused:
        with transaction.atomic():
            _move(_locked(refund), RefundState.ERROR)
    else:
        with transaction.atomic():
            _keep_one(_locked(refund).payment, seen)


def _keep_one(payment: Payment, seen: SeenRefund) -> None:
    refund = _find(payment, seen)
    if refund is None:
        refund = Refund.objects.create(
            payment=payment,
            amount_pence=seen.amount_pence,
            reason="Made at the card company",
            state=RefundState.SUBMITTED,
        )
        _notice(MismatchKind.REFUND_BY_HAND, refund)
    refund.gateway_reference = seen.gateway_reference
    refund.refunded_at = seen.refunded_at
    refund.save(update_fields=["gateway_reference", "refunded_at"])
    _move(refund, RefundState(seen.state))


def _locked(refund: Refund) -> Refund:
    """The attempt's lock first, as everywhere, then the refund's."""
    PaymentSession.objects.select_for_update().get(pk=refund.payment.session_id)
    return Refund.objects.select_for_update().get(pk=refund.pk)


def _find(payment: Payment, seen: SeenRefund) -> Refund | None:
    this = Q(gateway_reference=seen.gateway_reference) | Q(pk=seen.refund_id)
    return Refund.objects.select_for_update().filter(this, payment=payment).first()


def _move(refund: Refund, state: RefundState) -> None:
    if refund.state == state or not can_move(REFUND_MOVES, refund.state, state):
        return
    refund.state = state
    refund.save(update_fields=["state"])
    if state == RefundState.ERROR:
        _record(Event.REFUND_FAILED, refund, actor=SYSTEM)
        _notice(MismatchKind.REFUND_FAILED, refund)
    if state == RefundState.SUCCESS:
        _tell(refund)
        _record(Event.REFUND_MADE, refund, actor=SYSTEM)
        _notice(MismatchKind.REFUND_TO_POST, refund)


def _notice(kind: MismatchKind, refund: Refund) -> None:
    notice(
        kind,
        subject=str(refund.pk),
        session=refund.payment.session,
        expected=str(-refund.amount_pence),
    )


def _tell(refund: Refund) -> None:
    payment = refund.payment
    notify(
        payment.resident_id,
        "payment-refunded",
        reference=f"refund-{refund.pk}",
        payment_reference=payment.reference,
        description=payment.session.description,
        amount=pounds(refund.amount_pence),
    )


def _record(event: Event, refund: Refund, *, actor: Actor) -> None:
    record(
        event,
        actor=actor,
        resident_id=refund.payment.resident_id,
        subject=refund.payment.reference,
        amount_pence=refund.amount_pence,
    )


def _check_may_give_back(payment: Payment, actor: Actor) -> UUID:
    """Who it is that may. Raises RefundNotAllowed."""
    member = _staff(actor)
    resident = Resident.objects.filter(pk=payment.resident_id).first()
    if resident is not None:
        if is_own_record(member, resident):
            raise RefundNotAllowed("Somebody else has to deal with a payment of your own")
        if lives_with(member, resident):
            raise RefundNotAllowed("Somebody else has to deal with a payment from your home")
    if find_dispute(payment.session_id) is not None:
        raise RefundNotAllowed("The card holder disputes this payment: the bank gives it back")
    return member.pk


def _staff(actor: Actor) -> StaffMember:
    member = StaffMember.objects.filter(pk=actor.staff_id).first() if actor.staff_id else None
    if member is None:
        raise RefundNotAllowed("Only staff give money back")
    return member
