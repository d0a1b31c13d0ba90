"""A service manager with five services."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.staff.models import StaffMember
from services.installed import installed_services
from tests.factories import offered
from tests.factories.accounts import ServiceManagerFactory


@pytest.fixture(autouse=True)
def five_services(settings: Any) -> Iterator[None]:
    settings.COUNCIL_SERVICES = offered.ALL
    _forget()
    yield
    _forget()


def _forget() -> None:
    installed_services.cache_clear()
    cache.clear()


@pytest.fixture
def morgan(db: None) -> StaffMember:
    return ServiceManagerFactory.create()


@pytest.fixture
def office(morgan: StaffMember) -> Client:
    """The service manager's browser, signed in."""
    client = Client()
    client.force_login(morgan.user)
    return client
