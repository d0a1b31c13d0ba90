"""The outbox: every e-mail, text and letter, written in the transaction that gave reason for it."""

from typing import Any

from django.db import models

from accounts.delivery import Deliverable


class Route(models.TextChoices):
    EMAIL = "email", "E-mail"
    SMS = "sms", "Text message"
    LETTER = "letter", "Letter"


class OutboundNotification(Deliverable):
    """One message to one person. `reference` is unique: the same message is never sent twice."""

    resident_id = models.UUIDField(null=True, blank=True, db_index=True)
    template = models.CharField(max_length=60)
    route = models.CharField(max_length=6, choices=Route.choices)
    to = models.CharField(max_length=300)
    """An e-mail address, a telephone number, or an address over several lines."""
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    reference = models.CharField(max_length=120, unique=True)
    one_time = models.BooleanField(default=False)
    """It carries a code or a link that lets somebody in: nobody reads it here, not even later."""
    notify_id = models.CharField(max_length=36, blank=True)
    """What GOV.UK Notify calls it, to ask there what became of it."""

    class Meta(Deliverable.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.route} {self.reference}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.one_time and self.is_delivered:
            self.body = ""  # delivered: nothing of the code or the link stays with us
        super().save(*args, **kwargs)
