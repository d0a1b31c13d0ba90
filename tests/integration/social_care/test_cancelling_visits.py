"""Cancelling one visit, with a reason, and nobody else's."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.notifications.models import OutboundNotification
from services.models import Submission
from tests.contract.social_care.calls import call
from tests.integration.social_care.conftest import (
    booked_visits,
    cancel_form,
    cancel_form_in,
    cancel_visit,
)
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def test_cancelling_one_visit_leaves_the_others(as_desmond: Client, sandbox: Sandbox) -> None:
    before = booked_visits(sandbox)

    response = cancel_visit(as_desmond, before[3]["id"], "hospital")

    assert response["Location"] == reverse(
        "social_care:request", args=[Submission.objects.get().pk]
    )
    left = [visit["id"] for visit in booked_visits(sandbox)]
    assert left == [visit["id"] for visit in before if visit != before[3]]
    visit = call(sandbox, "GET", f"Appointment/{before[3]['id']}").body
    assert visit["cancelationReason"]["text"] == "I am in hospital"
    assert "one visit" in OutboundNotification.objects.get().body
    page = as_desmond.get(reverse("social_care:visits")).text
    later = before[1:]  # the first may begin meanwhile
    offered = [reverse("social_care:cancel-visit", args=[one["id"]]) in page for one in later]
    assert offered == [one != before[3] for one in later]


def test_pressing_cancel_twice_leads_to_the_same_receipt(
    as_desmond: Client, sandbox: Sandbox
) -> None:
    address = reverse("social_care:cancel-visit", args=[booked_visits(sandbox)[3]["id"]])
    sent = cancel_form(as_desmond, address)

    first, again = (as_desmond.post(address, sent) for _ in range(2))

    assert again.get("Location") == first["Location"]
    page = as_desmond.get(address).text
    assert "This visit is cancelled" in page
    assert "can no longer" not in page


def test_a_visit_that_was_moved_since_the_page_was_opened_is_not_cancelled_unseen(
    as_desmond: Client, sandbox: Sandbox
) -> None:
    """He is shown when it is now, and can still cancel it."""
    visit = booked_visits(sandbox)[3]
    address = reverse("social_care:cancel-visit", args=[visit["id"]])
    sent = cancel_form(as_desmond, address) | {"starts_at": "2026-01-05T09:00:00+00:00"}

    page = as_desmond.post(address, sent).text

    assert "This visit has been moved" in page
    assert not Submission.objects.exists()
    assert as_desmond.post(address, cancel_form_in(page)).status_code == 302


def test_cancelling_needs_a_reason(as_desmond: Client, sandbox: Sandbox) -> None:
    visit = booked_visits(sandbox)[3]

    assert "Choose why" in cancel_visit(as_desmond, visit["id"], "").content.decode()
    assert len(booked_visits(sandbox)) > 10
    assert not Submission.objects.exists()


def test_nobody_cancels_the_visit_of_another_person(as_lakshmi: Client, sandbox: Sandbox) -> None:
    his = booked_visits(sandbox)[3]["id"]
    address = reverse("social_care:cancel-visit", args=[his])

    assert as_lakshmi.get(address).status_code == 404
    sent = {"form_key": str(uuid.uuid4()), "reason": "away"}
    assert as_lakshmi.post(address, sent).status_code == 404
    assert his in {visit["id"] for visit in booked_visits(sandbox)}
