"""Reporting a repair, from the first page to the housing system."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions
from services.models import Attachment, Draft, Journey, Submission
from tests.factories.accounts import signed_in
from tests.integration.housing.conftest import work_orders
from tests.integration.housing.repairs import (
    CHECK,
    DETAILS,
    PROBLEM,
    a_photo,
    choose,
    describe,
    report,
    send,
)
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def test_a_report_reaches_the_housing_system_and_the_resident_gets_its_number(
    as_amina: Client, sandbox: Sandbox
) -> None:
    submission = report(as_amina)

    newest = work_orders(sandbox)[0]
    assert submission.is_delivered
    assert submission.supplier_reference == str(newest["reference"])
    assert newest["description"] == "Kitchen: Leaking tap or pipe\nIt drips all day"
    page = as_amina.get(reverse("housing:repair-reported", args=[submission.reference]))
    assert submission.supplier_reference in page.content.decode()


def test_the_resident_is_told_when_it_will_be_done(as_amina: Client, amina: Resident) -> None:
    submission = report(as_amina, "toilet")

    notification = OutboundNotification.objects.get(resident_id=amina.pk)
    assert submission.supplier_reference in notification.body
    assert submission.promised_on is not None
    assert f"{submission.promised_on:%-d %B %Y}" in notification.body


def test_a_report_is_written_in_the_audit_trail_and_counted_once(as_amina: Client) -> None:
    submission = report(as_amina)

    events = AuditEntry.objects.filter(subject=submission.reference)
    assert set(events.values_list("event", flat=True)) == {
        "services.submission.accepted",
        "services.submission.delivered",
    }
    journey = Journey.objects.get(service="housing", task="report-repair")
    assert journey.outcome == "completed"


def test_pressing_send_twice_is_one_report(as_amina: Client, sandbox: Sandbox) -> None:
    before = len(work_orders(sandbox))
    choose(as_amina)
    describe(as_amina)
    form_key = Draft.objects.get().form_key

    first, second = send(as_amina, form_key), send(as_amina, form_key)

    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1
    assert len(work_orders(sandbox)) == before + 1


def test_a_report_is_kept_while_the_housing_system_is_down_and_delivered_once(
    as_amina: Client, sandbox: Sandbox
) -> None:
    before = len(work_orders(sandbox))
    sandbox.fault("housing", "error")
    submission = report(as_amina)
    receipt = as_amina.get(reverse("housing:repair-reported", args=[submission.reference]))
    repairs = as_amina.get(reverse("housing:repairs"))

    sandbox.well("housing")
    _forget_failures()
    later = timezone.now() + timedelta(minutes=1)
    assert submissions.deliver_due(now=later) == 1
    assert submissions.deliver_due(now=later + timedelta(hours=1)) == 0

    assert not submission.is_delivered
    assert "We have your report safely" in receipt.content.decode()
    assert "Leaking tap or pipe" in repairs.content.decode()
    assert len(work_orders(sandbox)) == before + 1


def test_a_report_whose_answer_was_lost_is_not_raised_again(
    as_amina: Client, sandbox: Sandbox, settings: Any
) -> None:
    before = len(work_orders(sandbox))
    submission = report(as_amina)
    Submission.objects.update(state="waiting", supplier_reference="", delivered_at=None)

    submissions.deliver_due(now=timezone.now() + timedelta(minutes=2))

    again = Submission.objects.get()
    assert again.supplier_reference == submission.supplier_reference
    assert len(work_orders(sandbox)) == before + 1


@pytest.mark.parametrize("problem", ["gas", "flood", "sparks"])
def test_danger_leads_to_a_telephone_number_and_keeps_nothing(
    as_amina: Client, problem: str
) -> None:
    response = as_amina.post(reverse(PROBLEM), {"problem": problem}, follow=True)

    html = response.content.decode()
    number = "0800111999" if problem == "gas" else "01632960100"
    assert html.index(f'href="tel:{number}"') < html.index("What to do until somebody comes")
    assert not Draft.objects.exists()


def test_the_first_page_shows_the_emergency_numbers_before_anything_else(
    as_amina: Client,
) -> None:
    html = as_amina.get(reverse(PROBLEM)).content.decode()

    assert html.index("0800 111 999") < html.index("What is wrong?")


def test_nothing_is_lost_when_an_answer_is_missing(as_amina: Client) -> None:
    choose(as_amina)

    response = describe(as_amina, room="", photo=a_photo())

    html = response.content.decode()
    assert response.status_code == 200
    assert "Error: " in html
    assert "Choose where it is" in html
    assert "It drips all day" in html
    assert Attachment.objects.count() == 1
    again = as_amina.get(reverse(DETAILS)).content.decode()
    assert "It drips all day" in again
    assert reverse("housing:photo", args=[Attachment.objects.get().pk]) in again


def test_what_was_typed_is_still_there_after_signing_in_again(
    as_amina: Client, amina: Resident
) -> None:
    choose(as_amina)
    describe(as_amina, room="")

    html = signed_in(amina).get(reverse(DETAILS)).content.decode()

    assert "It drips all day" in html


def test_pages_cannot_be_skipped(as_amina: Client) -> None:
    assert as_amina.get(reverse(DETAILS))["Location"] == reverse(PROBLEM)
    choose(as_amina)
    assert as_amina.get(reverse(CHECK))["Location"] == reverse(DETAILS)
    assert send(as_amina)["Location"] == reverse(DETAILS)
    assert not Submission.objects.exists()


def test_a_draft_can_be_deleted(as_amina: Client) -> None:
    choose(as_amina)

    for _pressed_twice in range(2):
        as_amina.post(reverse("housing:discard"), {"task": "report-repair"})

    assert not Draft.objects.exists()


def test_nobody_reads_the_receipt_of_another(as_amina: Client, as_grace: Client) -> None:
    submission = report(as_amina)

    receipt = reverse("housing:repair-reported", args=[submission.reference])

    assert as_grace.get(receipt).status_code == 404
    assert as_grace.get(reverse("housing:repair", args=[submission.reference])).status_code == 404


def test_what_she_typed_comes_out_as_text(as_amina: Client) -> None:
    submission = report(as_amina, details="<script>alert(1)</script>")

    page = as_amina.get(reverse("housing:repair", args=[submission.supplier_reference]))

    assert "<script>alert(1)" not in page.content.decode()


def test_a_form_key_of_nobody_sends_nothing_twice(as_amina: Client) -> None:
    report(as_amina)

    response = send(as_amina, uuid4())

    assert response["Location"] == reverse(DETAILS)
    assert Submission.objects.count() == 1


def _forget_failures() -> None:
    from services.http import breakers

    for breaker in breakers().values():
        breaker.succeeded()
