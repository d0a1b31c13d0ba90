"""Authority to act: who, for whom, for what, until when, how it was agreed."""

import uuid

from django.db import models
from django.utils import timezone


class Agreed(models.TextChoices):
    ON_SCREEN = "on_screen", "Read and agreed on the screen"
    ON_PAPER = "on_paper", "Signed on paper"
    VERBALLY = "verbally", "Agreed aloud, with a witness"


class Mandate(models.Model):
    """A resident's permission for somebody to act for them, in the words that were shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField(db_index=True)
    staff_id = models.UUIDField(null=True, blank=True)
    services = models.JSONField(default=list)
    agreed_how = models.CharField(max_length=10, choices=Agreed.choices)
    witness = models.CharField(max_length=100, blank=True)
    words_shown = models.TextField()
    words_hash = models.CharField(max_length=64)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"mandate {self.pk}"
