"""Pay without telling anybody a card number: staff send a link, the resident opens the card page.

The link shows the payee and the amount and nothing else, works once, and for an hour.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accessibility.plain_words import pounds
from accounts.actor import Actor
from accounts.acts import by
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.residents.contact import is_reached_at_once, notify
from payments.amounts import check_amount
from payments.charges import Payable, fetch_payable
from payments.checkout import start_payment
from payments.models import PaymentLink, PaymentSession
from services.contract import Charge

LASTS = timedelta(minutes=60)


class LinkIsOver(Exception):
    """It was used, it ran out, or there never was such a link: nobody is told which."""


class OnlyStaffSendLinks(Exception):
    """Residents press pay themselves."""


class OnlyByLetter(Exception):
    """A link is over before the postman comes."""


def send_link(
    *,
    payable: Payable,
    amount_pence: int,
    actor: Actor,
    journey_id: UUID | None = None,
    now: datetime,
) -> PaymentLink:
    """Send it by their own route. Raises OnlyStaffSendLinks, OnlyByLetter, AmountNotAllowed."""
    if actor.staff_id is None:
        raise OnlyStaffSendLinks
    if not is_reached_at_once(actor.acting_for):
        raise OnlyByLetter
    check_amount(
        amount_pence, owed_pence=payable.owed_pence, part_from_pence=payable.part_from_pence
    )
    token, charge = secrets.token_urlsafe(32), payable.charge
    with transaction.atomic():
        _end_earlier_links(charge, actor, now=now)
        link = PaymentLink.objects.create(
            token_hash=_hash(token),
            **by(actor),
            service=charge.service,
            account_reference=charge.account_reference,
            charge_reference=charge.charge_reference,
            amount_pence=amount_pence,
            journey_id=journey_id,
            created_at=now,
            expires_at=now + LASTS,
        )
        _tell(link, token)
        record(
            Event.PAYMENT_LINK_SENT, actor=actor, subject=charge.service, amount_pence=amount_pence
        )
    return link


def find_link(token: str, *, now: datetime) -> PaymentLink:
    """A link that can still be used. Raises LinkIsOver."""
    link = PaymentLink.objects.filter(token_hash=_hash(token)).first()
    if link is None or not link.is_live(now):
        raise LinkIsOver
    return link


def use_link(link: PaymentLink, *, now: datetime) -> PaymentSession:
    """Open the card page, then use the link up. Raises LinkIsOver, or what `start_payment` raises.

    The charge is asked for again: a link for what may not be paid by now is not used up. Nor is one
    whose card page nobody saw, because it did not open or we died: it leads to the same page again.
    """
    payable = fetch_payable(
        actor=link.actor, service=link.service, charge_reference=link.charge_reference, now=now
    )
    live = PaymentLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now)
    if not live.exists():
        raise LinkIsOver
    session = start_payment(
        payable=payable,
        actor=link.actor,
        return_url="/",
        amount_pence=link.amount_pence,
        journey_id=link.journey_id,
        now=now,
    )
    with transaction.atomic():
        if not live.update(used_at=now):
            raise LinkIsOver
        record(Event.PAYMENT_LINK_USED, actor=link.actor, subject=link.service)
    return session


def _tell(link: PaymentLink, token: str) -> None:
    notify(
        link.resident_id,
        "payment-link",
        reference=f"payment-link-{link.pk}",
        amount=pounds(link.amount_pence),
        link=settings.PORTAL_URL + reverse("payments:link", args=[token]),
    )


def _end_earlier_links(charge: Charge, actor: Actor, *, now: datetime) -> None:
    PaymentLink.objects.filter(
        resident_id=actor.acting_for,
        service=charge.service,
        charge_reference=charge.charge_reference,
    ).update(expires_at=now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
