"""What the portal itself remembers about services: links, last answers, requests, journeys."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.acts import Act
from accounts.channels import Channel
from accounts.delivery import Deliverable


class Proof(models.TextChoices):
    """How a resident showed that an account is theirs, weakest first."""

    LETTER = "letter", "Facts on a letter"
    POSTED_CODE = "posted_code", "A code posted to the address"


class ServiceLink(models.Model):
    """This resident is that account over there."""

    resident_id = models.UUIDField()
    service = models.CharField(max_length=30)
    reference = models.CharField(max_length=200)
    proof = models.CharField(max_length=12, choices=Proof.choices)
    linked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.BinaryField(null=True)
    """The service's last answer, encrypted and short-lived: see `services.snapshots`."""
    snapshot_at = models.DateTimeField(null=True)
    """When that was asked for, or when it was forgotten."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident_id", "service"], name="one_link_per_resident_and_service"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} link {self.pk}"

    def lives(self, *, now: datetime) -> bool:
        """Until the moment it expires, and not at it."""
        return self.expires_at is None or self.expires_at > now


class LinkAttempt(models.Model):
    """Somebody tried facts: counted per resident and per account, so that guessing ends early."""

    resident_id = models.UUIDField()
    service = models.CharField(max_length=30)
    facts_hash = models.CharField(max_length=64)
    """Of the first fact alone, the account's own number, so that nobody can hammer one account."""
    tried_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["resident_id", "service", "tried_at"]),
            models.Index(fields=["facts_hash", "tried_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.service} link attempt {self.pk}"


class PostedCode(models.Model):
    """A code that is in the post, and what it will link. Only its hash is kept."""

    resident_id = models.UUIDField()
    service = models.CharField(max_length=30)
    reference = models.CharField(max_length=200)
    code_hash = models.CharField(max_length=64)
    posted_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident_id", "service"], name="one_code_per_resident_and_service"
            )
        ]
        indexes = [models.Index(fields=["service", "reference", "posted_at"])]

    def __str__(self) -> str:
        return f"{self.service} code {self.pk}"


class Submission(Act, Deliverable):
    """A change a resident asked for: kept before it is sent, sent once, followed to its end.

    Its id is the idempotency key at the supplier. `form_key` is the form's: pressing the button
    twice is one submission.
    """

    service = models.CharField(max_length=30)
    task = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    """What the resident sees in lists: «Repair: kitchen tap leaking»."""
    account_reference = models.CharField(max_length=200)
    sealed = models.BinaryField()
    """What was asked, in the service's own frozen dataclass, encrypted."""
    form_key = models.UUIDField(unique=True)
    reference = models.CharField(max_length=12, unique=True)
    """What the resident quotes until, and after, the supplier has given its own."""
    supplier_reference = models.CharField(max_length=60, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    by_hand = models.BooleanField(default=False, db_default=False)
    """Given up, then delivered by a member of staff: the service's system may not know it."""

    class Meta(Deliverable.Meta):
        ordering = ["-submitted_at"]
        indexes: ClassVar = [
            *Deliverable.Meta.indexes,
            models.Index(fields=["account_reference", "supplier_reference"]),
        ]

    def __str__(self) -> str:
        return f"submission {self.reference}"


class Draft(models.Model):
    """What a resident has filled in of one task so far; it goes when the task is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField()
    service = models.CharField(max_length=30)
    task = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True, default="", db_default="")
    """Of a task that is about one letter, notice or request: which."""
    sealed = models.BinaryField()
    """The answers by the form's own names, encrypted."""
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    """Of the submission it will become: pressing «send» twice is one submission."""
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident_id", "service", "task", "about"],
                name="one_draft_per_resident_and_task",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.task} draft {self.pk}"


class Attachment(models.Model):
    """A photo or document that belongs to a submission, or will as soon as the form is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident_id = models.UUIDField(db_index=True)
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    draft = models.ForeignKey(
        Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(max_length=100)
    media_type = models.CharField(max_length=60)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Outcome(models.TextChoices):
    COMPLETED = "completed", "Completed"
    ABANDONED = "abandoned", "Given up"
    FAILED = "failed", "Failed"


class Journey(models.Model):
    """One attempt at one task, through one channel. There is no resident in it, on purpose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.CharField(max_length=30)
    task = models.CharField(max_length=40)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["started_at", "service"])]

    def __str__(self) -> str:
        return f"{self.service} {self.task} journey"
