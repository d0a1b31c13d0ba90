"""A member of staff helping a resident, from start to finish."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.channels import Channel
from accounts.mandates.models import Mandate
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember


class AssistedSession(models.Model):
    """One stretch of help. A member of staff has at most one open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    reason = models.CharField(max_length=200)
    identity_check = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(ended_at=None), name="one_open_assisted_session"
            )
        ]

    def __str__(self) -> str:
        return f"assisted session {self.pk}"
