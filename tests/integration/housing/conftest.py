"""Amina and Grace, tenants whom the sandbox's housing system knows."""

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.residents.models import Resident
from services.sandbox.personas import AMINA, GRACE, Person
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.services import ServiceLinkFactory
from tests.sandbox import Sandbox

HOUSING_TOKEN = "sandbox-housing-token-0123456789abcdef"


def a_tenant(person: Person) -> Resident:
    resident: Resident = ResidentFactory(
        first_name=person.first_name, last_name=person.last_name, telephone=person.telephone
    )
    ServiceLinkFactory(resident_id=resident.pk, reference=person.tenancy)
    return resident


@pytest.fixture
def amina(db: None, sandbox: Sandbox) -> Resident:
    return a_tenant(AMINA)


@pytest.fixture
def grace(db: None, sandbox: Sandbox) -> Resident:
    return a_tenant(GRACE)


@pytest.fixture
def actor(amina: Resident) -> Actor:
    return actor_of(amina)


@pytest.fixture
def as_amina(amina: Resident) -> Client:
    return signed_in(amina)


@pytest.fixture
def as_grace(grace: Resident) -> Client:
    return signed_in(grace)


def signed_in(resident: Resident) -> Client:
    client = Client()
    client.force_login(resident.user)
    return client


def work_orders(sandbox: Sandbox, person: Person = AMINA) -> list[dict[str, object]]:
    """What the housing system has for this tenant."""
    orders: list[dict[str, object]] = sandbox.call(
        "GET",
        f"/housing/api/v2/workOrders?tenureId={person.tenancy}",
        Authorization=f"Bearer {HOUSING_TOKEN}",
    )
    return orders
