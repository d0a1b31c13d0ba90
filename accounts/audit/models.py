"""The audit trail: rows that can be added and read, by us or by anybody with our password."""

from typing import Any, NoReturn

from django.db import models

from accounts.channels import Channel


class AuditTrailIsAppendOnly(Exception):
    """Somebody tried to change what happened."""


class AuditEntry(models.Model):
    """One thing that happened. No foreign keys: it outlives what it describes.

    `previous_hash` and `hash` chain the rows: see `accounts.audit.chain`. Database triggers refuse
    UPDATE, DELETE and TRUNCATE, so the chain holds against more than this class.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.CharField(max_length=80)
    happened_at = models.DateTimeField()
    resident_id = models.UUIDField(null=True)
    staff_id = models.UUIDField(null=True)
    assisted_session_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    subject = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    correlation_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    """Unique, so that no two writers can both follow the same row."""
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["resident_id", "-id"]),
            models.Index(fields=["staff_id", "event", "happened_at"]),
            models.Index(fields=["assisted_session_id", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AuditTrailIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AuditTrailIsAppendOnly
