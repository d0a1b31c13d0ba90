"""Who can sign in. Nothing about residents, staff or services: those point here."""

import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone


def canonical_email(email: str) -> str:
    """One spelling for one address, so that one person has one account and one counter."""
    return unicodedata.normalize("NFKC", email).strip().rstrip(".").casefold()


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str | None, password: str | None = None, **fields: Any
    ) -> "User":  # allauth and Django name the fields
        user = self.model(email=canonical_email(email) if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **lookup: Any) -> "User":
        """Who a user is comes along: signing in and every request after it asks just once."""
        return self.select_related("resident", "staff_member").get(*args, **lookup)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=canonical_email(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A way in. Staff and residents have different ones, even if they are the same person."""

    email = models.EmailField(unique=True, null=True, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"

    def clean(self) -> None:
        super().clean()
        if self.email:
            self.email = canonical_email(self.email)

    def get_full_name(self) -> str:
        """For Wagtail, which greets editors by it."""
        staff_member = getattr(self, "staff_member", None)
        return str(staff_member.name) if staff_member else ""

    def get_short_name(self) -> str:
        return self.get_full_name()


class SignIn(models.Model):
    """One session of one user: when, how and from where it began, and why it ended.

    Staff have these too, so that the directory can end all of somebody's sessions at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    happened_at = models.DateTimeField(default=timezone.now)
    method = models.CharField(max_length=40, blank=True)
    device = models.CharField(max_length=60, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=20, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)
    """The user told us that this was somebody else."""

    class Meta:
        ordering = ["-happened_at"]
        indexes = [
            models.Index(fields=["user", "-happened_at"]),
            models.Index(fields=["happened_at"]),
        ]

    def __str__(self) -> str:
        return f"sign-in {self.pk}"
