"""A member of staff helping a resident, from the check of who it is to the end."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.assisted import policies
from accounts.assisted.identity_script import Result
from accounts.assisted.policies import Agreement, Check, Underway
from accounts.channels import Channel
from accounts.mandates.models import Mandate
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember


class Reason(models.TextChoices):
    """Why the resident is helped. Says nothing about their health."""

    NO_DEVICE = "no_device", "They have no e-mail, computer or smartphone"
    NOT_CONFIDENT = "not_confident", "They are not confident online"
    TRIED_ALONE = "tried_alone", "They tried online and could not finish"
    LANGUAGE = "language", "They need help with the language"
    PREFERS_HELP = "prefers_help", "They prefer to do it with somebody"


class IdentityCheck(models.Model):
    """One run through the identity script: which questions were passed, and no answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    results = models.JSONField(default=dict)
    passed = models.BooleanField()
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["resident", "checked_at"])]

    def __str__(self) -> str:
        return f"identity check {self.pk}"

    @property
    def for_policy(self) -> Check:
        return Check(
            staff_id=self.staff_id,
            resident_id=self.resident_id,
            channel=Channel(self.channel),
            passed=self.passed,
            checked_at=self.checked_at,
        )

    @property
    def count_passed(self) -> int:
        return sum(result == Result.PASSED for result in self.results.values())


class AssistedSession(models.Model):
    """One stretch of help. A member of staff has at most one open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT)
    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT)
    identity_check = models.ForeignKey(IdentityCheck, on_delete=models.PROTECT)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    started_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(ended_at=None), name="one_open_assisted_session"
            )
        ]

    def __str__(self) -> str:
        return f"assisted session {self.pk}"

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


class Caution(models.Model):
    """A supervisor's mark on a record. Why it is there is not written down here."""

    class Kind(models.TextChoices):
        ASK_FIRST = "ask_first", "Ask a supervisor before anybody opens this record"
        HAS_DIED = "has_died", "This person has died: nobody opens this record"

    resident = models.OneToOneField(Resident, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    set_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"caution {self.pk}"


class Clearance(models.Model):
    """A member of staff asks a supervisor to be allowed to help somebody."""

    class Why(models.TextChoices):
        NOBODY_ELSE = "nobody_else", "Nobody else is here who could help them"
        ASKED_FOR_ME = "asked_for_me", "They asked for me"
        CANNOT_WAIT = "cannot_wait", "It cannot wait"
        I_KNOW_THEM = "i_know_them", "I know them privately, or we are related"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT)
    why = models.CharField(max_length=15, choices=Why.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        StaffMember, null=True, on_delete=models.PROTECT, related_name="clearances_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_allowed = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["staff", "resident", "asked_at"])]

    def __str__(self) -> str:
        return f"clearance {self.pk}"

    @property
    def until(self) -> datetime | None:
        """How long a supervisor's yes counts."""
        return self.decided_at + policies.LONGEST if self.decided_at and self.is_allowed else None

    def is_cleared(self, *, now: datetime) -> bool:
        return policies.is_cleared(allowed=self.is_allowed, decided_at=self.decided_at, now=now)


def agreement_of(mandate: Mandate) -> Agreement:
    """A mandate in the policies' words."""
    return Agreement(
        staff_id=mandate.staff_id,
        resident_id=mandate.resident_id,
        channel=Channel(mandate.channel),
        services=frozenset(mandate.services),
        starts_at=mandate.starts_at,
        ends_at=mandate.ends_at,
        ended_at=mandate.ended_at,
    )


def underway(session: AssistedSession, staff: StaffMember, *, now: datetime) -> Underway:
    """A session at this moment, with the roles its member of staff has now."""
    return Underway(
        now=now,
        last_seen_at=session.last_seen_at,
        ends_at=session.ends_at,
        roles=frozenset(staff.roles),
        agreement=agreement_of(session.mandate),
        is_paused=session.is_paused,
        staff_is_active=staff.user.is_active,
    )
