"""Write a notification into the outbox, in the caller's transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from accounts.notifications.models import OutboundNotification, Route
from accounts.notifications.wording import as_text_message, render


@dataclass(frozen=True, slots=True)
class Notification:
    """GOV.UK Notify's words: a template, its personalisation, and our reference."""

    template: str
    route: Route
    to: str
    personalisation: Mapping[str, str] = field(default_factory=dict)
    """Values lose web addresses; those named `…link` or `…url` are ours and stay."""
    reference: str = ""
    """Unique to the message: the same one again is not sent again."""
    resident_id: UUID | None = None
    one_time: bool = False
    """It holds a code or a link that lets somebody in: kept only until it is delivered."""


def send(notification: Notification) -> None:
    """Nothing leaves before the caller's transaction has been committed."""
    subject, body = render(notification.template, notification.personalisation)
    if notification.route == Route.SMS:
        body = as_text_message(body)
    OutboundNotification.objects.get_or_create(
        reference=notification.reference or str(uuid.uuid4()),
        defaults={
            "template": notification.template,
            "route": notification.route,
            "to": notification.to,
            "subject": subject,
            "body": body,
            "resident_id": notification.resident_id,
            "one_time": notification.one_time,
        },
    )
