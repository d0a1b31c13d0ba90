"""Who may open which page of a service, and how: every address, whoever stands before it."""

import pytest
from django.test import Client

from accounts.audit.models import AuditEntry
from services.models import Draft, Submission
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory
from tests.factories.assisted import Desk
from tests.factories.doors import addresses

pytestmark = pytest.mark.django_db

Door = tuple[str, str]
DOORS = {
    (service, name): address
    for service in ("housing", "benefits")
    for name, address in addresses(service)
}
ONLY_POST = {
    ("housing", "remove-photo"),
    ("housing", "discard-report"),
    ("housing", "cancel-visit"),
    ("benefits", "discard-change"),
    ("benefits", "remove-evidence-photo"),
}
TAKES_ANSWERS = {
    ("housing", "report-repair"),
    ("housing", "report-details"),
    ("housing", "report-check"),
    ("housing", "visit"),
    ("benefits", "apply"),
    ("benefits", "apply-check"),
    ("benefits", "report-change"),
    ("benefits", "change-check"),
    ("benefits", "challenge"),
    ("benefits", "challenge-check"),
    ("benefits", "evidence"),
}
FOR_EVERYBODY = {("benefits", "apply")}
"""Who has no account with the service yet may do this."""
ONLY_READ = set(DOORS) - ONLY_POST - TAKES_ANSWERS


@pytest.fixture
def joy() -> Desk:
    return Desk(LibraryAdviserFactory.create())


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in_at_every_door(
    client: Client, door: Door, method: str
) -> None:
    """E-series: nothing is told, not even whether there is such a record."""
    response = getattr(client, method)(DOORS[door])

    assert response.status_code == 302
    assert DOORS[door] in response["Location"] or "next=" in response["Location"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_who_helps_with_another_service_finds_every_door_closed(joy: Desk, door: Door) -> None:
    """D02, L08: agreement for one service opens no other."""
    joy.help(ResidentFactory(), "parking")

    assert joy.client.get(DOORS[door]).status_code == 403
    assert joy.post(DOORS[door]).status_code == 403
    assert not Submission.objects.exists()
    refused = AuditEntry.objects.filter(event="assisted.access.refused")
    assert refused.filter(staff_id=joy.staff.pk).exists()


@pytest.mark.parametrize("door", DOORS)
def test_staff_who_help_nobody_open_nothing(joy: Desk, door: Door) -> None:
    assert joy.client.get(DOORS[door]).status_code in {302, 403}
    assert joy.client.post(DOORS[door]).status_code in {302, 403}


@pytest.mark.parametrize("door", sorted(ONLY_POST))
def test_nothing_is_done_by_looking(door: Door) -> None:
    """J07"""
    client = Client()
    client.force_login(ResidentFactory().user)

    assert client.get(DOORS[door]).status_code == 405


@pytest.mark.parametrize("door", sorted(ONLY_READ))
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_to_read_takes_nothing(door: Door, method: str) -> None:
    """J12"""
    client = Client()
    client.force_login(ResidentFactory().user)

    assert getattr(client, method)(DOORS[door]).status_code == 405


@pytest.mark.parametrize("door", sorted(set(DOORS) - ONLY_POST - FOR_EVERYBODY))
def test_who_has_linked_nothing_finds_no_record_behind_any_door(door: Door) -> None:
    """They are led to link it, or find nothing: never a page of somebody."""
    client = Client()
    client.force_login(ResidentFactory().user)

    response = client.get(DOORS[door])

    assert response.status_code in {302, 404}
    assert "no-store" in response.headers["Cache-Control"]


def test_somebody_new_may_apply() -> None:
    client = Client()
    client.force_login(ResidentFactory().user)

    for door in FOR_EVERYBODY:
        assert client.get(DOORS[door]).status_code == 200
