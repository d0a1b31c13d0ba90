"""What somebody did, kept with who did it: for which resident, and how they reached us."""

from typing import Any

from django.db import models

from accounts.actor import Actor
from accounts.channels import Channel


class Act(models.Model):
    """A row made with `**by(actor)`; what happens to it later is written down in their name."""

    resident_id = models.UUIDField(db_index=True)
    staff_id = models.UUIDField(null=True, blank=True)
    assisted_session_id = models.UUIDField(null=True, blank=True)
    channel = models.CharField(max_length=30, choices=Channel.choices)

    class Meta:
        abstract = True

    @property
    def actor(self) -> Actor:
        return Actor(
            resident_id=self.resident_id,
            channel=Channel(self.channel),
            staff_id=self.staff_id,
            assisted_session_id=self.assisted_session_id,
        )


def by(actor: Actor) -> dict[str, Any]:  # Any: the columns of an Act
    return {
        "resident_id": actor.acting_for,
        "staff_id": actor.staff_id,
        "assisted_session_id": actor.assisted_session_id,
        "channel": actor.channel,
    }
