"""Amina with a permit and a notice, Grace with a permit, and Tom with nothing linked yet."""

import pytest
from django.test import Client

from accounts.residents.models import Resident
from services.parking.records.account import NoticeKey, ParkingAccount
from services.sandbox.personas import AMINA, GRACE
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.services import ServiceLinkFactory
from tests.sandbox import Sandbox

TOKEN = "sandbox-parking-token-0123456789abcdef"
PCN = AMINA.penalty_charge_notice
AMINAS = ParkingAccount(AMINA.permit, (NoticeKey(PCN, AMINA.vrm),))


def linked(first_name: str, account: ParkingAccount) -> Resident:
    resident: Resident = ResidentFactory(first_name=first_name)
    ServiceLinkFactory(resident_id=resident.pk, service="parking", reference=account.reference)
    return resident


@pytest.fixture
def amina(db: None, sandbox: Sandbox) -> Resident:
    return linked("Amina", AMINAS)


@pytest.fixture
def as_amina(amina: Resident) -> Client:
    return signed_in(amina)


@pytest.fixture
def as_grace(db: None, sandbox: Sandbox) -> Client:
    return signed_in(linked("Grace", ParkingAccount(GRACE.permit)))


@pytest.fixture
def tom(db: None, sandbox: Sandbox) -> Resident:
    resident: Resident = ResidentFactory(first_name="Tom")
    return resident


@pytest.fixture
def as_tom(tom: Resident) -> Client:
    return signed_in(tom)


def notice_at_the_supplier(sandbox: Sandbox) -> dict[str, object]:
    """Amina's notice as the parking system has it."""
    path = f"/parking/pcns?pcn={PCN}&vrm={AMINA.vrm}"
    found: dict[str, object] = sandbox.call("GET", path, Authorization=f"Bearer {TOKEN}")
    return found
