"""Who is acting, for which resident, and how they reached us."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from accounts.channels import Channel


class NobodyToActFor(Exception):
    """Something was asked for a resident, and there is no resident here."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting, for which resident, and through which channel.

    Without a resident it is a visitor, a member of staff between sessions, or the worker.
    """

    resident_id: UUID | None = None
    channel: Channel = Channel.SELF_SERVE
    staff_id: UUID | None = None
    assisted_session_id: UUID | None = None
    services: frozenset[str] | None = None
    """The services this actor may see; None is all of them, as for the resident."""

    def may_see(self, service: str) -> bool:
        """Whether this service may be mentioned at all: for staff, agreed and within the role."""
        return self.services is None or service in self.services

    @property
    def is_assisting(self) -> bool:
        return self.staff_id is not None and self.resident_id is not None

    @property
    def acting_for(self) -> UUID:
        """The resident everything is done for. Raises NobodyToActFor when there is none."""
        if self.resident_id is None:
            raise NobodyToActFor
        return self.resident_id


SYSTEM = Actor()
"""The worker, and anything else that nobody asked for just now."""


class ActorRequest(HttpRequest):
    """Every request, once `accounts.assisted.middleware` has seen it."""

    actor: Actor
