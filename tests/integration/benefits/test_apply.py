"""Applying for Council Tax Reduction, also without a claim that is known here."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accessibility.plain_words import postal
from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions
from services.benefits.operations.applications import APPLY, Application
from services.models import Draft, Journey, Outcome, Submission
from services.working_days import add_working_days
from tests.factories.accounts import ResidentFactory, signed_in
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

QUESTIONS, CHECK = reverse("benefits:apply"), reverse("benefits:apply-check")
ANSWERS = {
    "weekly_income_pence": "£210.05",
    "capital_pence": "0",
    "details": "I live alone since March.",
}


@pytest.fixture
def tom(db: None, sandbox: Sandbox) -> Resident:
    """Nobody's tenant, and without a claim."""
    resident: Resident = ResidentFactory(
        first_name="Tom", last_name="Whitfield", born_on=date(1985, 1, 23)
    )
    return resident


@pytest.fixture
def as_tom(tom: Resident) -> Client:
    return signed_in(tom)


def send(client: Client, **changes: str) -> Any:
    client.post(QUESTIONS, ANSWERS | changes)
    return client.post(CHECK, {"form_key": str(Draft.objects.get().form_key)})


def test_an_application_reaches_the_benefits_system_with_a_receipt(
    as_tom: Client, tom: Resident
) -> None:
    receipt = as_tom.get(send(as_tom)["Location"]).content.decode()

    sent = Submission.objects.get()
    assert (sent.task, sent.state) == (APPLY.name, DeliveryState.DELIVERED)
    assert sent.supplier_reference.startswith("APP-")
    assert sent.reference in receipt
    assert "Keep paying your council tax" in receipt
    assert submissions.asked(sent, Application) == Application(
        "Tom Whitfield", tom.born_on, tom.address, tom.postcode, 21_005, 0, ANSWERS["details"]
    )
    journey = Journey.objects.get()
    assert (journey.task, journey.outcome) == (APPLY.name, Outcome.COMPLETED)


def test_the_receipt_is_sent_without_what_was_written(as_tom: Client, tom: Resident) -> None:
    send(as_tom)

    told = OutboundNotification.objects.get()
    assert told.to == tom.email
    assert "live alone" not in told.body
    assert "210" not in told.body
    assert b"live alone" not in bytes(Submission.objects.get().sealed)


def test_who_has_no_letter_is_led_to_it(as_tom: Client) -> None:
    html = as_tom.get(reverse("services:link", args=["benefits"])).content.decode()
    other = as_tom.get(reverse("services:link", args=["housing"])).content.decode()

    assert QUESTIONS in html
    assert QUESTIONS not in other


def test_who_gets_it_already_is_not_asked_to_apply(as_amina: Client) -> None:
    assert QUESTIONS not in as_amina.get(reverse("benefits:index")).content.decode()


def test_the_check_page_shows_who_applies_and_with_what(as_tom: Client, tom: Resident) -> None:
    html = as_tom.post(QUESTIONS, ANSWERS, follow=True).content.decode()

    for words in ("Tom Whitfield", "23 January 1985", postal(tom.postcode), "£210.05", "£0.00"):
        assert words in html
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("missing", ["born_on", "address", "postcode", "name"])
def test_who_is_not_known_well_enough_is_told_whom_to_ring(
    as_tom: Client, tom: Resident, missing: str
) -> None:
    as_tom.post(QUESTIONS, ANSWERS)
    names = {"first_name": "", "last_name": ""}
    blank: dict[str, Any] = (
        names if missing == "name" else {missing: None if missing == "born_on" else ""}
    )
    Resident.objects.filter(pk=tom.pk).update(**blank)

    assert "We need to know more about you" in as_tom.get(QUESTIONS).content.decode()
    assert as_tom.post(CHECK)["Location"] == QUESTIONS
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"weekly_income_pence": ""}, "Enter what you get each week, or 0"),
        ({"weekly_income_pence": "a bit"}, "Enter an amount in pounds"),
        ({"capital_pence": ""}, "Enter what savings you have, or 0"),
        ({"details": ""}, "Tell us who lives with you, or that you live alone"),
    ],
)
def test_every_mistake_is_said_in_plain_words_and_nothing_typed_is_lost(
    as_tom: Client, wrong: dict[str, str], words: str
) -> None:
    html = as_tom.post(QUESTIONS, ANSWERS | wrong).content.decode()

    assert words in html
    assert "Error: " in html
    assert as_tom.get(CHECK)["Location"] == QUESTIONS
    again = as_tom.get(QUESTIONS).content.decode()
    assert wrong.get("details", ANSWERS["details"]) in again


def test_one_application_is_decided_before_the_next(as_tom: Client) -> None:
    first = send(as_tom)["Location"]

    html = send(as_tom).content.decode()

    assert "You applied on" in html
    assert first in html
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(("days", "sent"), [(27, 1), (28, 2)])
def test_after_four_weeks_somebody_can_apply_again(
    as_tom: Client, tom: Resident, days: int, sent: int
) -> None:
    send(as_tom)

    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        send(signed_in(tom))

    assert Submission.objects.count() == sent


def test_who_was_told_that_nobody_has_the_application_can_send_it_again(as_tom: Client) -> None:
    send(as_tom)
    Submission.objects.update(state=DeliveryState.GIVEN_UP)

    send(as_tom)

    assert Submission.objects.count() == 2


def test_pressing_send_twice_is_one_application(as_tom: Client) -> None:
    as_tom.post(QUESTIONS, ANSWERS)
    key = {"form_key": str(Draft.objects.get().form_key)}

    first, again = as_tom.post(CHECK, key), as_tom.post(CHECK, key)

    assert first["Location"] == again["Location"]
    assert Submission.objects.count() == 1


def test_it_counts_from_today_while_the_supplier_is_down(as_tom: Client, sandbox: Sandbox) -> None:
    sandbox.fault("benefits", "error")
    receipt = as_tom.get(send(as_tom)["Location"]).content.decode()

    waiting = Submission.objects.get()
    assert "We have it safely" in receipt
    assert waiting.promised_on == add_working_days(timezone.localdate(), 14)
    sandbox.well("benefits")
    later = timezone.now() + timedelta(hours=1)
    assert submissions.deliver_due(now=later) == 1
    assert submissions.deliver_due(now=later) == 0


def test_nobody_reads_the_receipt_of_another(as_tom: Client, as_grace: Client) -> None:
    receipt = send(as_tom)["Location"]

    assert as_grace.get(receipt).status_code == 404
