"""What editors publish, by its state."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.staff.roles import Role
from cms.models import HelpPage, HomePage, ServiceMessage
from tests.factories.accounts import StaffMemberFactory


class EditorFactory(StaffMemberFactory):
    name = "Rafi Haddad"
    place_of_work = "The Guildhall"
    roles: Any = factory.LazyFunction(lambda: [Role.EDITOR.value])


class HelpPageFactory(factory.django.DjangoModelFactory[HelpPage]):
    """Published, right below the home page unless it is told another parent."""

    class Meta:
        model = HelpPage

    title = factory.Sequence(lambda number: f"Help {number}")
    slug = factory.Sequence(lambda number: f"help-{number}")
    summary = "How it works."

    @classmethod
    def _create(cls, model_class: type[HelpPage], *args: Any, **fields: Any) -> HelpPage:
        parent = fields.pop("parent", None) or HomePage.objects.get()
        page: HelpPage = parent.add_child(instance=model_class(*args, **fields))
        return page


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
