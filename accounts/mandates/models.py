"""Authority to act: who, for whom, for what, until when, how it was agreed, in which words."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.channels import Channel
from accounts.mandates.standing import Authority
from accounts.mandates.wording import OWN_WORDS, Language


class Agreed(models.TextChoices):
    ON_SCREEN = "on_screen", "Read and agreed on the screen"
    ON_PAPER = "on_paper", "Signed on paper"
    VERBALLY = "verbally", "Agreed aloud, with a witness"


class EndedBy(models.TextChoices):
    RESIDENT = "resident", "the resident"
    STAFF = "staff", "staff, because the resident asked"
    SESSION = "session", "the end of the session"


class Mandate(models.Model):
    """A resident's permission for somebody to act for them, in the words that were shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField(db_index=True)
    staff_id = models.UUIDField(null=True, blank=True)
    services = models.JSONField(default=list)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    agreed_how = models.CharField(max_length=10, choices=Agreed.choices)
    witness = models.CharField(max_length=100, blank=True)
    authority = models.CharField(max_length=10, choices=Authority.choices, default=Authority.OWN)
    given_by = models.CharField(max_length=100, blank=True)
    """Who agreed for the resident, and until when their document says they may."""
    authority_ends_on = models.DateField(null=True, blank=True)
    language = models.CharField(
        max_length=2,
        choices=[(language.value, language.name.title()) for language in Language],
        default=Language.ENGLISH,
    )
    wording_version = models.PositiveSmallIntegerField(default=OWN_WORDS)
    words_shown = models.TextField()
    words_hash = models.CharField(max_length=64)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=8, choices=EndedBy.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_mandate_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(agreed_how="verbally", witness=""),
                name="a_verbal_mandate_has_a_witness",
            ),
            models.CheckConstraint(
                condition=Q(authority="own", given_by="") | (~Q(authority="own") & ~Q(given_by="")),
                name="whoever_agrees_for_another_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"
