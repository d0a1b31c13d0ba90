"""The page of one repair: where it has got to, whose it is, and what can be done."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from services.housing.payloads import WorkOrderNote
from services.models import ServiceLink, Submission
from tests.factories.housing import a_visit, a_work_order
from tests.factories.services import WaitingSubmissionFactory
from tests.integration.housing.conftest import Answering, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "visit", "tag", "offers"),
    [
        ("In Progress", None, "Choose a time", "Choose a time"),
        ("In Progress", "2099-05-11T00:00:00", "Visit booked", "Change the time"),
        ("No Access", "2026-05-11T00:00:00", "We could not get in", ""),
        ("Materials Needed", None, "Waiting for parts", ""),
        ("Work Complete", None, "Finished", ""),
        ("Work Cancelled", None, "Cancelled", ""),
        ("A new word", None, "Choose a time", "Choose a time"),
    ],
)
def test_a_repair_says_where_it_has_got_to_and_what_can_be_done(
    answering: Answering, status: str, visit: str | None, tag: str, offers: str
) -> None:
    order = a_work_order(status=status, appointment=a_visit(visit) if visit else None)

    html = page(answering(get_work_order=order), "repair", "10004104")

    assert tag in html
    buttons = reverse("housing:visit", args=["10004104"]) in html
    assert buttons is bool(offers)
    cancel = reverse("housing:cancel-visit", args=["10004104"]) in html
    assert cancel is (offers == "Change the time")


def test_what_the_team_writes_for_itself_is_on_no_page(answering: Answering) -> None:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    notes = [
        WorkOrderNote(note="Ring first.", time=at, audience="Tenant"),
        WorkOrderNote(note="Dog bites.", time=at, audience="Staff"),
    ]

    html = page(answering(list_notes=notes), "repair", "10004104")

    assert "Ring first." in html
    assert "Dog bites." not in html


@pytest.mark.parametrize(
    "order",
    [
        a_work_order(property_reference="00023427"),
        a_work_order(date_raised=datetime(2019, 6, 16, tzinfo=UTC)),
    ],
)
def test_a_repair_of_another_home_or_of_who_lived_here_before_is_not_found(
    answering: Answering, order: Any
) -> None:
    client = answering(get_work_order=order)

    for name in ("repair", "visit"):
        assert client.get(reverse(f"housing:{name}", args=["10004104"])).status_code == 404


def test_a_repair_that_was_mixed_up_is_not_shown(answering: Answering) -> None:
    """G12"""
    client = answering(get_work_order=a_work_order(reference=1, description="Other tap"))

    assert "Other tap" not in page(client, "repair", "10004104", status=503)


def test_a_report_that_waits_here_is_shown_by_its_own_reference_and_no_other(
    answering: Answering,
) -> None:
    client = answering()
    mine = {"resident_id": ServiceLink.objects.get().resident_id}
    for what in ("Tap drips", "Door sticks"):
        WaitingSubmissionFactory(**mine, title=f"Repair: {what}")
    elsewhere = WaitingSubmissionFactory(**mine, service="parking", task="challenge-notice")
    tap, door = Submission.objects.filter(service="housing").order_by("title").reverse()

    assert "Tap drips" in page(client, "repair", tap.reference)
    assert "Tap drips" not in page(client, "repair", door.reference)
    assert page(client, "repair", elsewhere.reference, status=404)


def test_a_report_that_was_delivered_is_at_the_number_of_its_repair(answering: Answering) -> None:
    client = answering()
    mine = {"resident_id": ServiceLink.objects.get().resident_id}
    sent = WaitingSubmissionFactory(**mine, supplier_reference="10004104")
    other = WaitingSubmissionFactory(**mine, supplier_reference="10004105")

    at_its_number = client.get(reverse("housing:repair", args=[sent.reference]))

    assert at_its_number["Location"] == reverse("housing:repair", args=["10004104"])
    html = page(client, "repair", "10004104")
    assert sent.reference in html
    assert other.reference not in html
