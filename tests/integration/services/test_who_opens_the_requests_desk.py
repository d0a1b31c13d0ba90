"""Who opens the requests desk: by role, by service, and never for somebody too close."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.assisted import cautioning
from accounts.assisted.models import Caution
from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from tests.factories.accounts import ResidentFactory
from tests.factories.accounts import signed_in as resident_in
from tests.factories.assisted import Desk, SocialCareAdviserFactory
from tests.integration.services.desk import DESK, a_request, address, signed_in

pytestmark = pytest.mark.django_db
SERVICES = ("housing", "benefits", "parking", "leisure", "social_care")
ORDINARY = {"housing", "benefits", "parking", "leisure"}
SEES = {Role.SUPERVISOR: ORDINARY, Role.SOCIAL_CARE_ADVISER: {"social_care"}}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_role_sees_the_requests_of_the_services_it_sees_to_and_no_other(role):
    """D02, D14, D20: social care is for its own advisers, also where things went wrong."""
    client, sees = signed_in(role), SEES.get(role, set())
    rows = {service: a_request(service=service) for service in SERVICES}

    listed = client.get(DESK)

    assert listed.status_code == (200 if sees else 403)
    assert {service for service, row in rows.items() if row.reference in listed.text} == sees
    assert ("oldest first" in listed.text) is (len(sees) > 1)
    for service, row in rows.items():
        answers = [
            client.get(address("request", row)),
            client.post(address("by-hand", row), {"resolution": ""}),
            client.post(address("again", row)),
        ]
        refused = 404 if sees else 403
        expected = [200, 200, 302] if service in sees else [refused] * 3
        assert [answer.status_code for answer in answers] == expected
        row.refresh_from_db()
        assert row.is_waiting is (service in sees)


def test_the_desk_is_closed_to_residents_and_to_nobody_in_particular(request_, amina):
    for client, status in ((Client(), 302), (resident_in(amina), 403)):
        for path in (DESK, address("request", request_)):
            assert client.get(path).status_code == status
        assert client.post(address("again", request_)).status_code == status
    request_.refresh_from_db()
    assert request_.is_given_up


def own_record(amina, member):
    member.name = amina.full_name


def same_home(amina, member):
    ResidentFactory(first_name="Helen", last_name="Marsh", address=amina.address)


@pytest.mark.parametrize("make", [own_record, same_home])
@pytest.mark.parametrize("name", ["request", "again", "by-hand"])
def test_nobody_sees_to_a_request_of_their_own_or_of_their_home(helen, request_, amina, make, name):
    """D10, D11: nor can a supervisor send or settle it."""
    make(amina, helen.member)
    helen.member.save()

    send = helen.get if name == "request" else helen.post
    response = send(address(name, request_), {"resolution": "Mine"})

    assert response.status_code == 403
    assert "Yusuf" not in response.text.replace(helen.member.name, "")
    request_.refresh_from_db()
    assert request_.is_given_up
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.resident_id) == ("assisted.access.refused", amina.pk)


@pytest.mark.parametrize(
    ("kind", "care"), [(None, 200), (Caution.Kind.ASK_FIRST, 403), (Caution.Kind.HAS_DIED, 200)]
)
def test_a_marked_record_is_opened_by_who_decides_or_as_when_helping(helen, amina, kind, care):
    """D11, D29: care advisers ask first. Whoever decides needs nobody, though they advise too.

    What somebody asked for who has died is opened to be settled.
    """
    both = signed_in(Role.SUPERVISOR, Role.SOCIAL_CARE_ADVISER)
    carol = signed_in(Role.SOCIAL_CARE_ADVISER)
    if kind:
        cautioning.mark(amina, kind=kind, supervisor=helen.member, now=timezone.now())

    for service, status in (("social_care", care), ("housing", 200)):
        path = address("request", a_request(resident_id=amina.pk, service=service))
        assert both.get(path).status_code == status
        assert carol.get(path).status_code == (404 if service == "housing" else status)


@pytest.mark.parametrize("name", ["again", "by-hand"])
def test_only_a_press_on_our_own_form_does_anything(helen, request_, name):
    """J06."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(helen.member.user)

    assert client.post(address(name, request_), {"resolution": "Rang"}).status_code == 403
    assert client.get(address(name, request_), {"resolution": "Rang"}).status_code == 405
    assert {helen.post(path).status_code for path in (DESK, address("request", request_))} == {405}
    request_.refresh_from_db()
    assert request_.is_given_up


def test_whoever_is_helping_somebody_else_meanwhile_does_it_for_the_one_who_asked(amina):
    """D03: the help that is under way has nothing to do with it."""
    desk = Desk(SocialCareAdviserFactory())
    desk.help(ResidentFactory(user=None))
    one = a_request(resident_id=amina.pk, service="social_care")

    assert "Amina Yusuf" in desk.client.get(address("request", one)).text
    desk.post(address("again", one))

    for event in ("viewed", "sent_again"):
        entry = AuditEntry.objects.get(event=f"services.submission.{event}")
        assert (entry.resident_id, entry.assisted_session_id) == (amina.pk, None)
