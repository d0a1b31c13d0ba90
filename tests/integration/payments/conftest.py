"""A gateway, a ledger, and somebody who owes rent."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from accounts.assisted.services import council_services
from accounts.residents.models import Resident
from payments import gateway as gateways
from services.installed import installed_services
from tests.factories.accounts import ResidentFactory
from tests.factories.payments import ACCOUNT, FakeGateway, Ledger
from tests.factories.services import ServiceLinkFactory


@pytest.fixture(autouse=True)
def gateway(settings: Settings) -> Iterator[FakeGateway]:
    FakeGateway.current = FakeGateway()
    settings.PAYMENT_GATEWAY = "tests.factories.payments.FakeGateway"
    gateways._from_settings.cache_clear()
    yield FakeGateway.current
    gateways._from_settings.cache_clear()


@pytest.fixture(autouse=True)
def ledger(settings: Settings) -> Iterator[Ledger]:
    Ledger.current = Ledger()
    settings.COUNCIL_SERVICES = ["tests.factories.payments.Ledger"]
    _forget_services()
    yield Ledger.current
    _forget_services()


def _forget_services() -> None:
    installed_services.cache_clear()
    council_services.cache_clear()


@pytest.fixture
def amina() -> Resident:
    """Rents from the council, and has linked her tenancy."""
    resident = ResidentFactory()
    ServiceLinkFactory(resident_id=resident.pk, reference=ACCOUNT)
    return resident
