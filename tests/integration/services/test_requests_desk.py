"""The requests desk: who sees what no system took, whose name is shown, and what a press does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import cautioning
from accounts.assisted.models import Caution
from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from services.models import Submission
from tests.factories.accounts import ResidentFactory, StaffMemberFactory
from tests.factories.accounts import signed_in as resident_in
from tests.factories.assisted import Desk, SocialCareAdviserFactory
from tests.factories.services import WaitingSubmissionFactory

pytestmark = pytest.mark.django_db
DESK = "/services/desk/"
ASKED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SERVICES = ("housing", "benefits", "parking", "leisure", "social_care")
ORDINARY = {"housing", "benefits", "parking", "leisure"}
SEES = {Role.SUPERVISOR: ORDINARY, Role.SOCIAL_CARE_ADVISER: {"social_care"}}


def signed_in(*roles, **facts):
    facts = {"name": "Helen Marsh", "place_of_work": "Contact centre", **facts}
    client = Client()
    client.member = StaffMemberFactory(roles=[str(role) for role in roles], **facts)
    client.force_login(client.member.user)
    return client


def a_request(**facts):
    given_up = {"state": "given_up", "attempts": 60, "last_fault": "status 503"}
    when = {"submitted_at": ASKED, "next_attempt_at": ASKED + timedelta(days=1, hours=2)}
    return WaitingSubmissionFactory(**{**given_up, **when, **facts})


def address(name, request):
    return reverse(f"services:desk-{name}", args=[request.pk])


@pytest.fixture
def helen():
    return signed_in(Role.SUPERVISOR)


@pytest.fixture
def amina():
    return ResidentFactory(last_name="Yusuf")


@pytest.fixture
def request_(amina):
    return a_request(resident_id=amina.pk)


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


def test_the_list_names_the_request_and_nobody(helen, request_):
    page = helen.get(DESK)

    assert page["Cache-Control"] == "no-store, private"
    assert page.text.count("<h1") == 1
    for words in ("Repair: kitchen tap leaking", "Housing", request_.reference, "on 4 May 2026"):
        assert words in page.text
    assert "given up on 5 May 2026" in page.text
    assert "Yusuf" not in page.text
    assert not AuditEntry.objects.exists()


def test_the_header_says_how_many_wait_for_whoever_may_see_to_them(helen, request_):
    a_request(service="social_care")
    carol = signed_in(Role.SOCIAL_CARE_ADVISER)

    assert "Requests (1)" in helen.get("/staff/").text
    assert "Requests (1)" in carol.get("/staff/").text
    Submission.objects.update(state="waiting")
    assert "Requests (" not in helen.get("/staff/").text
    assert "Requests" in helen.get("/staff/").text


def test_an_empty_list_says_so(helen):
    page = helen.get(DESK).text

    assert "None. Nothing waits" in page
    assert "<ol" not in page


def test_twenty_are_on_a_page_the_oldest_first_and_the_rest_on_the_next(helen):
    rows = [a_request(submitted_at=ASKED + timedelta(hours=hours)) for hours in range(21)]

    first, second = helen.get(DESK).text, helen.get(DESK + "?page=2").text

    assert "21 requests, the oldest first" in first
    assert [row.reference in first for row in rows] == [True] * 20 + [False]
    assert [row.reference in second for row in rows] == [False] * 20 + [True]
    assert ('rel="next"' in first, 'rel="prev"' in second) == (True, True)
    assert helen.get(DESK + "?page=nonsense").text.count('rel="next"') == 1


def test_whose_it_is_stands_on_its_page_and_the_resident_can_read_who_looked(
    helen, request_, amina
):
    """L15."""
    page = helen.get(address("request", request_)).text

    assert "Amina Yusuf" in page
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.subject) == ("services.submission.viewed", request_.reference)
    assert (entry.resident_id, entry.staff_id) == (amina.pk, helen.member.pk)
    assert entry.assisted_session_id is None
    assert "Helen Marsh looked at the request" in resident_in(amina).get("/account/activity/").text


@pytest.mark.parametrize(
    ("attempts", "why", "look_first"),
    [(60, "gave no answer that we could use, 60 times", True), (3, "would not have it", False)],
)
def test_the_page_says_in_plain_words_why_it_was_given_up(
    helen, request_, attempts, why, look_first
):
    """Only what was never answered may have been taken: that is looked for before it is redone."""
    Submission.objects.update(attempts=attempts)

    page = helen.get(address("request", request_)).text

    assert why in page
    assert "status 503" in page
    assert ("may have taken it" in page) is look_first


def test_by_a_press_it_is_on_its_way_again_for_the_resident_too(helen, request_, amina):
    told = helen.post(address("again", request_), follow=True)

    assert f"{request_.reference}: we send it again" in told.text
    assert "Repair: kitchen tap leaking" not in told.text
    page = resident_in(amina).get(reverse("services:submission", args=[request_.pk])).text
    assert "We have your request" in page


def test_what_was_dealt_with_by_hand_says_so_to_the_resident_and_no_other_day(
    helen, request_, amina
):
    Submission.objects.update(promised_on="2026-06-01")
    told = helen.post(address("by-hand", request_), {"resolution": "Rang the team"}, follow=True)

    assert f"{request_.reference} is off the list" in told.text
    browser = resident_in(amina)
    page = browser.get(reverse("services:submission", args=[request_.pk])).text
    assert "We dealt with this" in page
    assert "1 June" not in page
    assert "Rang the team" not in page
    assert "We dealt with this" in browser.get("/account/").text
    listed = browser.get(reverse("services:submissions")).text
    assert "Not accepted" not in listed


@pytest.mark.parametrize(
    ("resolution", "mistake"),
    [("", "Say what you did"), ("  ", "Say what you did"), ("x" * 201, "200 characters or fewer")],
)
def test_nothing_is_dealt_with_without_saying_how(helen, request_, resolution, mistake):
    page = helen.post(address("by-hand", request_), {"resolution": resolution}).text

    assert mistake in page
    assert "<title>Error: " in page
    request_.refresh_from_db()
    assert request_.is_given_up


@pytest.mark.parametrize("name", ["request", "again", "by-hand"])
def test_who_comes_second_is_told_and_shown_nobody(helen, request_, name):
    helen.post(address("again", request_))
    before = AuditEntry.objects.count()

    send = helen.get if name == "request" else helen.post
    page = send(address(name, request_), {"resolution": "Rang"}, follow=True).text

    assert "somebody has seen to it before you" in page
    assert "Yusuf" not in page
    assert AuditEntry.objects.count() == before


def test_what_they_asked_for_once_more_is_named_and_not_sent_twice(helen, request_, amina):
    since = WaitingSubmissionFactory(resident_id=amina.pk, submitted_at=timezone.now())

    page = helen.get(address("request", request_)).text
    told = helen.post(address("again", request_), follow=True).text

    assert since.reference in page
    assert "Send again" not in page
    assert "the resident has asked again" in told
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
    ("kind", "status"), [(None, 200), (Caution.Kind.ASK_FIRST, 403), (Caution.Kind.HAS_DIED, 403)]
)
def test_an_adviser_opens_a_marked_record_no_other_way_than_when_helping(
    helen, amina, kind, status
):
    """D11, D29: a care adviser asks first, and a supervisor who sees no care requests allows it."""
    one = a_request(resident_id=amina.pk, service="social_care")
    if kind:
        cautioning.mark(amina, kind=kind, supervisor=helen.member, now=timezone.now())

    assert signed_in(Role.SOCIAL_CARE_ADVISER).get(address("request", one)).status_code == status


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
