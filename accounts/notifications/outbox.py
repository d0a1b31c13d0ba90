"""Deliver the outbox through GOV.UK Notify."""

from datetime import datetime

import requests
from django.conf import settings
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from accounts.delivery import NotDelivered, Refused
from accounts.delivery import deliver_due as deliver_due_rows
from accounts.notifications.models import OutboundNotification, Route


def deliver_due(*, now: datetime) -> int:
    """Deliver what is waiting; returns how many Notify took."""
    return deliver_due_rows(OutboundNotification.objects.all(), _deliver, now=now)


def _deliver(notification: OutboundNotification) -> None:
    client = NotificationsAPIClient(
        settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=5
    )
    words = {"subject": notification.subject, "body": notification.body}
    template = settings.NOTIFY_TEMPLATES[notification.route]
    try:
        if notification.route == Route.EMAIL:
            client.send_email_notification(
                notification.to, template, words, reference=notification.reference
            )
        elif notification.route == Route.SMS:
            client.send_sms_notification(
                notification.to, template, words, reference=notification.reference
            )
        else:
            address = {
                f"address_line_{number}": line
                for number, line in enumerate(notification.to.splitlines(), start=1)
            }
            client.send_letter_notification(
                template, {**words, **address}, reference=notification.reference
            )
    except HTTPError as fault:
        kind = Refused if fault.status_code == 400 else NotDelivered
        raise kind(f"status {fault.status_code}") from fault
    except requests.RequestException as fault:
        raise NotDelivered(type(fault).__name__) from fault
