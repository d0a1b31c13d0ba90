"""Telling us about a change, from the first question to the receipt."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions
from services.models import Draft, Submission
from services.sandbox.personas import AMINA
from services.working_days import add_working_days
from tests.integration.benefits.conftest import evidence_wanted
from tests.sandbox import Sandbox
from tests.sent import audited_and_counted

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

QUESTIONS = reverse("benefits:report-change")
CHECK = reverse("benefits:change-check")


def answers(**changes: str) -> dict[str, str]:
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "kind": "income",
        "happened_on_day": str(yesterday.day),
        "happened_on_month": str(yesterday.month),
        "happened_on_year": str(yesterday.year),
        "details": "I now work 20 hours a week.",
    } | changes


def send(client: Client) -> str:
    """Fill in, check, send; returns the page that was reached."""
    client.post(QUESTIONS, answers())
    form_key = str(Draft.objects.get().form_key)
    return str(client.post(CHECK, {"form_key": form_key})["Location"])


def test_a_change_reaches_the_benefits_system_with_a_receipt(
    as_amina: Client, amina: Resident, sandbox: Sandbox
) -> None:
    receipt = as_amina.get(send(as_amina)).content.decode()

    sent = Submission.objects.get()
    assert sent.state == DeliveryState.DELIVERED
    assert sent.reference in receipt
    assert sent.supplier_reference.startswith("COC-")
    assert sent.supplier_reference in receipt
    assert sent.promised_on is not None
    assert f"{sent.promised_on:%-d %B %Y}" in receipt
    assert len(evidence_wanted(sandbox)) == 2


def test_it_is_audited_counted_and_told(as_amina: Client, amina: Resident) -> None:
    send(as_amina)

    sent = audited_and_counted("report-change")
    told = OutboundNotification.objects.get()
    assert told.to == amina.email
    assert sent.reference in told.subject
    assert sent.supplier_reference in told.body
    assert "20 hours" not in told.body


def test_what_was_written_is_sealed(as_amina: Client) -> None:
    send(as_amina)

    assert b"20 hours" not in bytes(Submission.objects.get().sealed)


def test_the_check_page_shows_what_will_be_sent(as_amina: Client) -> None:
    response = as_amina.post(QUESTIONS, answers(), follow=True)

    html = response.content.decode()
    assert response.redirect_chain == [(CHECK, 302)]
    assert "What you earn or get" in html
    assert "I now work 20 hours a week." in html
    assert Submission.objects.count() == 0


def test_pressing_send_twice_is_one_change(as_amina: Client, sandbox: Sandbox) -> None:
    as_amina.post(QUESTIONS, answers())
    form_key = str(Draft.objects.get().form_key)

    first = as_amina.post(CHECK, {"form_key": form_key})
    second = as_amina.post(CHECK, {"form_key": form_key})

    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1
    assert len(evidence_wanted(sandbox)) == 2


def test_while_the_supplier_is_down_a_change_is_kept_and_delivered_later_once(
    as_amina: Client, sandbox: Sandbox
) -> None:
    sandbox.fault("benefits", "error")
    receipt = as_amina.get(send(as_amina)).content.decode()

    waiting = Submission.objects.get()
    today = timezone.localdate()
    assert waiting.state == DeliveryState.WAITING
    assert waiting.promised_on == add_working_days(today, 10)
    assert "We have it safely" in receipt

    sandbox.well("benefits")
    later = timezone.now() + timedelta(hours=1)
    assert submissions.deliver_due(now=later) == 1
    assert submissions.deliver_due(now=later) == 0
    assert len(evidence_wanted(sandbox)) == 2


def test_what_was_typed_is_kept_and_can_be_deleted(as_amina: Client) -> None:
    as_amina.post(QUESTIONS, answers(kind="", details="Half a thought"))

    again = as_amina.get(QUESTIONS).content.decode()
    assert "Half a thought" in again
    assert "There is a problem" not in again

    as_amina.post(reverse("benefits:discard"), {"task": "report-change"})
    assert "Half a thought" not in as_amina.get(QUESTIONS).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": ""}, "Choose what has changed"),
        ({"kind": "weather"}, "Choose what has changed"),
        ({"details": ""}, "Tell us what has changed in a few words"),
        ({"details": "x" * 2001}, "Use 2000 letters or fewer"),
        ({"happened_on_day": ""}, "The date of the change must include a day"),
        ({"happened_on_day": "31", "happened_on_month": "2"}, "must be a real date"),
        ({"happened_on_year": "2019"}, "more than 13 months ago. Call us"),
        ({"happened_on_year": "2099"}, "in the month before it happens"),
    ],
)
def test_every_mistake_is_said_in_plain_words(
    as_amina: Client, wrong: dict[str, str], words: str
) -> None:
    response = as_amina.post(QUESTIONS, answers(**wrong))

    html = response.content.decode()
    assert response.status_code == 200
    assert words in html
    assert "Error: " in html


def test_nothing_is_sent_without_the_answers(as_amina: Client) -> None:
    assert as_amina.get(CHECK)["Location"] == QUESTIONS
    assert as_amina.post(CHECK)["Location"] == QUESTIONS
    assert Submission.objects.count() == 0


def test_a_receipt_is_nobody_elses_to_read(as_amina: Client, as_grace: Client) -> None:
    receipt = send(as_amina)

    assert as_grace.get(receipt).status_code == 404


def test_a_change_is_listed_on_the_claim(as_amina: Client) -> None:
    send(as_amina)

    html = as_amina.get(reverse("benefits:index")).content.decode()
    assert "Change: what you earn or get" in html
    assert AMINA.claim in html
