"""Facts: what the reports read, and nothing else. No row here is about a person."""

from django.db import models

from accounts.channels import Channel


class DailyVolume(models.Model):
    """Attempts at one task through one channel that began on one day, and how many were done."""

    day = models.DateField()
    service = models.CharField(max_length=30)
    task = models.CharField(max_length=40)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    started = models.PositiveIntegerField()
    completed = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "service", "task", "channel"], name="one_volume_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(completed__lte=models.F("started")),
                name="no_more_completed_than_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.service} {self.task} {self.channel}"


class ContactVolume(models.Model):
    """What the contact centre, the counters and the post room counted in one month.

    A corrected count is a new row; the old one stays, with the time it was superseded.
    """

    month = models.DateField()
    """Its first day."""
    service = models.CharField(max_length=30)
    channel = models.CharField(max_length=30, choices=Channel.choices)
    count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "service", "channel"],
                condition=models.Q(superseded_at=None),
                name="one_current_contact_volume",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.service} {self.channel}"


class FactsBuilt(models.Model):
    """When the facts were last built: one row, which is also the lock that builders queue for."""

    ONLY = 1

    as_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"facts as at {self.as_at:%Y-%m-%d %H:%M}"
