"""Who is at the desk, and who came to it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accounts.audit.models import AuditEntry
from accounts.residents.models import Resident
from accounts.staff.roles import Role
from tests.factories import offered
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentWithoutEmailFactory,
    StaffMemberFactory,
)
from tests.factories.assisted import Desk
from tests.integration.accounts import pages_to_open
from tests.switched_on import switched_on


@pytest.fixture(autouse=True)
def five_services(settings: Any) -> Iterator[None]:
    with switched_on(settings, *offered.ALL):
        yield


@pytest.fixture
def desmond(db: None) -> Resident:
    return ResidentWithoutEmailFactory.create(
        last_name="Clarke",
        address="3 Orchard House, Station Road, Thornbridge",
        postcode="TB1 6RS",
        telephone="01632 960412",
        created_at="2024-05-04T10:00:00Z",
    )


@pytest.fixture
def lakshmi(db: None) -> Resident:
    return ResidentWithoutEmailFactory.create(
        first_name="Lakshmi",
        last_name="Nair",
        address="8 Quarry Rise, Thornbridge",
        postcode="TB3 2LW",
        created_at="2024-05-04T10:00:00Z",
    )


@pytest.fixture
def joy(db: None) -> Desk:
    """At the desk of the Central Library."""
    return Desk(LibraryAdviserFactory.create())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Eleven in the morning in London, standing still; nobody asks the directory about staff."""
    monkeypatch.setattr("accounts.staff.recheck.EVERY", timedelta(days=1))
    with time_machine.travel("2026-05-04T10:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def pages(settings: Any) -> list[str]:
    """The portal's addresses and a page for every guard; what was done there."""
    settings.ROOT_URLCONF = "tests.integration.accounts.pages_to_open"
    pages_to_open.done.clear()
    return pages_to_open.done


def audited(event: str, **facts: Any) -> AuditEntry:
    """The newest entry of this event; fails when there is none or it says something else."""
    entry = AuditEntry.objects.filter(event=event).order_by("-id").first()
    assert entry is not None, f"no {event} in {list(AuditEntry.objects.values_list('event'))}"
    for name, value in facts.items():
        assert getattr(entry, name) == value, (name, getattr(entry, name), value)
    return entry


@pytest.fixture
def sue(db: None) -> Desk:
    """The library's supervisor."""
    roles = [Role.SUPERVISOR.value]
    return Desk(StaffMemberFactory.create(name="Sue Wren", roles=roles))
