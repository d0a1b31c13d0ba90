"""A service manager with five services."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.channels import Channel
from accounts.staff.models import StaffMember
from portal.reporting.models import DailyVolume
from tests.factories import offered
from tests.factories.accounts import ServiceManagerFactory
from tests.factories.reporting import (
    ContactVolumeFactory,
    DailyVolumeFactory,
    in_london,
)
from tests.switched_on import switched_on


@pytest.fixture(autouse=True)
def five_services(settings: Any) -> Iterator[None]:
    with switched_on(settings, *offered.ALL):
        yield


@pytest.fixture
def morgan(db: None) -> StaffMember:
    return ServiceManagerFactory.create()


@pytest.fixture
def office(morgan: StaffMember) -> Client:
    """The service manager's browser, signed in."""
    client = Client()
    client.force_login(morgan.user)
    return client


@pytest.fixture
def today() -> Iterator[None]:
    """The day on which the report is read."""
    with time_machine.travel(NOW, tick=False):
        yield


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = date(2026, 10, 14)
NOON = in_london(2026, 10, 14, 12, 0)


def volumes():
    rows = DailyVolume.objects.order_by("day", "service", "task", "channel")
    return list(rows.values_list("day", "service", "task", "channel", "started", "completed"))


INDEX = "/reports/"


def page_of(office, **asked):
    response = office.get(INDEX, asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def two_years(db):
    """Every month of two years: 40 online, 20 with help, 40 by telephone, for two services."""
    for year, month in [(y, m) for y in (2025, 2026) for m in range(1, 13)]:
        if (year, month) > (2026, 10):
            continue
        first = date(year, month, 1)
        for service in ("housing", "parking"):
            DailyVolumeFactory.create(day=first, service=service, started=50, completed=40)
            DailyVolumeFactory.create(
                day=first,
                service=service,
                channel=Channel.ASSISTED_FACE_TO_FACE,
                started=20,
                completed=20,
            )
            ContactVolumeFactory.create(month=first, service=service, count=40)
