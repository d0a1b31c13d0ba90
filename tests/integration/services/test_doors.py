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
SERVICES = ("housing", "benefits", "parking", "leisure", "social_care")
DOORS = {(service, name): address for service in SERVICES for name, address in addresses(service)}
ONLY_POST = {
    ("housing", "remove-photo"),
    *((service, "discard") for service in ("housing", "benefits", "parking", "social_care")),
    ("benefits", "remove-evidence-photo"),
    ("parking", "remove-notice"),
}
TAKES_ANSWERS = {
    ("housing", "report-repair"),
    ("housing", "report-details"),
    ("housing", "report-check"),
    ("housing", "visit"),
    ("housing", "cancel-visit"),
    ("benefits", "apply"),
    ("benefits", "apply-check"),
    ("benefits", "report-change"),
    ("benefits", "change-check"),
    ("benefits", "challenge"),
    ("benefits", "challenge-check"),
    ("benefits", "evidence"),
    ("parking", "add-permit"),
    ("parking", "buy-visitor-sessions"),
    ("parking", "renew"),
    ("parking", "change-vehicle"),
    ("parking", "cancel-order"),
    ("parking", "add-notice"),
    ("parking", "challenge"),
    ("parking", "challenge-check"),
    ("leisure", "book"),
    ("leisure", "cancel"),
    ("social_care", "cancel-visit"),
    ("social_care", "ask"),
}
FOR_EVERYBODY = {
    ("benefits", "apply"),
    ("parking", "index"),
    ("parking", "add-permit"),
    ("parking", "add-notice"),
    ("social_care", "ask"),
}
"""Who has no account with the service yet may open this."""
TIMETABLE = {("leisure", "find"), ("leisure", "book")}
"""Asks the booking system before anything else."""
METHODS = {"get", "head", "post", "put", "patch", "delete"}


def methods_of(door: Door) -> set[str]:
    if door in ONLY_POST:
        return {"post"}
    return {"get", "head", "post"} if door in TAKES_ANSWERS else {"get", "head"}


@pytest.fixture
def joy() -> Desk:
    return Desk(LibraryAdviserFactory.create())


@pytest.mark.parametrize("door", DOORS, ids=":".join)
def test_a_visitor_is_asked_to_sign_in_at_every_door(client: Client, door: Door) -> None:
    """E-series: nothing is told, not even whether there is such a record."""
    for response in (client.get(DOORS[door]), client.post(DOORS[door])):
        assert response.status_code == 302
        assert DOORS[door] in response["Location"] or "next=" in response["Location"]

    assert not Draft.objects.exists()


@pytest.mark.parametrize("service", SERVICES)
def test_who_helps_with_another_service_finds_every_door_closed(joy: Desk, service: str) -> None:
    """D02, L08: agreement for one service opens no other."""
    joy.help(ResidentFactory(), "housing" if service == "parking" else "parking")
    refused = AuditEntry.objects.filter(event="assisted.access.refused", staff_id=joy.staff.pk)

    for name, address in addresses(service):
        before = refused.count()
        assert joy.client.get(address).status_code == 403, name
        assert joy.post(address).status_code == 403, name
        assert refused.count() == before + 2, name

    assert not Submission.objects.exists()


@pytest.mark.parametrize("service", SERVICES)
def test_staff_who_help_nobody_open_nothing(joy: Desk, service: str) -> None:
    for name, address in addresses(service):
        assert joy.client.get(address).status_code in {302, 403}, name
        assert joy.client.post(address).status_code in {302, 403}, name


@pytest.mark.parametrize("door", DOORS, ids=":".join)
def test_nothing_is_done_by_looking_and_a_page_to_read_takes_nothing(door: Door) -> None:
    """J07, J12: and nobody replaces or deletes a page."""
    client = Client()
    client.force_login(ResidentFactory().user)

    for method in METHODS - methods_of(door):
        assert getattr(client, method)(DOORS[door]).status_code == 405, method


@pytest.mark.parametrize("door", sorted(set(DOORS) - FOR_EVERYBODY - TIMETABLE), ids=":".join)
def test_who_has_linked_nothing_finds_no_record_behind_any_door(door: Door) -> None:
    """They are led to link it, or find nothing: never a page of somebody."""
    client = Client()
    client.force_login(ResidentFactory().user)

    response = getattr(client, "post" if door in ONLY_POST else "get")(DOORS[door])

    assert response.status_code in {302, 404}
    assert "no-store" in response.headers["Cache-Control"]


def test_somebody_new_may_apply() -> None:
    client = Client()
    client.force_login(ResidentFactory().user)

    for door in FOR_EVERYBODY:
        assert client.get(DOORS[door]).status_code == 200
