"""What editors publish, by its state."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.staff.roles import Role
from cms.models import ServiceMessage
from tests.factories.accounts import StaffMemberFactory


class EditorFactory(StaffMemberFactory):
    name = "Rafi Haddad"
    place_of_work = "The Guildhall"
    roles: Any = factory.LazyFunction(lambda: [Role.EDITOR.value])


class ServiceMessageFactory(factory.django.DjangoModelFactory[ServiceMessage]):
    """Published, and shown from now on until somebody takes it down."""

    class Meta:
        model = ServiceMessage

    service = "parking"
    kind = "outage"
    text = "You cannot buy visitor parking online. Call 01632 960 130."


class DraftMessageFactory(ServiceMessageFactory):
    live = False


class PlannedMessageFactory(ServiceMessageFactory):
    """Published, and not yet to be seen."""

    kind = "planned"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=3))


class EndedMessageFactory(ServiceMessageFactory):
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    ends_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
