"""Challenging a decision, from the letter to the receipt."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions
from services.models import Draft, Journey, Outcome, Submission
from services.sandbox.personas import AMINA, GRACE
from tests.integration.benefits.conftest import TOKEN
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

ANSWERS = {"way": "revision", "reason": "I told you in time that I had moved."}


@pytest.fixture
def letter(sandbox: Sandbox) -> dict[str, str]:
    """The one decision Amina can still challenge."""
    path = f"/benefits/claims/{AMINA.claim}/letters"
    letters = sandbox.call("GET", path, Authorization=f"Bearer {TOKEN}")["items"]
    today = timezone.localdate().isoformat()
    (still,) = [each for each in letters if each["challengeBy"] and each["challengeBy"] >= today]
    found: dict[str, str] = still
    return found


@pytest.fixture
def why(letter: dict[str, str]) -> str:
    return reverse("benefits:challenge", args=[letter["letterId"]])


@pytest.fixture
def check(letter: dict[str, str]) -> str:
    return reverse("benefits:challenge-check", args=[letter["letterId"]])


def send(client: Client, why: str, check: str, **changes: str) -> str:
    client.post(why, ANSWERS | changes)
    key = str(Draft.objects.get().form_key)
    response = client.post(check, {"form_key": key})
    return str(response.get("Location", response.content.decode()))


def test_a_challenge_reaches_the_benefits_system_with_a_receipt(
    as_amina: Client, amina: Resident, why: str, check: str
) -> None:
    receipt = as_amina.get(send(as_amina, why, check)).content.decode()

    sent = Submission.objects.get()
    assert (sent.task, sent.state) == ("challenge-decision", DeliveryState.DELIVERED)
    assert sent.supplier_reference.startswith("CHA-")
    assert sent.supplier_reference in receipt
    assert sent.reference in receipt
    told = OutboundNotification.objects.get()
    assert (told.to, "in time" in told.body) == (amina.email, False)
    journey = Journey.objects.get()
    assert (journey.task, journey.outcome) == ("challenge-decision", Outcome.COMPLETED)
    assert b"in time" not in bytes(sent.sealed)


def test_the_letter_leads_to_it_and_the_claim_lists_it(
    as_amina: Client, letter: dict[str, str], why: str, check: str
) -> None:
    page = as_amina.get(reverse("benefits:letter", args=[letter["letterId"]])).content.decode()
    assert why in page

    send(as_amina, why, check)

    claim = as_amina.get(reverse("benefits:index")).content.decode()
    assert "Decisions you challenged" in claim
    assert "Look again: You have been paid too much Housing Benefit" in claim


def test_the_check_page_shows_what_will_be_sent(as_amina: Client, why: str, check: str) -> None:
    response = as_amina.post(why, ANSWERS | {"way": "appeal"}, follow=True)

    html = response.content.decode()
    assert response.redirect_chain == [(check, 302)]
    assert "Appeal to a tribunal" in html
    assert ANSWERS["reason"] in html
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"way": ""}, "Choose what you want us to do"),
        ({"way": "shout"}, "Choose what you want us to do"),
        ({"reason": ""}, "Tell us why it is wrong in a few words"),
        ({"reason": "x" * 2001}, "Use 2000 letters or fewer"),
    ],
)
def test_every_mistake_is_said_in_plain_words_and_nothing_typed_is_lost(
    as_amina: Client, why: str, check: str, wrong: dict[str, str], words: str
) -> None:
    html = as_amina.post(why, ANSWERS | wrong).content.decode()

    assert words in html
    assert "Error: " in html
    assert as_amina.get(check)["Location"] == why
    assert Draft.objects.count() == 1


def test_what_was_typed_about_one_letter_is_not_shown_about_another(
    as_amina: Client, letter: dict[str, str], why: str
) -> None:
    as_amina.post(why, ANSWERS)

    assert ANSWERS["reason"] in as_amina.get(why).content.decode()
    other = reverse("benefits:challenge-check", args=[f"{AMINA.claim}-L001"])
    assert as_amina.get(other)["Location"] != other  # nothing to check there


def test_pressing_send_twice_is_one_challenge(as_amina: Client, why: str, check: str) -> None:
    as_amina.post(why, ANSWERS)
    key = str(Draft.objects.get().form_key)

    first = as_amina.post(check, {"form_key": key})
    again = as_amina.post(check, {"form_key": key})

    assert first["Location"] == again["Location"]
    assert Submission.objects.count() == 1


def test_it_counts_from_the_day_it_was_sent_while_the_supplier_is_down(
    as_amina: Client, sandbox: Sandbox, why: str, check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.benefits.client import BenefitsClient
    from services.contract import ServiceUnavailable

    async def down(*args: object, **kwargs: object) -> None:
        raise ServiceUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(BenefitsClient, "challenge", down)
        receipt = as_amina.get(send(as_amina, why, check)).content.decode()
    assert "It counts from the day you told us." in receipt

    later = timezone.now() + timedelta(hours=1)
    assert submissions.deliver_due(now=later) == 1
    assert submissions.deliver_due(now=later) == 0
    assert Submission.objects.get().state == DeliveryState.DELIVERED


def test_the_last_day_is_a_day_and_the_next_one_is_too_late(
    as_amina: Client, letter: dict[str, str], why: str, check: str
) -> None:
    """A page that was left open does not reach past the deadline either."""
    as_amina.post(why, ANSWERS)
    key = str(Draft.objects.get().form_key)
    last = date.fromisoformat(letter["challengeBy"])

    with time_machine.travel(f"{last + timedelta(days=1)}T00:30:00Z", tick=False):
        as_amina.force_login(Resident.objects.get().user)
        late = as_amina.post(check, {"form_key": key}).content.decode()
        asked = as_amina.get(why).content.decode()
    assert "The time to challenge it ended on" in late
    assert "The time to challenge it ended on" in asked
    assert Submission.objects.count() == 0

    with time_machine.travel(f"{last}T20:00:00Z", tick=False):
        as_amina.force_login(Resident.objects.get().user)
        as_amina.post(check, {"form_key": key})
    assert Submission.objects.count() == 1


def test_a_letter_about_no_decision_cannot_be_challenged(
    as_amina: Client, sandbox: Sandbox
) -> None:
    path = f"/benefits/claims/{AMINA.claim}/letters"
    letters = sandbox.call("GET", path, Authorization=f"Bearer {TOKEN}")["items"]
    (asking,) = [each["letterId"] for each in letters if not each["challengeBy"]]

    html = as_amina.get(reverse("benefits:challenge", args=[asking])).content.decode()

    assert "This letter is not about a decision" in html


def test_nobody_challenges_the_decision_of_somebody_else(
    as_amina: Client, as_grace: Client, why: str, check: str
) -> None:
    receipt = send(as_amina, why, check)

    assert as_grace.get(why).status_code == 404
    assert as_grace.post(why, ANSWERS).status_code == 404
    assert as_grace.get(receipt).status_code == 404
    assert (
        as_amina.get(reverse("benefits:challenge", args=[f"{GRACE.claim}-L001"])).status_code == 404
    )
