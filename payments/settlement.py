"""Bring our state into line with the gateway's. Nothing else changes the state of an attempt.

The return page, the webhook and the sweep all call `settle` and believe nothing else. The gateway
is asked outside any transaction; what it says is written under a lock, so calling it twice, or at
once from several places, does everything once.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accessibility.plain_words import pounds
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.residents.contact import notify
from payments import refunds
from payments.gateway import (
    GatewayRefused,
    GatewayUnavailable,
    SeenSession,
    UnknownAtGateway,
    payment_gateway,
)
from payments.mismatches import notice
from payments.models import Payment, PaymentSession, Posting
from payments.states import OPEN, SESSION_MOVES, MismatchKind, SessionState, Why, check_move
from payments.verdicts import Frozen, Verdict, judge
from services import journeys

logger = logging.getLogger(__name__)

TASK = "pay"
CHECK_AFTER = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
AT_ONCE = 20


def settle(session: PaymentSession, *, now: datetime) -> PaymentSession:
    """Ask the gateway, and bring the attempt into line.

    Raises GatewayUnavailable, or GatewayRefused.
    """
    gateway = payment_gateway()
    if not session.gateway_reference:
        found = gateway.find_session(session.reference, created_at=session.created_at)
        return settle_with(session, found, now=now)
    try:
        seen = gateway.fetch_session(session.gateway_reference)
    except UnknownAtGateway:
        return settle_with(session, None, because=Why.NOT_THERE, now=now)
    return settle_with(session, seen, now=now)


def settle_with(
    session: PaymentSession, seen: SeenSession | None, *, because: Why = Why.NONE, now: datetime
) -> PaymentSession:
    """The same, with what the gateway answered a moment ago when we opened or closed its page.

    `because` is why it has no such page, when it has none.
    """
    with transaction.atomic():
        locked = PaymentSession.objects.select_for_update().get(pk=session.pk)
        verdict = judge(_frozen(locked), seen, because=because, now=now)
        if not _is_about(locked, seen):
            seen = None
        if seen is not None:
            _keep_where_it_is(locked, seen)
        if locked.state != verdict.state:
            _move(locked, verdict, now=now)
            if verdict.state == SessionState.SUCCESS and seen is not None:
                _receive(locked, seen, now=now)
        for finding in verdict.findings:
            notice(
                finding.kind,
                subject=locked.reference,
                session=locked,
                expected=finding.expected,
                found=finding.found,
            )
        if seen is not None and locked.state == SessionState.SUCCESS:
            refunds.keep(locked, seen.refunds)
    return locked


def find_session(session_id: UUID) -> PaymentSession | None:
    """For whoever comes back from the card page, signed in or not: show nothing personal of it."""
    return PaymentSession.objects.filter(pk=session_id).first()


def sweep(*, now: datetime) -> int:
    """Settle what nobody came back for: closed browsers, lost webhooks, pages that ran out."""
    due = PaymentSession.objects.filter(state__in=OPEN, next_check_at__lte=now)
    settled = 0
    for session in due.order_by("next_check_at")[:AT_ONCE]:
        if not _claim(session, now=now):
            continue
        try:
            settled += settle(session, now=now).state not in OPEN
        except (GatewayUnavailable, GatewayRefused):
            logger.warning("payments.sweep.gateway_unavailable")
            break
    return settled + _sweep_refunds(now=now)


def _sweep_refunds(*, now: datetime) -> int:
    ended = 0
    for refund in refunds.claim_due(now=now):
        try:
            settle(refund.payment.session, now=now)
        except (GatewayUnavailable, GatewayRefused):
            logger.warning("payments.sweep.gateway_unavailable")
            break
        ended += refunds.ask_again(refund)
    return ended


def _frozen(session: PaymentSession) -> Frozen:
    return Frozen(
        session_id=str(session.pk),
        reference=session.reference,
        amount_pence=session.amount_pence,
        is_live=settings.STRIPE_LIVE,
        state=SessionState(session.state),
        expires_at=session.expires_at,
        wished=Why(session.why),
    )


def _is_about(session: PaymentSession, seen: SeenSession | None) -> bool:
    return seen is not None and seen.session_id == str(session.pk)


def _keep_where_it_is(session: PaymentSession, seen: SeenSession) -> None:
    session.gateway_reference = session.gateway_reference or seen.gateway_reference
    if session.is_open:
        session.page_url = seen.page_url or session.page_url
    session.save(update_fields=["gateway_reference", "page_url"])


def _move(session: PaymentSession, verdict: Verdict, *, now: datetime) -> None:
    check_move(SESSION_MOVES, session.state, verdict.state)
    session.state = verdict.state
    session.why = verdict.why
    if verdict.state not in OPEN:
        session.ended_at = now
        session.page_url = ""
    session.save(update_fields=["state", "why", "ended_at", "page_url"])
    if verdict.state not in (*OPEN, SessionState.SUCCESS):
        record(
            Event.PAYMENT_SESSION_ENDED,
            actor=session.actor,
            subject=session.reference,
            state=verdict.state.value,
            why=verdict.why.value,
        )


def _receive(session: PaymentSession, seen: SeenSession, *, now: datetime) -> None:
    """The money is here: the payment, its posting, the receipt and the audit line, or none."""
    payment = Payment.objects.create(
        session=session,
        resident_id=session.resident_id,
        reference=session.reference,
        service=session.service,
        account_reference=session.account_reference,
        charge_reference=session.charge_reference,
        fund=session.fund,
        amount_pence=session.amount_pence,
        gateway_reference=seen.payment_reference,
        card_brand=seen.card.brand,
        card_last_four=seen.card.last_four,
        paid_at=seen.paid_at or now,
    )
    Posting.objects.create(payment=payment, created_at=now, next_attempt_at=now)
    _notice_overpayment(session)
    journeys.complete(
        session.journey_id, service=session.service, task=TASK, channel=session.actor.channel
    )
    _send_receipt(payment, session)
    record(
        Event.PAYMENT_RECEIVED,
        actor=session.actor,
        subject=session.reference,
        service=session.service,
        amount_pence=session.amount_pence,
    )


def _notice_overpayment(session: PaymentSession) -> None:
    """More came in since this charge was frozen than was owed then: credit, and alert.

    What came in before, and had not reached the ledger, was taken off when it was frozen.
    """
    since = Payment.objects.filter(
        service=session.service,
        account_reference=session.account_reference,
        charge_reference=session.charge_reference,
        recorded_at__gte=session.created_at,
    )
    together = sum(since.values_list("amount_pence", flat=True))
    if together > session.owed_pence:
        notice(
            MismatchKind.PAID_TWICE,
            subject=session.reference,
            session=session,
            expected=str(session.owed_pence),
            found=str(together),
        )


def _send_receipt(payment: Payment, session: PaymentSession) -> None:
    notify(
        payment.resident_id,
        "payment-receipt",
        reference=f"payment-{payment.pk}",
        payment_reference=payment.reference,
        description=session.description,
        amount=pounds(payment.amount_pence),
        paid_on=f"{timezone.localdate(payment.paid_at):%-d %B %Y}",
    )


def _claim(session: PaymentSession, *, now: datetime) -> bool:
    """One worker checks it, and the next check is later than the last one was."""
    age = now - session.created_at
    wait = next((step for step in CHECK_AFTER if age <= step * 2), CHECK_AFTER[-1])
    mine = PaymentSession.objects.filter(pk=session.pk, next_check_at=session.next_check_at)
    return bool(mine.update(next_check_at=now + wait))
