"""Deliver the outbox: each notification once, also when we or GOV.UK Notify fail half-way.

Notify takes the same reference twice and sends twice, so before a second attempt we ask whether
the first one arrived.
"""

from datetime import datetime

from accounts.delivery import deliver_due as deliver_due_rows
from accounts.notifications.gateway import NotifyGateway
from accounts.notifications.models import OutboundNotification


def deliver_due(*, now: datetime) -> int:
    """Deliver what is waiting; returns how many Notify took."""
    return deliver_due_rows(OutboundNotification.objects.all(), _deliver, now=now)


def _deliver(notification: OutboundNotification) -> None:
    gateway = NotifyGateway()
    arrived = gateway.find(notification.reference) if notification.was_tried_before else ""
    notification.notify_id = arrived or gateway.send(notification)
