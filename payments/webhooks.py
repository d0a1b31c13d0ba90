"""What the gateway tells us: verified, remembered, and then asked about. Nothing in it is believed.

The event only names which attempt to settle. Its id is remembered, so twice counts once; if the
gateway cannot be asked just now we answer 503 and it tells us again.
"""

import logging
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from payments.mismatches import notice
from payments.models import PaymentSession, WebhookEvent
from payments.settlement import settle
from payments.states import MismatchKind
from payments.stripe_gateway import is_genuine

logger = logging.getLogger(__name__)

LARGEST = 256 * 1024
"""Bytes. Stripe's events are a few kilobytes."""


class NotFromTheGateway(Exception):
    """The signature does not hold, or what is signed is not an event."""


class _Subject(msgspec.Struct):
    """The parts of any Stripe object that can lead to an attempt of ours."""

    id: str
    object: str = ""
    client_reference_id: str | None = None
    payment_intent: Any = None  # an id, or the whole object when Stripe expands it
    metadata: dict[str, str] | None = None


class _Holder(msgspec.Struct):
    object: _Subject


class _Event(msgspec.Struct):
    id: str
    type: str
    livemode: bool
    data: _Holder


def receive(payload: bytes, signature: str, *, now: datetime) -> None:
    """Take one event. Raises NotFromTheGateway, or GatewayUnavailable to be told again."""
    if not is_genuine(payload, signature, settings.STRIPE_WEBHOOK_SECRETS):
        raise NotFromTheGateway
    event = _decoded(payload)
    remembered, _ = WebhookEvent.objects.get_or_create(
        event_id=event.id, defaults={"kind": event.type[:80], "received_at": now}
    )
    if remembered.settled_at is not None:
        return
    session = _find_session(event)
    if session is not None:
        settle(session, now=now)
    with transaction.atomic():
        _notice(event, session)
        WebhookEvent.objects.filter(pk=remembered.pk).update(settled_at=now)


def _decoded(payload: bytes) -> _Event:
    try:
        return msgspec.json.decode(payload, type=_Event)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise NotFromTheGateway from wrong


def _find_session(event: _Event) -> PaymentSession | None:
    subject = event.data.object
    reference = subject.client_reference_id or (subject.metadata or {}).get("reference", "")
    intent = subject.payment_intent if isinstance(subject.payment_intent, str) else ""
    named = Q(gateway_reference=subject.id) | Q(reference=reference)
    return PaymentSession.objects.filter(named | Q(payment__gateway_reference=intent)).first()


def _notice(event: _Event, session: PaymentSession | None) -> None:
    """What needs a person: money we know nothing of, disputes, and test money among the live."""
    if event.livemode is not settings.STRIPE_LIVE:
        notice(MismatchKind.LIVE, subject=event.id, session=session, found=event.type)
    elif event.type == "charge.dispute.created":
        notice(MismatchKind.DISPUTE, subject=event.data.object.id, session=session)
    elif session is None and event.type == "checkout.session.completed":
        notice(MismatchKind.UNKNOWN_SESSION, subject=event.data.object.id, found=event.id)
    elif session is None:
        logger.info("payments.webhook.not_ours", extra={"kind": event.type})
