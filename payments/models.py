"""What we remember of money: attempts, payments, refunds, and what has to be looked at.

Amounts are integer pence. There is no card number here, and never will be: the card page is the
gateway's.
"""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.acts import Act
from accounts.delivery import Deliverable
from payments.states import OPEN, MismatchKind, RefundState, SessionState, Why


class PaymentSession(Act):
    """One attempt at the gateway. The charge is frozen as it was when the resident pressed pay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    """What the resident quotes; printed on the receipt and posted to the ledger."""

    service = models.CharField(max_length=30)
    account_reference = models.CharField(max_length=200)
    charge_reference = models.CharField(max_length=200)
    description = models.CharField(max_length=200)
    owed_pence = models.PositiveIntegerField()
    """The whole charge; `amount_pence` is less when only a part of it is paid."""
    amount_pence = models.PositiveIntegerField()
    fund = models.CharField(max_length=30)

    state = models.CharField(
        max_length=10, choices=SessionState.choices, default=SessionState.CREATED
    )
    why = models.CharField(max_length=20, choices=Why.choices, blank=True)
    gateway_reference = models.CharField(max_length=120, blank=True)
    page_url = models.URLField(max_length=500, blank=True)
    return_url = models.CharField(max_length=300)
    """A page of ours, without a host: where «back to your account» leads afterwards."""
    journey_id = models.UUIDField(null=True, blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    next_check_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "account_reference", "charge_reference"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="one_open_session_per_charge",
            ),
            models.UniqueConstraint(
                fields=["gateway_reference"],
                condition=~Q(gateway_reference=""),
                name="one_session_per_gateway_reference",
            ),
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0) & Q(amount_pence__lte=models.F("owed_pence")),
                name="session_amount_within_the_charge",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_check_at"])]

    def __str__(self) -> str:
        return f"payment session {self.reference}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Payment(models.Model):
    """Money received. Written once; the database refuses to change or remove it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(PaymentSession, on_delete=models.PROTECT, related_name="payment")
    resident_id = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=16, unique=True)
    service = models.CharField(max_length=30)
    account_reference = models.CharField(max_length=200)
    charge_reference = models.CharField(max_length=200)
    fund = models.CharField(max_length=30)
    amount_pence = models.PositiveIntegerField()
    gateway_reference = models.CharField(max_length=120, unique=True)
    card_brand = models.CharField(max_length=30, blank=True)
    card_last_four = models.CharField(max_length=4, blank=True)
    paid_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-paid_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="payment_is_of_something")
        ]
        indexes = [models.Index(fields=["account_reference", "charge_reference"])]

    def __str__(self) -> str:
        return f"payment {self.reference}"


class Refund(models.Model):
    """Money given back, or asked to be. Its id is the idempotency key at the gateway."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount_pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=RefundState.choices, default=RefundState.REQUESTED
    )
    requested_by = models.UUIDField(null=True, blank=True)
    """A member of staff; empty when somebody made it at the gateway itself."""
    decided_by = models.UUIDField(null=True, blank=True)
    gateway_reference = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_check_at = models.DateTimeField(default=timezone.now)
    refunded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="refund_is_of_something"),
            models.UniqueConstraint(
                fields=["gateway_reference"],
                condition=~Q(gateway_reference=""),
                name="one_refund_per_gateway_reference",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_check_at"])]

    def __str__(self) -> str:
        return f"refund {self.pk}"


class Posting(Deliverable):
    """Tell the service's own ledger about a payment, until it agrees."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="posting")

    def __str__(self) -> str:
        return f"posting {self.pk}"


class WebhookEvent(models.Model):
    """Something the gateway told us; its id is remembered so that twice counts once."""

    event_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=80)
    received_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class Mismatch(models.Model):
    """Something that does not agree, for a person to look at. Nothing is put right by itself."""

    kind = models.CharField(max_length=20, choices=MismatchKind.choices)
    subject = models.CharField(max_length=120)
    """Our reference where there is one, else the gateway's. One row for each kind and subject."""
    session = models.ForeignKey(
        PaymentSession, null=True, blank=True, on_delete=models.PROTECT, related_name="mismatches"
    )
    expected = models.CharField(max_length=120, blank=True)
    found = models.CharField(max_length=120, blank=True)
    noticed_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.UUIDField(null=True, blank=True)
    resolution = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["noticed_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="one_mismatch_per_subject")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class PaymentLink(Act):
    """A way to one card page, for a resident whom staff are helping. Used once, within an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    staff_id = models.UUIDField()
    service = models.CharField(max_length=30)
    account_reference = models.CharField(max_length=200, default="", db_default="")
    charge_reference = models.CharField(max_length=200)
    amount_pence = models.PositiveIntegerField()
    journey_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"payment link {self.pk}"

    def is_live(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at


class Reconciliation(models.Model):
    """One day's books, the gateway's beside ours and the ledgers'. Made again is another row."""

    day = models.DateField(db_index=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.UUIDField(null=True, blank=True)
    """A member of staff who asked for it; empty for the worker's own."""
    taken_here_pence = models.BigIntegerField()
    taken_there_pence = models.BigIntegerField()
    returned_here_pence = models.BigIntegerField()
    returned_there_pence = models.BigIntegerField()
    posted_pence = models.BigIntegerField()
    """What the services' ledgers have agreed to, of what was taken here."""
    differences = models.JSONField(default=list)
    """Of each: kind, subject, here and there in pence. Every one is a Mismatch as well."""

    class Meta:
        ordering = ["-day", "-made_at"]

    def __str__(self) -> str:
        return f"books of {self.day}"

    @property
    def agrees(self) -> bool:
        return not self.differences
