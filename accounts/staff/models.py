"""The people who work for the council."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.channels import Channel
from accounts.staff.roles import Role


class StaffMember(models.Model):
    """Somebody the staff directory vouches for, known by issuer and subject, never by e-mail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_member"
    )
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    name = models.CharField(max_length=150)
    place_of_work = models.CharField(max_length=100, blank=True)
    channel = models.CharField(
        max_length=30, choices=Channel.choices, default=Channel.ASSISTED_FACE_TO_FACE
    )
    roles = models.JSONField(default=list)
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="one_staff_member_per_subject"
            )
        ]

    def __str__(self) -> str:
        return f"staff member {self.pk}"

    def has_any_role(self, *roles: Role) -> bool:
        return not set(self.roles).isdisjoint(roles)
