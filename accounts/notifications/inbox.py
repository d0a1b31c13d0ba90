"""What we wrote to a resident, as far as they may read it again: never a code or a way in."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.notifications.models import OutboundNotification
from accounts.ownership import get_owned, list_owned


def list_messages(*, actor: Actor) -> QuerySet[OutboundNotification]:
    return list_owned(_readable(), actor=actor)


def get_message(message_id: UUID, *, actor: Actor) -> OutboundNotification:
    return get_owned(_readable(), actor=actor, pk=message_id)


def _readable() -> QuerySet[OutboundNotification]:
    return OutboundNotification.objects.filter(one_time=False)
