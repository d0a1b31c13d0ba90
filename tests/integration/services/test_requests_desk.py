"""The requests desk: what is listed, whose name is shown, and what a press does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from services.models import Submission
from tests.factories.accounts import signed_in as resident_in
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory
from tests.integration.services.desk import ASKED, DESK, a_request, address, signed_in

pytestmark = pytest.mark.django_db


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
    assert ("If it comes back here, deal with it by hand" in page) is not look_first


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
    [
        ("", "Say what you did"),
        ("  ", "Say what you did"),
        ("x" * 201, "200 characters or fewer"),
        ("Paid with 4242 4242 4242 4242", "Do not write a card number down"),
    ],
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

    assert "nothing was done. Somebody was quicker" in page
    assert "Yusuf" not in page
    assert AuditEntry.objects.count() == before


def asked_since(amina):
    facts = {"resident_id": amina.pk, "submitted_at": timezone.now()}
    return WaitingSubmissionFactory(**facts).reference


def moved(amina):
    ServiceLinkFactory(resident_id=amina.pk, service="housing", reference="tenure-2")
    return "They may have moved"


@pytest.mark.parametrize("happens", [asked_since, moved])
def test_what_cannot_be_sent_again_says_why_and_is_not(helen, request_, amina, happens):
    why = happens(amina)

    page = helen.get(address("request", request_)).text
    told = helen.post(address("again", request_), follow=True).text

    assert why in page
    assert "Send again" not in page
    assert "cannot be sent any more" in told
    request_.refresh_from_db()
    assert request_.is_given_up
