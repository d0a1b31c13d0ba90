"""Amina and Grace, whose claims the sandbox's benefits system knows."""

import pytest
from django.test import Client

from accounts.residents.models import Resident
from services.sandbox.personas import AMINA, GRACE, Person
from tests.factories.accounts import ResidentFactory
from tests.factories.services import ServiceLinkFactory
from tests.sandbox import Sandbox

TOKEN = "sandbox-benefits-token-0123456789abcdef"


def a_claimant(person: Person) -> Resident:
    resident: Resident = ResidentFactory(first_name=person.first_name, last_name=person.last_name)
    ServiceLinkFactory(resident_id=resident.pk, service="benefits", reference=person.claim)
    return resident


@pytest.fixture
def amina(db: None, sandbox: Sandbox) -> Resident:
    return a_claimant(AMINA)


@pytest.fixture
def as_amina(amina: Resident) -> Client:
    return signed_in(amina)


@pytest.fixture
def as_grace(db: None, sandbox: Sandbox) -> Client:
    return signed_in(a_claimant(GRACE))


def signed_in(resident: Resident) -> Client:
    client = Client()
    client.force_login(resident.user)
    return client


def evidence_wanted(sandbox: Sandbox, person: Person = AMINA) -> list[dict[str, object]]:
    """What the benefits system waits for: each change asks for some."""
    answer = sandbox.call(
        "GET",
        f"/benefits/claims/{person.claim}/evidence-requests",
        Authorization=f"Bearer {TOKEN}",
    )
    found: list[dict[str, object]] = answer["items"]
    return found
