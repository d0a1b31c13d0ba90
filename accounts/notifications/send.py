"""Write a notification into the outbox, in the caller's transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.template.loader import render_to_string

from accounts.notifications.models import OutboundNotification, Route


@dataclass(frozen=True, slots=True)
class Notification:
    """GOV.UK Notify's words: a template, its personalisation, and our reference."""

    template: str
    route: Route
    to: str
    personalisation: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""
    """Unique to the message: the same one again is not sent again."""
    resident_id: UUID | None = None


def send(notification: Notification) -> None:
    """Nothing leaves before the caller's transaction has been committed."""
    name = f"notifications/{notification.template}"
    words = dict(notification.personalisation)
    OutboundNotification.objects.get_or_create(
        reference=notification.reference or str(uuid.uuid4()),
        defaults={
            "template": notification.template,
            "route": notification.route,
            "to": notification.to,
            "subject": render_to_string(f"{name}.subject.txt", words).strip(),
            "body": render_to_string(f"{name}.body.txt", words).strip(),
            "resident_id": notification.resident_id,
        },
    )
