"""Freeze the charge, write the attempt down, and only then open the gateway's page.

The attempt's id is the idempotency key, so whoever repeats a step (a double click, a second
server, a retry after a crash) gets the same page. No lock or transaction is open meanwhile.
"""

import logging
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.actor import Actor
from accounts.acts import by
from accounts.audit.events import Event
from accounts.audit.record import record
from payments.amounts import check_amount
from payments.charges import Payable, owed_now
from payments.gateway import GatewayRefused, GatewayUnavailable, WantedSession, payment_gateway
from payments.models import PaymentSession
from payments.settlement import CHECK_AFTER, settle, settle_with
from payments.states import OPEN, Why
from services.references import ALPHABET

logger = logging.getLogger(__name__)

PAGE_LASTS = timedelta(minutes=60)
WORTH_REUSING = timedelta(minutes=5)
WORTH_OPENING = timedelta(minutes=31)
"""The card company opens no page for less than half an hour."""
TRIES = 3


class ChargeChanged(Exception):
    """What is owed is not what the resident saw when they pressed pay: ask them again."""

    def __init__(self, owed_pence: int) -> None:
        super().__init__(owed_pence)
        self.owed_pence = owed_pence


class PaymentInProgress(Exception):
    """Somebody else keeps opening a payment for the same charge."""


def start_payment(
    *,
    payable: Payable,
    actor: Actor,
    return_url: str,
    now: datetime,
    amount_pence: int | None = None,
    journey_id: UUID | None = None,
) -> PaymentSession:
    """An attempt whose card page is open, for all of what is owed or for `amount_pence` of it.

    `payable` comes from `charges.fetch_payable` in this request, never from a form. Raises
    AmountNotAllowed, AlreadyPaid, BeingLookedAt, ChargeChanged, PaymentInProgress,
    GatewayUnavailable (then press pay again: it is still one attempt) or GatewayRefused.
    """
    owed = payable.owed_pence
    amount = owed if amount_pence is None else amount_pence
    check_amount(amount, owed_pence=owed, part_from_pence=payable.part_from_pence)
    for _ in range(TRIES):
        wished = _attempt(payable, amount, actor, now=now)
        wished.return_url, wished.journey_id = return_url, journey_id
        session = _claim(wished, payable)
        if session is None:
            continue
        if _is_same_attempt(session, amount, actor, now=now):
            session = _open(session, now=now)
            if session.is_open:
                return session
        else:
            close(session, because=Why.REPLACED, now=now)
    raise PaymentInProgress


def close(session: PaymentSession, *, because: Why, now: datetime) -> PaymentSession:
    """Ask the gateway to close the page; if it was paid meanwhile, it is paid."""
    if not session.is_open:
        return session
    try:
        session = settle(session, now=now) if session.gateway_reference else _open(session, now=now)
    except GatewayRefused:
        session.refresh_from_db()
    if not session.is_open:
        return session
    # Written down first: the webhook may be quicker than the answer, and we may be killed.
    PaymentSession.objects.filter(pk=session.pk, state__in=OPEN).update(why=because)
    closed = payment_gateway().expire_session(session.gateway_reference)
    return settle_with(session, closed, now=now)


def return_address(session: PaymentSession) -> str:
    """Where the gateway sends the browser back to: our own address, whatever anybody asked for."""
    return settings.PORTAL_URL + reverse("payments:return", args=[session.pk])


def _attempt(payable: Payable, amount_pence: int, actor: Actor, *, now: datetime) -> PaymentSession:
    """The charge as it is now, frozen; nothing is written down yet."""
    charge = payable.charge
    return PaymentSession(
        reference=new_payment_reference(),
        **by(actor),
        service=charge.service,
        account_reference=charge.account_reference,
        charge_reference=charge.charge_reference,
        description=charge.description[:200],
        owed_pence=payable.owed_pence,
        amount_pence=amount_pence,
        fund=payable.fund,
        created_at=now,
        expires_at=now + PAGE_LASTS,
        next_check_at=now + CHECK_AFTER[0],
    )


def _claim(wished: PaymentSession, payable: Payable) -> PaymentSession | None:
    """A new attempt, or the one that is open for this charge; None when it closed just now.

    Raises AlreadyPaid, BeingLookedAt, ChargeChanged.
    """
    with transaction.atomic():
        session = _insert_or_find(wished)
        # Not before: while the database made us wait for the attempt before ours, it was paid.
        owed = owed_now(payable.charge, asked_at=payable.asked_at)
        if owed != payable.owed_pence:
            raise ChargeChanged(owed)
        if session is wished:
            record(
                Event.PAYMENT_SESSION_STARTED,
                actor=wished.actor,
                subject=wished.reference,
                service=wished.service,
                amount_pence=wished.amount_pence,
            )
    return session


def _insert_or_find(wished: PaymentSession) -> PaymentSession | None:
    try:
        with transaction.atomic():
            wished.save()
    except IntegrityError:
        return PaymentSession.objects.filter(
            service=wished.service,
            account_reference=wished.account_reference,
            charge_reference=wished.charge_reference,
            state__in=OPEN,
        ).first()
    return wished


def _is_same_attempt(
    session: PaymentSession, amount_pence: int, actor: Actor, *, now: datetime
) -> bool:
    """The same person, by the same hands, paying the same: their double click or second tab."""
    theirs = (session.resident_id, session.staff_id, session.amount_pence)
    least = WORTH_REUSING if session.page_url else WORTH_OPENING
    lasts = session.expires_at - now > least
    return lasts and theirs == (actor.acting_for, actor.staff_id, amount_pence)


def _open(session: PaymentSession, *, now: datetime) -> PaymentSession:
    """Open the gateway's page for this attempt, or find it open."""
    if session.page_url:
        return settle(session, now=now)
    gateway = payment_gateway()
    try:
        opened = gateway.open_session(_wanted(session))
    except GatewayRefused as no:
        logger.error("payments.session.not_opened", extra={"session": session.reference})
        settle_with(session, None, because=Why.NEVER_OPENED, now=now)
        raise GatewayRefused(str(no)) from no
    except GatewayUnavailable:
        as_it_is = PaymentSession.objects.get(pk=session.pk)
        if as_it_is.page_url:  # another request opened it while ours was waiting
            return as_it_is
        raise
    settled = settle_with(session, opened, now=now)
    if settled.why:
        gateway.expire_session(opened.gateway_reference)  # cancelled while its page was opening
    return settled


def _wanted(session: PaymentSession) -> WantedSession:
    return WantedSession(
        session_id=session.pk,
        reference=session.reference,
        description=session.description,
        amount_pence=session.amount_pence,
        return_url=return_address(session),
        expires_at=session.expires_at,
    )


def new_payment_reference() -> str:
    """Such as «TB-7KQ4-M2WD»: 27 to the power of 8, from letters nobody mishears."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2))
    return "-".join(("TB", *groups))
