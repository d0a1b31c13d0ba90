"""What the pretended systems remember.

Each names its app, so that a test can import what stands above it without the sandbox installed.
"""

from django.db import models


class Document(models.Model):
    """One record of one supplier, in that supplier's own words."""

    supplier = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    person = models.CharField(max_length=40, blank=True)
    body = models.JSONField()
    change_number = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(fields=["supplier", "kind", "key"], name="one_document_per_key")
        ]
        indexes = [models.Index(fields=["supplier", "kind", "person"])]

    def __str__(self) -> str:
        return f"{self.supplier}/{self.kind}/{self.key}"


class Answer(models.Model):
    """What we answered to an idempotency key, so that asking twice does nothing twice."""

    supplier = models.CharField(max_length=30)
    idempotency_key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "sandbox"
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "idempotency_key"], name="one_answer_per_idempotency_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier}/{self.idempotency_key}"


class Fault(models.Model):
    """How a supplier misbehaves at the moment; no row means that it is well."""

    supplier = models.CharField(max_length=30, primary_key=True)
    kind = models.CharField(max_length=20)
    seconds = models.FloatField(default=5)

    class Meta:
        app_label = "sandbox"

    def __str__(self) -> str:
        return f"{self.supplier}: {self.kind}"
