"""Deliver the outbox: each notification once, also when we or GOV.UK Notify fail half-way.

Notify takes the same reference twice and sends twice, so before a second attempt we ask whether
the first one arrived. This is the one place that decides whether a resident is written to at all.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from accounts.delivery import Withheld
from accounts.delivery import deliver_due as deliver_due_rows
from accounts.notifications.gateway import NotifyGateway
from accounts.notifications.models import OutboundNotification

WhyNot = Callable[[UUID], str]
"""Why nobody writes to this resident, in words; empty when there is no reason."""

_reasons: list[WhyNot] = []


def withhold(why_not: WhyNot) -> None:
    """Called once, when the app that may know a reason is ready."""
    _reasons.append(why_not)


def deliver_due(*, now: datetime) -> int:
    """Deliver what is waiting; returns how many Notify took."""
    return deliver_due_rows(OutboundNotification.objects.all(), _deliver, now=now)


def _deliver(notification: OutboundNotification) -> None:
    _check_may_be_sent(notification)
    gateway = NotifyGateway()
    arrived = gateway.find(notification.reference) if notification.was_tried_before else ""
    notification.notify_id = arrived or gateway.send(notification)


def _check_may_be_sent(notification: OutboundNotification) -> None:
    """Raises Withheld. What names no resident answers whoever is signing in, and always goes."""
    if notification.resident_id is None:
        return
    why = next(filter(None, (why_not(notification.resident_id) for why_not in _reasons)), "")
    if why and notification.one_time:  # nobody gets the code, so nobody keeps it
        OutboundNotification.objects.filter(pk=notification.pk).update(body="")
    if why:
        raise Withheld(why)
