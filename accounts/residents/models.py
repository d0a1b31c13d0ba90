"""The people the council serves, with or without a way to sign in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace, Upper
from django.utils import timezone

from accounts.notifications.models import Route

TIDY_POSTCODE = Upper(Replace("postcode", Value(" ")))
"""As people are found by it: «tb14qn» and «TB1 4QN» are the same."""


class Resident(models.Model):
    """A person the council serves. `user` is empty for somebody helped at a library desk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resident",
    )
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=250, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    preferred_route = models.CharField(max_length=6, choices=Route.choices, default=Route.EMAIL)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [  # what somebody at a desk is found by, and who else lives there
            models.Index(Upper("last_name"), name="resident_by_last_name"),
            models.Index(TIDY_POSTCODE, name="resident_by_postcode"),
            models.Index(fields=["born_on"]),
            models.Index(fields=["uprn"]),
        ]

    def __str__(self) -> str:
        return f"resident {self.pk}"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class AddressChange(models.Model):
    """An e-mail address was changed, and whoever reads the old one can take that back for a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    before = models.EmailField()
    after = models.EmailField()
    key = models.CharField(max_length=64, unique=True)
    """Of the link that only the old address was sent: its SHA-256."""
    changed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"address change {self.pk}"


class SignInLock(models.Model):
    """Tries to sign in with a password to one address, known to us or not; see `lock`."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tries} tries"
