"""People, by what they are: a resident who signs in, one who cannot, and staff by their role."""

from datetime import date
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.actor import Actor
from accounts.channels import Channel
from accounts.models import User
from accounts.notifications.models import Route
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember
from accounts.staff.roles import Role

PASSWORD = "a-long-enough-password"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Signs in with PASSWORD, and has confirmed the address."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        user = User.objects.create_user(password=PASSWORD, **kwargs)
        if user.email:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class ResidentFactory(factory.django.DjangoModelFactory[Resident]):
    """A resident with a way to sign in."""

    class Meta:
        model = Resident

    user = factory.SubFactory(UserFactory)
    first_name = "Amina"
    last_name = factory.Sequence(lambda n: f"Yusuf{n}")
    born_on = date(1991, 4, 17)
    address = "Flat 4, Alder Court, 12 Canal Street, Thornbridge"
    postcode = "TB1 4QN"
    email = factory.LazyAttribute(lambda resident: resident.user.email if resident.user else "")


class ResidentWithoutEmailFactory(ResidentFactory):
    """Somebody helped at a library desk: no login, no e-mail, letters only."""

    user = None
    first_name = "Desmond"
    last_name = factory.Sequence(lambda n: f"Clarke{n}")
    born_on = date(1948, 2, 11)
    email = ""
    preferred_route = Route.LETTER


class StaffUserFactory(UserFactory):
    email = None
    is_staff = True


class StaffMemberFactory(factory.django.DjangoModelFactory[StaffMember]):
    """A member of staff without any role."""

    class Meta:
        model = StaffMember

    user = factory.SubFactory(StaffUserFactory)
    issuer = "https://directory.example"
    subject = factory.Sequence(lambda n: f"staff-{n}")
    name = "Joy Adeyemi"
    place_of_work = "Central Library"
    channel = Channel.ASSISTED_FACE_TO_FACE
    roles: Any = factory.LazyFunction(list)


class LibraryAdviserFactory(StaffMemberFactory):
    roles = factory.LazyFunction(lambda: [Role.LIBRARY_ADVISER.value])


class ServiceManagerFactory(StaffMemberFactory):
    name = "Morgan Ellis"
    roles = factory.LazyFunction(lambda: [Role.SERVICE_MANAGER.value])


def actor_of(resident: Resident) -> Actor:
    """The resident acting for themselves, online."""
    return Actor(resident_id=resident.pk)


def signed_in(resident: Resident) -> Client:
    """Their browser."""
    client = Client()
    client.force_login(resident.user)
    return client
